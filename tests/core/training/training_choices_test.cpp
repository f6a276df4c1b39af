#include "core/base/error.h"
#include "core/training/input_channels.h"
#include "core/training/memory_ceiling.h"
#include "core/training/network_size.h"
#include "core/training/schedule_check.h"
#include "core/training/spec_setting.h"
#include "core/training/starting_model.h"
#include "tests/core/training/model_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dawson;

/// What a person may choose of a training, and what is made of it.
class TrainingChoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsAreReadByTheirKey();
    void settingsReadBackTheSame();
    void aStartHasItsNetwork();
    void otherSettingsAreRefused_data();
    void otherSettingsAreRefused();
    void smallerUntilItFits();
    void aCeilingIsTheMachinesOrTheUsers();
    void aStartKnowsItsAncestors();
    void aStartCanBeGivenOtherVoxels();
    void fromScratchLikeIsTheSameTraining();
    void theRateFollowsTheStart();
    void aSecondChannelStartsSilent();
    void channelsFollowTheSpecThenTheModel();
    void leakageIsAProblem();
    void badChoicesAreSaid_data();
    void badChoicesAreSaid();
};

void TrainingChoicesTest::settingsAreReadByTheirKey()
{
    TrainingSpec spec;
    applySetting(spec, "loss=tversky");
    applySetting(spec, "carveMix=0.25");
    applySetting(spec, "epochs=7");
    applySetting(spec, "minimumSize=true");
    applySetting(spec, "family=plain");
    applySetting(spec, "learningRate=3e-4");
    QCOMPARE(spec.schedule.loss, std::string("tversky"));
    QCOMPARE(spec.schedule.carveMix, 0.25);
    QCOMPARE(spec.schedule.epochs, 7);
    QVERIFY(spec.schedule.minimumSize);
    QCOMPARE(spec.architecture.family, std::string("plain"));
    QCOMPARE(spec.schedule.learningRate, 3e-4);
    applySetting(spec, "biasCorrection=true");
    applySetting(spec, "spacingMm=1.5");
    applySetting(spec, "marginVoxels=2");
    QVERIFY(spec.preprocessing.biasCorrection);
    QCOMPARE(spec.preprocessing.spacingMm, 1.5);
    QCOMPARE(spec.preprocessing.marginVoxels, 2);
}

/// A card tells how a model was trained in the words in which one asks for it.
void TrainingChoicesTest::settingsReadBackTheSame()
{
    TrainingSchedule schedule = presetSchedule("robust");
    schedule.learningRate = 1.0 / 3.0;
    schedule.trained = "decoder";
    schedule.seed = 0xFFFFFFFFFFFFFFFFULL;
    TrainingSpec spec;
    for (const std::string& setting : settingsOf(schedule)) {
        applySetting(spec, setting);
    }
    QVERIFY(spec.schedule == schedule);
}

void TrainingChoicesTest::aStartHasItsNetwork()
{
    TrainingSpec spec;
    spec.startFrom = "parent.h5";
    for (const char* setting : {"levels=3",
                                "width=0.5",
                                "head=lab",
                                "normalisation=instance",
                                "family=plain",
                                "biasCorrection=true"}) {
        QVERIFY_THROWS_EXCEPTION(Error, applySetting(spec, setting));
    }
    applySetting(spec, "epochs=3");
    QCOMPARE(spec.schedule.epochs, 3);
}

void TrainingChoicesTest::otherSettingsAreRefused_data()
{
    QTest::addColumn<QString>("setting");
    QTest::newRow("no value") << "epochs";
    QTest::newRow("no key") << "=3";
    QTest::newRow("unknown key") << "epoch=3";
    QTest::newRow("a word for a number") << "epochs=many";
    QTest::newRow("a fraction for a whole number") << "epochs=2.5";
    QTest::newRow("more than a number") << "carveMix=0.5x";
    QTest::newRow("a number for yes or no") << "redraw=1";
}

void TrainingChoicesTest::otherSettingsAreRefused()
{
    QFETCH(QString, setting);
    TrainingSpec spec;
    QVERIFY_THROWS_EXCEPTION(Error, applySetting(spec, setting.toStdString()));
    QVERIFY(spec.schedule == TrainingSchedule{});
}

