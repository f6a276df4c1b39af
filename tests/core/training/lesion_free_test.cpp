#include "core/training/inner_folds.h"
#include "core/training/patch_sampler.h"
#include "core/training/preflight.h"
#include "core/training/split.h"
#include "tests/core/training/study_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace dawson;

namespace fs = std::filesystem;

/// What cases without lesions have to say while a training learns from them.
class LesionFreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyGiveTogetherNoMorePatches();
    void stepsCountTheirPatches();
    void eachInnerFoldHasLesionsOnBothSides();
    void emptyMasksAreNoted();
};

namespace
{

const std::vector<Ball> kLesion{{{24, 24, 24}, 3.0}};

std::size_t lesionFreeIn(const std::vector<TrainingCase>& cases)
{
    return static_cast<std::size_t>(std::ranges::count(cases, true, &TrainingCase::lesionFree));
}

} // namespace

/// One study with lesions and three without: the three share the negatives of one, in turn.
void LesionFreeTest::theyGiveTogetherNoMorePatches()
{
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    PackOptions options;
    options.keepWithoutLesion = true;
    packCases(folder / "cases.h5",
              {writeStudy(folder, "a", kLesion),
               writeStudy(folder, "b", {}),
               writeStudy(folder, "c", {}),
               writeStudy(folder, "d", {})},
              options);
    const CaseStore store(folder / "cases.h5");
    TrainingSchedule schedule;
    schedule.patchSize = 16;
    schedule.positivePatches = 6;
    schedule.negativePatches = 4;
    schedule.copies = 1;
    schedule.positives = "lesion";
    schedule.redraw = true;
    const PatchSampler sampler(store, {0, 1, 2, 3}, schedule);

    std::map<std::uint32_t, int> all;
    for (int epoch = 1; epoch <= 3; ++epoch) {
        std::map<std::uint32_t, int> counts;
        for (const PatchPlace& place : sampler.epoch(epoch)) {
            ++counts[place.caseNumber];
            ++all[place.caseNumber];
        }
        QCOMPARE(counts[0], 6 + 4);
        QCOMPARE(counts[1] + counts[2] + counts[3], 4);
    }
    QCOMPARE(all, (std::map<std::uint32_t, int>{{0, 30}, {1, 4}, {2, 4}, {3, 4}}));
}

/// Two with lesions and one or five without, all patches once, batches of one.
void LesionFreeTest::stepsCountTheirPatches()
{
    TrainingSchedule schedule;
    schedule.epochs = 1;
    schedule.batch = 1;
    schedule.copies = 3;
    schedule.positivePatches = 6;
    schedule.negativePatches = 4;
    QCOMPARE(stepCount(schedule, 2), std::int64_t{3 * 2 * 10});
    QCOMPARE(stepCount(schedule, 3, 1), std::int64_t{3 * (2 * 10 + 4)});
    QCOMPARE(stepCount(schedule, 7, 5), std::int64_t{3 * (2 * 10 + 2 * 4)});
}

/// By their names alone all subjects with lesions would be in one group.
void LesionFreeTest::eachInnerFoldHasLesionsOnBothSides()
{
    TrainingSpec spec;
    spec.schedule.innerFolds = 2;
    for (const char* name : {"1", "2", "3", "4", "5"}) {
        TrainingCase one;
        one.subject = name;
        one.lesionFree = std::string(name) != "1" && std::string(name) != "3";
        spec.training.push_back(one);
    }
    const auto folds = innerFoldsOf(spec);
    QCOMPARE(folds.size(), std::size_t{2});
    for (const InnerFold& fold : folds) {
        QCOMPARE(fold.leftOut.size() - lesionFreeIn(fold.leftOut), std::size_t{1});
        QCOMPARE(fold.spec.training.size() - lesionFreeIn(fold.spec.training), std::size_t{1});
        QCOMPARE(fold.leftOut.size() + fold.spec.training.size(), std::size_t{5});
    }
    // One subject with lesions cannot be left out, whatever others there are.
    spec.training[2].lesionFree = true;
    QVERIFY(innerFoldsOf(spec).empty());
}

void LesionFreeTest::emptyMasksAreNoted()
{
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    std::vector<TrainingCase> cases{writeStudy(folder, "a", kLesion), writeStudy(folder, "b", {})};
    cases.push_back(cases.front());
    cases.back().reference = folder / "none.nii.gz";
    noteLesionFree(cases);
    QVERIFY(!cases[0].lesionFree);
    QVERIFY(cases[1].lesionFree);
    QVERIFY(!cases[2].lesionFree);
}

QTEST_GUILESS_MAIN(LesionFreeTest)
#include "lesion_free_test.moc"
