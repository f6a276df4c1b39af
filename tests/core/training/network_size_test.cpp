#include "core/training/network_size.h"

#include <QTest>

#include <array>

using namespace dawson;

/// Parameters of both families and the memory of a step.
class NetworkSizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parametersOfThePlainFamily_data();
    void parametersOfThePlainFamily();
    void parametersAreThePapers_data();
    void parametersAreThePapers();
    void memoryGrowsWithPatchBatchAndWidth();
};

/// Convolution by convolution: outputs x (27 inputs + bias, gamma, beta), as docs/formats say.
void NetworkSizeTest::parametersOfThePlainFamily_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<double>("width");
    QTest::addColumn<int>("images");
    QTest::newRow("3 levels") << 3 << 1.0 << 1;
    QTest::newRow("4 levels, two images") << 4 << 1.0 << 2;
    QTest::newRow("5 levels, half as wide") << 5 << 0.5 << 1;
}

void NetworkSizeTest::parametersOfThePlainFamily()
{
    QFETCH(int, levels);
    QFETCH(double, width);
    QFETCH(int, images);
    const std::array<int, 6> table{32, 64, 128, 256, 320, 320};
    const auto channels = [&](int level) {
        return qint64(table[static_cast<std::size_t>(level)] * width);
    };
    const auto convolution = [](qint64 in, qint64 out) { return out * (27 * in + 3); };
    qint64 count = convolution(images, channels(0)) + convolution(channels(0), channels(0));
    for (int level = 1; level <= levels; ++level) {
        count += convolution(channels(level - 1), channels(level)) +
                 convolution(channels(level), channels(level));
        const qint64 upwards = 27 * channels(level) * channels(level - 1) + channels(level - 1);
        count += upwards + convolution(2 * channels(level - 1), channels(level - 1)) +
                 convolution(channels(level - 1), channels(level - 1));
    }
    count += channels(0) + 1;
    const Architecture network{levels, width, images, "plain", "instance", "plain"};
    QCOMPARE(qint64(parameterCount(network)), count);
}

void NetworkSizeTest::parametersAreThePapers_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<qint64>("count");
    // Published for this network; the plain head has 33 parameters instead of 883.
    QTest::newRow("one channel") << 4 << 1 << QByteArray("lab") << qint64(14'714'291);
    QTest::newRow("two channels") << 4 << 2 << QByteArray("lab") << qint64(14'714'739);
    QTest::newRow("plain head") << 4 << 1 << QByteArray("plain") << qint64(14'713'441);
    // As in unet3d_test.
    QTest::newRow("3 levels") << 3 << 1 << QByteArray("lab") << qint64(4'386'611);
    QTest::newRow("5 levels") << 5 << 1 << QByteArray("lab") << qint64(25'500'723);
}

void NetworkSizeTest::parametersAreThePapers()
{
    QFETCH(int, levels);
    QFETCH(int, channels);
    QFETCH(QByteArray, head);
    QFETCH(qint64, count);
    const Architecture network{levels, 1.0, channels, head.toStdString(), "batch"};
    QCOMPARE(qint64(parameterCount(network)), count);
}

void NetworkSizeTest::memoryGrowsWithPatchBatchAndWidth()
{
    const Architecture network{4, 0.5, 1, "plain", "instance"};
    TrainingSchedule schedule = presetSchedule("quick");
    const auto bytes = stepMemoryBytes(network, schedule, false);
    QVERIFY(stepMemoryBytes(network, schedule, true) < bytes);
    schedule.batch *= 2;
    const auto twice = stepMemoryBytes(network, schedule, false);
    QVERIFY(twice > bytes && twice < 2 * bytes);
    schedule.patchSize = 96;
    QVERIFY(stepMemoryBytes(network, schedule, false) > 2 * twice);
    Architecture wide = network;
    wide.width = 1.0;
    QVERIFY(stepMemoryBytes(wide, presetSchedule("quick"), false) > bytes);
}

QTEST_GUILESS_MAIN(NetworkSizeTest)
#include "network_size_test.moc"
