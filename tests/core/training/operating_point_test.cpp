#include "core/base/error.h"
#include "core/training/operating_point.h"

#include <QTest>

using namespace dawson;

class OperatingPointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dropsSmallLesions();
    void dropsWhatIsNowhereSure();
    void volumesAreMillimetres();
    void scoresFollowTheDefinitions();
    void findsTheThreshold();
    void findsTheMinimumSize();
    void findsTheCore();
    void sensitivityCanCountMore();
    void oneBlobOverEverythingExplainsNothing();
    void tiesStayNearTheMiddle();
    void aStartStaysWhileCasesDisagree();
    void casesThatAgreeMoveTheStart();
    void startsWithoutLogitHaveNeighbours();
    void whatIsNeverBetterDoesNotStay();
    void oneCaseDoesNotMoveTheStart();
    void oneCaseMovesAStartThatFindsLittle();
    void visitsOfASubjectAreOne();
    void silenceIsNeverBest();
    void otherGridsAreRefused();
};

namespace
{

/// A box of voxels with a probability.
struct Blob {
    VoxelIndex lower;
    int edge = 1;
    float value = 0.0F;
};

Geometry gridOf(double spacing = 1.0)
{
    return Geometry::axisAligned({20, 20, 20}, {spacing, spacing, spacing}, {0.0, 0.0, 0.0});
}

Volume mapOf(const std::vector<Blob>& blobs, double spacing = 1.0)
{
    const Geometry grid = gridOf(spacing);
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid.voxelAt(n);
        for (const Blob& blob : blobs) {
            const auto inside = [&](int at, int begin) {
                return at >= begin && at < begin + blob.edge;
            };
            if (inside(v.i, blob.lower.i) && inside(v.j, blob.lower.j) &&
                inside(v.k, blob.lower.k)) {
                voxels[n] = blob.value;
            }
        }
    }
    return {grid, std::move(voxels)};
}

Mask maskOf(const std::vector<Blob>& blobs)
{
    return thresholded(mapOf(blobs), 0.5);
}

/// Two reference lesions of 27 and 8 voxels.
std::vector<Blob> reference()
{
    return {{{2, 2, 2}, 3, 1.0F}, {{12, 12, 12}, 2, 1.0F}};
}

OperatingPointSearch searchOf(const std::vector<Blob>& prediction, const char* measure = "f1")
{
    OperatingPointSearch search(searchedThresholds(), searchedVolumesMm3(), measure);
    search.add(maskOf(reference()), mapOf(prediction));
    return search;
}

} // namespace

void OperatingPointTest::dropsSmallLesions()
{
    const Volume map =
        mapOf({{{2, 2, 2}, 3, 0.9F}, {{10, 10, 10}, 2, 0.9F}, {{18, 2, 2}, 1, 0.9F}});
    QCOMPARE(maskAt(map, {0.5, 0.0}).foregroundCount(), std::size_t{27 + 8 + 1});
    QCOMPARE(maskAt(map, {0.5, 2.0}).foregroundCount(), std::size_t{27 + 8});
    // Exactly the minimum stays.
    QCOMPARE(maskAt(map, {0.5, 8.0}).foregroundCount(), std::size_t{27 + 8});
    QCOMPARE(maskAt(map, {0.5, 8.1}).foregroundCount(), std::size_t{27});
    QCOMPARE(maskAt(map, {0.95, 0.0}).foregroundCount(), std::size_t{0});
}

void OperatingPointTest::dropsWhatIsNowhereSure()
{
    // A sure voxel inside a likely lesion; another lesion that is likely only.
    const Volume map =
        mapOf({{{2, 2, 2}, 3, 0.4F}, {{3, 3, 3}, 1, 0.95F}, {{12, 12, 12}, 2, 0.6F}});
    QCOMPARE(maskAt(map, {0.3, 0.0, 0.9}).foregroundCount(), std::size_t{27});
    QCOMPARE(maskAt(map, {0.3, 0.0, 0.5}).foregroundCount(), std::size_t{27 + 8});
    // Exactly the core stays; a core below the threshold changes nothing.
    QCOMPARE(maskAt(map, {0.3, 0.0, 0.95}).foregroundCount(), std::size_t{27});
    QCOMPARE(maskAt(map, {0.3, 0.0, 0.96}).foregroundCount(), std::size_t{0});
    QCOMPARE(maskAt(map, {0.5, 0.0, 0.2}).foregroundCount(), std::size_t{1 + 8});
    QCOMPARE(maskAt(map, {0.3, 30.0, 0.9}).foregroundCount(), std::size_t{0});
}

