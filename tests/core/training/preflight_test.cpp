#include "core/base/error.h"
#include "core/training/preflight.h"
#include "tests/core/training/model_samples.h"
#include "tests/core/training/study_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace dawson;

class PreflightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aGoodSpecIsReady();
    void problemsAreSaid_data();
    void problemsAreSaid();
    void warningsAreSaid_data();
    void warningsAreSaid();
    void excludedCasesAreListedWithReasons();
    void validationMayHaveNoLesion();
    void diskIsThatOfTheVoxelsLearnedFrom();
    void innerFoldsAreTrainingsToo();
    void stepsAndTimeFollowTheSchedule_data();
    void stepsAndTimeFollowTheSchedule();
    void digestFollowsWhatDecidesTheWeights();
    void stopsWhenAsked();

private:
    TrainingSpec spec() const;

    QTemporaryDir m_temporary;
    std::filesystem::path m_folder;
    std::vector<TrainingCase> m_studies;
};

namespace
{

const std::vector<Ball> kLesion{{{16, 16, 16}, 3.0}};

bool says(const std::vector<std::string>& sentences, const QByteArray& words)
{
    return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
        return QByteArray::fromStdString(sentence).contains(words);
    });
}

using Change = std::function<void(TrainingSpec&)>;

/// The first case's, with the mask that has no lesion.
TrainingCase blankIn(const TrainingSpec& spec)
{
    TrainingCase blank = spec.training.front();
    blank.subject = "blank";
    blank.images = {spec.project / "blank_FLAIR.nii.gz"};
    blank.reference = spec.project / "blank_mask.nii.gz";
    return blank;
}

} // namespace

Q_DECLARE_METATYPE(Change)

void PreflightTest::initTestCase()
{
    m_folder = m_temporary.path().toStdString();
    for (const char* name : {"a", "b", "c", "d"}) {
        m_studies.push_back(writeStudy(m_folder, name, kLesion, 32));
    }
    m_studies.push_back(writeStudy(m_folder, "blank", {}, 32));
    ModelFile model = sampleModel();
    model.card.task = "new";
    model.architecture = {4, 0.25, 2, "plain", "instance"};
    writeModel(m_folder / "other.h5", model);
    model.card.task = "flair";
    model.architecture.inputChannels = 1;
    writeModel(m_folder / "good.h5", model);
}

TrainingSpec PreflightTest::spec() const
{
    TrainingSpec made;
    made.project = m_folder;
    made.schedule = presetSchedule("quick");
    made.architecture = presetArchitecture("quick");
    made.training = {m_studies[0], m_studies[1], m_studies[2]};
    made.validation = {m_studies[3]};
    return made;
}

void PreflightTest::aGoodSpecIsReady()
{
    const Preflight result = checkTraining(spec(), 0.5);
    QVERIFY(result.ready());
    QCOMPARE(result.warnings, std::vector<std::string>{});
    QVERIFY(result.excluded.empty());
    QCOMPARE(result.trainingCases, std::size_t(3));
    QCOMPARE(result.validationCases, std::size_t(1));
    QCOMPARE(result.seconds.value(), 0.5 * static_cast<double>(result.steps));
    QVERIFY(result.memoryBytes > 100'000'000U);
    QVERIFY(result.diskBytes > 1'000'000U);
    QVERIFY(result.freeMemoryBytes > 0);
    QVERIFY(result.freeDiskBytes > 0);
    QVERIFY(!checkTraining(spec()).seconds);
}

