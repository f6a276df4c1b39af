#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/job/job_queue.h"
#include "tests/core/job/job_samples.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sys/resource.h>

using namespace dawson;
namespace fs = std::filesystem;

using State = Job::State;
using Kind = JobEvent::Kind;

namespace
{

constexpr int kWaitMs = 20000;

} // namespace

class JobQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aJobRunsToItsEnd();
    void theSecondWaitsForTheFirst();
    void killedIsLostAndGoesOnFromItsCheckpoint();
    void closingTheWindowEndsNothing();
    void whatEndedMeanwhileIsFoundQuietly();
    void waitingJobsStartWithTheNextWindow();
    void whatWasQueuedElsewhereWaitsForAWord();
    void pauseHoldsAndResumeGoesOn();
    void stopKeepsTheModel();
    void cancelEndsARunningOne();
    void cancelTakesAWaitingOneOut();
    void failureSaysWhy();
    void deathBeforeTheFirstEventShowsTheLog();
    void missingWorkerIsAFailure();
    void brokenJobHidesNoOther();
    void workerIsPoliteAndDetached();
    void lossesAreThinned();
    void tornAndForeignLinesAreSkipped();
    void requestsThatMakeNoSense();

private:
    fs::path project() const { return m_folder->path().toStdString(); }

    State stateOf(const fs::path& folder) const
    {
        const Job* job = m_queue->job(folder);
        return job != nullptr ? job->state : State::Queued;
    }

    void reopen()
    {
        m_queue = std::make_unique<JobQueue>(fs::path(FAKE_WORKER));
        m_queue->open(project());
    }

    /// A folder as a finished worker would have left it.
    RunFolder recorded(const std::vector<JobEvent>& events)
    {
        const RunFolder folder = RunFolder::create(project(), training("recorded"));
        for (const JobEvent& event : events) {
            folder.append(event);
        }
        return folder;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobQueue> m_queue;
};

void JobQueueTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
}

/// No worker may outlive its test.
void JobQueueTest::cleanup()
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

void JobQueueTest::aJobRunsToItsEnd()
{
    QSignalSpy listed(m_queue.get(), &JobQueue::jobsChanged);
    QSignalSpy changed(m_queue.get(), &JobQueue::jobChanged);
    QSignalSpy finished(m_queue.get(), &JobQueue::jobFinished);

    const fs::path folder = m_queue->submit(training("short one"));
    QCOMPARE(m_queue->jobs().size(), std::size_t{1});
    QCOMPARE(stateOf(folder), State::Running);
    QVERIFY(m_queue->running() != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Done, kWaitMs);

    const Job job = *m_queue->job(folder);
    QCOMPARE(job.spec.title, std::string("short one"));
    QCOMPARE(job.fraction, 1.0);
    QCOMPARE(job.phase, QStringLiteral("learning"));
    QCOMPARE(job.losses.size(), std::size_t{10});
    QCOMPARE(job.losses[3], 0.25);
    QCOMPARE(job.epochs.size(), std::size_t{2});
    QCOMPARE(job.results, std::vector<std::string>{"model.h5"});
    QVERIFY(!job.canResume);
    QVERIFY(m_queue->running() == nullptr);
    QVERIFY(listed.size() >= 2);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toString(), QString::fromStdString(folder.string()));
}

void JobQueueTest::theSecondWaitsForTheFirst()
{
    const fs::path first = m_queue->submit(training("short first"));
    const fs::path second = m_queue->submit(training("short second"));
    const fs::path third = m_queue->submit(training("short third"));
    QCOMPARE(stateOf(first), State::Running);
    QCOMPARE(stateOf(second), State::Queued);
    QCOMPARE(stateOf(third), State::Queued);
    QCOMPARE(m_queue->jobs().front().folder, third); // newest first

    QTRY_COMPARE_WITH_TIMEOUT(stateOf(third), State::Done, kWaitMs);
    QCOMPARE(stateOf(first), State::Done);
    QCOMPARE(stateOf(second), State::Done);
    QVERIFY(timeOf(second, Kind::Started) >= timeOf(first, Kind::Finished));
    QVERIFY(timeOf(third, Kind::Started) >= timeOf(second, Kind::Finished));
}

void JobQueueTest::killedIsLostAndGoesOnFromItsCheckpoint()
{
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->epochs.size() >= 2, kWaitMs);
    QSignalSpy finished(m_queue.get(), &JobQueue::jobFinished);

    QCOMPARE(::kill(workerOf(folder), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Lost, kWaitMs);
    QCOMPARE(finished.size(), 1);
    QVERIFY(m_queue->job(folder)->canResume);

    m_queue->resume(folder);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Done, kWaitMs);
    const Job& job = *m_queue->job(folder);
    QCOMPARE(job.phase, QStringLiteral("going on"));
    for (std::size_t n = 0; n < job.epochs.size(); ++n) {
        QCOMPARE(job.epochs[n].epoch, static_cast<int>(n) + 1); // none twice, none missing
    }
    QCOMPARE(job.losses.size(), job.epochs.size() * 5);
}

