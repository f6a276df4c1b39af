#include "core/training/operating_point.h"
#include "tests/core/training/probability_samples.h"

#include <QTest>

using namespace dawson;

/// When a model's own operating point is left for another.
class NearPointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStartStaysWhileCasesDisagree();
    void casesThatAgreeMoveTheStart();
    void startsWithoutLogitHaveNeighbours();
    void whatIsNeverBetterDoesNotStay();
    void oneCaseDoesNotMoveTheStart();
    void oneCaseMovesAStartThatFindsLittle();
    void visitsOfASubjectAreOne();
    void silenceElsewhereIsNoStart();
    void whatMissesMostIsNoChoiceForItsSilence();
};

namespace
{

/// Two lesions at 0.62 of probability and a false one of another: thresholds above the false one
/// and up to 0.6 are right.
Volume falseAt(float value)
{
    return mapOf({{{2, 2, 2}, 3, 0.62F}, {{12, 12, 12}, 2, 0.62F}, {{16, 2, 2}, 3, value}});
}

/// Finds the second lesion at 0.22 only, and nothing false.
Volume faintSecond()
{
    return mapOf({{{2, 2, 2}, 3, 0.62F}, {{12, 12, 12}, 2, 0.22F}});
}

bool isAt(const OperatingPoint& point, double threshold, double core = 0.0)
{
    return qFuzzyCompare(point.threshold, threshold) && point.minimumVolumeMm3 == 0.0 &&
           point.coreProbability == core;
}

OperatingPointSearch searchOver(const std::vector<Volume>& predictions)
{
    OperatingPointSearch search(searchedThresholds(), {0.0}, "f1", searchedCores());
    for (const Volume& one : predictions) {
        search.add(maskOf(reference()), one);
    }
    return search;
}

} // namespace

/// F1 at 0.2: 0.8 and 1; at 0.5: 1 and 2/3. The best is 0.2 (0.9 for 0.83), a difference of 0.07
/// with a standard error of 0.27.
void NearPointTest::aStartStaysWhileCasesDisagree()
{
    const auto search = searchOver({falseAt(0.32F), faintSecond()});
    QVERIFY(search.best().threshold <= 0.2);
    QVERIFY(isAt(search.bestNear({0.5, 0.0}), 0.5));
    // A start between two searched thresholds: the nearest.
    QVERIFY(isAt(search.bestNear({0.51, 0.0}), 0.5));
    // Nothing is found at 0.98 in either case; what is found nearest to it is at 0.6.
    QVERIFY(isAt(search.bestNear({0.98, 0.0}), 0.6));
}

/// A false lesion in both: thresholds below it are worse in both, by the same.
void NearPointTest::casesThatAgreeMoveTheStart()
{
    const auto search = searchOver({falseAt(0.32F), falseAt(0.32F)});
    // 0.35 without a core is 1.6 away in both logits; 0.1 with a core of 0.5 moves one only,
    // by 2.2.
    QVERIFY(isAt(search.bestNear({0.1, 0.0, 0.1}), 0.1, 0.5));
    QCOMPARE(search.score(search.bestNear({0.1, 0.0})).overall, 1.0);
    // Right already: stays where it is, however near the middle others are.
    QVERIFY(isAt(search.bestNear({0.6, 0.0}), 0.6));
}

/// 0 and 1 have no logit; the nearest is still found.
void NearPointTest::startsWithoutLogitHaveNeighbours()
{
    const auto search = searchOver({mapOf(reference()), mapOf(reference())});
    QVERIFY(isAt(search.bestNear({1.0, 0.0}), 0.98));
    QVERIFY(isAt(search.bestNear({0.0, 0.0}), 0.02));
    QVERIFY(isAt(search.bestNear({0.1, 0.0, 0.8}), 0.1, 0.8));
    QCOMPARE(search.score({0.98, 0.0}).overall, 1.0);
}

/// A start that finds nothing anywhere ties where nothing can be found; its shortfall then equals
/// the standard error.
void NearPointTest::whatIsNeverBetterDoesNotStay()
{
    const auto search = searchOver({falseAt(0.32F), mapOf({})});
    QCOMPARE(search.score({0.9, 0.0}).overall, 0.0);
    QVERIFY(isAt(search.bestNear({0.9, 0.0}), 0.6));
}

/// One case has no standard error: F1 of 0.8 at 0.1 and 1 above 0.32 says nothing yet.
void NearPointTest::oneCaseDoesNotMoveTheStart()
{
    const auto search = searchOver({falseAt(0.32F)});
    QVERIFY(isAt(search.bestNear({0.1, 0.0}), 0.1));
    QVERIFY(search.best().threshold > 0.32);
}

