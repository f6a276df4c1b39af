#include "core/training/network_size.h"
#include "tests/core/nn/patterns.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace dawson;

/// What holds for networks of either family.
class NetworkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesPinnedLogits_data();
    void givesPinnedLogits();
    void plainFamilyHasItsParameters_data();
    void plainFamilyHasItsParameters();
};

void NetworkTest::givesPinnedLogits_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("inner");
    QTest::addColumn<double>("last");
    QTest::addColumn<double>("mean");

    // From LibTorch's operators; our kernels must give the same.
    QTest::newRow("residual") << "residual" << 0.478018 << 0.359488 << 0.938735 << 0.512811;
    QTest::newRow("plain") << "plain" << 0.901284 << 1.281113 << 0.808217 << 1.144816;
}

void NetworkTest::givesPinnedLogits()
{
    QFETCH(QString, family);
    QFETCH(double, first);
    QFETCH(double, inner);
    QFETCH(double, last);
    QFETCH(double, mean);
    auto architecture = small("plain", "instance");
    architecture.family = family.toStdString();
    const auto network = makeNetwork(architecture);
    fill(*network);
    const torch::NoGradGuard off;

    for (const bool portable : {true, false}) {
        const auto logits = network->forward(pattern({1, 1, 16, 16, 16}, 0.7), portable);
        QCOMPARE(logits.sizes(), torch::IntArrayRef({1, 1, 16, 16, 16}));
        const auto flat = logits.contiguous().view(-1);
        const std::array<double, 4> found{flat[0].item<double>(),
                                          flat[1000].item<double>(),
                                          flat[4095].item<double>(),
                                          flat.mean().item<double>()};
        const std::array<double, 4> expected{first, inner, last, mean};
        for (std::size_t n = 0; n < found.size(); ++n) {
            QVERIFY2(std::abs(found[n] - expected[n]) < 1e-4,
                     qPrintable(
                         QString::asprintf("%f %f %f %f", found[0], found[1], found[2], found[3])));
        }
    }
}

void NetworkTest::plainFamilyHasItsParameters_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<int>("channels");
    QTest::newRow("3 levels") << 3 << 1;
    QTest::newRow("4 levels, two images") << 4 << 2;
    QTest::newRow("5 levels") << 5 << 1;
}

/// As many as the formula that network_size_test derives convolution by convolution.
void NetworkTest::plainFamilyHasItsParameters()
{
    QFETCH(int, levels);
    QFETCH(int, channels);
    const Architecture architecture{levels, 0.25, channels, "plain", "batch", "plain"};
    const auto network = makeNetwork(architecture);

    QCOMPARE(qint64{network->trainedParameters()}, qint64{parameterCount(architecture)});
    QCOMPARE(network->sizeMultiple(), std::int64_t{1} << levels);
    const torch::NoGradGuard off;
    const std::int64_t edge = std::int64_t{2} << levels;
    const auto logits = network->forward(torch::ones({1, channels, edge, edge, edge}));
    QCOMPARE(logits.sizes(), torch::IntArrayRef({1, 1, edge, edge, edge}));
}

QTEST_GUILESS_MAIN(NetworkTest)
#include "network_test.moc"
