#include "core/base/file_lock.h"
#include "core/study/brain_mask_file.h"
#include "tests/app/pair_project.h"

#include <QTest>

using namespace dawson;
namespace fs = std::filesystem;

/// Two jobs that want to make the same thing in a project; this test plays the other one.
class SharedWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void waitsForTheOtherJob_data();
    void waitsForTheOtherJob();
    void takesWhatTheOtherJobMade();
    void canBeCancelledWhileItWaits();

private:
    /// What a job holds while it is at work on a pair, or on the brain of an image.
    std::optional<FileLock> hold(const std::string& name) const
    {
        return std::optional<FileLock>(
            std::in_place, m_project.root / ".dawson" / "locks" / (name + ".lock"), Progress(), "");
    }

    std::optional<FileLock> holdPair() const
    {
        return hold(pairFiles(m_project.root, m_pair).record.stem().string());
    }

    RunFolder registration() const
    {
        RegistrationJob work = m_project.job({"01"}, "new");
        return m_project.folderOf(work);
    }

    RunFolder brainJob() const
    {
        BrainJob work;
        work.project = m_project.root;
        work.images = {m_pair.baseline.path};
        return RunFolder::create(m_project.root, {"Find brain", work});
    }

    static bool waits(const RunFolder& run)
    {
        const std::vector<JobEvent> events = eventsOf(run);
        return std::any_of(events.begin(), events.end(), [](const JobEvent& event) {
            return event.message.starts_with("Waiting for another job");
        });
    }

    static void start(QProcess& worker, const RunFolder& run)
    {
        worker.start(qEnvironmentVariable("DAWSON_WORKER"),
                     {QStringLiteral("run"), text(run.path())});
    }

    PairProject m_project;
    ImagePair m_pair;
};

void SharedWorkTest::initTestCase()
{
    m_project.addVisits("01", {}, {});
    m_pair = m_project.pair("01", Task::New);
}

void SharedWorkTest::waitsForTheOtherJob_data()
{
    QTest::addColumn<bool>("brain");
    QTest::newRow("that registers the pair") << false;
    QTest::newRow("that finds the brain") << true;
}

void SharedWorkTest::waitsForTheOtherJob()
{
    QFETCH(bool, brain);
    auto other = brain ? hold(imageStem(m_pair.baseline.path) + "_brain") : holdPair();
    QVERIFY(other->held());
    const RunFolder run = brain ? brainJob() : registration();
    QProcess worker;

    start(worker, run);

    QTRY_VERIFY_WITH_TIMEOUT(waits(run), kTimeoutMs);
    QVERIFY(brain ? findBrainMask(m_project.root, m_pair.baseline.path).empty()
                  : pairState(m_project.root, m_pair) == PairState::Missing);
    other.reset();
    QVERIFY(worker.waitForFinished(3 * kTimeoutMs));
    QCOMPARE(worker.exitCode(), 0);
}

/// Both are told to make what is missing; the second to come does nothing any more.
void SharedWorkTest::takesWhatTheOtherJobMade()
{
    const fs::path record = pairFiles(m_project.root, m_pair).record;
    fs::remove(record);
    auto other = holdPair();
    const RunFolder first = registration();
    const RunFolder second = registration();
    QProcess one;
    QProcess two;
    start(one, first);
    start(two, second);
    QTRY_VERIFY_WITH_TIMEOUT(waits(first) && waits(second), kTimeoutMs);

    other.reset();

    QVERIFY(one.waitForFinished(3 * kTimeoutMs));
    QVERIFY(two.waitForFinished(3 * kTimeoutMs));
    QCOMPARE(one.exitCode(), 0);
    QCOMPARE(two.exitCode(), 0);
    QCOMPARE(pairState(m_project.root, m_pair), PairState::Made);
    const auto registered = [](const RunFolder& run) {
        const std::vector<JobEvent> events = eventsOf(run);
        return std::count_if(events.begin(), events.end(), [](const JobEvent& event) {
            return event.message == "Registering"; // with a name behind it: looking at a pair
        });
    };
    QVERIFY((registered(first) == 0) != (registered(second) == 0));
}

void SharedWorkTest::canBeCancelledWhileItWaits()
{
    fs::remove(pairFiles(m_project.root, m_pair).record);
    const auto other = holdPair();
    const RunFolder run = registration();
    QProcess worker;
    start(worker, run);
    QTRY_VERIFY_WITH_TIMEOUT(waits(run), kTimeoutMs);

    run.ask(RunFolder::Request::Cancel);

    QVERIFY(worker.waitForFinished(kTimeoutMs));
    QCOMPARE(worker.exitCode(), 3);
    QCOMPARE(pairState(m_project.root, m_pair), PairState::Missing);
}

QTEST_GUILESS_MAIN(SharedWorkTest)
#include "shared_work_test.moc"