void TrainingChoicesTest::smallerUntilItFits()
{
    TrainingSchedule schedule;
    schedule.batch = 4;
    schedule.patchSize = 96;
    const Architecture network;
    const auto needs = [&](int batch, int patch) {
        TrainingSchedule other = schedule;
        other.batch = batch;
        other.patchSize = patch;
        return stepMemoryBytes(network, other, false);
    };
    const auto fitted = [&](std::uint64_t ceiling) {
        return fittedTo(ceiling, schedule, network, false);
    };

    QVERIFY(fitted(needs(4, 96)).schedule == schedule);
    QVERIFY(fitted(needs(4, 96)).change.empty());
    QVERIFY(fitted(0).schedule == schedule); // not known: nothing to keep
    QCOMPARE(fitted(needs(4, 96) - 1).schedule.batch, 2);
    QCOMPARE(fitted(needs(1, 96) - 1).schedule.batch, 1);
    QCOMPARE(fitted(needs(1, 96) - 1).schedule.patchSize, 80);
    QCOMPARE(fitted(needs(1, 32)).schedule.patchSize, 32);
    QVERIFY(fitted(needs(1, 32)).fits);
    QCOMPARE(fitted(needs(1, 96) - 1).change,
             std::string("The memory is not enough for steps of 4 patches of 96 voxels; steps of 1 "
                         "patch of 80 voxels are used instead."));
    QVERIFY(!fitted(needs(1, 32) - 1).fits);
    TrainingSchedule uneven = schedule;
    uneven.batch = 1;
    uneven.patchSize = 64;
    QCOMPARE(smallerSchedule(uneven, network)->patchSize, 48);
    uneven.patchSize = 32;
    QVERIFY(!smallerSchedule(uneven, network));
}

