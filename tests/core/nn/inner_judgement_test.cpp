#include "core/base/error.h"
#include "core/nn/inner_judgement.h"
#include "core/nn/validation.h"
#include "tests/core/nn/tiny_training.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <set>

using namespace dawson;

class InnerJudgementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePointIsChosenOnSubjectsNotLearnedFrom();
    void aFineTuningStaysNearItsParentsPoint();
    void theWeightsAreThoseWithoutInnerFolds();
    void interruptedItGoesOnWhereItWas();
    void stoppedItIsLeftOut();
    void whatCannotBeLearnedFromIsInNoFold();
    void whoIsKnownAlreadyIsTold();
    void manySubjectsHaveAFolder();
    void theSmallestLesionIsThatOfTheTask_data();
    void theSmallestLesionIsThatOfTheTask();
};

namespace
{

using Wish = TrainingWatcher::Wish;

/// Two studies; eight steps for the training, eight for each inner fold.
TinyTraining withInnerFolds()
{
    TinyTraining tiny;
    tiny.spec.schedule.innerFolds = 2;
    tiny.spec.schedule.confidentCore = true;
    return tiny;
}

bool has(const ModelFile& model, const std::string& metric)
{
    return model.card.metrics.contains(metric);
}

/// Trainings on every other study, predicted on the rest.
OperatingPointSearch searchByHand(const TinyTraining& tiny)
{
    OperatingPointSearch search = operatingPointSearch(tiny.spec, {});
    for (const std::size_t out : {std::size_t{0}, std::size_t{1}}) {
        TrainingSpec one = tiny.spec;
        one.training.clear();
        std::vector<TrainingCase> rest;
        for (std::size_t n = 0; n < tiny.spec.training.size(); ++n) {
            (n % 2 == out ? rest : one.training).push_back(tiny.spec.training[n]);
        }
        const TrainingFiles files = tiny.files("without" + std::to_string(out));
        Recorder quiet;
        const ModelFile made = Trainer(one, files, quiet).run(Trainer::Point::Leave);
        const auto other = files.cases.parent_path() / "other.h5";
        packCases(other, rest, {});
        scoreModel(made, CaseStore(other), {rest.size(), 1, "fp32", kFullOverlap}, search, {});
    }
    return search;
}

} // namespace

/// Against the same done by hand.
void InnerJudgementTest::thePointIsChosenOnSubjectsNotLearnedFrom()
{
    TinyTraining tiny = withInnerFolds();
    Recorder recorder;
    const ModelFile model = Trainer(tiny.spec, tiny.files("whole"), recorder).run();

    const OperatingPointSearch search = searchByHand(tiny);
    const OperatingPoint best = search.best();
    QCOMPARE(model.threshold, best.threshold);
    QCOMPARE(model.coreProbability, best.coreProbability);
    QCOMPARE(model.card.metrics.at("left-out Dice"), search.score(best).dice.value());
    QVERIFY(has(model, "left-out sensitivity"));
    QVERIFY(!has(model, "training Dice") && !has(model, "validation Dice"));
    QCOMPARE(recorder.steps.size(), std::size_t{3 * 8});
    QCOMPARE(recorder.steps.back().step, std::int64_t{24});
    QCOMPARE(recorder.steps.back().steps, std::int64_t{24});
    QVERIFY(recorder.steps[7].loss && !recorder.steps[8].loss);
    QCOMPARE(recorder.epochs.size(), std::size_t{2});
    const auto rising = [](const StepReport& a, const StepReport& b) {
        return a.fraction < b.fraction;
    };
    QVERIFY(std::ranges::is_sorted(recorder.steps, rising));
    QVERIFY(recorder.steps.back().fraction <= 1.0);
}