void PreflightTest::problemsAreSaid_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const char* words, const Change& change) {
        QTest::newRow(name) << change << QByteArray(words);
    };
    row("nobody chosen", "No subject", [](TrainingSpec& s) { s.training.clear(); });
    row("same subject, another session", "training and validation: a", [](TrainingSpec& s) {
        s.validation.push_back(s.training[0]);
        s.validation.back().session = "2";
    });
    row("all masks are gone", "None of the chosen", [](TrainingSpec& s) {
        for (TrainingCase& item : s.training) {
            item.reference += ".gone";
        }
    });
    row("nothing is new in any pair", "has a lesion to learn from", [](TrainingSpec& s) {
        s.task = "new";
        s.training = {blankIn(s)};
    });
    row("start model is gone", "cannot be used", [](TrainingSpec& s) {
        s.startFrom = s.project / "gone.h5";
    });
    row("start model takes two images", "takes 2 images", [](TrainingSpec& s) {
        s.startFrom = s.project / "other.h5";
    });
    row("a case has two images", "a case has 2", [](TrainingSpec& s) {
        s.training[1].images.push_back(s.training[1].images[0]);
    });
    row("start model of another task", "task \"new\"", [](TrainingSpec& s) {
        s.startFrom = s.project / "other.h5";
        for (auto* list : {&s.training, &s.validation}) {
            for (TrainingCase& item : *list) {
                item.images.push_back(item.images[0]);
            }
        }
    });
    row("voxels of no size", "an edge of", [](TrainingSpec& s) {
        s.preprocessing.spacingMm = 0.0;
    });
    row("patch beyond reason", "at most 512", [](TrainingSpec& s) {
        s.schedule.patchSize = 100'000;
    });
    row("patch of 40", "multiple of 16", [](TrainingSpec& s) { s.schedule.patchSize = 40; });
    row("no epoch", "one epoch", [](TrainingSpec& s) { s.schedule.epochs = 0; });
    row("no batch", "A batch", [](TrainingSpec& s) { s.schedule.batch = 0; });
    row("negative rate", "learning rate", [](TrainingSpec& s) { s.schedule.learningRate = -1.0; });
    row("unknown loss", "\"hinge\" is not known", [](TrainingSpec& s) {
        s.schedule.loss = "hinge";
    });
    row("unknown head", "\"hydra\"", [](TrainingSpec& s) { s.architecture.head = "hydra"; });
    row("two levels", "3, 4 or 5 levels", [](TrainingSpec& s) { s.architecture.levels = 2; });
    row("no patches", "at least one patch", [](TrainingSpec& s) {
        s.schedule.positivePatches = s.schedule.negativePatches = 0;
    });
    row("not even the smallest steps fit", "use a smaller width", [](TrainingSpec& s) {
        s.schedule.memoryGb = 0.1;
    });
}

void PreflightTest::problemsAreSaid()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, words);
    TrainingSpec changed = spec();
    change(changed);
    const Preflight result = checkTraining(changed);
    QVERIFY(!result.ready());
    QVERIFY2(says(result.problems, words), result.problems.front().c_str());
}

void PreflightTest::warningsAreSaid_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const char* words, const Change& change) {
        QTest::newRow(name) << change << QByteArray(words);
    };
    row("two cases", "2 cases", [](TrainingSpec& s) { s.training.pop_back(); });
    row("no validation", "no validation", [](TrainingSpec& s) { s.validation.clear(); });
    row("one left out", "1 case is left out", [](TrainingSpec& s) {
        s.training[0].reference += ".gone";
    });
    row("nothing is new in one pair",
        "1 case has an empty mask and teaches what is no lesion: sub-blank.",
        [](TrainingSpec& s) {
            s.task = "new";
            s.training.push_back(blankIn(s));
        });
    row("paper's rate from scratch", "from scratch", [](TrainingSpec& s) {
        s.schedule.learningRate = 1e-5;
        s.schedule.scratchLearningRate = 0.0;
    });
    row("validation without lesions", "a lesion to find", [](TrainingSpec& s) {
        s.validation = {blankIn(s)};
    });
    row("validation cannot be used", "a lesion to find", [](TrainingSpec& s) {
        s.validation.front().reference += ".gone";
    });
    row("smaller steps keep the memory", "are used instead", [](TrainingSpec& s) {
        s.schedule.batch = 1000;
        s.schedule.memoryGb = 2.0;
    });
    row("start model knows a validation subject", "already knows", [](TrainingSpec& s) {
        s.startFrom = s.project / "good.h5";
        s.validation.front().subject = "v";
    });
}