void OperatingPointTest::volumesAreMillimetres()
{
    // A voxel of 2 mm has 8 mm3.
    const Volume map = mapOf({{{2, 2, 2}, 1, 0.9F}}, 2.0);
    QCOMPARE(maskAt(map, {0.5, 8.0}).foregroundCount(), std::size_t{1});
    QCOMPARE(maskAt(map, {0.5, 9.0}).foregroundCount(), std::size_t{0});
}

void OperatingPointTest::scoresFollowTheDefinitions()
{
    // One of two lesions found by a third of its voxels (9 of 27), one of 8 voxels beside.
    const auto search = searchOf({{{2, 2, 2}, 2, 0.9F}, {{16, 2, 2}, 2, 0.9F}}, "f1+dice");
    const AgreementScore score = search.score({0.5, 0.0});
    QCOMPARE(*score.sensitivity, 0.5);
    QCOMPARE(*score.ppv, 0.5);
    QCOMPARE(*score.f1, 0.5);
    QCOMPARE(*score.dice, 2.0 * 8.0 / (27.0 + 8.0 + 8.0 + 8.0));
    QCOMPARE(score.overall, 0.5 * 0.5 + 0.5 * *score.dice);
    const auto byDice = searchOf({{{2, 2, 2}, 2, 0.9F}, {{16, 2, 2}, 2, 0.9F}}, "dice");
    QCOMPARE(byDice.score({0.5, 0.0}).overall, *score.dice);
    // One of two lesions, nothing false: F2 = 5 x 0.5 / (4 x 1 + 0.5).
    QCOMPARE(searchOf({{{2, 2, 2}, 3, 0.9F}}, "f2").score({0.5, 0.0}).overall, 2.5 / 4.5);
    // At 10 mm3 both predicted lesions are gone.
    const AgreementScore none = search.score({0.5, 10.0});
    QCOMPARE(*none.sensitivity, 0.0);
    QVERIFY(!none.ppv);
    QVERIFY(!none.f1);
    QCOMPARE(none.overall, 0.0);
}

void OperatingPointTest::findsTheThreshold()
{
    // Lesions at 0.62, a false one at 0.57: only 0.60 tells them apart.
    const auto search =
        searchOf({{{2, 2, 2}, 3, 0.62F}, {{12, 12, 12}, 2, 0.62F}, {{16, 2, 2}, 3, 0.57F}});
    QCOMPARE(search.best().threshold, 0.6);
    QCOMPARE(search.best().minimumVolumeMm3, 0.0);
    QCOMPARE(search.score(search.best()).overall, 1.0);
}

void OperatingPointTest::findsTheMinimumSize()
{
    // False ones of one voxel, as sure as the lesions: only size tells them apart.
    const auto search = searchOf({{{2, 2, 2}, 3, 0.9F},
                                  {{12, 12, 12}, 2, 0.9F},
                                  {{16, 2, 2}, 1, 0.95F},
                                  {{2, 16, 2}, 1, 0.95F}});
    QCOMPARE(search.best().minimumVolumeMm3, 3.0);
    QCOMPARE(search.best().threshold, 0.5);
    QCOMPARE(search.score({0.5, 0.0}).overall, 2.0 / 3.0);
}

void OperatingPointTest::findsTheCore()
{
    // The lesions are faint around a sure voxel, what is false is less faint and nowhere sure: no
    // threshold tells them apart.
    OperatingPointSearch search(
        searchedThresholds(), searchedVolumesMm3(), "f1+dice", searchedCores());
    search.add(maskOf(reference()),
               mapOf({{{2, 2, 2}, 3, 0.32F},
                      {{3, 3, 3}, 1, 0.92F},
                      {{12, 12, 12}, 2, 0.32F},
                      {{13, 13, 13}, 1, 0.92F},
                      {{16, 2, 2}, 3, 0.6F}}));
    QCOMPARE(search.best().threshold, 0.3);
    QCOMPARE(search.best().minimumVolumeMm3, 0.0);
    QCOMPARE(search.best().coreProbability, 0.7);
    QCOMPARE(search.score(search.best()).overall, 1.0);
}

void OperatingPointTest::sensitivityCanCountMore()
{
    // The second lesion costs three false ones: by F1 it is not worth it (2/3 against 4/7), by F2
    // it is.
    const std::vector<Blob> prediction{{{2, 2, 2}, 3, 0.9F},
                                       {{12, 12, 12}, 3, 0.5F},
                                       {{16, 2, 2}, 3, 0.5F},
                                       {{2, 16, 2}, 3, 0.5F},
                                       {{2, 2, 16}, 3, 0.5F}};
    QVERIFY(searchOf(prediction, "f1").best().threshold > 0.5);
    QCOMPARE(searchOf(prediction, "f2").best().threshold, 0.5);
}