void TrainingChoicesTest::aCeilingIsTheMachinesOrTheUsers()
{
    TrainingSchedule schedule;
    schedule.memoryGb = 2.5;
    QCOMPARE(memoryCeilingBytes(schedule), std::uint64_t{2'500'000'000});
    schedule.memoryGb = 0.0;
    QVERIFY(installedMemoryBytes() > 0);
    QCOMPARE(memoryCeilingBytes(schedule), installedMemoryBytes() / 4 * 3);
    QVERIFY(freeMemoryBytes() <= installedMemoryBytes());
    QVERIFY(residentMemoryBytes() > 1'000'000);
    QVERIFY(residentMemoryBytes() < installedMemoryBytes());
}

void TrainingChoicesTest::aStartKnowsItsAncestors()
{
    const QTemporaryDir folder;
    ModelFile parent = sampleModel();
    parent.card.subjects = {"b", "a"};
    parent.card.validationSubjects = {"c"};
    parent.card.ancestorSubjects = {"a", "z"};
    TrainingSpec spec;
    spec.startFrom = std::filesystem::path(folder.path().toStdString()) / "parent.h5";
    const std::string digest = writeModel(spec.startFrom, parent);
    spec.schedule.windows = "average";

    const ModelFile start = startingModel(spec);

    QVERIFY(start.card.subjects.empty());
    QCOMPARE(start.card.ancestorSubjects, (std::vector<std::string>{"a", "b", "c", "z"}));
    QCOMPARE(start.card.parentDigest, digest);
    QCOMPARE(start.card.parentName, parent.card.name);
    QCOMPARE(start.threshold, parent.threshold);
    QCOMPARE(start.windows, std::string("average")); // the schedule's, not the parent's
    QVERIFY(!start.mirrored);
    QVERIFY(start.architecture == parent.architecture);
    QVERIFY(start.weights.front().values == parent.weights.front().values);
}

void TrainingChoicesTest::aStartCanBeGivenOtherVoxels()
{
    const QTemporaryDir folder;
    const ModelFile parent = sampleModel();
    TrainingSpec spec;
    // Without a start there is spacingMm for it.
    QVERIFY_THROWS_EXCEPTION(Error, applySetting(spec, "startSpacingMm=0.7"));
    spec.startSpacingMm = 0.0;
    spec.startFrom = std::filesystem::path(folder.path().toStdString()) / "parent.h5";
    writeModel(spec.startFrom, parent);
    QVERIFY(startingModel(spec).preprocessing == parent.preprocessing);

    applySetting(spec, "startSpacingMm=0.7");

    Preprocessing finer = parent.preprocessing;
    finer.spacingMm = 0.7;
    const ModelFile start = startingModel(spec);
    QVERIFY(start.preprocessing == finer);
    QVERIFY(start.weights.front().values == parent.weights.front().values);
    const TrainingSpec twin = fromScratchLike(spec);
    QVERIFY(twin.preprocessing == finer);
    QCOMPARE(twin.startSpacingMm, 0.0);
    QVERIFY(specProblems(spec, spec.architecture).empty());
    for (const double impossible : {-1.0, 0.01, 50.0}) {
        spec.startSpacingMm = impossible;
        QCOMPARE(specProblems(spec, spec.architecture).size(), std::size_t{1});
    }
}

void TrainingChoicesTest::fromScratchLikeIsTheSameTraining()
{
    const QTemporaryDir folder;
    const ModelFile parent = sampleModel();
    TrainingSpec spec;
    spec.startFrom = std::filesystem::path(folder.path().toStdString()) / "parent.h5";
    writeModel(spec.startFrom, parent);
    spec.schedule.seed = 17;
    spec.schedule.scratchLearningRate = 1e-3;
    spec.schedule.trained = "decoder";
    spec.training = {{"a", "", {"/i"}, "/m"}};

    const TrainingSpec twin = fromScratchLike(spec);

    QVERIFY(twin.startFrom.empty());
    QVERIFY(twin.architecture == parent.architecture);
    QVERIFY(twin.preprocessing == parent.preprocessing);
    QCOMPARE(twin.schedule.trained, std::string("everything"));
    TrainingSchedule same = twin.schedule;
    same.trained = spec.schedule.trained;
    QVERIFY(same == spec.schedule); // seed, patches and steps alike
    QCOMPARE(twin.training.front().subject, std::string("a"));
    QCOMPARE(startingRate(twin), 1e-3);
    QCOMPARE(startingRate(spec), spec.schedule.learningRate);
}

/// In the layers that see the input, the new channel's weights are 0 and the others where they
/// were.
void TrainingChoicesTest::aSecondChannelStartsSilent()
{
    ModelFile model;
    const auto counted = [](std::string name, std::vector<std::int64_t> shape) {
        WeightTensor tensor{std::move(name), std::move(shape), {}, true};
        const auto count = tensor.shape[0] * tensor.shape[1] * 27;
        for (std::int64_t n = 1; n <= count; ++n) {
            tensor.values.push_back(static_cast<float>(n));
        }
        return tensor;
    };
    model.weights = {counted("encoder0.first.weight", {4, 1, 3, 3, 3}),
                     counted("encoder0.second.weight", {1, 1, 3, 3, 3}),
                     counted("decoder0.first.weight", {4, 1, 3, 3, 3})};
    const ModelFile before = model;

    addInputChannel(model);

    QCOMPARE(model.architecture.inputChannels, 2);
    QCOMPARE(model.weights[0].shape, (std::vector<std::int64_t>{4, 2, 3, 3, 3}));
    for (std::size_t out = 0; out < 4; ++out) {
        for (std::size_t n = 0; n < 27; ++n) {
            QCOMPARE(model.weights[0].values[out * 54 + n], before.weights[0].values[out * 27 + n]);
            QCOMPARE(model.weights[0].values[out * 54 + 27 + n], 0.0F);
        }
    }
    QCOMPARE(model.weights[1].values, before.weights[1].values);
    QCOMPARE(model.weights[2].shape, before.weights[2].shape);
}

void TrainingChoicesTest::channelsFollowTheSpecThenTheModel()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("m.h5")).toStdString();
    ModelFile model = sampleModel();            // two channels
    QCOMPARE(channelsOf(model), std::string()); // of another task
    model.card.task = "new";
    QCOMPARE(channelsOf(model), std::string(kSubtractionAndCurrent));
    writeModel(path, model);
    TrainingSpec spec;
    spec.task = "new";
    QVERIFY(!looksAtCurrent(spec));
    spec.startFrom = path;
    QVERIFY(looksAtCurrent(spec));
    QCOMPARE(fromScratchLike(spec).architecture.inputChannels, 2);
    setInputChannels(spec, {});
    setInputChannels(spec, kSubtractionAndCurrent);
    QVERIFY_THROWS_EXCEPTION(Error, setInputChannels(spec, kSubtraction));
    spec.task = "enhancing";
    QVERIFY_THROWS_EXCEPTION(Error, fromScratchLike(spec)); // prepared as the other task's
    spec.task = "flair";
    QVERIFY_THROWS_EXCEPTION(Error, setInputChannels(spec, kSubtractionAndCurrent));
    spec.task = "new";
    spec.architecture.inputChannels = 1;
    spec.schedule.trained = "decoder";
    const auto silent = [](const std::string& problem) {
        return problem.starts_with("A new input channel");
    };
    QVERIFY(std::ranges::none_of(specProblems(spec, model.architecture), silent));
    spec.startFrom.clear();
    spec.architecture.inputChannels = 2;
    QVERIFY(looksAtCurrent(spec));
    spec.task = "flair";
    QVERIFY(!looksAtCurrent(spec));
    model.architecture.inputChannels = 1;
    model.card.task = "new";
    QCOMPARE(channelsOf(model), std::string(kSubtraction));
    writeModel(path, model);
    spec.task = "new";
    spec.startFrom = path; // its first layer would have to stay as it is, and hear the new channel
    QVERIFY(std::ranges::any_of(specProblems(spec, model.architecture), silent));
}