void JobQueueTest::closingTheWindowEndsNothing()
{
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_queue->job(folder)->losses.empty(), kWaitMs);
    const pid_t worker = workerOf(folder);

    m_queue.reset();
    QCOMPARE(::kill(worker, 0), 0);
    reopen();
    QCOMPARE(stateOf(folder), State::Running);
    QCOMPARE(workerOf(folder), worker);
    const std::size_t seen = m_queue->job(folder)->losses.size();
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->losses.size() > seen, kWaitMs);

    QSignalSpy finished(m_queue.get(), &JobQueue::jobFinished);
    m_queue->cancel(folder);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Cancelled, kWaitMs);
    QCOMPARE(finished.size(), 1);
}

void JobQueueTest::whatEndedMeanwhileIsFoundQuietly()
{
    const RunFolder done = recorded({plainEvent(Kind::Started), plainEvent(Kind::Finished)});
    const RunFolder lost = recorded({plainEvent(Kind::Started), stepEvent(1, 0.5)});
    m_queue.reset();
    m_queue = std::make_unique<JobQueue>(fs::path(FAKE_WORKER));
    QSignalSpy finished(m_queue.get(), &JobQueue::jobFinished);
    m_queue->open(project());

    QCOMPARE(stateOf(done.path()), State::Done);
    QCOMPARE(stateOf(lost.path()), State::Lost);
    QVERIFY(!m_queue->job(lost.path())->canResume); // no checkpoint
    QCOMPARE(finished.size(), 0);
    m_queue->close();
    QVERIFY(m_queue->jobs().empty());
}

void JobQueueTest::waitingJobsStartWithTheNextWindow()
{
    const fs::path first = m_queue->submit(training("short first"));
    const fs::path second = m_queue->submit(training("short second"));
    m_queue.reset();
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(second), State::Done, kWaitMs);
    QCOMPARE(stateOf(first), State::Done);
}

/// A project that was copied with a job in its queue: opening it runs nothing.
void JobQueueTest::whatWasQueuedElsewhereWaitsForAWord()
{
    const fs::path held = RunFolder::create(project(), training("short")).path();
    reopen();
    QVERIFY(m_queue->job(held)->held);
    const fs::path own = m_queue->submit(training("short own"));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(own), State::Done, kWaitMs);
    QCOMPARE(stateOf(held), State::Queued);

    m_queue->resume(held);
    QVERIFY(!m_queue->job(held)->held);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(held), State::Done, kWaitMs);
}

void JobQueueTest::pauseHoldsAndResumeGoesOn()
{
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->losses.size() > 2, kWaitMs);
    m_queue->pause(folder);
    QCOMPARE(stateOf(folder), State::Paused);
    const fs::path waiting = m_queue->submit(training("short"));
    QCOMPARE(stateOf(waiting), State::Queued);

    m_queue->resume(folder);
    QCOMPARE(stateOf(folder), State::Running);
    const std::size_t seen = m_queue->job(folder)->losses.size();
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->losses.size() > seen + 2, kWaitMs);

    m_queue->pause(folder);
    m_queue->cancel(folder); // also out of a pause
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Cancelled, kWaitMs);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(waiting), State::Done, kWaitMs);
}

void JobQueueTest::stopKeepsTheModel()
{
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->losses.size() > 2, kWaitMs);
    m_queue->stopAndKeepBest(folder);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Done, kWaitMs);
    QCOMPARE(m_queue->job(folder)->results.size(), std::size_t{1});
}

void JobQueueTest::cancelEndsARunningOne()
{
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->epochs.size() >= 1, kWaitMs);
    m_queue->cancel(folder);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Cancelled, kWaitMs);

    QVERIFY(m_queue->job(folder)->canResume);
    m_queue->resume(folder); // the request to cancel must be gone then
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Done, kWaitMs);
}

void JobQueueTest::cancelTakesAWaitingOneOut()
{
    const fs::path first = m_queue->submit(training("endless"));
    const fs::path second = m_queue->submit(training("short"));
    m_queue->cancel(second);
    QCOMPARE(stateOf(second), State::Cancelled);
    QVERIFY(!fs::exists(second / "run.lock"));
    m_queue->cancel(first);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(first), State::Cancelled, kWaitMs);
    reopen();
    QCOMPARE(stateOf(second), State::Cancelled); // for good
}

void JobQueueTest::failureSaysWhy()
{
    const fs::path folder = m_queue->submit(training("failing"));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Failed, kWaitMs);
    QCOMPARE(m_queue->job(folder)->failure, QStringLiteral("There was nothing to learn from."));
    QCOMPARE(m_queue->job(folder)->warnings,
             std::vector<QString>{QStringLiteral("One case was left out.")});
}

