#include "core/job/job_queue.h"
#include "tests/core/job/job_samples.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

constexpr int kWaitMs = 20000;

} // namespace

/// The same project open in two windows.
class TwoQueuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void whatTheOtherQueuesIsSeenAndWaitsItsTurn()
    {
        QTemporaryDir folder;
        const fs::path project = folder.path().toStdString();
        JobQueue first(FAKE_WORKER);
        JobQueue second(FAKE_WORKER);
        first.open(project);
        second.open(project);
        QSignalSpy finished(&second, &JobQueue::jobFinished);

        const fs::path running = first.submit(training("endless one of the first window"));
        QTRY_VERIFY_WITH_TIMEOUT(RunFolder(running).locked(), kWaitMs);
        const fs::path waiting = second.submit(training("short one of the second window"));

        // Both see both, and only one runs.
        QTRY_VERIFY_WITH_TIMEOUT(second.job(running) != nullptr, kWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(first.job(waiting) != nullptr, kWaitMs);
        for (const JobQueue* queue : {&first, &second}) {
            QCOMPARE(queue->jobs().size(), std::size_t{2});
            QCOMPARE(queue->jobs().front().folder, waiting); // newest first
            QCOMPARE(queue->job(running)->state, Job::State::Running);
            QCOMPARE(queue->job(waiting)->state, Job::State::Queued);
            QVERIFY(!queue->job(waiting)->held);
        }
        QVERIFY(!RunFolder(waiting).locked());

        second.cancel(running); // also the other's
        QTRY_COMPARE_WITH_TIMEOUT(first.job(running)->state, Job::State::Cancelled, kWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(first.job(waiting)->state, Job::State::Done, kWaitMs);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, kWaitMs);
        std::uint64_t offset = 0;
        const auto events = RunFolder(waiting).readEvents(offset);
        QCOMPARE(std::ranges::count(events, JobEvent::Kind::Started, &JobEvent::kind), 1);
    }

    void aJobFromElsewhereIsHeld()
    {
        QTemporaryDir folder;
        const fs::path project = folder.path().toStdString();
        JobQueue queue(FAKE_WORKER);
        queue.open(project);

        const RunFolder copied = RunFolder::create(project, training("short")); // nobody signed it

        QTRY_VERIFY_WITH_TIMEOUT(queue.job(copied.path()) != nullptr, kWaitMs);
        QVERIFY(queue.job(copied.path())->held);
        QCOMPARE(queue.job(copied.path())->state, Job::State::Queued);
    }

    /// A pre-training, which needs no checkpoint to go on: one word is enough for that.
    void aHeldJobThatIsCancelledIsHeldNoMore()
    {
        QTemporaryDir folder;
        const fs::path project = folder.path().toStdString();
        const fs::path copied =
            RunFolder::create(project, {"short", PretrainingJob{}}).path(); // nobody signed it
        JobQueue queue(FAKE_WORKER);
        queue.open(project);
        QVERIFY(queue.job(copied)->held);

        queue.cancel(copied);
        QCOMPARE(queue.job(copied)->state, Job::State::Cancelled);
        QVERIFY(!queue.job(copied)->held);
        QVERIFY(queue.job(copied)->canResume);

        queue.resume(copied);
        QTRY_COMPARE_WITH_TIMEOUT(queue.job(copied)->state, Job::State::Done, kWaitMs);
    }
};

QTEST_GUILESS_MAIN(TwoQueuesTest)
#include "two_queues_test.moc"