void InnerJudgementTest::aFineTuningStaysNearItsParentsPoint()
{
    TinyTraining tiny = withInnerFolds();
    tiny.spec.schedule.best = "dice";
    // Large lesions want low thresholds where the small ones of other studies want high ones. Four
    // subjects: fewer have no inner folds.
    const std::filesystem::path root = tiny.folder.path().toStdString();
    tiny.spec.training[1] = writeStudy(root, "B", {{{16, 16, 16}, 10.0}}, 32);
    tiny.spec.training.push_back(writeStudy(root, "C", {{{14, 16, 18}, 3.0}}, 32));
    tiny.spec.training.push_back(writeStudy(root, "D", {{{16, 14, 16}, 9.0}}, 32));
    Recorder quiet;
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), quiet).run(Trainer::Point::Leave);
    tiny.spec.startFrom = tiny.files("parent").cases.parent_path() / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    tiny.spec.schedule.nearParent = true;
    // No weight depends on the parent's point. One from which the nearest is not the best:
    const OperatingPointSearch search = searchByHand(tiny);
    std::optional<OperatingPoint> start;
    for (const double threshold : searchedThresholds()) {
        const OperatingPoint point{threshold, 0.0, 0.0};
        start = search.bestNear(point) == search.best() ? start : point;
    }
    QVERIFY(start);
    parent.threshold = start->threshold;
    parent.coreProbability = 0.0;
    parent.minimumVolumeMm3 = 0.5; // below a voxel, and not chosen anew
    writeModel(tiny.spec.startFrom, parent);

    const ModelFile model = Trainer(tiny.spec, tiny.files("near"), quiet).run();

    OperatingPoint expected = search.bestNear(*start);
    QCOMPARE(model.card.metrics.at("left-out Dice"), search.score(expected).dice.value());
    expected.minimumVolumeMm3 = 0.5;
    QVERIFY(pointOf(model) == expected);
    tiny.spec.schedule.nearParent = false;
    QVERIFY(pointOf(Trainer(tiny.spec, tiny.files("best"), quiet).run()) == search.best());
}

void InnerJudgementTest::theWeightsAreThoseWithoutInnerFolds()
{
    TinyTraining tiny = withInnerFolds();
    Recorder recorder;
    const ModelFile with = Trainer(tiny.spec, tiny.files("with"), recorder).run();
    tiny.spec.schedule.innerFolds = 0;
    const ModelFile without = Trainer(tiny.spec, tiny.files("without"), recorder).run();
    QCOMPARE(allWeights(with), allWeights(without));
    QVERIFY(has(without, "training Dice"));
}

void InnerJudgementTest::interruptedItGoesOnWhereItWas()
{
    TinyTraining tiny = withInnerFolds();
    Recorder straight;
    const ModelFile whole = Trainer(tiny.spec, tiny.files("whole"), straight).run();
    Recorder first;
    first.decide = [](int steps) { return steps >= 19 ? Wish::Cancel : Wish::Continue; };
    QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("broken"), first).run());
    Recorder second;
    const ModelFile resumed = Trainer(tiny.spec, tiny.files("broken"), second).run();
    QCOMPARE(first.steps.size() + second.steps.size(), straight.steps.size());
    QCOMPARE(resumed.threshold, whole.threshold);
    QCOMPARE(resumed.card.metrics, whole.card.metrics);
    QCOMPARE(allWeights(resumed), allWeights(whole));
}

/// The point comes from the studies learned from then, at once.
void InnerJudgementTest::stoppedItIsLeftOut()
{
    TinyTraining tiny = withInnerFolds();
    Recorder recorder;
    recorder.decide = [](int steps) { return steps >= 12 ? Wish::Stop : Wish::Continue; };
    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();
    QCOMPARE(recorder.steps.size(), std::size_t{12});
    QCOMPARE(model.card.epochs, 2);
    QVERIFY(has(model, "training Dice") && !has(model, "left-out Dice"));
}

/// A fold of E alone, which has no lesion, would end them all.
void InnerJudgementTest::whatCannotBeLearnedFromIsInNoFold()
{
    TinyTraining tiny = withInnerFolds();
    const std::filesystem::path root = tiny.folder.path().toStdString();
    const TrainingCase last = tiny.spec.training[1];
    tiny.spec.training[1] = writeStudy(root, "E", {}, 32);
    Recorder recorder;
    const ModelFile alone = Trainer(tiny.spec, tiny.files("alone"), recorder).run();
    QVERIFY(has(alone, "training Dice") && !has(alone, "left-out Dice"));
    QCOMPARE(recorder.steps.size(), std::size_t{8});

    tiny.spec.training.push_back(last);
    tiny.spec.training.back().subject = "C";
    Recorder three;
    const ModelFile model = Trainer(tiny.spec, tiny.files("three"), three).run();
    QVERIFY(has(model, "left-out Dice"));
    QCOMPARE(three.steps.size(), std::size_t{3 * 8});
}