void PreflightTest::warningsAreSaid()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, words);
    TrainingSpec changed = spec();
    change(changed);
    const Preflight result = checkTraining(changed);
    QVERIFY2(result.ready(), result.problems.empty() ? "" : result.problems.front().c_str());
    QVERIFY(says(result.warnings, words));
}

void PreflightTest::excludedCasesAreListedWithReasons()
{
    TrainingSpec changed = spec();
    TrainingCase shifted = writeStudy(m_folder, "shifted", kLesion, 32);
    writeMask(shifted.reference, Mask(Geometry::axisAligned({32, 32, 32}, {1, 1, 1}, {0, 0, 0})));
    TrainingCase imageless = m_studies[0];
    imageless.subject = "imageless";
    imageless.images.clear();
    changed.training.insert(changed.training.end(), {m_studies[4], shifted, imageless});

    const Preflight result = checkTraining(changed);

    QVERIFY(result.ready());
    QCOMPARE(result.trainingCases, std::size_t(3));
    QCOMPARE(result.excluded.size(), std::size_t(3));
    QCOMPARE(result.excluded[0].source.subject, std::string("blank"));
    QVERIFY(says({result.excluded[0].reason}, "empty"));
    QVERIFY(says({result.excluded[1].reason}, "mm"));
    QVERIFY(says({result.excluded[2].reason}, "no image"));
}

/// Half the edge: eight times the voxels of a case; the checkpoints stay as they are.
void PreflightTest::diskIsThatOfTheVoxelsLearnedFrom()
{
    const auto packed = [&](double ownMm, double startMm) {
        ModelFile model = readModel(m_folder / "good.h5");
        model.preprocessing.spacingMm = ownMm;
        writeModel(m_folder / "fine.h5", model);
        TrainingSpec changed = spec();
        changed.startFrom = m_folder / "fine.h5";
        changed.startSpacingMm = startMm;
        changed.schedule.innerFolds = 0;
        changed.validation.clear();
        const auto checkpoints =
            40U * static_cast<std::uint64_t>(parameterCount(model.architecture));
        return static_cast<double>(checkTraining(changed).diskBytes - checkpoints);
    };
    const double coarse = packed(1.0, 0.0);
    // But for what is not counted by the voxel, such as the places of lesions.
    QVERIFY(std::abs(packed(0.5, 0.0) / coarse - 8.0) < 0.01);
    QCOMPARE(packed(1.0, 0.5), packed(0.5, 0.0));
    QCOMPARE(packed(0.5, 1.0), coarse);
}

void PreflightTest::validationMayHaveNoLesion()
{
    TrainingSpec changed = spec();
    changed.validation = {m_studies[4]};
    const Preflight result = checkTraining(changed);
    QCOMPARE(result.validationCases, std::size_t(1));
    QVERIFY(result.excluded.empty());
}

