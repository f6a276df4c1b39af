#include "core/base/error.h"
#include "core/lesion/comparison.h"
#include "tests/core/lesion/rule_phantoms.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace dawson;

namespace
{

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

bool same(const std::optional<double>& value, double expected)
{
    return value ? std::abs(*value - expected) < 1e-12 : std::isnan(expected);
}

MatchRule ruleOf(int connectivity)
{
    MatchRule rule;
    rule.connectivity = static_cast<Connectivity>(connectivity);
    return rule;
}

/// What compareLesions must say, from the definition, lesion by lesion and voxel by voxel.
std::vector<std::int32_t>
foundByDefinition(const LesionMap& map, const LesionMap& other, double minOverlap)
{
    std::vector<std::int32_t> found;
    for (const Lesion& lesion : map.lesions) {
        int voxels = 0;
        int covered = 0;
        for (std::size_t n = 0; n < map.labels.size(); ++n) {
            voxels += map.labels[n] == lesion.label ? 1 : 0;
            covered += map.labels[n] == lesion.label && other.labels[n] != 0 ? 1 : 0;
        }
        if (covered > 0 && covered + 1e-9 >= minOverlap * voxels) {
            found.push_back(lesion.label);
        }
    }
    return found;
}

} // namespace

class ComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedPhantoms_data();
    void publishedPhantoms();
    void diceOfPhantoms_data();
    void diceOfPhantoms();
    void cornerContactsDependOnConnectivity();
    void coveredShareDecides_data();
    void coveredShareDecides();
    void agreesWithTheDefinition();
    void smallLesionsAreIgnoredOnBothSides();
    void rowsOfTheTable();
    void outcomeMaskColoursWholeLesions();
    void otherGridIsRefused();
    void ruleIsNamed();
};

void ComparisonTest::publishedPhantoms_data()
{
    QTest::addColumn<char>("name");
    QTest::addColumn<double>("sensitivity");
    QTest::addColumn<double>("ppv");
    QTest::addColumn<double>("f1");

    QTest::newRow("A both empty") << 'A' << kUndefined << kUndefined << kUndefined;
    QTest::newRow("B empty reference") << 'B' << kUndefined << 0.0 << kUndefined;
    QTest::newRow("C empty prediction") << 'C' << 0.0 << kUndefined << kUndefined;
    QTest::newRow("D one over two") << 'D' << 1.0 << 1.0 << 1.0;
    QTest::newRow("E two in one") << 'E' << 1.0 << 1.0 << 1.0;
    QTest::newRow("F one shared voxel") << 'F' << 1.0 << 1.0 << 1.0;
    QTest::newRow("G pair by a corner") << 'G' << 1.0 << 1.0 << 1.0;
    QTest::newRow("H pair by an edge") << 'H' << 1.0 << 1.0 << 1.0;
    QTest::newRow("I swallowed") << 'I' << 1.0 << 1.0 << 1.0;
    QTest::newRow("J one each") << 'J' << 0.5 << 0.5 << 0.5;
    QTest::newRow("K identical") << 'K' << 1.0 << 1.0 << 1.0;
    QTest::newRow("L a tenth covered") << 'L' << 1.0 << 1.0 << 1.0;
    QTest::newRow("M just over a tenth") << 'M' << 1.0 << 1.0 << 1.0;
}

void ComparisonTest::publishedPhantoms()
{
    QFETCH(char, name);
    QFETCH(double, sensitivity);
    QFETCH(double, ppv);
    QFETCH(double, f1);
    const RulePhantom pair = rulePhantom(name);

    for (const int connectivity : {6, 18, 26}) {
        if (connectivity != 26 && (name == 'G' || name == 'H')) {
            continue; // their lesions fall apart: cornerContactsDependOnConnectivity
        }
        const auto lesions =
            compareMasks(pair.reference, pair.prediction, ruleOf(connectivity)).lesions;
        QVERIFY(same(lesions.sensitivity(), sensitivity));
        QVERIFY(same(lesions.positivePredictiveValue(), ppv));
        QVERIFY(same(lesions.f1(), f1));
    }
}

void ComparisonTest::diceOfPhantoms_data()
{
    QTest::addColumn<char>("name");
    QTest::addColumn<double>("expected");

    QTest::newRow("both empty is undefined") << 'A' << kUndefined;
    QTest::newRow("empty reference") << 'B' << 0.0;
    QTest::newRow("empty prediction") << 'C' << 0.0;
    QTest::newRow("54 and 72 sharing 54") << 'D' << 108.0 / 126.0;
    QTest::newRow("64 and 64 sharing 1") << 'F' << 2.0 / 128.0;
    QTest::newRow("8 and 1000 sharing 8") << 'I' << 16.0 / 1008.0;
    QTest::newRow("54 and 54 sharing 27") << 'J' << 0.5;
    QTest::newRow("identical") << 'K' << 1.0;
    QTest::newRow("1000 and 101 sharing 101") << 'M' << 202.0 / 1101.0;
}

