#include "widgets/panel/step_clock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

class StepClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresAsTheTrainingWillRun();
    void whatDoesNotFitIsNotTried();
    void brokenWorkerGivesNoTime();

private:
    std::filesystem::path worker(const char* script)
    {
        QFile file(m_folder.filePath(QStringLiteral("worker")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(script);
        }
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

/// The answer holds what the worker was started with: 0.1000 when its threads sleep soon, and the
/// network's own head, family and normalisation, and the threads of the plan.
void StepClockTest::measuresAsTheTrainingWillRun()
{
    StepClock clock(
        worker("#!/bin/sh\n"
               "case \"$*\" in *'--head plain --family plain --norm instance '*'--threads 3 '*) "
               "echo \"{\\\"secondsPerStep\\\": 0.$GOMP_SPINCOUNT}\";; esac\n"));
    qunsetenv("GOMP_SPINCOUNT"); // what somebody has set stays
    QSignalSpy measured(&clock, &StepClock::measured);
    const Architecture network{.head = "plain", .normalisation = "instance", .family = "plain"};

    TrainingSchedule schedule;
    schedule.patchSize = 16;
    schedule.threads = 3;

    QVERIFY(!clock.secondsPerStep(network, schedule));
    QVERIFY(measured.wait());
    QCOMPARE(clock.secondsPerStep(network, schedule).value(), 0.1);
}

void StepClockTest::whatDoesNotFitIsNotTried()
{
    StepClock clock(worker("#!/bin/sh\necho \"{\\\"secondsPerStep\\\": 1}\"\n"));
    TrainingSchedule schedule;
    schedule.memoryGb = 0.01;

    QVERIFY(!clock.secondsPerStep({}, schedule));
    QVERIFY(!clock.measuring());
}

void StepClockTest::brokenWorkerGivesNoTime()
{
    StepClock clock(m_folder.filePath(QStringLiteral("nowhere")).toStdString());
    QSignalSpy measured(&clock, &StepClock::measured);
    clock.secondsPerStep({}, {});
    QTRY_COMPARE(measured.size(), 1);
    QVERIFY(!clock.secondsPerStep({}, {}));
}

} // namespace dawson

QTEST_MAIN(dawson::StepClockTest)
#include "step_clock_test.moc"