/// A parent that has learned from a subject cannot be judged on it as if it were new.
void InnerJudgementTest::whoIsKnownAlreadyIsTold()
{
    TinyTraining tiny = withInnerFolds();
    Recorder quiet;
    tiny.spec.schedule.innerFolds = 0;
    const ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), quiet).run();
    tiny.spec.startFrom = tiny.files("parent").cases.parent_path() / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    const auto warned = [&](const char* name) {
        Recorder recorder;
        Trainer(tiny.spec, tiny.files(name), recorder).run();
        return std::ranges::count_if(recorder.warnings, [](const std::string& text) {
            return text.find("on which the threshold is chosen") != std::string::npos;
        });
    };
    QCOMPARE(warned("without"), 0);
    tiny.spec.schedule.innerFolds = 2;
    QCOMPARE(warned("with"), 2);
}

/// Twenty names of twenty letters are more than a file system takes in one.
void InnerJudgementTest::manySubjectsHaveAFolder()
{
    TinyTraining tiny = withInnerFolds();
    tiny.spec.schedule.epochs = 1;
    tiny.spec.schedule.stepsPerEpoch = 1;
    const TrainingCase one = tiny.spec.training.front();
    tiny.spec.training.clear();
    for (int n = 10; n < 50; ++n) {
        tiny.spec.training.push_back(one);
        tiny.spec.training.back().subject = "multiplesclerosis0" + std::to_string(n);
    }
    Recorder recorder;
    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();
    QVERIFY(has(model, "left-out Dice"));
    std::set<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(tiny.files("run").inner)) {
        folders.insert(entry.path().filename().string());
    }
    QCOMPARE(folders.size(), std::size_t{2}); // one a fold
    for (const std::string& name : folders) {
        QVERIFY(name.starts_with("on-") && name.size() <= 100);
    }
}

void InnerJudgementTest::theSmallestLesionIsThatOfTheTask_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<bool>("hasParent");
    QTest::addColumn<bool>("chosen");
    QTest::addColumn<double>("smallest");
    QTest::newRow("FLAIR: any") << "flair" << false << false << 0.0;
    QTest::newRow("new") << "new" << false << false << 3.0;
    QTest::newRow("enhancing") << "enhancing" << false << false << 3.0;
    QTest::newRow("new, fine-tuned: its parent's") << "new" << true << false << 1.5;
    QTest::newRow("FLAIR, chosen") << "flair" << false << true << 0.0;
    QTest::newRow("new, chosen") << "new" << false << true << 3.0;
}

/// One lesion of a voxel, found, and nothing else: the lower the minimum the better.
void InnerJudgementTest::theSmallestLesionIsThatOfTheTask()
{
    QFETCH(QString, task);
    QFETCH(bool, hasParent);
    QFETCH(bool, chosen);
    QFETCH(double, smallest);
    TrainingSpec spec;
    spec.task = task.toStdString();
    spec.startFrom = hasParent ? "parent.h5" : "";
    spec.schedule.nearParent = true;
    spec.schedule.minimumSize = chosen;
    OperatingPointSearch search = operatingPointSearch(spec, {0.5, 1.5, 0.0});
    const auto grid = Geometry::axisAligned({8, 8, 8}, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0});
    Mask one(grid);
    one.set({4, 4, 4}, 1);
    std::vector<float> sure(grid.voxelCount(), 0.0F);
    sure[grid.offset({4, 4, 4})] = 1.0F;
    search.add(one, Volume(grid, sure));
    QCOMPARE(search.best().minimumVolumeMm3, smallest);
}

QTEST_GUILESS_MAIN(InnerJudgementTest)

#include "inner_judgement_test.moc"
