#include "core/base/error.h"
#include "core/nn/adam.h"
#include "core/nn/learner.h"
#include "core/nn/loss.h"
#include "core/training/checkpoint_file.h"
#include "tests/core/nn/tiny_training.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace dawson;

namespace fs = std::filesystem;
using Wish = TrainingWatcher::Wish;

class TrainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adamFollowsItsFormula();
    void rateRisesAndFalls();
    void lossesMatchTheirFormulas();
    void learnsBrightBalls();
    void resumesAsIfNothingHappened();
    void historyGoesOnAfterAnInterruption();
    void otherThreadsAreTold();
    void cancelsWithinOneStep();
    void stopsAndKeepsTheModel();
    void waitsWhilePaused();
    void fineTunesTheParentsNetwork();
    void keepsAShareOfItsParent();
    void theMeansStatisticsAreItsOwn();
    void measuredStatisticsAreThoseOfTheBatches();
    void refusesTheCheckpointOfAnother();
    void refusesUselessCases();
};

/// Two steps by hand: with constant gradient g the first moves by rate g/|g|.
void TrainerTest::adamFollowsItsFormula()
{
    torch::nn::Linear network(torch::nn::LinearOptions(1, 1).bias(false));
    {
        const torch::NoGradGuard off;
        network->weight.fill_(1.0);
    }
    Adam adam(*network);
    const auto stepWith = [&](double gradient) {
        network->weight.mutable_grad() = torch::full({1, 1}, gradient);
        adam.step(0.1);
        return network->weight.item<double>();
    };

    QVERIFY(std::abs(stepWith(2.0) - 0.9) < 1e-6);
    // m = 0.1 (0.9 x 2 + 4) = 0.58, / 0.19; v = 0.001 (0.999 x 4 + 16) = 0.019996, / 0.001999
    const double expected = 0.9 - 0.1 * (0.58 / 0.19) / std::sqrt(0.019996 / 0.001999);
    QVERIFY(std::abs(stepWith(4.0) - expected) < 1e-6);
}

void TrainerTest::rateRisesAndFalls()
{
    TrainingSchedule schedule;
    schedule.learningRate = 1.0;
    QCOMPARE(learningRate(schedule, 50, 100), 1.0);
    schedule.rate = "warmup-cosine";
    schedule.warmupShare = 0.1;

    QCOMPARE(learningRate(schedule, 0, 100), 0.1);
    QCOMPARE(learningRate(schedule, 10, 100), 1.0);
    QVERIFY(std::abs(learningRate(schedule, 55, 100) - 0.505) < 1e-9);
    QVERIFY(std::abs(learningRate(schedule, 100, 100) - 0.01) < 1e-9);
}

void TrainerTest::lossesMatchTheirFormulas()
{
    const auto logits = torch::tensor({0.0F, std::log(3.0F)}); // probabilities 0.5 and 0.75
    const auto target = torch::tensor({0.0F, 1.0F});
    const double entropy = -(std::log(0.5) + std::log(0.75)) / 2.0;
    const double diceLoss = 1.0 - (2.0 * 0.75 + 1.0) / (1.25 + 1.0 + 1.0);

    QVERIFY(std::abs(lossOf("cross-entropy", logits, target).item<double>() - entropy) < 1e-6);
    QVERIFY(std::abs(lossOf("cross-entropy+dice", logits, target).item<double>() - entropy -
                     diceLoss) < 1e-6);
    // Agreed 0.75, spurious 0.5, missed 0.25.
    const double tversky = 1.0 - (0.75 + 0.5) / (0.75 + 0.2 * 0.5 + 0.8 * 0.25 + 0.5);
    const auto weighed = [&](const char* name, double alpha, double beta) {
        return lossOf(name, logits, target, {alpha, beta}).item<double>();
    };
    QVERIFY(std::abs(weighed("tversky", 0.2, 0.8) - tversky) < 1e-6);
    QVERIFY(std::abs(weighed("cross-entropy+tversky", 0.2, 0.8) - entropy - tversky) < 1e-6);
    QVERIFY(std::abs(weighed("tversky", 0.5, 0.5) - diceLoss) < 1e-6);
    // The lesion's voxel counts four times: agreed 3, spurious 0.5, missed 1.
    const auto four = torch::tensor({1.0F, 4.0F});
    const double heavyEntropy = -(std::log(0.5) + 4.0 * std::log(0.75)) / 2.0;
    const double heavyDice = 1.0 - (3.0 + 0.5) / (3.0 + 0.25 + 0.5 + 0.5);
    QVERIFY(std::abs(lossOf("cross-entropy+dice", logits, target, {}, four).item<double>() -
                     heavyEntropy - heavyDice) < 1e-6);
    QVERIFY_THROWS_EXCEPTION(Error, lossOf("hinge", logits, target));
}

