#include "core/job/job_queue.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace dawson;
namespace fs = std::filesystem;

using State = Job::State;

namespace
{

const fs::path kMine = "/project/models/mine.h5";
const fs::path kOther = "/project/models/other.h5";

JobSpec fineTuning(const fs::path& from)
{
    TrainingSpec work;
    work.startFrom = from;
    return {"Fine-tune", work};
}

JobSpec preTraining(const fs::path& from)
{
    PretrainingJob work;
    work.training.startFrom = from;
    return {"New default", work};
}

/// Two cases, each by a model.
JobSpec prediction(const fs::path& first, const fs::path& second)
{
    PredictionJob work;
    for (const fs::path& model : {first, second}) {
        work.items.emplace_back().spec.model = model;
    }
    return {"Predict", work};
}

JobSpec brains(const fs::path& model)
{
    BrainJob work;
    work.model = model;
    return {"Find the brain", work};
}

Job job(const JobSpec& spec, State state, bool canResume)
{
    Job made;
    made.spec = spec;
    made.state = state;
    made.canResume = canResume;
    return made;
}

} // namespace

/// Which jobs would fail if a model's file went away.
class NeededModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobNeedsItUntilItIsOver_data();
    void aJobNeedsItUntilItIsOver();
    void oneThatHasYetToEndComesFirst();
    void everyKindOfWorkTellsItsModels_data();
    void everyKindOfWorkTellsItsModels();
    void anotherNameOfTheFileIsTheSame();
};

void NeededModelTest::aJobNeedsItUntilItIsOver_data()
{
    QTest::addColumn<State>("state");
    QTest::addColumn<bool>("canResume");
    QTest::addColumn<bool>("needed");
    QTest::newRow("waiting") << State::Queued << false << true;
    QTest::newRow("running") << State::Running << false << true;
    QTest::newRow("paused") << State::Paused << false << true;
    QTest::newRow("lost with a checkpoint") << State::Lost << true << true;
    QTest::newRow("cancelled with a checkpoint") << State::Cancelled << true << true;
    QTest::newRow("lost for good") << State::Lost << false << false;
    QTest::newRow("cancelled for good") << State::Cancelled << false << false;
    QTest::newRow("finished") << State::Done << false << false;
    QTest::newRow("failed") << State::Failed << false << false;
}

void NeededModelTest::aJobNeedsItUntilItIsOver()
{
    QFETCH(const State, state);
    QFETCH(const bool, canResume);
    QFETCH(const bool, needed);
    const std::vector<Job> jobs{job(fineTuning(kOther), State::Queued, false),
                                job(fineTuning(kMine), state, canResume)};
    QCOMPARE(jobThatNeeds(kMine, jobs), needed ? &jobs[1] : nullptr);
}

/// What is lost at once counts more than what may never be asked for.
void NeededModelTest::oneThatHasYetToEndComesFirst()
{
    const std::vector<Job> jobs{job(fineTuning(kMine), State::Cancelled, true),
                                job(prediction(kMine, kMine), State::Queued, false)};
    QCOMPARE(jobThatNeeds(kMine, jobs), &jobs[1]);
}

void NeededModelTest::everyKindOfWorkTellsItsModels_data()
{
    QTest::addColumn<JobSpec>("spec");
    QTest::addColumn<bool>("needed");
    QTest::newRow("fine-tuning from it") << fineTuning(kMine) << true;
    QTest::newRow("fine-tuning from another") << fineTuning(kOther) << false;
    QTest::newRow("training from scratch") << fineTuning({}) << false;
    QTest::newRow("pre-training that goes on from it") << preTraining(kMine) << true;
    QTest::newRow("prediction with it") << prediction(kMine, kMine) << true;
    QTest::newRow("prediction, in one case with it") << prediction(kOther, kMine) << true;
    QTest::newRow("prediction with another") << prediction(kOther, kOther) << false;
    QTest::newRow("brains by it") << brains(kMine) << true;
    QTest::newRow("brains by the installed one") << brains({}) << false;
    QTest::newRow("registration") << JobSpec{"Register", RegistrationJob{}} << false;
}

void NeededModelTest::everyKindOfWorkTellsItsModels()
{
    QFETCH(const JobSpec, spec);
    QFETCH(const bool, needed);
    QCOMPARE(jobThatNeeds(kMine, {job(spec, State::Queued, false)}) != nullptr, needed);
}

void NeededModelTest::anotherNameOfTheFileIsTheSame()
{
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    fs::create_directories(root / "project");
    std::ofstream(root / "project" / "mine.h5") << "a model";
    fs::create_directory_symlink(root / "project", root / "link");
    const std::vector<Job> jobs{job(fineTuning(root / "link" / "mine.h5"), State::Queued, false)};
    QVERIFY(jobThatNeeds(root / "project" / "mine.h5", jobs) != nullptr);
    QVERIFY(jobThatNeeds(root / "project" / "other.h5", jobs) == nullptr);
}

QTEST_GUILESS_MAIN(NeededModelTest)
#include "needed_model_test.moc"
