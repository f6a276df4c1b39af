#include "core/job/job_queue.h"
#include "core/registration/nudge.h"
#include "core/registration/transform_file.h"
#include "core/study/brain_mask_file.h"
#include "tests/app/pair_project.h"

#include <QSignalSpy>
#include <QTest>

using namespace dawson;
namespace fs = std::filesystem;

/// Registration of a project's pairs by the real worker.
class RegistrationJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registersAndSubtracts_data();
    void registersAndSubtracts();
    void theWindowsQueueRunsIt();
    void keepsWhatIsUpToDate();
    void makesAStalePairAgain();
    void keepsWhatAReaderMadeOfAStalePair_data();
    void keepsWhatAReaderMadeOfAStalePair();
    void nudgesWithoutRegisteringAgain();
    void keepsAnAcceptedPairUnlessForced();
    void goesOnAfterAFailure();
    void failsWhenNothingCanBeCompared_data();
    void failsWhenNothingCanBeCompared();
    void cancels();
};

namespace
{

double errorMm(const PairProject& project, const ImagePair& pair)
{
    const Transform found = loadTransform(pairFiles(project.root, pair).transform);
    const AffineMap truth = project.toHead.inverse();
    return meanDistance([&](const PatientPoint& p) { return found.toMoving(p); },
                        [&](const PatientPoint& p) { return truth(p); });
}

} // namespace

void RegistrationJobTest::registersAndSubtracts_data()
{
    QTest::addColumn<QString>("task");
    QTest::newRow("two visits") << QStringLiteral("new");
    QTest::newRow("before and after gadolinium") << QStringLiteral("enhancing");
}

void RegistrationJobTest::registersAndSubtracts()
{
    QFETCH(QString, task);
    PairProject project;
    project.addVisits("01", {}, {});
    project.addContrast("01");
    const ImagePair pair = project.pair("01", *taskFromName(task.toStdString()));
    const PairFiles files = pairFiles(project.root, pair);
    const RunFolder run = project.folderOf(project.job({"01"}, task.toStdString()));

    const WorkerRun worker = runJob(run);

    QVERIFY2(worker.exitCode == 0, worker.err.constData());
    QCOMPARE(eventsOf(run).back().results.size(), std::size_t(3));
    QCOMPARE(warningsOf(run), std::string());
    QCOMPARE(pairState(project.root, pair), PairState::Made);
    QVERIFY(errorMm(project, pair) < 0.5); // a sixth of a voxel
    const PairRecord record = recordOf(project, "01", pair.task);
    QVERIFY(*record.correlationAfter > 0.9);
    QVERIFY(*record.correlationAfter > *record.correlationBefore + 0.02);
    QCOMPARE(record.type, std::string("rigid"));
    const Volume difference = readVolume(files.subtraction);
    const Geometry& grid = difference.geometry();
    QVERIFY(sameGrid(grid, readVolume(pair.baseline.path).geometry()));
    QVERIFY(sameGrid(grid, readVolume(files.registered).geometry()));
    QVERIFY(difference.at(grid.nearestVoxel(kLesion)) > 1.0F);
    // In the white matter of the other side nothing has changed.
    QVERIFY(std::abs(difference.at(grid.nearestVoxel({-kLesion.x, kLesion.y, kLesion.z}))) < 0.5F);
    QCOMPARE(difference.at({0, 0, 0}), 0.0F);
}

/// From the window's side: queued, followed, done.
void RegistrationJobTest::theWindowsQueueRunsIt()
{
    PairProject project;
    project.addVisits("01", QStringLiteral("2021-01-01"), QStringLiteral("2021-01-01"));
    JobQueue queue(qEnvironmentVariable("DAWSON_WORKER").toStdString());
    queue.open(project.root);
    QSignalSpy finished(&queue, &JobQueue::jobFinished);
    RegistrationJob work = project.job({"01"}, "new");
    work.items[0].nudge = Nudge{0.5, 0.0, 0.0, 0.0, 0.0, 0.0};

    const fs::path folder = queue.submit({"Register sub-01", work});

    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 3 * kTimeoutMs);
    const Job job = *queue.job(folder);
    QCOMPARE(job.state, Job::State::Done);
    QCOMPARE(job.results.size(), std::size_t(3));
    QVERIFY(!job.canResume);
    QCOMPARE(job.warnings,
             std::vector<QString>{
                 QStringLiteral("sub-01 ses-02: ses-01 and ses-02 of sub-01 have the same date.")});
    QCOMPARE(recordOf(project, "01", Task::New).nudge[0], 0.5);
}

void RegistrationJobTest::keepsWhatIsUpToDate()
{
    PairProject project;
    project.addVisits("01", {}, {});
    QCOMPARE(runJob(project.folderOf(project.job({"01"}, "new"))).exitCode, 0);
    const fs::path record = pairFiles(project.root, project.pair("01", Task::New)).record;
    const auto written = fs::last_write_time(record);

    const RunFolder again = project.folderOf(project.job({"01"}, "new"));

    QCOMPARE(runJob(again).exitCode, 0);
    QVERIFY(eventsOf(again).back().results.empty());
    QVERIFY(fs::last_write_time(record) == written);
}