void TrainingChoicesTest::theRateFollowsTheStart()
{
    TrainingSpec spec;
    spec.schedule.learningRate = 1e-4;
    QCOMPARE(startingRate(spec), 1e-4); // none of its own
    spec.schedule.scratchLearningRate = 2e-3;
    QCOMPARE(startingRate(spec), 2e-3);
    spec.startFrom = "/m.h5";
    QCOMPARE(startingRate(spec), 1e-4);
}

void TrainingChoicesTest::leakageIsAProblem()
{
    TrainingSpec spec;
    spec.training = {{"a", "1", {}, {}}, {"b", "1", {}, {}}};
    spec.validation = {{"c", "1", {}, {}}};
    QVERIFY(specProblems(spec, spec.architecture).empty());
    spec.validation.push_back({"sub-a", "2", {}, {}}); // another session of a subject learned from
    const auto problems = specProblems(spec, spec.architecture);
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems.front().find(": a.") != std::string::npos);
}

void TrainingChoicesTest::badChoicesAreSaid_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("says");
    QTest::newRow("loss") << "loss=hinge"
                          << "loss";
    QTest::newRow("part") << "trained=encoder"
                          << "part to train";
    QTest::newRow("part from scratch") << "trained=decoder"
                                       << "From scratch";
    QTest::newRow("family") << "family=dense"
                            << "family";
    QTest::newRow("best") << "best=loss"
                          << "best epoch";
    QTest::newRow("windows") << "windows=round"
                             << "windows";
    QTest::newRow("augmentation") << "augmentation=wild"
                                  << "augmentation";
    QTest::newRow("parent's share") << "parentShare=1"
                                    << "parent's share";
    QTest::newRow("size") << "sizeWeight=1.5"
                          << "small lesions";
    QTest::newRow("mixing") << "carveMix=1.5"
                            << "mixed";
    QTest::newRow("patience") << "patience=-1"
                              << "patience";
    QTest::newRow("Tversky") << "tverskyAlpha=-1"
                             << "Tversky";
    QTest::newRow("memory") << "memoryGb=-1"
                            << "memory";
    QTest::newRow("rate") << "scratchLearningRate=-1"
                          << "from scratch";
}

void TrainingChoicesTest::badChoicesAreSaid()
{
    QFETCH(QString, setting);
    QFETCH(QString, says);
    TrainingSpec spec;
    QVERIFY(specProblems(spec, spec.architecture).empty());
    applySetting(spec, setting.toStdString());
    const auto problems = specProblems(spec, spec.architecture);
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(problems.front()).contains(says), problems.front().c_str());
}

QTEST_GUILESS_MAIN(TrainingChoicesTest)
#include "training_choices_test.moc"
