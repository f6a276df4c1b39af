#include "core/base/digest.h"
#include "core/image/image_file.h"
#include "core/lesion/comparison.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "core/study/study.h"
#include "core/study/task_cases.h"
#include "tests/app/worker_run.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

using namespace dawson;

namespace
{

QStringList smallProject(const QString& output, int seed, const char* task = "flair")
{
    return {QStringLiteral("phantom"),
            QStringLiteral("--output"),
            output,
            QStringLiteral("--task"),
            QString::fromLatin1(task),
            QStringLiteral("--subjects"),
            QStringLiteral("2"),
            QStringLiteral("--seed"),
            QString::number(seed),
            QStringLiteral("--size"),
            QStringLiteral("80"),
            QStringLiteral("96"),
            QStringLiteral("80"),
            QStringLiteral("--spacing"),
            QStringLiteral("2")};
}

} // namespace

class PhantomCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writesAProject();
    void writesPairs_data();
    void writesPairs();
    void writesCasesOfEveryTask();
    void gradersBelongToTheImages();
    void gradersDiffer();
    void sameSeedSameImages();
    void fullFolderIsLeftAlone();
    void optionsAreChecked_data();
    void optionsAreChecked();
    void interruptedRunLeavesNothing();

private:
    std::filesystem::path root() const
    {
        return m_folder.filePath(QStringLiteral("demo")).toStdString();
    }

    Mask maskOf(const Study& study, const char* author, const char* subject) const
    {
        return readMask(study.grading(author, subject, "", Task::Flair)->path);
    }

    QTemporaryDir m_folder;
    WorkerRun m_run;
};

void PhantomCommandTest::initTestCase()
{
    m_run = runWorker(smallProject(QString::fromStdString(root().string()), 3) +
                      QStringList{QStringLiteral("--json")});
    QVERIFY2(m_run.exitCode == 0, m_run.err.constData());
}

void PhantomCommandTest::writesAProject()
{
    const Study study = readStudy(root());

    QVERIFY(study.problems.empty());
    QCOMPARE(study.name, std::string("Synthetic subjects"));
    QCOMPARE(study.subjects.size(), 2U);
    QCOMPARE(study.authors.size(), 3U);
    for (const Subject& subject : study.subjects) {
        QCOMPARE(subject.sessions.size(), 1U);
        QCOMPARE(subject.sessions[0].series.size(), 2U);
        const Series* flair = subject.sessions[0].primary(Task::Flair);
        QVERIFY(flair != nullptr);
        const Geometry expected =
            Geometry::axisAligned({80, 96, 80}, {2.0, 2.0, 2.0}, {-79.0, -78.0, -74.0});
        QVERIFY(sameGrid(readVolume(flair->path).geometry(), expected));
    }
    const auto told = nlohmann::json::parse(m_run.out.toStdString());
    QCOMPARE(told.at("subjects").size(), 2U);
    QCOMPARE(told.at("subjects")[0].at("lesions").get<std::size_t>(),
             findLesions(maskOf(study, "consensus", "01")).lesions.size());
}

void PhantomCommandTest::writesPairs_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("session");
    QTest::addColumn<int>("images"); ///< of that session
    QTest::newRow("two visits") << QStringLiteral("new") << QStringLiteral("02") << 2;
    QTest::newRow("gadolinium") << QStringLiteral("enhancing") << QString() << 3;
}

void PhantomCommandTest::writesPairs()
{
    QFETCH(QString, task);
    QFETCH(QString, session);
    const QString folder = m_folder.filePath(task);
    const WorkerRun run = runWorker(smallProject(folder, 3, task.toLatin1().constData()));
    QVERIFY2(run.exitCode == 0, run.err.constData());

    const Study study = readStudy(folder.toStdString());
    const Task kind = *taskFromName(task.toStdString());

    QCOMPARE(study.problems, std::vector<std::string>());
    const PairSearch search = findPair(study, "02", session.toStdString(), kind);
    QVERIFY2(search.pair.has_value(), search.missing.c_str());
    QCOMPARE(search.remarks, std::vector<std::string>());
    QTEST(static_cast<int>(study.subject("02")->session(session.toStdString())->series.size()),
          "images");
    for (const char* author : {"grader-1", "grader-2", "consensus"}) {
        const Grading* grading = study.grading(author, "02", session.toStdString(), kind);
        QVERIFY(grading != nullptr);
        QCOMPARE(grading->space, search.pair->space());
        const Mask mask = readMask(grading->path);
        QVERIFY(mask.foregroundCount() > 0);
        QVERIFY(sameGrid(mask.geometry(), readVolume(search.pair->baseline.path).geometry()));
        const auto sidecar = readSidecar(grading->path);
        QCOMPARE(sidecar->imageDigest, fileDigest(search.pair->followup.path));
        QCOMPARE(study.root / sidecar->imagePath, search.pair->followup.path);
    }
    if (kind == Task::New) {
        QVERIFY(search.pair->baselineDate < search.pair->followupDate);
        QVERIFY(study.grading("grader-1", "02", "01", Task::Flair) != nullptr);
    }
}

