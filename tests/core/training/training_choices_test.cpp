#include "core/base/error.h"
#include "core/training/memory_ceiling.h"
#include "core/training/network_size.h"
#include "core/training/schedule_check.h"
#include "core/training/spec_setting.h"
#include "core/training/starting_model.h"
#include "tests/core/training/model_samples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dawson;

/// What a person may choose of a training, and what is made of it.
class TrainingChoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsAreReadByTheirKey();
    void otherSettingsAreRefused_data();
    void otherSettingsAreRefused();
    void smallerUntilItFits();
    void aCeilingIsTheMachinesOrTheUsers();
    void aStartKnowsItsAncestors();
    void fromScratchLikeIsTheSameTraining();
    void theRateFollowsTheStart();
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
    QVERIFY(freeMemoryBytes() < installedMemoryBytes());
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
