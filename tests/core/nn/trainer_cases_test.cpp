#include "core/base/error.h"
#include "core/training/checkpoint_file.h"
#include "core/training/patch_sampler.h"
#include "tests/core/nn/tiny_training.h"

#include <QtTest>

#include <algorithm>
#include <ctime>

using namespace dawson;

namespace fs = std::filesystem;
using Wish = TrainingWatcher::Wish;

/// What a training learns from and validates on, and what that does to the epoch that is kept.
class TrainerCasesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validationThatTellsNothingIsNone_data();
    void validationThatTellsNothingIsNone();
    void whatIsLeftOutIsNamed_data();
    void whatIsLeftOutIsNamed();
    void aPairInWhichNothingIsNewIsLearnedFrom();
    void pairsWithoutAnyLesionAreRefused();
    void findingNothingTheLowerLossIsKept();
    void imagesFitTheNetwork_data();
    void imagesFitTheNetwork();
    void aModelOfAnotherTaskIsNoStart();
    void changedMasksAreNotMixed();
    void anotherStartModelIsNotMixed();
    void theCardListsWhatWasNotLeftOut();
    void aCancelWhileValidatingLosesNothing();
    void eachEpochTellsItsPhase();
    void drawingPlacesIsWaiting();
};

namespace
{

const std::vector<Ball> kLesion{{{16, 16, 16}, 3.0}};

fs::path rootOf(const TinyTraining& tiny)
{
    return tiny.folder.path().toStdString();
}

/// What run() throws.
std::optional<Error>
failure(const TrainingSpec& spec, const TrainingFiles& files, TrainingWatcher& watcher)
{
    try {
        Trainer(spec, files, watcher).run();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

bool says(const std::string& sentence, const char* words)
{
    return sentence.find(words) != std::string::npos;
}

/// Cancelled in its first epoch.
void beginTraining(const TinyTraining& tiny, const TrainingFiles& files)
{
    Recorder first;
    first.decide = [](int steps) { return steps >= 3 ? Wish::Cancel : Wish::Continue; };
    QVERIFY(failure(tiny.spec, files, first)->kind() == Error::Kind::Cancelled);
}

/// Of the processor, used by this thread.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

void TrainerCasesTest::validationThatTellsNothingIsNone_data()
{
    QTest::addColumn<bool>("readable");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("no case has a lesion") << true << QByteArray("has a lesion to find");
    QTest::newRow("no case can be used") << false << QByteArray("no mask of this author");
}

/// The last epoch's weights, as without validation: not those of the first.
void TrainerCasesTest::validationThatTellsNothingIsNone()
{
    QFETCH(bool, readable);
    QFETCH(QByteArray, why);
    TinyTraining tiny;
    Recorder plain;
    const ModelFile without = Trainer(tiny.spec, tiny.files("without"), plain).run();
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", {}, 32)};
    if (!readable) {
        tiny.spec.validation.front().reference = "/nowhere/mask.nii.gz";
    }
    Recorder recorder;

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(model.card.epochs, 2);
    QCOMPARE(allWeights(model), allWeights(without));
    QCOMPARE(model.threshold, without.threshold);
    QVERIFY(model.card.validationSubjects.empty());
    QVERIFY(!recorder.epochs.front().validationLoss);
    QVERIFY(says(recorder.warnings.back(), "without validation"));
    QVERIFY(says(recorder.warnings.back(), why.constData()));
}

void TrainerCasesTest::whatIsLeftOutIsNamed_data()
{
    QTest::addColumn<QString>("session");
    QTest::addColumn<QString>("begin");
    QTest::newRow("a subject without sessions")
        << QString() << QStringLiteral("sub-C is left out: ");
    QTest::newRow("one of two sessions")
        << QStringLiteral("02") << QStringLiteral("sub-C ses-02 is left out: ");
}

/// No lesion is in its mask.
void TrainerCasesTest::whatIsLeftOutIsNamed()
{
    QFETCH(QString, session);
    QFETCH(QString, begin);
    TinyTraining tiny;
    TrainingCase empty = writeStudy(rootOf(tiny), "C", {}, 32);
    empty.session = session.toStdString();
    tiny.spec.training.push_back(empty);
    if (!session.isEmpty()) {
        TrainingCase other = writeStudy(rootOf(tiny), "D", kLesion, 32);
        other.subject = "C";
        other.session = "01";
        tiny.spec.training.push_back(other);
    }
    Recorder recorder;

    (void)Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QVERIFY(std::ranges::any_of(recorder.warnings, [&](const std::string& warning) {
        return warning.starts_with(begin.toStdString());
    }));
}

/// It changes what the network becomes, and nobody is told that it was left out.
void TrainerCasesTest::aPairInWhichNothingIsNewIsLearnedFrom()
{
    TinyTraining tiny;
    tiny.spec.task = "new";
    tiny.spec.schedule.negativePatches = 4;
    Recorder recorder;
    const ModelFile without = Trainer(tiny.spec, tiny.files("without"), recorder).run();
    tiny.spec.training.push_back(writeStudy(rootOf(tiny), "C", {}, 32));

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(model.card.subjects, (std::vector<std::string>{"A", "B", "C"}));
    QVERIFY(allWeights(model) != allWeights(without));
    QVERIFY(std::ranges::none_of(
        recorder.warnings, [](const std::string& warning) { return says(warning, "left out"); }));
}

void TrainerCasesTest::pairsWithoutAnyLesionAreRefused()
{
    TinyTraining tiny;
    tiny.spec.task = "new";
    tiny.spec.training = {writeStudy(rootOf(tiny), "C", {}, 32)};
    Recorder recorder;

    const auto error = failure(tiny.spec, tiny.files("run"), recorder);

    QVERIFY(error);
    QVERIFY(error->kind() == Error::Kind::Data);
    QVERIFY2(says(error->what(), "has a lesion to learn from"), error->what());
}

/// Patience has no meaning before anything was found.
void TrainerCasesTest::findingNothingTheLowerLossIsKept()
{
    TinyTraining tiny;
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", kLesion, 32)};
    tiny.spec.schedule.best = "f1";
    tiny.spec.schedule.epochs = 4;
    tiny.spec.schedule.stepsPerEpoch = 1;
    tiny.spec.schedule.learningRate = 1e-5;
    tiny.spec.schedule.patience = 1;
    Recorder recorder;

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.epochs.size(), std::size_t{4});
    for (const EpochMetrics& epoch : recorder.epochs) {
        QCOMPARE(epoch.f1.value_or(0.0), 0.0);
    }
    const auto lowest =
        std::ranges::min_element(recorder.epochs, {}, [](const EpochMetrics& epoch) {
            return epoch.validationLoss.value();
        });
    QVERIFY(lowest->epoch > 1);
    QCOMPARE(model.card.epochs, lowest->epoch);
}

void TrainerCasesTest::imagesFitTheNetwork_data()
{
    QTest::addColumn<bool>("validation");
    QTest::newRow("one study to learn from has two images") << false;
    QTest::newRow("one to validate on has") << true;
}

void TrainerCasesTest::imagesFitTheNetwork()
{
    QFETCH(bool, validation);
    TinyTraining tiny;
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", kLesion, 32)};
    TrainingCase& one = validation ? tiny.spec.validation.front() : tiny.spec.training.back();
    one.images.push_back(one.images.front());
    Recorder recorder;

    const auto error = failure(tiny.spec, tiny.files("run"), recorder);

    QVERIFY(error);
    QCOMPARE(error->kind(), Error::Kind::Data);
    QVERIFY2(says(error->what(), validation ? "sub-C has 2" : "sub-B has 2"), error->what());
}

void TrainerCasesTest::aModelOfAnotherTaskIsNoStart()
{
    TinyTraining tiny;
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    parent.card.task = "new";
    tiny.spec.startFrom = rootOf(tiny) / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);

    const auto error = failure(tiny.spec, tiny.files("run"), recorder);

    QVERIFY(error);
    QCOMPARE(error->kind(), Error::Kind::Model);
    QVERIFY2(says(error->what(), "for the task \"new\""), error->what());
}

void TrainerCasesTest::changedMasksAreNotMixed()
{
    TinyTraining tiny;
    const TrainingFiles files = tiny.files("run");
    beginTraining(tiny, files);
    const std::vector<Ball> other{{{16, 16, 16}, 3.0}, {{10, 12, 18}, 2.0}};
    writeStudy(rootOf(tiny), "A", other, 32);
    Recorder recorder;

    const auto error = failure(tiny.spec, files, recorder);

    QVERIFY(error);
    QCOMPARE(error->kind(), Error::Kind::Model);
    QCOMPARE(error->subject(), files.latest.string());
    QVERIFY2(says(error->what(), "no longer those"), error->what());
    QVERIFY(recorder.steps.empty());
    // Where it does not matter, it begins anew.
    TrainingFiles anew = files;
    anew.otherStartsAnew = true;
    Trainer(tiny.spec, anew, recorder).run();
    QCOMPARE(recorder.steps.size(), std::size_t{8});
    QVERIFY(says(recorder.warnings.back(), "starts anew"));
}

void TrainerCasesTest::anotherStartModelIsNotMixed()
{
    TinyTraining tiny;
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    tiny.spec.startFrom = rootOf(tiny) / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    const TrainingFiles files = tiny.files("run");
    beginTraining(tiny, files);
    parent.weights.front().values.front() += 0.5F;
    writeModel(tiny.spec.startFrom, parent);

    const auto error = failure(tiny.spec, files, recorder);

    QVERIFY(error);
    QVERIFY2(says(error->what(), "no longer the one"), error->what());
}

void TrainerCasesTest::theCardListsWhatWasNotLeftOut()
{
    TinyTraining tiny;
    tiny.spec.training.insert(tiny.spec.training.begin(), writeStudy(rootOf(tiny), "Z", {}, 32));
    std::swap(tiny.spec.training[1], tiny.spec.training[2]);
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", kLesion, 32)};
    tiny.spec.schedule.loss = "cross-entropy+dice";
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(model.card.subjects, (std::vector<std::string>{"B", "A"}));
    QCOMPARE(model.card.validationSubjects, std::vector<std::string>{"C"});
    QCOMPARE(model.card.trainedOn, std::string("2 studies of 2 subjects"));
    for (const char* setting : {"loss=cross-entropy+dice", "learningRate=0.003", "epochs=1"}) {
        QVERIFY2(std::ranges::find(model.card.settings, setting) != model.card.settings.end(),
                 setting);
    }
}

void TrainerCasesTest::aCancelWhileValidatingLosesNothing()
{
    TinyTraining tiny;
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", kLesion, 32)};
    Recorder straight;
    const ModelFile whole = Trainer(tiny.spec, tiny.files("whole"), straight).run();
    const TrainingFiles files = tiny.files("broken");
    Recorder first;
    first.decide = [&](int) {
        return first.lastPhase == "Validating" ? Wish::Cancel : Wish::Continue;
    };
    QVERIFY(failure(tiny.spec, files, first)->kind() == Error::Kind::Cancelled);
    QCOMPARE(first.steps.size(), std::size_t{4});
    QCOMPARE(readCheckpoint(files.latest).stepInEpoch, 4);
    Recorder second;
    const ModelFile resumed = Trainer(tiny.spec, files, second).run();

    QCOMPARE(second.steps.size(), std::size_t{4});
    QCOMPARE(second.epochs.size(), std::size_t{2});
    QCOMPARE(allWeights(resumed), allWeights(whole));
    QCOMPARE(resumed.card.metrics, whole.card.metrics);
}

void TrainerCasesTest::eachEpochTellsItsPhase()
{
    TinyTraining tiny;
    tiny.spec.validation = {writeStudy(rootOf(tiny), "C", kLesion, 32)};
    Recorder recorder;
    std::vector<std::string> phases; // as seen between steps
    bool paused = false;
    recorder.decide = [&](int steps) {
        phases.push_back(recorder.lastPhase);
        if (steps == 6 && !paused) {
            paused = true;
            return Wish::Pause;
        }
        return Wish::Continue;
    };

    Trainer(tiny.spec, tiny.files("run"), recorder).run();

    const auto validating = std::ranges::find(phases, std::string("Validating"));
    QVERIFY(validating != phases.end());
    // Before each of its four steps the second epoch asks, before the last after the pause.
    QVERIFY(std::count(validating, phases.end(), "Training") >= 4);
    const auto resumed = std::ranges::find(phases, std::string("Paused"));
    QVERIFY(resumed != phases.end());
    QVERIFY(std::count(resumed, phases.end(), "Training") >= 1);
}

/// Where all places are drawn anew each epoch that takes time, too.
void TrainerCasesTest::drawingPlacesIsWaiting()
{
    TinyTraining tiny;
    tiny.spec.schedule.copies = 40'000;
    tiny.spec.schedule.stepsPerEpoch = 1;
    Recorder recorder;

    Trainer(tiny.spec, tiny.files("run"), recorder).run();

    const CaseStore store(tiny.files("run").cases);
    const PatchSampler sampler(store, {0, 1}, tiny.spec.schedule);
    double drawing = 1e9;
    for (int n = 0; n < 3; ++n) {
        const double start = threadSeconds();
        sampler.epoch(2);
        drawing = std::min(drawing, threadSeconds() - start);
    }
    // The quickest of three later draws in this very process, by the processor's time, which no
    // other program lengthens: what was told holds a whole one.
    QVERIFY2(recorder.epochs[1].waitedSeconds > 0.5 * drawing,
             qPrintable(QString::asprintf(
                 "%f s told, %f s of drawing", recorder.epochs[1].waitedSeconds, drawing)));
    QVERIFY(recorder.epochs[1].seconds >= recorder.epochs[1].waitedSeconds);
}

QTEST_GUILESS_MAIN(TrainerCasesTest)
#include "trainer_cases_test.moc"