/// F1 of 2/3 above 0.22 and of nothing above 0.62, where the best is 1.
void NearPointTest::oneCaseMovesAStartThatFindsLittle()
{
    const auto search = searchOver({faintSecond()});
    QVERIFY(isAt(search.bestNear({0.5, 0.0}), 0.5));
    QVERIFY(isAt(search.bestNear({0.9, 0.0}), 0.6));
}

/// Three visits that speak against the start alike, and another subject that speaks for it.
void NearPointTest::visitsOfASubjectAreOne()
{
    const auto searchAs = [](const std::vector<std::string>& subjects) {
        OperatingPointSearch search(searchedThresholds(), {0.0}, "f1", searchedCores());
        for (std::size_t n = 0; n < subjects.size(); ++n) {
            const bool last = n + 1 == subjects.size();
            search.add(maskOf(reference()), last ? faintSecond() : falseAt(0.32F), subjects[n]);
        }
        return search;
    };
    // F1 at 0.5: 1 and 2/3, at 0.2: 0.8 and 1.
    const auto visits = searchAs({"A", "A", "A", "B"});
    QCOMPARE(visits.score({0.5, 0.0}).overall, (1.0 + 2.0 / 3.0) / 2.0);
    QCOMPARE(*visits.score({0.2, 0.0}).f1, 0.9);
    QVERIFY(visits.best().threshold <= 0.2);
    // Four subjects: (3 + 2/3) / 4 at 0.5 are more than (2.4 + 1) / 4 at 0.2.
    const auto subjects = searchAs({"", "", "", ""});
    QVERIFY(subjects.best().threshold > 0.32);
    QCOMPARE(subjects.score({0.5, 0.0}).overall, (3.0 + 2.0 / 3.0) / 4.0);
}

/// At 0.95 nothing is found anywhere, at 0.7 one of two lesions. Both are best for those without
/// lesions, F1 of 1 for less than a half; the second has half of what can be found and may stay.
void NearPointTest::silenceElsewhereIsNoStart()
{
    using LesionFree = OperatingPointSearch::LesionFree;
    OperatingPointSearch search({0.2, 0.7, 0.95}, {0.0}, "f1", {0.0}, LesionFree::Counts);
    search.add(maskOf(reference()),
               mapOf({{{2, 2, 2}, 2, 0.9F}, {{12, 12, 12}, 2, 0.5F}, {{16, 2, 2}, 2, 0.5F}}));
    for (int n = 0; n < 3; ++n) {
        search.add(Mask(gridOf()),
                   mapOf({{{2, 2, 2}, 1, 0.6F}, {{9, 9, 9}, 1, 0.6F}, {{15, 15, 15}, 1, 0.6F}}));
    }
    QCOMPARE(search.score({0.2, 0.0}).overall, (0.8 + 2.0 / 5.0) / 2.0);
    QCOMPARE(search.score({0.7, 0.0}).overall, (2.0 / 3.0 + 1.0) / 2.0);
    QCOMPARE(search.score({0.95, 0.0}).overall, 0.0);
    QCOMPARE(search.best().threshold, 0.7);
    QCOMPARE(search.bestNear({0.95, 0.0}).threshold, 0.7);
}

/// One of six lesions at 0.7, all six and six false ones at 0.2: F1 of 2/7 and 2/3.
void NearPointTest::whatMissesMostIsNoChoiceForItsSilence()
{
    using LesionFree = OperatingPointSearch::LesionFree;
    std::vector<Blob> lesions;
    std::vector<Blob> found;
    for (int n = 0; n < 6; ++n) {
        lesions.push_back({{3 * n, 2, 2}, 2, 1.0F});
        found.push_back({{3 * n, 2, 2}, 2, n == 0 ? 0.9F : 0.5F});
        found.push_back({{3 * n, 12, 12}, 2, 0.5F});
    }
    OperatingPointSearch search({0.2, 0.7}, {0.0}, "f1", {0.0}, LesionFree::Counts);
    search.add(maskOf(lesions), mapOf(found));
    search.add(Mask(gridOf()),
               mapOf({{{2, 2, 2}, 1, 0.6F}, {{9, 9, 9}, 1, 0.6F}, {{15, 15, 15}, 1, 0.6F}}));
    QVERIFY(search.score({0.7, 0.0}).overall > search.score({0.2, 0.0}).overall);
    QCOMPARE(search.best().threshold, 0.2);
    QCOMPARE(search.bestNear({0.7, 0.0}).threshold, 0.2);
}

QTEST_GUILESS_MAIN(NearPointTest)
#include "near_point_test.moc"
