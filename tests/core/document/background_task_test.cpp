#include "core/document/background_task.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <new>

using namespace dawson;

class BackgroundTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversHere();
    void reportsProgress();
    void failsWithTheError_data();
    void failsWithTheError();
    void whatDoneThrowsIsToldToo();
    void cancelledWorkDeliversNothing();
    void newerStartSupersedes();
    void destructionWaits();
    void doneMayStartTheNext();
    void doneMayDeleteTheTask();
};

void BackgroundTaskTest::deliversHere()
{
    BackgroundTask task;
    QSignalSpy finished(&task, &BackgroundTask::finished);
    QThread* worked = nullptr;
    QThread* delivered = nullptr;
    int result = 0;

    task.start<int>(
        [&](const Progress&) {
            worked = QThread::currentThread();
            return 42;
        },
        [&](int value) {
            delivered = QThread::currentThread();
            result = value;
        });

    QVERIFY(task.running());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!task.running());
    QCOMPARE(result, 42);
    QCOMPARE(delivered, thread());
    QVERIFY(worked != delivered);
}

void BackgroundTaskTest::reportsProgress()
{
    BackgroundTask task;
    QSignalSpy finished(&task, &BackgroundTask::finished);
    QSignalSpy progressed(&task, &BackgroundTask::progressed);

    task.start<int>(
        [](const Progress& progress) {
            for (int n = 0; n <= 100000; ++n) {
                progress.report(n / 100000.0);
            }
            return 0;
        },
        [](int) {});

    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(progressed.size() >= 100 && progressed.size() <= 202);
    QCOMPARE(progressed.first()[0].toDouble(), 0.0);
    QCOMPARE(progressed.last()[0].toDouble(), 1.0);
}

void BackgroundTaskTest::failsWithTheError_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("said");

    QTest::newRow("an Error") << 0 << QStringLiteral("a.nii: It is cut short.");
    QTest::newRow("out of memory") << 1 << QStringLiteral("There is not enough memory for this.");
    QTest::newRow("a library's own") << 2 << QStringLiteral("It failed unexpectedly: odd");
    QTest::newRow("anything at all") << 3 << QStringLiteral("It failed unexpectedly.");
}

void BackgroundTaskTest::failsWithTheError()
{
    QFETCH(int, what);
    QFETCH(QString, said);
    BackgroundTask task;
    QSignalSpy finished(&task, &BackgroundTask::finished);
    QString failure;
    connect(&task, &BackgroundTask::failed, this, [&](const Error& error) {
        failure = QString::fromStdString(error.describe());
    });
    bool delivered = false;

    task.start<int>(
        [what](const Progress&) -> int {
            switch (what) {
            case 0:
                throw Error(Error::Kind::Io, "It is cut short.", "a.nii");
            case 1:
                throw std::bad_alloc();
            case 2:
                throw std::runtime_error("odd");
            default:
                throw 7;
            }
        },
        [&](int) { delivered = true; });

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(failure, said);
    QVERIFY(!delivered);
}

void BackgroundTaskTest::whatDoneThrowsIsToldToo()
{
    BackgroundTask task;
    QSignalSpy finished(&task, &BackgroundTask::finished);
    QString failure;
    connect(&task, &BackgroundTask::failed, this, [&](const Error& error) {
        failure = QString::fromStdString(error.describe());
    });
    task.start<int>([](const Progress&) { return 1; },
                    [](int) { throw Error(Error::Kind::Io, "It is gone.", "a.json"); });
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(failure, QStringLiteral("a.json: It is gone."));
    QVERIFY(!task.running());
}

void BackgroundTaskTest::cancelledWorkDeliversNothing()
{
    for (const bool reports : {true, false}) {
        BackgroundTask task;
        QSignalSpy finished(&task, &BackgroundTask::finished);
        QSignalSpy failed(&task, &BackgroundTask::failed);
        QSemaphore started;
        QSemaphore go;
        bool delivered = false;

        task.start<int>(
            [&](const Progress& progress) {
                started.release();
                go.acquire();
                if (reports) {
                    progress.report(0.5);
                }
                return 1;
            },
            [&](int) { delivered = true; });
        started.acquire();
        task.cancel();
        go.release();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), 0);
        QVERIFY(!delivered);
    }
}

void BackgroundTaskTest::newerStartSupersedes()
{
    BackgroundTask task;
    QSignalSpy finished(&task, &BackgroundTask::finished);
    QSemaphore go;
    std::vector<int> delivered;
    const auto start = [&](int value) {
        task.start<int>(
            [&go, value](const Progress&) {
                go.acquire();
                return value;
            },
            [&](int result) { delivered.push_back(result); });
    };

    start(1);
    start(2);
    start(3);
    go.release(3);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(delivered, std::vector<int>{3});
}

void BackgroundTaskTest::destructionWaits()
{
    std::atomic<bool> stopped = false;
    QSemaphore started;
    {
        BackgroundTask task;
        task.start<int>(
            [&](const Progress& progress) {
                started.release();
                try {
                    while (true) {
                        progress.report(0.1);
                    }
                } catch (const Error&) {
                    stopped = true;
                    throw;
                }
                return 0;
            },
            [](int) { QFAIL("Nobody is there any more."); });
        started.acquire();
    }

    QVERIFY(stopped);
}

void BackgroundTaskTest::doneMayStartTheNext()
{
    BackgroundTask task;
    int last = 0;
    std::function<void(int)> next = [&](int value) {
        last = value;
        if (value < 5) {
            task.start<int>([value](const Progress&) { return value + 1; }, next);
        }
    };

    next(0);

    QTRY_COMPARE(last, 5);
    QTRY_VERIFY(!task.running());
}

void BackgroundTaskTest::doneMayDeleteTheTask()
{
    auto task = std::make_unique<BackgroundTask>();
    task->start<int>([](const Progress&) { return 1; }, [&](int) { task.reset(); });

    QTRY_VERIFY(!task);
}

QTEST_GUILESS_MAIN(BackgroundTaskTest)
#include "background_task_test.moc"