void ComparisonTest::diceOfPhantoms()
{
    QFETCH(char, name);
    QFETCH(double, expected);
    const RulePhantom pair = rulePhantom(name);

    QVERIFY(same(dice(pair.reference, pair.prediction), expected));
    QVERIFY(same(compareMasks(pair.reference, pair.prediction, {}).dice, expected));
}

void ComparisonTest::cornerContactsDependOnConnectivity()
{
    for (const char name : {'G', 'H'}) {
        const RulePhantom pair = rulePhantom(name);
        for (const int connectivity : {6, 18}) {
            const bool split = name == 'G' || connectivity == 6;
            const auto result = compareMasks(pair.reference, pair.prediction, ruleOf(connectivity));
            QCOMPARE(result.reference.lesions.size(), split ? 3U : 2U);
            QCOMPARE(result.prediction.lesions.size(), 2U);
            QVERIFY(same(result.lesions.sensitivity(), split ? 2.0 / 3.0 : 1.0));
            QVERIFY(same(result.lesions.positivePredictiveValue(), 1.0));
            QVERIFY(same(result.lesions.f1(), split ? 0.8 : 1.0));
        }
    }
}

void ComparisonTest::coveredShareDecides_data()
{
    QTest::addColumn<char>("name");
    QTest::addColumn<double>("minOverlap");
    QTest::addColumn<int>("detected");
    QTest::addColumn<int>("confirmed");

    QTest::newRow("exactly a tenth is a tenth") << 'L' << 0.1 << 1 << 1;
    QTest::newRow("a tenth is not 0.101") << 'L' << 0.101 << 0 << 1;
    QTest::newRow("0.101 is 0.101") << 'M' << 0.101 << 1 << 1;
    QTest::newRow("one voxel of 64 is not a tenth") << 'F' << 0.1 << 0 << 0;
    QTest::newRow("swallowed: found, but not confirmed") << 'I' << 0.1 << 1 << 0;
    QTest::newRow("pieces add up") << 'E' << 0.75 << 1 << 2;
    QTest::newRow("pieces do not reach 0.76") << 'E' << 0.76 << 0 << 2;
    QTest::newRow("whole lesions") << 'K' << 1.0 << 2 << 2;
}

void ComparisonTest::coveredShareDecides()
{
    QFETCH(char, name);
    QFETCH(double, minOverlap);
    QFETCH(int, detected);
    QFETCH(int, confirmed);
    const RulePhantom pair = rulePhantom(name);
    MatchRule rule;
    rule.minOverlap = minOverlap;

    const auto lesions = compareMasks(pair.reference, pair.prediction, rule).lesions;

    QCOMPARE(static_cast<int>(lesions.detected.size()), detected);
    QCOMPARE(static_cast<int>(lesions.confirmed.size()), confirmed);
}

void ComparisonTest::agreesWithTheDefinition()
{
    std::mt19937 random(7);
    for (int round = 0; round < 24; ++round) {
        std::bernoulli_distribution foreground(round % 3 == 0 ? 0.04 : 0.12);
        RulePhantom pair;
        pair.reference = Mask(Geometry::axisAligned({15, 12, 9}, {1.0, 1.0, 1.0}));
        pair.prediction = pair.reference;
        for (auto* mask : {&pair.reference, &pair.prediction}) {
            for (auto& label : mask->labels()) {
                label = foreground(random) ? 1 : 0;
            }
        }
        MatchRule rule = ruleOf(std::array{6, 18, 26}[static_cast<std::size_t>(round) % 3]);
        rule.minOverlap = std::array{0.0, 0.3, 0.5}[static_cast<std::size_t>(round / 3) % 3];

        const auto result = compareMasks(pair.reference, pair.prediction, rule);

        const auto& lesions = result.lesions;
        QCOMPARE(lesions.detected,
                 foundByDefinition(result.reference, result.prediction, rule.minOverlap));
        QCOMPARE(lesions.confirmed,
                 foundByDefinition(result.prediction, result.reference, rule.minOverlap));
        QCOMPARE(lesions.detected.size() + lesions.missed.size(), result.reference.lesions.size());
        QCOMPARE(lesions.confirmed.size() + lesions.spurious.size(),
                 result.prediction.lesions.size());
    }
}

