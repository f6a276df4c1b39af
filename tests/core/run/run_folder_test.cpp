#include "core/base/error.h"
#include "core/run/run_folder.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace dawson;

class RunFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesAreUniqueAndHoldTheJob();
    void namesAreSafe_data();
    void namesAreSafe();
    void readOnlyProjectIsAnIoError();
    void requestsComeAndGo();
    void eventsAreReadOnceAndInOrder();
    void aTornLineWaitsAndIsSkipped();
    void aReplacedFileIsReadAnew();
    void lockIsSeenAndExclusive();
    void lockDiesWithItsHolder();

private:
    RunFolder makeFolder() const { return RunFolder::create(m_project, {"A job", TrainingSpec{}}); }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_project;
};

namespace
{

JobEvent stepEvent(int step)
{
    JobEvent event;
    event.kind = JobEvent::Kind::Step;
    event.step = step;
    event.loss = 1.0 / step;
    return event;
}

void addText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::app | std::ios::binary) << text;
}

} // namespace

void RunFolderTest::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_project = m_temporary->path().toStdString();
}

void RunFolderTest::namesAreUniqueAndHoldTheJob()
{
    std::set<std::string> names;
    for (int n = 0; n < 5; ++n) {
        const RunFolder folder = makeFolder();
        names.insert(folder.path().filename().string());
        QCOMPARE(readJobSpec(folder.jobFile()).title, std::string("A job"));
        QCOMPARE(folder.path().parent_path(), m_project / "runs");
    }
    QCOMPARE(names.size(), std::size_t(5));
    const auto entries = std::filesystem::directory_iterator(m_project / "runs");
    QCOMPARE(std::distance(begin(entries), end(entries)), 5);
}

void RunFolderTest::namesAreSafe_data()
{
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("ending");

    QTest::newRow("words") << QByteArray("Fine-tune flair on 2 subjects")
                           << QByteArray("-fine-tune-flair-on-2-subjects");
    QTest::newRow("path") << QByteArray("../../etc/passwd") << QByteArray("-etc-passwd");
    QTest::newRow("no letters") << QByteArray("\xE2\x98\x83 ..") << QByteArray("-job");
    QTest::newRow("empty") << QByteArray() << QByteArray("-job");
}

void RunFolderTest::namesAreSafe()
{
    QFETCH(QByteArray, title);
    QFETCH(QByteArray, ending);
    const RunFolder folder = RunFolder::create(m_project, {title.toStdString(), PredictionJob{}});
    const QByteArray name = QByteArray::fromStdString(folder.path().filename().string());
    QVERIFY2(name.endsWith(ending), name.constData());
    QCOMPARE(name.size(), 19 + ending.size());
}

void RunFolderTest::readOnlyProjectIsAnIoError()
{
    // A file where the folder should be refuses even root.
    addText(m_project / "runs", "not a folder");
    try {
        makeFolder();
        QFAIL("a run folder was made inside a file");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Io);
    }
}

void RunFolderTest::requestsComeAndGo()
{
    const RunFolder folder = makeFolder();
    using Request = RunFolder::Request;
    for (const auto request : {Request::Cancel, Request::Pause, Request::Stop}) {
        QVERIFY(!folder.asked(request));
        folder.ask(request);
        folder.ask(request);
        QVERIFY(folder.asked(request));
    }
    folder.withdraw(Request::Pause);
    folder.withdraw(Request::Pause);
    QVERIFY(!folder.asked(Request::Pause));
    QVERIFY(folder.asked(Request::Cancel));
    QVERIFY(folder.asked(Request::Stop));
    QVERIFY(std::filesystem::exists(folder.path() / "stop"));
}

void RunFolderTest::eventsAreReadOnceAndInOrder()
{
    const RunFolder folder = makeFolder();
    std::uint64_t offset = 0;
    QVERIFY(folder.readEvents(offset).empty());

    folder.append(stepEvent(1));
    folder.append(stepEvent(2));
    const auto first = folder.readEvents(offset);
    QCOMPARE(first.size(), std::size_t(2));
    QCOMPARE(first[1].step, 2);
    QVERIFY(!first[0].time.empty());

    QVERIFY(folder.readEvents(offset).empty());
    folder.append(stepEvent(3));
    const auto second = folder.readEvents(offset);
    QCOMPARE(second.size(), std::size_t(1));
    QCOMPARE(second[0].step, 3);
    QCOMPARE(offset, std::uint64_t(std::filesystem::file_size(folder.eventsFile())));
}

void RunFolderTest::aTornLineWaitsAndIsSkipped()
{
    const RunFolder folder = makeFolder();
    folder.append(stepEvent(1));
    addText(folder.eventsFile(), R"({"event":"step","st)"); // killed here
    std::uint64_t offset = 0;
    QCOMPARE(folder.readEvents(offset).size(), std::size_t(1));
    QVERIFY(offset < std::filesystem::file_size(folder.eventsFile()));

    folder.append(stepEvent(2)); // the resumed worker
    const auto later = folder.readEvents(offset);
    QCOMPARE(later.size(), std::size_t(1));
    QCOMPARE(later[0].step, 2);
}

void RunFolderTest::aReplacedFileIsReadAnew()
{
    const RunFolder folder = makeFolder();
    std::uint64_t offset = 1'000'000;
    folder.append(stepEvent(1));
    QCOMPARE(folder.readEvents(offset).size(), std::size_t(1));
}

void RunFolderTest::lockIsSeenAndExclusive()
{
    const RunFolder folder = makeFolder();
    QVERIFY(!folder.locked());
    {
        const RunLock lock(folder);
        QVERIFY(folder.locked());
        QVERIFY(folder.locked());
        try {
            const RunLock second(folder);
            QFAIL("two workers hold one folder");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Data);
        }
        QVERIFY(folder.locked());
    }
    QVERIFY(!folder.locked());
    const RunLock again(folder);
    QVERIFY(folder.locked());
}

void RunFolderTest::lockDiesWithItsHolder()
{
    const RunFolder folder = makeFolder();
    int ready[2] = {-1, -1};
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        const RunLock lock(folder);
        char one = '1';
        if (::write(ready[1], &one, 1) == 1) {
            ::pause();
        }
        ::_exit(1);
    }
    char one = '0';
    QCOMPARE(::read(ready[0], &one, 1), ssize_t(1));
    QVERIFY(folder.locked());
    QVERIFY_THROWS_EXCEPTION(Error, RunLock{folder});

    QCOMPARE(::kill(child, SIGKILL), 0);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(!folder.locked());
    QVERIFY(std::filesystem::exists(folder.path() / "run.lock"));
    const RunLock next(folder);
    QVERIFY(folder.locked());
    ::close(ready[0]);
    ::close(ready[1]);
}

QTEST_GUILESS_MAIN(RunFolderTest)
#include "run_folder_test.moc"