void RegistrationJobTest::makesAStalePairAgain()
{
    PairProject project;
    project.addVisits("01", {}, {});
    QCOMPARE(runJob(project.folderOf(project.job({"01"}, "new"))).exitCode, 0);
    const ImagePair pair = project.pair("01", Task::New);
    writeVolume(pair.followup.path, project.head({}, true, 9));
    QCOMPARE(pairState(project.root, pair), PairState::Stale);

    const RunFolder again = project.folderOf(project.job({"01"}, "new"));

    QCOMPARE(runJob(again).exitCode, 0);
    QCOMPARE(eventsOf(again).back().results.size(), std::size_t(3));
    QCOMPARE(pairState(project.root, pair), PairState::Made);
    project.toHead = {};
    QVERIFY(errorMm(project, pair) < 0.5);
}

void RegistrationJobTest::keepsWhatAReaderMadeOfAStalePair_data()
{
    QTest::addColumn<bool>("otherImage");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("kept");
    const QString rigid = QStringLiteral("rigid");
    const QString affine = QStringLiteral("affine");
    QTest::newRow("the brain mask was repaired") << false << rigid << affine << true;
    QTest::newRow("another way is asked for")
        << false << QStringLiteral("syn") << QStringLiteral("syn") << false;
    QTest::newRow("the follow-up is another") << true << rigid << affine << false;
}

/// Registered affinely, by the median, and moved by hand.
void RegistrationJobTest::keepsWhatAReaderMadeOfAStalePair()
{
    QFETCH(bool, otherImage);
    QFETCH(QString, asked);
    QFETCH(QString, type);
    QFETCH(bool, kept);
    PairProject project;
    project.addVisits("01", {}, {});
    RegistrationJob work = project.job({"01"}, "new");
    work.type = "affine";
    work.matching = "robust";
    work.items[0].nudge = Nudge{0.5, 0.0, 0.0, 0.0, 0.0, 0.0};
    QCOMPARE(runJob(project.folderOf(work)).exitCode, 0);
    const ImagePair pair = project.pair("01", Task::New);
    if (otherImage) {
        writeVolume(pair.followup.path, project.head({}, true, 9));
    } else {
        const Volume baseline = readVolume(pair.baseline.path);
        Mask brain(baseline.geometry());
        std::ranges::transform(baseline.voxels(), brain.labels().begin(), [](float v) {
            return v != 0.0F ? std::uint8_t{1} : std::uint8_t{0};
        });
        writeBrainMask(project.root, pair.baseline.path, brain, {});
    }
    QCOMPARE(pairState(project.root, pair), PairState::Stale);
    RegistrationJob again = project.job({"01"}, "new");
    again.type = asked.toStdString();
    const RunFolder run = project.folderOf(again);

    QCOMPARE(runJob(run).exitCode, 0);

    const PairRecord record = recordOf(project, "01", Task::New);
    QCOMPARE(record.type, type.toStdString());
    QCOMPARE(record.matching, asked == type ? "zscore" : "robust");
    QCOMPARE(record.nudge[0], kept ? 0.5 : 0.0);
    const bool told =
        warningsOf(run).find("The correction by hand was of other images") != std::string::npos;
    QCOMPARE(told, !kept);
}

void RegistrationJobTest::nudgesWithoutRegisteringAgain()
{
    PairProject project;
    project.addVisits("01", {}, {});
    QCOMPARE(runJob(project.folderOf(project.job({"01"}, "new"))).exitCode, 0);
    const ImagePair pair = project.pair("01", Task::New);
    const PairFiles files = pairFiles(project.root, pair);
    const Transform before = loadTransform(files.transform);
    const auto registered = fs::last_write_time(TransformFiles(files.transform).record);
    PairRecord accepted = recordOf(project, "01", Task::New);
    accepted.acceptedBy = "Grader 1";
    writePairRecord(project.root, pair, accepted);
    RegistrationJob work = project.job({"01"}, "new");
    work.items[0].nudge = Nudge{6.0, 0.0, 0.0, 0.0, 0.0, 0.0};

    QCOMPARE(runJob(project.folderOf(work)).exitCode, 0);

    // The follow-up moved by 6 mm: what was seen at x is seen at x + 6.
    const Transform after = loadTransform(files.transform);
    const PatientPoint was = before.toMoving({10, 5, 3});
    const PatientPoint is = after.toMoving({16, 5, 3});
    QVERIFY(std::hypot(is.x - was.x, is.y - was.y, is.z - was.z) < 1e-6);
    const PairRecord record = recordOf(project, "01", Task::New);
    QCOMPARE(record.nudge[0], 6.0);
    QVERIFY(record.acceptedBy.empty());
    QVERIFY(*record.correlationAfter < *accepted.correlationAfter - 0.02);
    QVERIFY(fs::last_write_time(TransformFiles(files.transform).record) == registered);
    const Volume difference = readVolume(files.subtraction);
    QVERIFY(difference.at(difference.geometry().nearestVoxel(
                {kLesion.x + 6.0, kLesion.y, kLesion.z})) > 1.0F);

    work.items[0].nudge = Nudge{};
    QCOMPARE(runJob(project.folderOf(work)).exitCode, 0);
    const PatientPoint back = loadTransform(files.transform).toMoving({10, 5, 3});
    QVERIFY(std::hypot(back.x - was.x, back.y - was.y, back.z - was.z) < 1e-6);
    QVERIFY(std::abs(*recordOf(project, "01", Task::New).correlationAfter -
                     *accepted.correlationAfter) < 1e-6);
}

