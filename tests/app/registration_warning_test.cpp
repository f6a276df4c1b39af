#include "core/registration/nudge.h"
#include "tests/app/pair_project.h"

#include <QTest>

#include <algorithm>

using namespace dawson;
namespace fs = std::filesystem;

/// What a registration by the real worker warns of, and what it does not.
class RegistrationWarningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warns_data();
    void warns();
    void warnsOfTwoSequences();
    void nudgesWarnOfNothing();
};

namespace
{

constexpr const char* kTwoSequences =
    "T1 before and after gadolinium look like different sequences (correlation ";

/// How many sentences of a pair's record say that its T1 are of two sequences.
std::ptrdiff_t sequenceWarnings(const PairProject& project)
{
    return std::ranges::count_if(
        recordOf(project, "01", Task::Enhancing).warnings,
        [](const std::string& warning) { return warning.starts_with(kTwoSequences); });
}

void nudge(const PairProject& project, double mm)
{
    RegistrationJob work = project.job({"01"}, "enhancing");
    work.items[0].nudge = Nudge{mm, 0.0, 0.0, 0.0, 0.0, 0.0};
    QCOMPARE(runJob(project.folderOf(work)).exitCode, 0);
    QCOMPARE(recordOf(project, "01", Task::Enhancing).nudge[0], mm);
}

} // namespace

void RegistrationWarningTest::warns_data()
{
    QTest::addColumn<QString>("followup"); ///< what is at the second visit
    QTest::addColumn<QString>("firstDate");
    QTest::addColumn<QString>("warning");

    QTest::newRow("swapped visits")
        << "head"
        << "2022-02-02"
        << "The dates of sub-01 contradict the order of its visits' names (ses-02 is the first, "
           "of 2021-01-01): the dates count. Were visits swapped?";
    QTest::newRow("another patient")
        << "other"
        << "2020-01-01"
        << "The furrows and ventricles of the two images differ: are they of one patient";
    QTest::newRow("no head at all") << "noise"
                                    << "2020-01-01"
                                    << "are they of one patient";
    QTest::newRow("no overlap") << "far"
                                << "2020-01-01"
                                << "By their files' coordinates the images do not overlap";
}

void RegistrationWarningTest::warns()
{
    QFETCH(QString, followup);
    QFETCH(QString, firstDate);
    PairProject project;
    project.addVisits("01", firstDate, QStringLiteral("2021-01-01"));
    const fs::path image = project.image("01", "02", "FLAIR");
    const Volume head = readVolume(image);
    const Geometry& g = head.geometry();
    if (followup == QLatin1String("far")) {
        const Geometry far(g.size(), g.spacing(), {2000.0, 0.0, 0.0}, g.direction());
        writeVolume(image, Volume(far, {head.voxels().begin(), head.voxels().end()}));
    } else if (followup == QLatin1String("other")) {
        AffineMap shape; // a wider, shorter head, and its back to the front
        shape.matrix = {{{0.88, 0.0, 0.0}, {0.0, -1.1, 0.0}, {0.0, 0.0, 1.05}}};
        writeVolume(image, project.head(shape, false, 5));
    } else if (followup == QLatin1String("noise")) {
        std::mt19937 random(7);
        std::vector<float> noise(g.voxelCount());
        for (float& v : noise) {
            v = static_cast<float>(random() % 1000);
        }
        writeVolume(image, Volume(g, noise));
    }
    RegistrationJob work = project.job({"01"}, "new");
    work.items[0].session = firstDate < QLatin1String("2021") ? "02" : "01";
    const RunFolder run = project.folderOf(work);

    const WorkerRun worker = runJob(run);

    QVERIFY2(worker.exitCode == 0, worker.err.constData());
    QFETCH(QString, warning);
    const QString all = QString::fromStdString(warningsOf(run));
    QVERIFY2(all.contains(warning), qPrintable(all));
    const auto pair =
        findPair(readStudy(project.root), "01", work.items[0].session, Task::New).pair;
    const auto record = readPairRecord(pairFiles(project.root, *pair).record);
    QVERIFY(!record->warnings.empty());
    if (followup == QLatin1String("far")) {
        QVERIFY(*record->correlationAfter > 0.9); // and yet they were laid on each other
    }
}

/// T1 after gadolinium in which dark is bright.
void RegistrationWarningTest::warnsOfTwoSequences()
{
    PairProject project;
    project.addVisits("01", {}, {});
    project.addContrast("01");
    const fs::path image = project.image("01", "02", "ce-gadolinium_T1w");
    const Volume after = readVolume(image);
    std::vector<float> voxels(after.voxels().begin(), after.voxels().end());
    for (float& v : voxels) {
        v = v == 0.0F ? 0.0F : std::max(1.0F, 1200.0F - v);
    }
    writeVolume(image, Volume(after.geometry(), voxels));
    const RunFolder run = project.folderOf(project.job({"01"}, "enhancing"));

    QCOMPARE(runJob(run).exitCode, 0);

    const std::string sentence = std::string("sub-01 ses-02: ") + kTwoSequences + "-";
    QVERIFY2(warningsOf(run).find(sentence) != std::string::npos, warningsOf(run).c_str());
    QCOMPARE(sequenceWarnings(project), 1);
    for (const double mm : {1.0, 2.0, 0.0}) {
        nudge(project, mm);
        QCOMPARE(sequenceWarnings(project), 1);
    }
}

/// Nudged far away, images of one sequence are as unlike as those of two.
void RegistrationWarningTest::nudgesWarnOfNothing()
{
    PairProject project;
    project.addVisits("01", {}, {});
    project.addContrast("01");
    QCOMPARE(runJob(project.folderOf(project.job({"01"}, "enhancing"))).exitCode, 0);

    nudge(project, 12.0);

    const PairRecord record = recordOf(project, "01", Task::Enhancing);
    QVERIFY(*record.correlationAfter < 0.88);
    QCOMPARE(record.warnings, std::vector<std::string>());
}

QTEST_GUILESS_MAIN(RegistrationWarningTest)
#include "registration_warning_test.moc"
