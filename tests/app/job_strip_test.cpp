#include "app/job_strip.h"
#include "core/job/job_queue.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <filesystem>
#include <fstream>
#include <vector>

namespace dawson
{

/// What the line under every workspace says of a worker that died.
class JobStripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void aLostJobPromisesOnlyWhatCanBeDone_data();
    void aLostJobPromisesOnlyWhatCanBeDone();
    void theOthersAreCounted();
    void theJobOfTheLineIsOpened();
    void aFailedTrainingWithACheckpointCanGoOn_data();
    void aFailedTrainingWithACheckpointCanGoOn();
};

void JobStripTest::aLostJobPromisesOnlyWhatCanBeDone_data()
{
    QTest::addColumn<JobSpec>("spec");
    QTest::addColumn<bool>("checkpoint");
    QTest::addColumn<QString>("said");
    const QString resumable = QStringLiteral("lost; it can be resumed");
    const QString lost = QStringLiteral("lost");
    QTest::newRow("training with a checkpoint")
        << JobSpec{"Fine-tune", TrainingSpec{}} << true << resumable;
    QTest::newRow("training before its first checkpoint")
        << JobSpec{"Fine-tune", TrainingSpec{}} << false << lost;
    QTest::newRow("pre-training, which keeps its images")
        << JobSpec{"New default", PretrainingJob{}} << false << resumable;
    QTest::newRow("prediction") << JobSpec{"Predict", PredictionJob{}} << false << lost;
    QTest::newRow("registration") << JobSpec{"Register", RegistrationJob{}} << false << lost;
    QTest::newRow("brain") << JobSpec{"Find the brain", BrainJob{}} << false << lost;
}

void JobStripTest::aLostJobPromisesOnlyWhatCanBeDone()
{
    QFETCH(const JobSpec, spec);
    QFETCH(const bool, checkpoint);
    QFETCH(const QString, said);
    const QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    const RunFolder run = RunFolder::create(project, spec);
    run.append(JobEvent()); // begun, and no worker holds its lock
    if (checkpoint) {
        std::filesystem::create_directories(run.latestCheckpoint().parent_path());
        std::ofstream(run.latestCheckpoint()) << "a checkpoint";
    }
    JobQueue queue("/bin/true");
    JobStrip strip(queue);

    queue.open(project);

    QCOMPARE(queue.job(run.path())->state, Job::State::Lost);
    QCOMPARE(strip.findChild<QLabel*>(QStringLiteral("jobStrip.phase"))->text(), said);
}

/// Not the one that was looked at last on the page of jobs.
void JobStripTest::theJobOfTheLineIsOpened()
{
    const QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    const RunFolder run = RunFolder::create(project, {"Find the brain", BrainJob{}});
    JobEvent end;
    end.kind = JobEvent::Kind::Finished;
    run.append(end);
    JobQueue queue("/bin/true");
    JobStrip strip(queue);
    queue.open(project);
    std::vector<std::filesystem::path> opened;
    connect(
        &strip, &JobStrip::opened, this, [&opened](const auto& path) { opened.push_back(path); });

    strip.findChild<QToolButton*>(QStringLiteral("jobStrip.title"))->click();

    QCOMPARE(opened, std::vector<std::filesystem::path>{run.path()});
}

void JobStripTest::aFailedTrainingWithACheckpointCanGoOn_data()
{
    QTest::addColumn<JobSpec>("spec");
    QTest::addColumn<bool>("checkpoint");
    const JobSpec training{"Fine-tune", TrainingSpec{}};
    const JobSpec pretraining{"New default", PretrainingJob{}};
    QTest::newRow("the disk was full in the middle") << training << true;
    QTest::newRow("nothing to learn from") << training << false;
    QTest::newRow("pre-training, in the middle") << pretraining << true;
    QTest::newRow("pre-training without its images") << pretraining << false;
}

void JobStripTest::aFailedTrainingWithACheckpointCanGoOn()
{
    QFETCH(const JobSpec, spec);
    QFETCH(const bool, checkpoint);
    const QTemporaryDir folder;
    const std::filesystem::path project = folder.path().toStdString();
    const RunFolder run = RunFolder::create(project, spec);
    JobEvent end;
    end.kind = JobEvent::Kind::Failed;
    end.message = "The disk is full.";
    run.append(end);
    if (checkpoint) {
        std::filesystem::create_directories(run.latestCheckpoint().parent_path());
        std::ofstream(run.latestCheckpoint()) << "a checkpoint";
    }
    JobQueue queue("/bin/true");

    queue.open(project);

    QCOMPARE(queue.job(run.path())->state, Job::State::Failed);
    QCOMPARE(queue.job(run.path())->canResume, checkpoint);
}

/// A training and, beside it, a prediction; one more of each waits.
void JobStripTest::theOthersAreCounted()
{
    const QTemporaryDir folder;
    JobQueue queue(FAKE_WORKER);
    JobStrip strip(queue);
    queue.open(folder.path().toStdString());
    const auto said = [&strip] {
        return strip.findChild<QLabel*>(QStringLiteral("jobStrip.phase"))->text();
    };
    const std::filesystem::path learning = queue.submit({"endless", TrainingSpec{}});
    QVERIFY(!said().contains(QStringLiteral("more")));
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(learning)->learning, 20000);
    queue.submit({"endless", PredictionJob{}});
    QVERIFY2(said().endsWith(QStringLiteral("  ·  1 more running")), qUtf8Printable(said()));
    queue.submit({"endless", TrainingSpec{}});
    queue.submit({"endless", PredictionJob{}});
    QVERIFY2(said().endsWith(QStringLiteral("  ·  1 more running  ·  2 more waiting")),
             qUtf8Printable(said()));
    queue.pause(learning);
    QTRY_VERIFY_WITH_TIMEOUT(queue.job(learning)->state == Job::State::Paused, 20000);
    QVERIFY2(said().endsWith(QStringLiteral("  ·  2 more waiting")) &&
                 !said().contains(QStringLiteral("more running")),
             qUtf8Printable(said()));

    for (const Job& job : std::vector<Job>(queue.jobs())) {
        queue.cancel(job.folder);
    }
    QTRY_VERIFY_WITH_TIMEOUT(queue.running() == nullptr, 20000);
    QVERIFY(!said().contains(QStringLiteral("more")));
}

} // namespace dawson

QTEST_MAIN(dawson::JobStripTest)
#include "job_strip_test.moc"