void RegistrationJobTest::keepsAnAcceptedPairUnlessForced()
{
    PairProject project;
    project.addVisits("01", {}, {});
    QCOMPARE(runJob(project.folderOf(project.job({"01"}, "new"))).exitCode, 0);
    const ImagePair pair = project.pair("01", Task::New);
    PairRecord record = recordOf(project, "01", Task::New);
    record.warnings = {"Looked at, and good enough?"};
    writePairRecord(project.root, pair, record);
    const RunFolder notYet = project.folderOf(project.job({"01"}, "new"));
    QCOMPARE(runJob(notYet).exitCode, 0);
    QCOMPARE(warningsOf(notYet), "sub-01 ses-02: " + record.warnings.front() + "\n");
    record.acceptedBy = "Grader 1";
    writePairRecord(project.root, pair, record);
    RegistrationJob work = project.job({"01"}, "new");
    work.type = "affine";

    const RunFolder kept = project.folderOf(work);
    QCOMPARE(runJob(kept).exitCode, 0);
    QCOMPARE(recordOf(project, "01", Task::New).type, std::string("rigid"));
    QCOMPARE(warningsOf(kept), std::string());
    work.force = true;
    QCOMPARE(runJob(project.folderOf(work)).exitCode, 0);

    QCOMPARE(recordOf(project, "01", Task::New).type, std::string("affine"));
    QVERIFY(recordOf(project, "01", Task::New).acceptedBy.empty());
}

void RegistrationJobTest::goesOnAfterAFailure()
{
    PairProject project;
    project.addVisits("01", {}, {});
    project.addVisits("02", {}, {});
    project.addVisits("03", {}, {});
    fs::remove_all(project.root / "sub-01" / "ses-01");
    fs::resize_file(project.image("02", "02", "FLAIR"), 2000);
    const RunFolder run = project.folderOf(project.job({"01", "02", "03"}, "new"));

    QCOMPARE(runJob(run).exitCode, 0);

    const std::string warnings = warningsOf(run);
    QVERIFY2(
        warnings.find("sub-01 ses-02: sub-01 has one visit only: nothing to compare it with.") !=
            std::string::npos,
        warnings.c_str());
    QVERIFY2(warnings.find("sub-02 ses-02: ") != std::string::npos, warnings.c_str());
    QVERIFY2(warnings.find("sub-02_ses-02_FLAIR.nii.gz") != std::string::npos, warnings.c_str());
    QCOMPARE(pairState(project.root, project.pair("02", Task::New)), PairState::Missing);
    QCOMPARE(pairState(project.root, project.pair("03", Task::New)), PairState::Made);
}

void RegistrationJobTest::failsWhenNothingCanBeCompared_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("without");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("one visit") << "new"
                               << "sub-01/ses-01"
                               << "sub-01 has one visit only: nothing to compare it with.";
    QTest::newRow("no FLAIR before")
        << "new"
        << "sub-01/ses-01/anat/sub-01_ses-01_FLAIR.nii.gz"
        << "FLAIR is missing in ses-01 of sub-01, the visit before ses-02.";
    QTest::newRow("no T1w before gadolinium")
        << "enhancing"
        << "sub-01/ses-02/anat/sub-01_ses-02_T1w.nii.gz"
        << "T1w without gadolinium is missing in ses-02 of sub-01.";
}

void RegistrationJobTest::failsWhenNothingCanBeCompared()
{
    QFETCH(QString, task);
    QFETCH(QString, without);
    QFETCH(QString, sentence);
    PairProject project;
    project.addVisits("01", {}, {});
    project.addContrast("01");
    fs::remove_all(project.root / without.toStdString());
    const RunFolder run = project.folderOf(project.job({"01"}, task.toStdString()));

    QCOMPARE(runJob(run).exitCode, 1);

    QCOMPARE(eventsOf(run).back().kind, JobEvent::Kind::Failed);
    QCOMPARE(eventsOf(run).back().message, sentence.toStdString());
}

void RegistrationJobTest::cancels()
{
    PairProject project;
    project.addVisits("01", {}, {});
    const RunFolder run = project.folderOf(project.job({"01"}, "new"));
    run.ask(RunFolder::Request::Cancel);

    QCOMPARE(runJob(run).exitCode, 3);

    QCOMPARE(eventsOf(run).back().kind, JobEvent::Kind::Cancelled);
    QCOMPARE(pairState(project.root, project.pair("01", Task::New)), PairState::Missing);
}

QTEST_GUILESS_MAIN(RegistrationJobTest)
#include "registration_job_test.moc"
