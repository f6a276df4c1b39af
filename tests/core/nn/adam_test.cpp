#include "core/nn/adam.h"

#include <QtTest>

using namespace dawson;

namespace
{

/// More weights than one piece of the kernel, and a few left over.
torch::nn::Linear layer()
{
    torch::manual_seed(2);
    return torch::nn::Linear(torch::nn::LinearOptions(301, 211));
}

torch::Tensor lossOf(torch::nn::Linear& network, int step)
{
    const auto input = torch::sin(torch::arange(301, torch::kFloat) * (0.1 + step)).view({1, 301});
    return network->forward(input).pow(2).sum();
}

} // namespace

class AdamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAsTheFrameworkDoes();
    void repeatsItself();
};

void AdamTest::stepsAsTheFrameworkDoes()
{
    auto ours = layer();
    auto theirs = layer();
    const auto start = ours->weight.detach().clone();
    Adam adam(*ours);
    torch::optim::Adam reference(theirs->parameters(), torch::optim::AdamOptions(1e-2));

    for (int step = 0; step < 5; ++step) {
        lossOf(ours, step).backward();
        adam.step(1e-2);
        reference.zero_grad();
        lossOf(theirs, step).backward();
        reference.step();
    }

    QVERIFY((ours->weight - start).abs().max().item<double>() > 0.01);
    QVERIFY((ours->weight - theirs->weight).abs().max().item<double>() < 1e-6);
    QVERIFY((ours->bias - theirs->bias).abs().max().item<double>() < 1e-6);
    QVERIFY(!ours->weight.grad().defined());
}

void AdamTest::repeatsItself()
{
    const auto run = [] {
        auto network = layer();
        Adam adam(*network);
        for (int step = 0; step < 3; ++step) {
            lossOf(network, step).backward();
            adam.step(1e-3);
        }
        return network->weight.detach().clone();
    };

    QVERIFY(torch::equal(run(), run()));
}

QTEST_GUILESS_MAIN(AdamTest)
#include "adam_test.moc"
