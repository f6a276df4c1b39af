#include "core/nn/conv_unit.h"
#include "core/nn/convolution_kernels.h"

#include <QtTest>

using namespace dawson;

namespace
{

/// Normally distributed values that bf16 holds exactly.
torch::Tensor values(torch::IntArrayRef shape)
{
    return torch::randn(shape).to(torch::kBFloat16).to(torch::kFloat);
}

ConvUnit made(const UnitPlan& plan)
{
    torch::manual_seed(3);
    ConvUnit unit(plan);
    const torch::NoGradGuard off;
    for (auto& parameter : unit->named_parameters()) {
        auto& tensor = parameter.value();
        const double centre = parameter.key() == "gamma" ? 1.0 : 0.0;
        const double spread = parameter.key() == "weight" ? 0.1 : 0.3;
        tensor.copy_((values(tensor.sizes()) * spread + centre).to(torch::kBFloat16));
    }
    return unit;
}

double distance(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a.to(torch::kFloat) - b).norm().item<double>() / b.norm().item<double>();
}

struct Outcome {
    torch::Tensor output;
    torch::Tensor byInput;
    torch::Tensor byAddend;
    std::map<std::string, torch::Tensor> byParameter;
};

/// One pass and its gradients along `direction`.
Outcome run(ConvUnit unit, const torch::Tensor& input, const torch::Tensor& addend, bool portable)
{
    auto leaf = input.detach().clone().requires_grad_();
    auto added = addend.detach().clone().requires_grad_();
    ConvUnitImpl::Pass pass;
    pass.portable = portable;
    if (added.numel() > 1) {
        pass.addend = added;
    }
    Outcome outcome;
    outcome.output = unit->forward(leaf, pass);
    torch::manual_seed(5);
    const auto direction = values(outcome.output.sizes());
    unit->zero_grad();
    (outcome.output.to(torch::kFloat) * direction).sum().backward();
    outcome.byInput = leaf.grad();
    outcome.byAddend = added.grad();
    for (const auto& parameter : unit->named_parameters()) {
        outcome.byParameter[parameter.key()] = parameter.value().grad().clone();
    }
    return outcome;
}

} // namespace

class ConvUnitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheFramework_data();
    void agreesWithTheFramework();

    void computesInBf16_data() { agreesWithTheFramework_data(); }

    void computesInBf16();

    void foldsKnownStatistics_data() { agreesWithTheFramework_data(); }

    void foldsKnownStatistics();
    void noticesChangedWeights();
    void joinsChannels();

private:
    /// The unit of the current row, with and without an addend behind it.
    static UnitPlan plan();
};

UnitPlan ConvUnitTest::plan()
{
    QFETCH(int, kernel);
    QFETCH(int, stride);
    QFETCH(QString, norm);
    UnitPlan plan{.inputChannels = 24,
                  .outputChannels = 40,
                  .kernel = kernel,
                  .stride = std::abs(stride),
                  .transposed = stride < 0};
    plan.relu = kernel == 3;
    plan.norm = norm != QLatin1String("none");
    plan.instanceNorm = norm == QLatin1String("instance");
    return plan;
}

void ConvUnitTest::agreesWithTheFramework_data()
{
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride"); // -2: transposed
    QTest::addColumn<QString>("norm");
    QTest::addColumn<bool>("added");

    QTest::newRow("plain") << 3 << 1 << "batch" << false;
    QTest::newRow("added to another") << 3 << 1 << "batch" << true;
    QTest::newRow("instance norm") << 3 << 1 << "instance" << false;
    QTest::newRow("shortcut") << 1 << 1 << "batch" << false;
    QTest::newRow("down") << 3 << 2 << "batch" << false;
    QTest::newRow("up") << 3 << -2 << "batch" << false;
    QTest::newRow("up, instance norm") << 3 << -2 << "instance" << false;
    QTest::newRow("last") << 1 << 1 << "none" << false;
}

void ConvUnitTest::agreesWithTheFramework()
{
    QFETCH(bool, added);
    auto unit = made(plan());
    const auto input = values({2, 24, 12, 16, 8});
    const auto addend = added ? values({2, 40, 12, 16, 8}) : torch::zeros({1});

    const auto ours = run(unit, input, addend, false);
    const auto theirs = run(unit, input, addend, true);

    QVERIFY(distance(ours.output, theirs.output) < 1e-5);
    QVERIFY(distance(ours.byInput, theirs.byInput) < 1e-4);
    for (const auto& [name, gradient] : theirs.byParameter) {
        // Before a norm the bias has no gradient but through the ReLU: compared with its neighbour.
        const double scale = std::max(gradient.norm().item<double>(),
                                      theirs.byParameter.at("weight").norm().item<double>() / 10);
        const double off = (ours.byParameter.at(name) - gradient).norm().item<double>();
        QVERIFY2(off < 1e-4 * scale, name.c_str());
    }
    if (added) {
        QVERIFY(distance(ours.byAddend, theirs.byAddend) < 1e-6);
    }
}

