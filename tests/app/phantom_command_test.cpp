#include "core/base/digest.h"
#include "core/image/image_file.h"
#include "core/lesion/comparison.h"
#include "core/study/grading_file.h"
#include "core/study/study.h"
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

QStringList smallProject(const QString& output, int seed)
{
    return {QStringLiteral("phantom"),
            QStringLiteral("--output"),
            output,
            QStringLiteral("--task"),
            QStringLiteral("flair"),
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
    row("a task it cannot make", "--task", "enhancing");
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
