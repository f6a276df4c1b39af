#include "core/base/error.h"
#include "core/nn/compute.h"
#include "core/nn/convolution_kernels.h"
#include "core/nn/unet3d.h"
#include "tests/core/nn/patterns.h"

#include <QtTest>

using namespace dawson;

class UNet3dTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsItsParameters_data();
    void countsItsParameters();
    void mapsEachVoxel_data();
    void mapsEachVoxel();
    void kernelsAgreeWithTheFramework_data();
    void kernelsAgreeWithTheFramework();
    void bf16AgreesWithFp32_data();
    void bf16AgreesWithFp32();
    void gradientIsTheSlope_data();
    void gradientIsTheSlope();
    void weightsGoOutAndIn();
    void refusesOtherShapes();
    void refusesImpossibleArchitectures();
    void refusesOtherChannels();
};

void UNet3dTest::countsItsParameters_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<double>("width");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QString>("head");
    QTest::addColumn<qint64>("count");

    // The published count of the network; "plain" replaces 883 parameters of the head by 33.
    QTest::newRow("the paper") << 4 << 1.0 << 1 << "lab" << qint64{14714291};
    QTest::newRow("two channels") << 4 << 1.0 << 2 << "lab" << qint64{14714739};
    QTest::newRow("plain head") << 4 << 1.0 << 1 << "plain" << qint64{14714291 - 883 + 33};
    // Outputs x (inputs x kernel + bias, gamma, beta) over the same table of channels, added up
    // apart from this program; they give the published count for four levels.
    QTest::newRow("3 levels") << 3 << 1.0 << 1 << "lab" << qint64{4386611};
    QTest::newRow("5 levels") << 5 << 1.0 << 1 << "lab" << qint64{25500723};
}

void UNet3dTest::countsItsParameters()
{
    QFETCH(int, levels);
    QFETCH(double, width);
    QFETCH(int, channels);
    QFETCH(QString, head);
    QFETCH(qint64, count);
    const UNet3d network(Architecture{levels, width, channels, head.toStdString(), "batch"});

    QCOMPARE(qint64{network->trainedParameters()}, count);
    qint64 listed = 0;
    for (const auto& weight : weightsOf(*network)) {
        listed += weight.trained ? qint64(weight.values.size()) : 0;
    }
    QCOMPARE(listed, count);
}

void UNet3dTest::mapsEachVoxel_data()
{
    QTest::addColumn<int>("levels");
    QTest::newRow("3 levels") << 3;
    QTest::newRow("4 levels") << 4;
    QTest::newRow("5 levels") << 5;
}

/// One logit a voxel of the smallest patch there may be.
void UNet3dTest::mapsEachVoxel()
{
    QFETCH(int, levels);
    UNet3d network(Architecture{levels, 0.125, 1, "plain", "instance"});
    const torch::NoGradGuard off;
    const std::int64_t edge = std::int64_t{2} << levels;

    QCOMPARE(network->sizeMultiple(), edge / 2);
    const auto logits = network->forward(torch::ones({2, 1, edge, edge, edge}));
    QCOMPARE(logits.sizes(), torch::IntArrayRef({2, 1, edge, edge, edge}));
}

namespace
{

/// Running statistics of `input`, as after a training, in both networks. Without, a pass amplifies
/// rounding until a rectifier falls on the other side of zero, elsewhere on every processor.
void learnStatistics(Network& from, const torch::Tensor& input, Network& to)
{
    const torch::NoGradGuard off;
    from.train(true);
    for (int n = 0; n < 40; ++n) {
        from.forward(input, true);
    }
    from.train(false);
    auto buffers = to.named_buffers();
    for (const auto& buffer : from.named_buffers()) {
        buffers[buffer.key()].copy_(buffer.value());
    }
}

} // namespace

void UNet3dTest::kernelsAgreeWithTheFramework_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("norm");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("training");

    QTest::newRow("plain family, instance norm") << "family"
                                                 << "instance" << 16 << true;
    QTest::newRow("plain family, running statistics") << "family"
                                                      << "batch" << 16 << false;
    QTest::newRow("batch norm, taken apart") << "plain"
                                             << "batch" << 24 << true;
    QTest::newRow("batch norm, dilated") << "lab"
                                         << "batch" << 16 << true;
    QTest::newRow("instance norm") << "plain"
                                   << "instance" << 24 << true;
    QTest::newRow("running statistics") << "lab"
                                        << "batch" << 24 << false;
}

