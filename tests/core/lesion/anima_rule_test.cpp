#include "core/base/error.h"
#include "core/lesion/anima_rule.h"
#include "tests/core/lesion/rule_phantoms.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace dawson;

namespace
{

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

bool same(const std::optional<double>& value, double expected)
{
    return value ? std::abs(*value - expected) < 1e-12 : std::isnan(expected);
}

} // namespace

/// The figures of an independent implementation of the same rule, on the published phantoms.
class AnimaRuleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void phantoms_data();
    void phantoms();
    void leastVolumeFollowsTheVoxel();
    void otherGridIsRefused();
};

void AnimaRuleTest::phantoms_data()
{
    QTest::addColumn<char>("name");
    QTest::addColumn<int>("reference");
    QTest::addColumn<int>("prediction");
    QTest::addColumn<double>("sensitivity");
    QTest::addColumn<double>("ppv");

    QTest::newRow("A both empty") << 'A' << 0 << 0 << kUndefined << kUndefined;
    QTest::newRow("B nothing to find") << 'B' << 0 << 1 << kUndefined << 0.0;
    QTest::newRow("C nothing predicted") << 'C' << 1 << 0 << 0.0 << kUndefined;
    QTest::newRow("D one covers two") << 'D' << 2 << 1 << 1.0 << 1.0;
    QTest::newRow("E two inside one") << 'E' << 1 << 2 << 1.0 << 1.0;
    QTest::newRow("F one shared voxel of 64") << 'F' << 1 << 1 << 0.0 << 0.0;
    QTest::newRow("G single voxels do not count") << 'G' << 1 << 1 << 1.0 << 1.0;
    QTest::newRow("H nor pairs by an edge") << 'H' << 1 << 1 << 1.0 << 1.0;
    QTest::newRow("I swallowed by 125 times its size") << 'I' << 1 << 1 << 0.0 << 0.0;
    QTest::newRow("J one found, one missed, one spurious") << 'J' << 2 << 2 << 0.5 << 0.5;
    QTest::newRow("K three voxels of 1 mm are too few") << 'K' << 1 << 1 << 1.0 << 1.0;
    QTest::newRow("L just a tenth covered is not enough") << 'L' << 1 << 1 << 0.0 << 0.0;
    QTest::newRow("M one voxel more is, for one side") << 'M' << 1 << 1 << 1.0 << 0.0;
}

void AnimaRuleTest::phantoms()
{
    QFETCH(char, name);
    QFETCH(int, reference);
    QFETCH(int, prediction);
    QFETCH(double, sensitivity);
    QFETCH(double, ppv);

    const RulePhantom pair = rulePhantom(name);
    const LesionComparison result = compareByAnima(pair.reference, pair.prediction);

    QCOMPARE(static_cast<int>(result.detected.size() + result.missed.size()), reference);
    QCOMPARE(static_cast<int>(result.confirmed.size() + result.spurious.size()), prediction);
    QVERIFY(same(result.sensitivity(), sensitivity));
    QVERIFY(same(result.positivePredictiveValue(), ppv));
}

/// Of voxels of 2 mm3 two are more than 3 mm3, one is not.
void AnimaRuleTest::leastVolumeFollowsTheVoxel()
{
    const Geometry grid = Geometry::axisAligned({8, 8, 8}, {1.0, 1.0, 2.0});
    Mask mask(grid);
    mask.set({2, 2, 2}, 1);
    QCOMPARE(compareByAnima(mask, mask).detected.size(), std::size_t{0});
    mask.set({3, 2, 2}, 1);
    QCOMPARE(compareByAnima(mask, mask).detected.size(), std::size_t{1});
}

void AnimaRuleTest::otherGridIsRefused()
{
    const Mask other(Geometry::axisAligned({24, 24, 24}, {1, 1, 1}, {0, 0, 5}));
    QVERIFY_THROWS_EXCEPTION(Error, compareByAnima(emptyCube(), other));
}

QTEST_GUILESS_MAIN(AnimaRuleTest)
#include "anima_rule_test.moc"