void TrainerTest::learnsBrightBalls()
{
    TinyTraining tiny;
    const fs::path root = tiny.folder.path().toStdString();
    const std::vector<Ball> balls{{{24, 24, 24}, 3.0}, {{32, 18, 26}, 2.5}, {{15, 28, 20}, 2.5}};
    tiny.spec.training = {writeStudy(root, "D", balls), writeStudy(root, "E", balls)};
    tiny.spec.validation = {writeStudy(root, "C", {{{20, 22, 27}, 3.0}, {{31, 29, 20}, 2.5}})};
    tiny.spec.architecture.normalisation = "batch";
    tiny.spec.schedule.negativePatches = 4;
    tiny.spec.schedule.learningRate = 1e-2;
    tiny.spec.schedule.epochs = 8;
    tiny.spec.schedule.stepsPerEpoch = 12;
    tiny.spec.schedule.loss = "cross-entropy+dice";
    Recorder recorder;

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.epochs.size(), std::size_t{8});
    QVERIFY(recorder.epochs.back().trainingLoss < 0.6 * recorder.epochs.front().trainingLoss);
    QVERIFY(recorder.epochs.back().sensitivity.has_value());
    QVERIFY(recorder.epochs.back().validationLoss.has_value());
    QVERIFY(model.card.metrics.at("validation sensitivity") > 0.9);
    const double found = model.card.metrics.at("validation Dice");
    QVERIFY2(found > 0.8, qPrintable(QString::number(found)));
    QVERIFY(model.threshold > 0.0 && model.threshold < 1.0);
    QVERIFY(!model.card.dataDigest.empty());
    QCOMPARE(recorder.steps.back().step, std::int64_t{96});
    QCOMPARE(recorder.steps.back().steps, std::int64_t{96});
}

/// Cancelled in the middle of the first epoch, then started again: the same weights to the bit.
void TrainerTest::resumesAsIfNothingHappened()
{
    TinyTraining tiny;
    Recorder straight;
    const ModelFile whole = Trainer(tiny.spec, tiny.files("whole"), straight).run();

    Recorder first;
    first.decide = [](int steps) { return steps >= 3 ? Wish::Cancel : Wish::Continue; };
    QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("broken"), first).run());
    Recorder second;
    const ModelFile resumed = Trainer(tiny.spec, tiny.files("broken"), second).run();

    QCOMPARE(first.steps.size() + second.steps.size(), straight.steps.size());
    for (std::size_t n = 0; n < second.steps.size(); ++n) {
        QCOMPARE(second.steps[n].loss, straight.steps[n + 3].loss);
    }
    QCOMPARE(allWeights(resumed), allWeights(whole));
    QCOMPARE(second.epochs.size(), std::size_t{2});
    QCOMPARE(second.epochs.front().trainingLoss, straight.epochs.front().trainingLoss);
}

/// Cancelled in the second epoch: the history has both, the first told by another trainer.
void TrainerTest::historyGoesOnAfterAnInterruption()
{
    TinyTraining tiny;
    Recorder first;
    first.decide = [](int steps) { return steps >= 6 ? Wish::Cancel : Wish::Continue; };
    QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("broken"), first).run());
    Recorder second;
    Trainer trainer(tiny.spec, tiny.files("broken"), second);
    QVERIFY(trainer.history().empty());
    trainer.run();

    QCOMPARE(first.epochs.size(), std::size_t{1});
    QCOMPARE(second.epochs.size(), std::size_t{1});
    QCOMPARE(trainer.history().size(), std::size_t{2});
    QCOMPARE(trainer.history()[0].trainingLoss, first.epochs[0].trainingLoss);
    QCOMPARE(trainer.history()[1].trainingLoss, second.epochs[0].trainingLoss);
}