void PreflightTest::innerFoldsAreTrainingsToo()
{
    TrainingSpec three = spec();
    three.validation.clear();
    three.schedule.innerFolds = 0;
    const Preflight without = checkTraining(three, 0.5);
    three.schedule.innerFolds = 2;
    const Preflight with = checkTraining(three, 0.5);
    QCOMPARE(with.steps, 3 * without.steps);
    QCOMPARE(with.seconds.value(), 3.0 * without.seconds.value());
    QCOMPARE(with.diskBytes, 3 * without.diskBytes); // cases and checkpoints of each fold stay
    QVERIFY(std::ranges::any_of(with.warnings, [](const std::string& text) {
        return text.find("2 more trainings") != std::string::npos;
    }));
    // So few do not move the point of a model to start from.
    TrainingSpec fineTuned = three;
    fineTuned.startFrom = m_folder / "good.h5";
    fineTuned.schedule.nearParent = true;
    const Preflight near = checkTraining(fineTuned, 0.5);
    QCOMPARE(near.steps, without.steps);
    QVERIFY(says(near.warnings, "near that of the model to start from"));
    // With validation cases there are none.
    three.validation = spec().validation;
    const Preflight validated = checkTraining(three, 0.5);
    QCOMPARE(validated.steps, without.steps);
    QVERIFY(validated.diskBytes < 2 * without.diskBytes);
    // But where none of them tells anything there are.
    three.validation.front().reference += ".gone";
    QCOMPARE(checkTraining(three, 0.5).steps, with.steps);
}

void PreflightTest::stepsAndTimeFollowTheSchedule_data()
{
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("perEpoch");
    QTest::addColumn<int>("steps");
    // The paper: 180 patches a study.
    QTest::newRow("one study, batch 2") << 1 << 2 << 0 << 30 * 90;
    QTest::newRow("ten studies, batch 12") << 10 << 12 << 0 << 30 * 150;
    QTest::newRow("a rest of a batch waits") << 1 << 7 << 0 << 30 * 25;
    QTest::newRow("fewer patches than a batch") << 1 << 500 << 0 << 30;
    QTest::newRow("fixed steps") << 10 << 2 << 40 << 30 * 40;
    QTest::newRow("no case") << 0 << 2 << 40 << 0;
}

void PreflightTest::stepsAndTimeFollowTheSchedule()
{
    QFETCH(int, cases);
    QFETCH(int, batch);
    QFETCH(int, perEpoch);
    QFETCH(int, steps);
    TrainingSchedule schedule = presetSchedule("paper");
    schedule.batch = batch;
    schedule.stepsPerEpoch = perEpoch;
    QCOMPARE(stepCount(schedule, static_cast<std::size_t>(cases)), std::int64_t(steps));
}

void PreflightTest::digestFollowsWhatDecidesTheWeights()
{
    const std::string digest = trainingDigest(spec());
    QCOMPARE(trainingDigest(spec()), digest);
    const std::vector<Change> decisive{
        [](TrainingSpec& s) { s.schedule.seed = 9; },
        [](TrainingSpec& s) { s.schedule.learningRate *= 1.0 + 1e-12; },
        [](TrainingSpec& s) { s.architecture.width = 0.75; },
        [](TrainingSpec& s) { s.architecture.family = "plain"; },
        [](TrainingSpec& s) { s.schedule.carveMix = 0.5; },
        [](TrainingSpec& s) { s.schedule.trained = "decoder"; },
        [](TrainingSpec& s) { s.preprocessing.marginVoxels = 5; },
        [](TrainingSpec& s) { s.startFrom = "x.h5"; },
        [](TrainingSpec& s) { s.startSpacingMm = 0.7; },
        [](TrainingSpec& s) { s.training.pop_back(); },
        [](TrainingSpec& s) { std::swap(s.training[0], s.training[1]); },
        [](TrainingSpec& s) { std::swap(s.training, s.validation); },
    };
    for (const Change& change : decisive) {
        TrainingSpec changed = spec();
        change(changed);
        QVERIFY(trainingDigest(changed) != digest);
    }
    TrainingSpec renamed = spec();
    renamed.name = "another name";
    renamed.schedule.threads = 7;
    renamed.schedule.memoryGb = 1.0;
    QCOMPARE(trainingDigest(renamed), digest);
}

void PreflightTest::stopsWhenAsked()
{
    const Progress stopping([](double, std::string_view) { return false; });
    try {
        checkTraining(spec(), {}, stopping);
        QFAIL("the check went on");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
}

QTEST_GUILESS_MAIN(PreflightTest)
#include "preflight_test.moc"
