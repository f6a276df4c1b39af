#include "core/job/job_queue.h"
#include "tests/core/job/job_samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>
#include <vector>

using namespace dawson;
namespace fs = std::filesystem;

using State = Job::State;
using Kind = JobEvent::Kind;

namespace
{

constexpr int kWaitMs = 20000;

} // namespace

Q_DECLARE_METATYPE(JobSpec)

/// What runs beside a training, and what waits for its turn.
class JobRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_queue = std::make_unique<JobQueue>(FAKE_WORKER);
        m_queue->open(m_folder->path().toStdString());
    }

    /// No worker may outlive its test.
    void cleanup()
    {
        for (const Job& job : std::vector<Job>(m_queue->jobs())) {
            m_queue->cancel(job.folder);
            QTRY_VERIFY_WITH_TIMEOUT(!hasYetToEnd(*m_queue->job(job.folder)), kWaitMs);
        }
        m_queue.reset();
    }

    void aReaderDoesNotWaitForATraining_data()
    {
        QTest::addColumn<JobSpec>("trained");
        QTest::addColumn<JobSpec>("wanted");
        const JobSpec prediction{"short", PredictionJob{}};
        QTest::newRow("prediction") << training("endless") << prediction;
        QTest::newRow("registration") << training("endless") << JobSpec{"short", RegistrationJob{}};
        QTest::newRow("brain mask") << training("endless") << JobSpec{"short", BrainJob{}};
        QTest::newRow("beside a default model in the making")
            << JobSpec{"endless", PretrainingJob{}} << prediction;
    }

    void aReaderDoesNotWaitForATraining()
    {
        QFETCH(const JobSpec, trained);
        QFETCH(const JobSpec, wanted);
        const fs::path learning = m_queue->submit(trained);
        QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(learning)->learning, kWaitMs);
        const fs::path soon = m_queue->submit(wanted);
        QCOMPARE(stateOf(soon), State::Running);
        QCOMPARE(m_queue->running()->folder, soon); // the newest
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(soon), State::Done, kWaitMs);
        QCOMPARE(stateOf(learning), State::Running);
        QCOMPARE(m_queue->running()->folder, learning);
    }

    void norForOneThatIsPaused()
    {
        const fs::path learning = m_queue->submit(training("endless"));
        QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(learning)->learning, kWaitMs);
        m_queue->pause(learning);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(learning), State::Paused, kWaitMs);
        const fs::path next = m_queue->submit(training("short"));
        const fs::path soon = m_queue->submit({"endless", RegistrationJob{}});
        QCOMPARE(stateOf(soon), State::Running);
        QCOMPARE(stateOf(next), State::Queued);
        QCOMPARE(m_queue->running()->folder, soon);
        m_queue->cancel(soon);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(soon), State::Cancelled, kWaitMs);
        QCOMPARE(m_queue->running()->folder, learning);
    }

    /// It reads the pairs and brain masks that the other would write.
    void aTrainingPreparesAlone()
    {
        const fs::path preparing = m_queue->submit(training("preparing"));
        const fs::path registration = m_queue->submit({"short", RegistrationJob{}});
        QTRY_COMPARE_WITH_TIMEOUT(
            m_queue->job(preparing)->phase, QStringLiteral("learning"), kWaitMs);
        QCOMPARE(stateOf(registration), State::Queued);

        writeTextAtomically(preparing / "packed", "");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(registration), State::Done, kWaitMs);
        QVERIFY(timeOf(registration, Kind::Started) >= timeOf(preparing, Kind::Step));
    }

    void aTrainingWaitsForWhatMakesItsPairs()
    {
        const fs::path registration = m_queue->submit({"endless", RegistrationJob{}});
        QTRY_VERIFY_WITH_TIMEOUT(RunFolder(registration).locked(), kWaitMs);
        const fs::path learning = m_queue->submit(training("short"));
        QCOMPARE(stateOf(learning), State::Queued);

        m_queue->cancel(registration);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(learning), State::Done, kWaitMs);
    }

    void aDefaultModelInTheMakingNeedsNoPairs()
    {
        m_queue->submit({"endless", RegistrationJob{}});
        const fs::path pretraining = m_queue->submit({"endless", PretrainingJob{}});
        QCOMPARE(stateOf(pretraining), State::Running);
        const fs::path prediction = m_queue->submit({"endless", PredictionJob{}});
        QCOMPARE(stateOf(prediction), State::Queued);
    }

    void nothingElseRunsBesideItsLike()
    {
        const fs::path learning = m_queue->submit(training("short"));
        const fs::path pretraining = m_queue->submit({"short", PretrainingJob{}});
        const fs::path prediction = m_queue->submit({"short", PredictionJob{}});
        const fs::path registration = m_queue->submit({"short", RegistrationJob{}});
        QCOMPARE(stateOf(pretraining), State::Queued);
        QCOMPARE(stateOf(registration), State::Queued);

        QTRY_COMPARE_WITH_TIMEOUT(stateOf(pretraining), State::Done, kWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(registration), State::Done, kWaitMs);
        QVERIFY(timeOf(pretraining, Kind::Started) >= timeOf(learning, Kind::Finished));
        QVERIFY(timeOf(registration, Kind::Started) >= timeOf(prediction, Kind::Finished));
    }

private:
    State stateOf(const fs::path& folder) const { return m_queue->job(folder)->state; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobQueue> m_queue;
};

QTEST_GUILESS_MAIN(JobRowsTest)
#include "job_rows_test.moc"