void TrainerTest::otherThreadsAreTold()
{
    TinyTraining tiny;
    Recorder first;
    first.decide = [](int steps) { return steps >= 3 ? Wish::Cancel : Wish::Continue; };
    QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("run"), first).run());
    QVERIFY(first.warnings.empty());

    tiny.spec.schedule.threads = 2;
    Recorder second;
    Trainer(tiny.spec, tiny.files("run"), second).run();
    QCOMPARE(second.warnings.size(), std::size_t{1});
    QVERIFY(second.warnings.front().find("2 threads, fp32 instead of 1 thread, fp32") !=
            std::string::npos);
}

void TrainerTest::cancelsWithinOneStep()
{
    TinyTraining tiny;
    Recorder recorder;
    recorder.decide = [](int steps) { return steps >= 1 ? Wish::Cancel : Wish::Continue; };

    try {
        Trainer(tiny.spec, tiny.files("run"), recorder).run();
        QFAIL("went on");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(recorder.steps.size(), std::size_t{1});
}

void TrainerTest::stopsAndKeepsTheModel()
{
    TinyTraining tiny;
    Recorder recorder;
    recorder.decide = [](int steps) { return steps >= 5 ? Wish::Stop : Wish::Continue; };

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.steps.size(), std::size_t{5});
    QCOMPARE(recorder.epochs.size(), std::size_t{1});
    QVERIFY(!model.weights.empty());
}

void TrainerTest::waitsWhilePaused()
{
    TinyTraining tiny;
    Recorder recorder;
    int pauses = 0;
    std::optional<std::int64_t> onDisk; // while it waits
    recorder.decide = [&](int steps) {
        if (steps == 2 && pauses == 1) {
            onDisk = readCheckpoint(tiny.files("run").latest).stepInEpoch;
        }
        return steps == 2 && ++pauses <= 3 ? Wish::Pause : Wish::Continue;
    };

    Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.steps.size(), std::size_t{8});
    QVERIFY(pauses > 3);
    QCOMPARE(onDisk, std::optional<std::int64_t>(2));
    QCOMPARE(readCheckpoint(tiny.files("run").latest).epoch, 2);
}

void TrainerTest::keepsAShareOfItsParent()
{
    TinyTraining tiny;
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;
    const ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    tiny.spec.startFrom = fs::path(tiny.folder.path().toStdString()) / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    tiny.spec.schedule.seed = 2;
    const auto none = allWeights(Trainer(tiny.spec, tiny.files("none"), recorder).run());
    tiny.spec.schedule.parentShare = 0.75;
    const auto mixed = allWeights(Trainer(tiny.spec, tiny.files("mixed"), recorder).run());
    // A share stays in the result only, not in what a killed training goes on from.
    const auto kept = allWeights(readCheckpoint(tiny.files("mixed").latest).model);

    const auto before = allWeights(parent);
    QCOMPARE(mixed.size(), before.size());
    QCOMPARE(kept, none);
    QVERIFY(none != before);
    for (std::size_t n = 0; n < mixed.size(); ++n) {
        QVERIFY(std::abs(mixed[n] - (0.25F * none[n] + 0.75F * before[n])) < 1e-6F);
    }
}

/// Running statistics have no say in a training's steps: those of the parent, wrong by far, must be
/// in no mean.
void TrainerTest::theMeansStatisticsAreItsOwn()
{
    TinyTraining tiny;
    tiny.spec.architecture.normalisation = "batch";
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    tiny.spec.startFrom = fs::path(tiny.folder.path().toStdString()) / "parent.h5";
    tiny.spec.schedule.parentShare = 0.5;
    const auto trainedFrom = [&](const std::string& run) {
        writeModel(tiny.spec.startFrom, parent);
        return Trainer(tiny.spec, tiny.files(run), recorder).run();
    };
    const ModelFile right = trainedFrom("right");
    for (WeightTensor& weight : parent.weights) {
        if (!weight.trained) {
            std::ranges::fill(weight.values, 100.0F);
        }
    }
    const ModelFile wrong = trainedFrom("wrong");

    QVERIFY(std::ranges::any_of(right.weights, [](const auto& one) { return !one.trained; }));
    QCOMPARE(allWeights(wrong), allWeights(right));
}