void UNet3dTest::kernelsAgreeWithTheFramework()
{
    QFETCH(QString, head);
    QFETCH(QString, norm);
    QFETCH(int, size);
    QFETCH(bool, training);
    const auto architecture = head == QLatin1String("family")
                                  ? small("plain", qPrintable(norm), "plain")
                                  : small(qPrintable(head), qPrintable(norm));
    const auto fast = makeNetwork(architecture);
    const auto plain = makeNetwork(architecture);
    fill(*fast);
    fill(*plain);
    fast->train(training);
    plain->train(training);
    const auto input = pattern({2, 1, size, size, size}, 0.7);
    if (!training) {
        learnStatistics(*plain, input, *fast);
    }
    auto fastInput = input.clone().requires_grad_();
    auto plainInput = input.clone().requires_grad_();

    const auto fastLogits = fast->forward(fastInput);
    const auto plainLogits = plain->forward(plainInput, true);
    const double logitsOff = largestDifference(fastLogits, plainLogits);
    const double logitsScale = std::max(1.0, plainLogits.abs().max().item<double>());
    QVERIFY2(logitsOff < 1e-2 * logitsScale, qPrintable(QString::number(logitsOff)));

    const auto weight = pattern(fastLogits.sizes(), 1.3) / static_cast<double>(input.numel());
    (fastLogits * weight).sum().backward();
    (plainLogits * weight).sum().backward();
    const auto fastParameters = fast->named_parameters();
    for (const auto& parameter : plain->named_parameters()) {
        const auto expected = parameter.value().grad();
        const double scale = std::max(expected.abs().max().item<double>(), 1e-4);
        const double off = largestDifference(fastParameters[parameter.key()].grad(), expected);
        QVERIFY2(off < 1e-2 * scale,
                 qPrintable(QStringLiteral("%1: %2 of %3")
                                .arg(QString::fromStdString(parameter.key()))
                                .arg(off)
                                .arg(scale)));
    }
    const double inputScale = plainInput.grad().abs().max().item<double>();
    const double inputOff = largestDifference(fastInput.grad(), plainInput.grad());
    QVERIFY2(inputOff < 1e-2 * inputScale,
             qPrintable(QStringLiteral("%1 of %2").arg(inputOff).arg(inputScale)));
    const auto fastBuffers = fast->named_buffers();
    for (const auto& buffer : plain->named_buffers()) {
        QVERIFY2(largestDifference(fastBuffers[buffer.key()], buffer.value()) < 1e-4,
                 buffer.key().c_str());
    }
    const torch::NoGradGuard off;
    const double foldedOff = largestDifference(fast->forward(input), plain->forward(input, true));
    QVERIFY2(foldedOff < 1e-2 * logitsScale, qPrintable(QString::number(foldedOff)));
}

void UNet3dTest::bf16AgreesWithFp32_data()
{
    QTest::addColumn<QString>("norm");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("training");

    QTest::newRow("batch norm, taken apart") << "batch" << 48 << true;
    QTest::newRow("batch norm, dilated") << "batch" << 32 << true;
    QTest::newRow("instance norm") << "instance" << 48 << true;
    QTest::newRow("running statistics") << "batch" << 48 << false;
}

/// Through the whole network bf16's rounding adds up, mostly in gradients that nearly cancel, so
/// the measure is LibTorch's own bf16: ours must not be farther from fp32. (One layer:
/// conv_unit_test.)
void UNet3dTest::bf16AgreesWithFp32()
{
    QFETCH(QString, norm);
    QFETCH(int, size);
    QFETCH(bool, training);
    if (!hasBf16Kernels()) {
        QSKIP("This processor (or build) does not compute in bf16.");
    }
    const auto input = pattern({2, 1, size, size, size}, 0.7);
    const auto weight = pattern({2, 1, size, size, size}, 1.3) / static_cast<double>(input.numel());
    const auto run = [&](UNet3d& network, bool bf16, bool portable) {
        fill(*network);
        network->train(training);
        torch::Tensor logits;
        {
            const AutocastScope scope({.bf16 = bf16});
            logits = network->forward(input, portable);
        }
        (logits.to(torch::kFloat) * weight).sum().backward();
        return logits;
    };
    UNet3d ours(small("plain", qPrintable(norm)));
    UNet3d theirs(small("plain", qPrintable(norm)));
    UNet3d full(small("plain", qPrintable(norm)));
    const auto logits = run(ours, true, false);
    const auto theirLogits = run(theirs, true, true);
    const auto fullLogits = run(full, false, false);

    QCOMPARE(logits.scalar_type(), torch::kBFloat16);
    const double off = distance(logits, fullLogits);
    const double allowed = 1.5 * distance(theirLogits, fullLogits);
    QVERIFY2(off < allowed, qPrintable(QStringLiteral("%1 of %2").arg(off).arg(allowed)));
    double squares = 0.0;
    double theirSquares = 0.0;
    const auto parameters = ours->named_parameters();
    const auto theirParameters = theirs->named_parameters();
    for (const auto& parameter : full->named_parameters()) {
        const std::string& name = parameter.key();
        if (!name.ends_with("weight")) {
            continue;
        }
        const auto& gradient = parameters[name].grad();
        QCOMPARE(gradient.scalar_type(), torch::kFloat);
        squares += std::pow(distance(gradient, parameter.value().grad()), 2);
        theirSquares +=
            std::pow(distance(theirParameters[name].grad(), parameter.value().grad()), 2);
    }
    QVERIFY2(squares < 2.0 * theirSquares,
             qPrintable(QStringLiteral("%1 of %2").arg(squares).arg(theirSquares)));
}

