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

/// Jobs that are to go on and wait for their turn, across a restart of the window.
class ResumedJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
    }

    /// No worker may outlive its test.
    void cleanup()
    {
        for (const Job& job : std::vector<Job>(m_queue->jobs())) {
            const RunFolder folder(job.folder);
            if (folder.locked() || job.state == State::Running) {
                folder.ask(RunFolder::Request::Cancel);
                QTRY_VERIFY_WITH_TIMEOUT(!folder.locked(), kWaitMs);
            }
        }
        m_queue.reset();
    }

    void itWaitsInTheNextWindowToo()
    {
        const fs::path resumed = m_queue->submit(training("endless"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_queue->job(resumed)->epochs.empty(), kWaitMs);
        m_queue->cancel(resumed);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(resumed), State::Cancelled, kWaitMs);
        const fs::path running = m_queue->submit(training("endless"));
        QTRY_VERIFY_WITH_TIMEOUT(RunFolder(running).locked(), kWaitMs);
        m_queue->resume(resumed);
        QCOMPARE(stateOf(resumed), State::Queued);

        reopen();

        QCOMPARE(stateOf(running), State::Running);
        QCOMPARE(stateOf(resumed), State::Queued);
        QVERIFY(!m_queue->job(resumed)->held);
        m_queue->cancel(running);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(resumed), State::Done, kWaitMs);
        QCOMPARE(m_queue->job(resumed)->phase, QStringLiteral("going on"));
        reopen();
        QCOMPARE(stateOf(resumed), State::Done);
    }

    void whatItsEventsSay_data()
    {
        QTest::addColumn<std::vector<Kind>>("events");
        QTest::addColumn<State>("state");
        const auto row = [](const char* name, std::vector<Kind> events, State state) {
            QTest::newRow(name) << std::move(events) << state;
        };
        row("cancelled, waits again",
            {Kind::Started, Kind::Cancelled, Kind::Queued},
            State::Queued);
        row("lost, waits again", {Kind::Started, Kind::Queued}, State::Queued);
        row("taken out while it waited",
            {Kind::Started, Kind::Cancelled, Kind::Queued, Kind::Cancelled},
            State::Cancelled);
        row("went on and died",
            {Kind::Started, Kind::Cancelled, Kind::Queued, Kind::Started},
            State::Lost);
    }

    void whatItsEventsSay()
    {
        QFETCH(const std::vector<Kind>, events);
        QFETCH(const State, state);
        const RunFolder folder = RunFolder::create(project(), training("recorded"));
        for (const Kind kind : events) {
            folder.append(plainEvent(kind));
        }

        reopen();

        QCOMPARE(stateOf(folder.path()), state);
    }

    /// A project that was copied: what is asked for here needs no second word.
    void whatIsResumedHereIsNotHeldAfterwards()
    {
        const RunFolder elsewhere = RunFolder::create(project(), training("short"));
        elsewhere.append(plainEvent(Kind::Started));
        elsewhere.append(plainEvent(Kind::Cancelled));
        writeTextAtomically(elsewhere.latestCheckpoint(), "5");
        const fs::path running = m_queue->submit(training("endless"));
        QTRY_VERIFY_WITH_TIMEOUT(RunFolder(running).locked(), kWaitMs);
        reopen();
        m_queue->resume(elsewhere.path());

        reopen();

        QCOMPARE(stateOf(elsewhere.path()), State::Queued);
        QVERIFY(!m_queue->job(elsewhere.path())->held);
        m_queue->cancel(elsewhere.path());
    }

private:
    fs::path project() const { return m_folder->path().toStdString(); }

    State stateOf(const fs::path& folder) const { return m_queue->job(folder)->state; }

    void reopen()
    {
        m_queue = std::make_unique<JobQueue>(fs::path(FAKE_WORKER));
        m_queue->open(project());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobQueue> m_queue;
};

QTEST_GUILESS_MAIN(ResumedJobTest)
#include "resumed_job_test.moc"