void JobQueueTest::deathBeforeTheFirstEventShowsTheLog()
{
    const fs::path folder = m_queue->submit(training("mute"));
    const fs::path next = m_queue->submit(training("short"));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(folder), State::Lost, kWaitMs);
    QVERIFY2(m_queue->job(folder)->failure.endsWith(QStringLiteral("something terrible happened")),
             qPrintable(m_queue->job(folder)->failure));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(next), State::Done, kWaitMs);
}

void JobQueueTest::missingWorkerIsAFailure()
{
    m_queue = std::make_unique<JobQueue>(fs::path("/no/such/worker"));
    m_queue->open(project());
    QSignalSpy finished(m_queue.get(), &JobQueue::jobFinished);
    const fs::path folder = m_queue->submit(training("short"));
    QCOMPARE(stateOf(folder), State::Failed);
    QVERIFY(m_queue->job(folder)->failure.contains(QStringLiteral("/no/such/worker")));
    QCOMPARE(finished.size(), 1);
}

void JobQueueTest::brokenJobHidesNoOther()
{
    fs::create_directories(project() / "runs/2026-01-01T00-00-00-broken");
    std::ofstream(project() / "runs/2026-01-01T00-00-00-broken/job.json") << "{ not json";
    fs::create_directories(project() / "runs/empty-folder");
    const RunFolder sound = recorded({plainEvent(Kind::Started), plainEvent(Kind::Finished)});
    reopen();

    QCOMPARE(m_queue->jobs().size(), std::size_t{2});
    QCOMPARE(stateOf(sound.path()), State::Done);
    const Job& broken = m_queue->jobs().back();
    QCOMPARE(broken.state, State::Failed);
    QVERIFY(broken.failure.contains(QStringLiteral("job.json")));
}

void JobQueueTest::workerIsPoliteAndDetached()
{
    qunsetenv("MALLOC_MMAP_MAX_"); // what somebody has set stays
    qunsetenv("OPENBLAS_NUM_THREADS");
    const fs::path folder = m_queue->submit(training("endless"));
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->job(folder)->losses.size() > 1, kWaitMs);
    const pid_t worker = workerOf(folder);
    QCOMPARE(getpriority(PRIO_PROCESS, static_cast<id_t>(worker)),
             std::max(10, getpriority(PRIO_PROCESS, 0))); // its own, where that is more
    QVERIFY(getsid(worker) != getsid(0)); // a terminal that closes takes only its own session along
    const std::string surroundings = readText(folder / "surroundings.txt");
    QVERIFY(surroundings.find("MALLOC_MMAP_MAX_=0\n") != std::string::npos);
    QVERIFY(surroundings.find("OPENBLAS_NUM_THREADS=1\n") != std::string::npos);
}

void JobQueueTest::lossesAreThinned()
{
    std::vector<JobEvent> events{plainEvent(Kind::Started)};
    const fs::path folder = recorded(events).path();
    std::ofstream out(folder / "events.jsonl", std::ios::app);
    for (int step = 1; step <= 9000; ++step) {
        out << encodeEvent(stepEvent(step, step)) << '\n';
    }
    out << encodeEvent(plainEvent(Kind::Finished)) << '\n';
    out.close();
    reopen();

    const auto& losses = m_queue->job(folder)->losses;
    QVERIFY(losses.size() <= 2000);
    QVERIFY(losses.size() >= 1000);
    QCOMPARE(losses.front(), 1.0);
    QVERIFY(losses.back() > 8980.0);
    for (std::size_t n = 2; n < losses.size(); ++n) {
        QCOMPARE(losses[n] - losses[n - 1], losses[1] - losses[0]); // evenly
    }
}

void JobQueueTest::tornAndForeignLinesAreSkipped()
{
    const fs::path folder = recorded({plainEvent(Kind::Started), stepEvent(1, 0.5)}).path();
    std::ofstream(folder / "events.jsonl", std::ios::app)
        << "{\"kind\":\"from the future\"}\nnot json\n"
        << encodeEvent(plainEvent(Kind::Finished)).substr(0, 20);
    reopen();

    QCOMPARE(stateOf(folder), State::Lost);
    QCOMPARE(m_queue->job(folder)->losses, std::vector<double>{0.5});
}

void JobQueueTest::requestsThatMakeNoSense()
{
    QVERIFY_THROWS_EXCEPTION(Error, m_queue->cancel("/not/here"));
    const fs::path done = recorded({plainEvent(Kind::Started), plainEvent(Kind::Finished)}).path();
    reopen();
    m_queue->pause(done);
    m_queue->stopAndKeepBest(done);
    m_queue->cancel(done);
    QCOMPARE(stateOf(done), State::Done);
    QVERIFY(!fs::exists(done / "cancel") && !fs::exists(done / "pause"));
    QVERIFY_THROWS_EXCEPTION(Error, m_queue->resume(done));

    JobQueue closed{fs::path(FAKE_WORKER)};
    QVERIFY_THROWS_EXCEPTION(Error, closed.submit(training("short")));
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "job_queue_test.moc"