/// Inputs and weights are exact in bf16 and sums are fp32, so what is left is the rounding of each
/// stored activation, 2^-9 at most.
void ConvUnitTest::computesInBf16()
{
    QFETCH(bool, added);
    if (!hasBf16Kernels()) {
        QSKIP("This processor (or build) does not compute in bf16.");
    }
    auto unit = made(plan());
    const auto input = values({2, 24, 12, 16, 8});
    const auto addend = added ? values({2, 40, 12, 16, 8}) : torch::zeros({1});

    const auto low = run(unit, input.to(torch::kBFloat16), addend.to(torch::kBFloat16), false);
    const auto full = run(unit, input, addend, true);

    QCOMPARE(low.output.scalar_type(), torch::kBFloat16);
    QVERIFY2(distance(low.output, full.output) < 0.004,
             qPrintable(QString::number(distance(low.output, full.output))));
    // A transposed convolution is rounded before its bias is added: a few ReLUs close or open.
    const double allowed = plan().transposed ? 0.06 : 0.006;
    QVERIFY2(distance(low.byInput, full.byInput) < allowed,
             qPrintable(QString::number(distance(low.byInput, full.byInput))));
    for (const auto& [name, gradient] : full.byParameter) {
        QCOMPARE(low.byParameter.at(name).scalar_type(), torch::kFloat);
        const double scale = std::max(gradient.norm().item<double>(),
                                      full.byParameter.at("weight").norm().item<double>() / 10);
        const double off = (low.byParameter.at(name) - gradient).norm().item<double>() / scale;
        QVERIFY2(off < allowed, qPrintable(QString::fromStdString(name) + QString::number(off)));
    }
}

/// Without gradients and with running statistics the norm goes into the convolution.
void ConvUnitTest::foldsKnownStatistics()
{
    QFETCH(bool, added);
    auto unit = made(plan());
    const auto input = values({2, 24, 12, 16, 8});
    const torch::NoGradGuard off;
    unit->forward(input); // moves the running statistics
    unit->eval();
    ConvUnitImpl::Pass pass;
    if (added) {
        pass.addend = values({2, 40, 12, 16, 8});
    }
    auto portable = pass;
    portable.portable = true;
    const auto expected = unit->forward(input, portable);

    const auto addend = pass.addend;
    if (added) {
        pass.addend = addend.clone();
    }
    QVERIFY(distance(unit->forward(input, pass), expected) < 1e-5);
    if (hasBf16Kernels()) {
        if (added) {
            pass.addend = addend.to(torch::kBFloat16);
        }
        const auto low = unit->forward(input.to(torch::kBFloat16), pass);
        QVERIFY(distance(low, expected) < 0.004);
    }
}

/// Weights are kept converted only as long as they stay the same.
void ConvUnitTest::noticesChangedWeights()
{
    auto unit = made({.inputChannels = 24, .outputChannels = 40, .norm = false});
    const auto input = values({1, 24, 8, 8, 8});
    const torch::NoGradGuard off;
    const auto before = unit->forward(input);
    auto doubled = unit->named_parameters();
    doubled["weight"].mul_(2.0);
    doubled["bias"].mul_(2.0);

    QVERIFY(distance(unit->forward(input), before * 2.0) < 1e-6);
}

void ConvUnitTest::joinsChannels()
{
    for (const auto type : {torch::kFloat, torch::kBFloat16}) {
        auto first = values({2, 3, 4, 6, 5}).to(type).requires_grad_();
        auto second = values({2, 16, 4, 6, 5}).to(type).requires_grad_();
        const auto joined = joinChannels(first, second);
        const auto direction = values(joined.sizes()).to(type);
        (joined * direction).sum().backward();

        QVERIFY(torch::equal(joined, torch::cat({first, second}, 1)));
        QVERIFY(torch::equal(first.grad(), direction.narrow(1, 0, 3)));
        QVERIFY(torch::equal(second.grad(), direction.narrow(1, 3, 16)));
    }
}

QTEST_GUILESS_MAIN(ConvUnitTest)
#include "conv_unit_test.moc"