void ComparisonTest::smallLesionsAreIgnoredOnBothSides()
{
    // A lesion of 27 voxels, found by one voxel only.
    const Mask reference = withBox(emptyCube(), {5, 5, 5}, {3, 3, 3});
    const Mask prediction = withVoxel(emptyCube(), {5, 5, 5});
    MatchRule rule;
    rule.minVolumeMl = 0.003;

    const auto strict = compareMasks(reference, prediction, rule).lesions;
    const auto fromFullMaps = compareLesions(findLesions(reference), findLesions(prediction), rule);

    QVERIFY(same(compareMasks(reference, prediction, {}).lesions.sensitivity(), 1.0));
    QVERIFY(same(strict.sensitivity(), 0.0));
    QVERIFY(!strict.positivePredictiveValue());
    QCOMPARE(fromFullMaps.missed, strict.missed);
    QVERIFY(fromFullMaps.spurious.empty());
}

void ComparisonTest::rowsOfTheTable()
{
    const RulePhantom pair = rulePhantom('J');

    const auto rows = compareMasks(pair.reference, pair.prediction, {}).outcomes();

    QCOMPARE(rows.size(), 3U);
    QCOMPARE(rows[0].state, LesionOutcome::State::Detected);
    QCOMPARE(rows[0].lesion.centroid, (PatientPoint{4.0, 4.0, 4.0}));
    QCOMPARE(rows[1].state, LesionOutcome::State::Missed);
    QCOMPARE(rows[1].lesion.centroid, (PatientPoint{16.0, 16.0, 16.0}));
    QCOMPARE(rows[2].state, LesionOutcome::State::Spurious);
    QCOMPARE(rows[2].lesion.centroid, (PatientPoint{4.0, 16.0, 16.0}));
}

void ComparisonTest::outcomeMaskColoursWholeLesions()
{
    const RulePhantom separate = rulePhantom('J');
    const Mask three = outcomeMask(compareMasks(separate.reference, separate.prediction, {}));
    QCOMPARE(three.at({4, 4, 4}), kAgreedLabel);
    QCOMPARE(three.at({16, 16, 16}), kMissedLabel);
    QCOMPARE(three.at({4, 16, 16}), kSpuriousLabel);
    QCOMPARE(three.foregroundCount(), 81U);

    const RulePhantom touching = rulePhantom('F');
    const Mask agreed = outcomeMask(compareMasks(touching.reference, touching.prediction, {}));
    QCOMPARE(agreed.at({4, 4, 4}), kAgreedLabel);
    QCOMPARE(agreed.at({10, 10, 10}), kAgreedLabel);
    QCOMPARE(agreed.foregroundCount(), 127U);

    MatchRule strict;
    strict.minOverlap = 0.5;
    const Mask refused = outcomeMask(compareMasks(touching.reference, touching.prediction, strict));
    QCOMPARE(refused.at({4, 4, 4}), kMissedLabel);
    QCOMPARE(refused.at({7, 7, 7}), kMissedLabel);
    QCOMPARE(refused.at({10, 10, 10}), kSpuriousLabel);
}

void ComparisonTest::otherGridIsRefused()
{
    const Mask here = emptyCube();
    const Mask moved(Geometry::axisAligned({24, 24, 24}, {1.0, 1.0, 1.0}, {0.0, 0.0, 2.0}));
    const Mask smaller(Geometry::axisAligned({24, 24, 23}, {1.0, 1.0, 1.0}));
    for (const Mask* other : {&moved, &smaller}) {
        try {
            compareMasks(here, *other, {});
            QFAIL("grids that differ were compared");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Geometry);
            const std::string named = other == &moved ? "2.00 mm" : "numbers of voxels";
            QVERIFY(std::string(error.what()).find(named) != std::string::npos);
        }
        QVERIFY_THROWS_EXCEPTION(Error, dice(here, *other));
        QVERIFY_THROWS_EXCEPTION(Error, compareLesions(findLesions(here), findLesions(*other), {}));
    }
}

void ComparisonTest::ruleIsNamed()
{
    MatchRule rule;
    QCOMPARE(rule.describe(),
             std::string("any overlap (at least one voxel), 26-connected lesions"));
    QCOMPARE(rule.key(), std::string("any-overlap"));
    rule.minOverlap = 0.1;
    rule.minVolumeMl = 0.003;
    rule.connectivity = Connectivity::Faces;
    QCOMPARE(rule.describe(),
             std::string("at least 10 % of the lesion covered, 6-connected lesions, "
                         "lesions under 0.003 ml ignored"));
    QCOMPARE(rule.key(), std::string("overlap-0.10"));
}

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