/// What a network predicts with running statistics of one batch is what it does in training on that
/// batch; with those it begins with it is something else.
void TrainerTest::measuredStatisticsAreThoseOfTheBatches()
{
    TinyTraining tiny;
    tiny.spec.architecture.normalisation = "batch";
    TrainingSchedule& schedule = tiny.spec.schedule;
    schedule.stepsPerEpoch = 1;
    const fs::path path = fs::path(tiny.folder.path().toStdString()) / "cases.h5";
    (void)packCases(path, tiny.spec.training, {});
    const CaseStore store(path);
    const PatchSampler sampler(store, {0, 1}, schedule);
    Learner learner(tiny.spec.architecture, schedule);
    QVERIFY(learner.hasStatistics());
    BatchQueue twice(sampler, 1, schedule, 0);
    const TrainingBatch batch = twice.next();
    const double before = learner.lossWithoutLearning(batch);
    const auto own = learner.weights();

    BatchQueue batches(sampler, 1, schedule, 0);
    const auto measured = learner.withStatistics(own, batches, 40, [] { return true; });
    const double unchanged = learner.lossWithoutLearning(batch);
    Learner other(tiny.spec.architecture, schedule);
    other.load(measured);
    const double after = other.lossWithoutLearning(batch);
    const double inTraining = learner.step(batch, 0.0);

    QCOMPARE(unchanged, before);
    // Running variances are unbiased, those of a batch are not: 16 / 15 at the lowest level.
    QVERIFY2(std::abs(after - inTraining) < 0.01 * inTraining,
             qPrintable(QString::number(after - inTraining)));
    QVERIFY(std::abs(before - inTraining) > 0.05 * inTraining);
}

void TrainerTest::fineTunesTheParentsNetwork()
{
    TinyTraining tiny;
    Recorder recorder;
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    parent.card.name = "parent";
    parent.card.subjects = {"old A"};
    parent.card.validationSubjects = {"old V"};
    const fs::path path = fs::path(tiny.folder.path().toStdString()) / "parent.h5";
    const std::string digest = writeModel(path, parent);
    tiny.spec.startFrom = path;
    tiny.spec.architecture = {.levels = 5, .width = 1.0}; // ignored: the model's own
    tiny.spec.schedule.epochs = 1;
    tiny.spec.schedule.stepsPerEpoch = 1;

    const ModelFile child = Trainer(tiny.spec, tiny.files("child"), recorder).run();

    QCOMPARE(child.architecture, parent.architecture);
    QCOMPARE(child.card.parentDigest, digest);
    QCOMPARE(child.card.parentName, std::string("parent"));
    QCOMPARE(child.card.ancestorSubjects, (std::vector<std::string>{"old A", "old V"}));
    // Without validation subjects the threshold comes from those learned from, and the card says
    // so.
    QVERIFY(child.card.metrics.contains("training sensitivity"));
    QVERIFY(!child.card.metrics.contains("validation sensitivity"));
    const auto before = allWeights(parent);
    const auto after = allWeights(child);
    QCOMPARE(after.size(), before.size());
    QVERIFY(after != before);
    double moved = 0.0;
    for (std::size_t n = 0; n < after.size(); ++n) {
        moved = std::max(moved, static_cast<double>(std::abs(after[n] - before[n])));
    }
    QVERIFY(moved < 0.02); // one step of Adam from the parent's weights, not new ones
}

void TrainerTest::refusesTheCheckpointOfAnother()
{
    TinyTraining tiny;
    Recorder recorder;
    Trainer(tiny.spec, tiny.files("run"), recorder).run();
    tiny.spec.schedule.learningRate = 1e-4;

    try {
        Trainer(tiny.spec, tiny.files("run"), recorder).run();
        QFAIL("resumed another training");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Model);
    }
}

void TrainerTest::refusesUselessCases()
{
    TinyTraining tiny;
    for (TrainingCase& one : tiny.spec.training) {
        one.reference = "/nowhere/mask.nii.gz";
    }
    Recorder recorder;

    try {
        Trainer(tiny.spec, tiny.files("run"), recorder).run();
        QFAIL("trained on nothing");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Data);
    }
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