void PhantomCommandTest::writesCasesOfEveryTask()
{
    const QString folder = m_folder.filePath(QStringLiteral("every"));
    QStringList arguments = smallProject(folder, 3);
    arguments << QStringLiteral("--add-new") << QStringLiteral("1")
              << QStringLiteral("--add-enhancing") << QStringLiteral("1");
    const WorkerRun run = runWorker(arguments);
    QVERIFY2(run.exitCode == 0, run.err.constData());

    const Study study = readStudy(folder.toStdString());

    QCOMPARE(study.subjects.size(), 4U);
    QCOMPARE(readableCases(study, Task::New).size(), 1U);
    QCOMPARE(readableCases(study, Task::New)[0].subject, std::string("03"));
    QCOMPARE(readableCases(study, Task::Enhancing).size(), 1U);
    QVERIFY(readableCases(study, Task::Enhancing)[0].pair);
    QCOMPARE(readableCases(study, Task::Flair).size(), 5U);
    QVERIFY(study.grading("grader-2", "04", "", Task::Enhancing) != nullptr);
}

void PhantomCommandTest::gradersBelongToTheImages()
{
    const Study study = readStudy(root());
    for (const char* author : {"grader-1", "grader-2", "consensus"}) {
        const Grading* grading = study.grading(author, "02", "", Task::Flair);
        QVERIFY(grading != nullptr);
        const auto sidecar = readSidecar(grading->path);
        QVERIFY(sidecar.has_value());
        QCOMPARE(sidecar->status, std::string("submitted"));
        QCOMPARE(sidecar->imageDigest, fileDigest(root() / sidecar->imagePath));
        QVERIFY(sameGrid(readMask(grading->path).geometry(),
                         readVolume(root() / sidecar->imagePath).geometry()));
    }
    QCOMPARE(study.author("consensus")->name, std::string("Known truth"));
}

void PhantomCommandTest::gradersDiffer()
{
    const Study study = readStudy(root());
    const Mask truth = maskOf(study, "consensus", "01");
    const auto first = compareMasks(truth, maskOf(study, "grader-1", "01"), {});
    const auto second = compareMasks(truth, maskOf(study, "grader-2", "01"), {});

    QVERIFY(first.dice.value() > second.dice.value());
    QVERIFY(first.lesions.sensitivity().value() > second.lesions.sensitivity().value());
    QVERIFY(first.lesions.positivePredictiveValue().value() >
            second.lesions.positivePredictiveValue().value());
}

void PhantomCommandTest::sameSeedSameImages()
{
    const auto flairOf = [&](const char* name, int seed) {
        const QString folder = m_folder.filePath(QString::fromLatin1(name));
        const auto run = runWorker(smallProject(folder, seed));
        return run.exitCode == 0
                   ? readVolume((folder + QStringLiteral("/sub-01/anat/sub-01_FLAIR.nii.gz"))
                                    .toStdString())
                   : Volume();
    };
    const Volume again = flairOf("again", 3);
    const Volume other = flairOf("other", 4);
    const Volume first = readVolume(root() / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz");

    QVERIFY(std::ranges::equal(first.voxels(), again.voxels()));
    QVERIFY(!std::ranges::equal(first.voxels(), other.voxels()));
}

void PhantomCommandTest::fullFolderIsLeftAlone()
{
    const std::string before = fileDigest(root() / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz");

    const auto run = runWorker(smallProject(QString::fromStdString(root().string()), 9));

    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.err.contains("something in this place already"));
    QCOMPARE(fileDigest(root() / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz"), before);
}

void PhantomCommandTest::optionsAreChecked_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");

    const auto row = [](const char* name, const char* option, const char* value) {
        QTest::newRow(name) << QString::fromLatin1(option) << QString::fromLatin1(value);
    };
    row("a task it cannot make", "--task", "old");
    row("no subject", "--subjects", "0");
    row("not a number", "--seed", "many");
    row("negative load", "--load", "-1");
}

void PhantomCommandTest::optionsAreChecked()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    const QString folder = m_folder.filePath(QStringLiteral("never"));

    const auto run =
        runWorker({QStringLiteral("phantom"), QStringLiteral("--output"), folder, option, value});

    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(option.toLatin1()), run.err.constData());
    QVERIFY(!QDir(folder).exists());
}

void PhantomCommandTest::interruptedRunLeavesNothing()
{
    const QString folder = m_folder.filePath(QStringLiteral("stopped"));
    QProcess worker;
    worker.start(qEnvironmentVariable("DAWSON_WORKER"),
                 {QStringLiteral("phantom"),
                  QStringLiteral("--output"),
                  folder,
                  QStringLiteral("--subjects"),
                  QStringLiteral("200")});
    QVERIFY(worker.waitForStarted());
    worker.setReadChannel(QProcess::StandardError);
    QVERIFY(worker.waitForReadyRead()); // it is at work
    ::kill(static_cast<pid_t>(worker.processId()), SIGTERM);

    QVERIFY(worker.waitForFinished(60'000));
    QCOMPARE(worker.exitStatus(), QProcess::NormalExit);
    QCOMPARE(worker.exitCode(), 3);
    QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("stopped*")}).isEmpty());
}

QTEST_GUILESS_MAIN(PhantomCommandTest)
#include "phantom_command_test.moc"