/// It touches both lesions, and is lesion to 35 of 8000 voxels.
void OperatingPointTest::oneBlobOverEverythingExplainsNothing()
{
    const auto search =
        searchOf({{{0, 0, 0}, 20, 0.12F}, {{2, 2, 2}, 3, 0.9F}, {{12, 12, 12}, 2, 0.12F}}, "f2");
    const AgreementScore everything = search.score({0.1, 0.0});
    QCOMPARE(*everything.sensitivity, 0.0);
    QCOMPARE(*everything.ppv, 0.0);
    QCOMPARE(everything.overall, 0.0);
    QCOMPARE(search.best().threshold, 0.5);
    // A line that ends in a lesion: one voxel of ten is enough, one of eleven is not.
    std::vector<Blob> line;
    for (int k = 4; k < 14; ++k) {
        line.push_back({{2, 2, k}, 1, 0.9F});
    }
    QCOMPARE(*searchOf(line).score({0.5, 0.0}).sensitivity, 0.5);
    line.push_back({{2, 2, 14}, 1, 0.9F});
    QCOMPARE(*searchOf(line).score({0.5, 0.0}).sensitivity, 0.0);
}

void OperatingPointTest::tiesStayNearTheMiddle()
{
    const auto search = searchOf(reference());
    QVERIFY((search.best() == OperatingPoint{0.5, 0.0}));
}

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
void OperatingPointTest::aStartStaysWhileCasesDisagree()
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
void OperatingPointTest::casesThatAgreeMoveTheStart()
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
void OperatingPointTest::startsWithoutLogitHaveNeighbours()
{
    const auto search = searchOver({mapOf(reference()), mapOf(reference())});
    QVERIFY(isAt(search.bestNear({1.0, 0.0}), 0.98));
    QVERIFY(isAt(search.bestNear({0.0, 0.0}), 0.02));
    QVERIFY(isAt(search.bestNear({0.1, 0.0, 0.8}), 0.1, 0.8));
    QCOMPARE(search.score({0.98, 0.0}).overall, 1.0);
}

/// A start that finds nothing anywhere ties where nothing can be found; its shortfall then equals
/// the standard error.
void OperatingPointTest::whatIsNeverBetterDoesNotStay()
{
    const auto search = searchOver({falseAt(0.32F), mapOf({})});
    QCOMPARE(search.score({0.9, 0.0}).overall, 0.0);
    QVERIFY(isAt(search.bestNear({0.9, 0.0}), 0.6));
}

/// One case has no standard error: F1 of 0.8 at 0.1 and 1 above 0.32 says nothing yet.
void OperatingPointTest::oneCaseDoesNotMoveTheStart()
{
    const auto search = searchOver({falseAt(0.32F)});
    QVERIFY(isAt(search.bestNear({0.1, 0.0}), 0.1));
    QVERIFY(search.best().threshold > 0.32);
}

/// F1 of 2/3 above 0.22 and of nothing above 0.62, where the best is 1.
void OperatingPointTest::oneCaseMovesAStartThatFindsLittle()
{
    const auto search = searchOver({faintSecond()});
    QVERIFY(isAt(search.bestNear({0.5, 0.0}), 0.5));
    QVERIFY(isAt(search.bestNear({0.9, 0.0}), 0.6));
}

/// Three visits that speak against the start alike, and another subject that speaks for it.
void OperatingPointTest::visitsOfASubjectAreOne()
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

void OperatingPointTest::silenceIsNeverBest()
{
    OperatingPointSearch search({0.2, 0.9}, {0.0}, "f1");
    // In one case nothing is found at 0.9; that is no undefined case but a bad one.
    search.add(maskOf(reference()), mapOf({{{2, 2, 2}, 3, 0.95F}, {{16, 2, 2}, 2, 0.3F}}));
    search.add(maskOf(reference()), mapOf({{{2, 2, 2}, 3, 0.5F}}));
    QCOMPARE(search.best().threshold, 0.2);
    // Without lesions a case has no say in what is best.
    OperatingPointSearch empty({0.5}, {0.0}, "f1");
    empty.add(Mask(gridOf()), mapOf(reference()));
    QCOMPARE(empty.score({0.5, 0.0}).overall, 0.0);
    QVERIFY(!empty.score({0.5, 0.0}).sensitivity);
    QCOMPARE(*empty.score({0.5, 0.0}).ppv, 0.0);
}

void OperatingPointTest::otherGridsAreRefused()
{
    OperatingPointSearch search({0.5}, {0.0}, "f1");
    QVERIFY_THROWS_EXCEPTION(Error, search.add(maskOf(reference()), mapOf({}, 2.0)));
}

QTEST_GUILESS_MAIN(OperatingPointTest)
#include "operating_point_test.moc"