void UNet3dTest::gradientIsTheSlope_data()
{
    QTest::addColumn<QString>("norm");
    QTest::addColumn<QString>("family");

    QTest::newRow("batch norm") << "batch"
                                << "residual";
    QTest::newRow("instance norm") << "instance"
                                   << "residual";
    QTest::newRow("plain family") << "instance"
                                  << "plain";
}

/// Along the gradient the loss must change by step times its squared length.
void UNet3dTest::gradientIsTheSlope()
{
    QFETCH(QString, norm);
    QFETCH(QString, family);
    const auto network = makeNetwork(small("plain", qPrintable(norm), qPrintable(family)));
    fill(*network);
    const auto input = pattern({1, 1, 24, 24, 24}, 0.7);
    const auto weight = pattern({1, 1, 24, 24, 24}, 1.3) / 100.0;
    const auto lossOf = [&] {
        return (torch::tanh(network->forward(input)) * weight).sum(torch::kDouble);
    };

    lossOf().backward();
    double squared = 0.0;
    for (const auto& parameter : network->parameters()) {
        squared += parameter.grad().pow(2).sum(torch::kDouble).item<double>();
    }
    const torch::NoGradGuard off;
    // The plain family bends more: its slope is right only in the small.
    const double step = (family == QLatin1String("plain") ? 2e-5 : 1e-3) / std::sqrt(squared);
    const auto moved = [&](double by) {
        for (auto& parameter : network->parameters()) {
            parameter.add_(parameter.grad(), by);
        }
        return lossOf().item<double>();
    };
    const double ahead = moved(step);
    const double behind = moved(-2.0 * step);
    const double slope = (ahead - behind) / (2.0 * step);

    QVERIFY2(std::abs(slope - squared) < 0.02 * squared,
             qPrintable(QStringLiteral("%1 and %2").arg(slope).arg(squared)));
}

void UNet3dTest::weightsGoOutAndIn()
{
    UNet3d first(small("lab", "batch"));
    UNet3d second(small("lab", "batch"));
    fill(*first);
    first->forward(pattern({1, 1, 16, 16, 16}, 0.7));
    const auto weights = weightsOf(*first);

    loadWeights(*second, weights);

    first->eval();
    second->eval();
    const auto input = pattern({1, 1, 16, 16, 16}, 0.9);
    QCOMPARE(largestDifference(first->forward(input), second->forward(input)), 0.0);
    const auto trained = std::count_if(
        weights.begin(), weights.end(), [](const WeightTensor& weight) { return weight.trained; });
    QCOMPARE(std::size_t(trained), first->named_parameters().size());
}

void UNet3dTest::refusesOtherShapes()
{
    UNet3d network(small("plain", "batch"));
    auto wider = small("plain", "batch");
    wider.width = 0.5;
    const auto before = weightsOf(*network);

    QVERIFY_THROWS_EXCEPTION(Error, loadWeights(*network, weightsOf(*UNet3d(wider))));
    auto missing = before;
    missing.pop_back();
    QVERIFY_THROWS_EXCEPTION(Error, loadWeights(*network, missing));
    auto extra = before;
    extra.push_back({"more", {1}, {0.0F}, true});
    QVERIFY_THROWS_EXCEPTION(Error, loadWeights(*network, extra));
    auto shortened = before;
    shortened.front().values.pop_back();
    try {
        loadWeights(*network, shortened);
        QFAIL("took too few values");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Model);
    }
    QCOMPARE(weightsOf(*network).front().values, before.front().values);
}

void UNet3dTest::refusesImpossibleArchitectures()
{
    auto architecture = small("plain", "batch");
    architecture.levels = 6;
    QVERIFY_THROWS_EXCEPTION(Error, UNet3d{architecture});
    architecture = small("round", "batch");
    QVERIFY_THROWS_EXCEPTION(Error, UNet3d{architecture});
    architecture = small("plain", "none");
    QVERIFY_THROWS_EXCEPTION(Error, UNet3d{architecture});
    QVERIFY_THROWS_EXCEPTION(Error, makeNetwork(small("lab", "batch", "plain")));
    QVERIFY_THROWS_EXCEPTION(Error, makeNetwork(small("plain", "batch", "dense")));
}

/// Kernels take the number of channels from the weights: more than the image has would be read
/// beyond its end.
void UNet3dTest::refusesOtherChannels()
{
    if (!hasConvolutionKernels()) {
        QSKIP("built without oneDNN's headers");
    }
    const torch::NoGradGuard off;
    for (const char* family : {"residual", "plain"}) {
        const auto network = makeNetwork(small("plain", "instance", family));
        for (const std::int64_t channels : {2, 3}) {
            const auto image = torch::ones({1, channels, 16, 16, 16});
            QVERIFY_THROWS_EXCEPTION(Error, network->forward(image));
        }
    }
}

QTEST_GUILESS_MAIN(UNet3dTest)
#include "unet3d_test.moc"
