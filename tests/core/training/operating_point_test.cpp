#include "core/base/error.h"
#include "core/training/operating_point.h"
#include "tests/core/training/probability_samples.h"

#include <QTest>

using namespace dawson;

using LesionFree = OperatingPointSearch::LesionFree;

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
    void silenceIsNeverBest();
    void withoutLesionsFalsePlacesCount();
    void casesWithoutLesionsAreNoMajority();
    void aSubjectWithBothKindsIsOne();
    void otherGridsAreRefused();
};

namespace
{

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

void OperatingPointTest::silenceIsNeverBest()
{
    OperatingPointSearch search({0.2, 0.9}, {0.0}, "f1");
    // In one case nothing is found at 0.9; that is no undefined case but a bad one.
    search.add(maskOf(reference()), mapOf({{{2, 2, 2}, 3, 0.95F}, {{16, 2, 2}, 2, 0.3F}}));
    search.add(maskOf(reference()), mapOf({{{2, 2, 2}, 3, 0.5F}}));
    QCOMPARE(search.best().threshold, 0.2);
    // Cases without lesions alone cannot tell what is best.
    OperatingPointSearch empty({0.5}, {0.0}, "f1");
    empty.add(Mask(gridOf()), mapOf(reference()));
    QCOMPARE(empty.score({0.5, 0.0}).overall, 0.0);
    QVERIFY(!empty.score({0.5, 0.0}).sensitivity);
    QCOMPARE(*empty.score({0.5, 0.0}).ppv, 0.0);
}

/// One case with its lesions found and one without lesions that has two false ones, 8 and 1 mm3.
void OperatingPointTest::withoutLesionsFalsePlacesCount()
{
    const auto searchBy = [](const char* measure) {
        OperatingPointSearch search({0.5}, {0.0, 3.0, 10.0}, measure, {0.0}, LesionFree::Counts);
        search.add(maskOf(reference()), mapOf(reference()));
        search.add(Mask(gridOf()), mapOf({{{2, 2, 2}, 2, 0.9F}, {{9, 9, 9}, 1, 0.9F}}));
        return search;
    };
    const auto f1 = searchBy("f1");
    QCOMPARE(f1.score({0.5, 0.0}).overall, (1.0 + 2.0 / (2.0 + 2.0)) / 2.0);
    QCOMPARE(f1.score({0.5, 3.0}).overall, (1.0 + 2.0 / (2.0 + 1.0)) / 2.0);
    // Nothing is left of it at 10 mm3, and one of two lesions of the other.
    QCOMPARE(f1.score({0.5, 10.0}).overall, (2.0 / 3.0 + 1.0) / 2.0);
    QCOMPARE(searchBy("f2").score({0.5, 0.0}).overall, (1.0 + 5.0 / (5.0 + 2.0)) / 2.0);
    QCOMPARE(searchBy("f2+dice").score({0.5, 3.0}).overall, (1.0 + 5.0 / (5.0 + 1.0)) / 2.0);
    QCOMPARE(searchBy("dice").score({0.5, 0.0}).overall, 1.0); // Dice has nothing to say there
}

/// One with lesions, three without and two false ones in each: half and half.
void OperatingPointTest::casesWithoutLesionsAreNoMajority()
{
    const auto overall = [](LesionFree lesionFree) {
        OperatingPointSearch search({0.5}, {0.0}, "f1", {0.0}, lesionFree);
        search.add(maskOf(reference()), mapOf(reference()));
        for (int n = 0; n < 3; ++n) {
            search.add(Mask(gridOf()), mapOf({{{2, 2, 2}, 1, 0.9F}, {{9, 9, 9}, 1, 0.9F}}));
        }
        return search.score({0.5, 0.0}).overall;
    };
    QCOMPARE(overall(LesionFree::Counts), (1.0 + 0.5) / 2.0);
    QCOMPARE(overall(LesionFree::LeftOut), 1.0);
}

/// A visit with lesions, F1 1, and one of the same subject without that has two false ones.
void OperatingPointTest::aSubjectWithBothKindsIsOne()
{
    OperatingPointSearch search({0.5}, {0.0}, "f1", {0.0}, LesionFree::Counts);
    search.add(maskOf(reference()), mapOf(reference()), "A");
    search.add(Mask(gridOf()), mapOf({{{2, 2, 2}, 1, 0.9F}, {{9, 9, 9}, 1, 0.9F}}), "A");
    search.add(maskOf(reference()), mapOf(reference()), "B");
    QCOMPARE(search.score({0.5, 0.0}).overall, ((1.0 + 0.5) / 2.0 + 1.0) / 2.0);
}

void OperatingPointTest::otherGridsAreRefused()
{
    OperatingPointSearch search({0.5}, {0.0}, "f1");
    QVERIFY_THROWS_EXCEPTION(Error, search.add(maskOf(reference()), mapOf({}, 2.0)));
}

QTEST_GUILESS_MAIN(OperatingPointTest)
#include "operating_point_test.moc"
