#include "core/training/half_float.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace dawson;

class HalfFloatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halvesRoundToNearestEven_data();
    void halvesRoundToNearestEven();
    void everyHalfSurvives();
};

void HalfFloatTest::halvesRoundToNearestEven_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("half");

    // Bit patterns from the tables of IEEE 754.
    QTest::newRow("zero") << 0.0F << 0x0000;
    QTest::newRow("minus zero") << -0.0F << 0x8000;
    QTest::newRow("one") << 1.0F << 0x3C00;
    QTest::newRow("minus two") << -2.0F << 0xC000;
    QTest::newRow("third") << 0.333251953125F << 0x3555;
    QTest::newRow("largest") << 65504.0F << 0x7BFF;
    QTest::newRow("just below the largest's tie") << 65519.996F << 0x7BFF;
    QTest::newRow("too large") << 65520.0F << 0x7C00;
    QTest::newRow("smallest normal") << 0x1p-14F << 0x0400;
    QTest::newRow("largest subnormal") << 0x1.FF8p-15F << 0x03FF;
    QTest::newRow("smallest subnormal") << 0x1p-24F << 0x0001;
    QTest::newRow("half of it, tie to even") << 0x1p-25F << 0x0000;
    QTest::newRow("three halves of it, tie to even") << 0x1.8p-24F << 0x0002;
    QTest::newRow("tie to even down") << 1.0F + 0x1p-11F << 0x3C00;
    QTest::newRow("tie to even up") << 1.0F + 0x1.8p-10F << 0x3C02;
    QTest::newRow("infinite") << -std::numeric_limits<float>::infinity() << 0xFC00;
}

void HalfFloatTest::halvesRoundToNearestEven()
{
    QFETCH(float, value);
    QFETCH(int, half);
    QCOMPARE(static_cast<int>(halfFromFloat(value)), half);
}

void HalfFloatTest::everyHalfSurvives()
{
    for (int bits = 0; bits < 0x10000; ++bits) {
        const float value = floatFromHalf(static_cast<std::uint16_t>(bits));
        const bool nan = (bits & 0x7FFF) > 0x7C00;
        QCOMPARE(std::isnan(value), nan);
        if (!nan) {
            QCOMPARE(static_cast<int>(halfFromFloat(value)), bits);
        }
    }
}

QTEST_GUILESS_MAIN(HalfFloatTest)
#include "half_float_test.moc"
