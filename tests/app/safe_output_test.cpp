#include "core/base/digest.h"
#include "core/training/model_library.h"
#include "tests/app/tiny_project.h"

#include <QTest>

#include <map>

using namespace dawson;
namespace fs = std::filesystem;

/// What a slip of the hand on the command line must not do.
class SafeOutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void modelsReplaceNobodysMasks_data();
    void modelsReplaceNobodysMasks();
    void modelsHaveTheFolderTheWindowLooksIn();
    void outputsAreRefusedBeforeTheWork_data();
    void outputsAreRefusedBeforeTheWork();
    void modelsOfAnotherTaskAreRefused_data();
    void modelsOfAnotherTaskAreRefused();
    void aRefusedTrainingLeavesNothing();

private:
    fs::path file(const std::string& name) const
    {
        return fs::path(m_project.folder.path().toStdString()) / name;
    }

    WorkerRun run(const QString& line) const
    {
        QString full = line;
        full.replace(QStringLiteral("@"), m_project.folder.path() + QLatin1Char('/'));
        return runWorker(full.split(u' '));
    }

    /// Of every file below the test's folder; nothing of a folder.
    std::map<std::string, std::string> digests() const
    {
        std::map<std::string, std::string> found;
        for (const auto& entry :
             fs::recursive_directory_iterator(m_project.folder.path().toStdString())) {
            const std::string name = entry.path().string();
            // Locks, logs and journals may come.
            if (name.find("/.dawson") == std::string::npos) {
                found[name] = entry.is_directory() ? std::string() : fileDigest(entry.path());
            }
        }
        return found;
    }

    TinyProject m_project;
};

void SafeOutputTest::initTestCase()
{
    fs::copy_file(m_project.model(), file("model.h5"));
    ModelFile model = readModel(file("model.h5"));
    for (const char* task : {"brain", "new"}) {
        model.card.task = task;
        writeModel(file(std::string(task) + ".h5"), model);
    }
    fs::create_directories(file("folder"));
}

void SafeOutputTest::modelsReplaceNobodysMasks_data()
{
    QTest::addColumn<QString>("author");
    QTest::newRow("a reader's") << QStringLiteral("grader-1");
    QTest::newRow("a reader's to come") << QStringLiteral("grader-2");
    QTest::newRow("the consensus'") << QStringLiteral("consensus");
    QTest::newRow("registered images'") << QStringLiteral("registered");
    QTest::newRow("outside the project") << QStringLiteral("../../evil");
    QTest::newRow("the project's own") << QStringLiteral("..");
    QTest::newRow("below another's") << QStringLiteral("grader-1/model");
    QTest::newRow("by a way round") << QStringLiteral("model-x/../grader-1");
}

void SafeOutputTest::modelsReplaceNobodysMasks()
{
    QFETCH(QString, author);
    const auto before = digests();

    const WorkerRun worker =
        run(QStringLiteral("predict --project @project --model @model.h5 --threads 1 --author ") +
            author);

    QCOMPARE(worker.exitCode, 1);
    QVERIFY2(worker.err.contains(author.toUtf8()), worker.err.constData());
    QVERIFY(digests() == before);
}

void SafeOutputTest::modelsHaveTheFolderTheWindowLooksIn()
{
    ModelFile model = readModel(file("model.h5"));
    model.card.name = "My Model 2";
    writeModel(file("another_name.h5"), model);

    const QString line = QStringLiteral("predict --project @project --model @another_name.h5 "
                                        "--threads 1 --subjects A,sub-A");
    QCOMPARE(run(line).exitCode, 0);
    QCOMPARE(run(line).exitCode, 0); // again, into what is its own

    const Study study = readStudy(m_project.root);
    QVERIFY(study.grading(modelAuthorFolder("My Model 2"), "A", {}, Task::Flair) != nullptr);
}

void SafeOutputTest::outputsAreRefusedBeforeTheWork_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* line, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(line) << QByteArray(says);
    };
    const char* const flair = "project/sub-A/anat/sub-A_FLAIR.nii.gz";
    const std::string predict = std::string("predict --model @model.h5 --flair @") + flair;
    row("results over the model", "model show @model.h5 --json @model.h5", ".json");
    row("results over the image",
        (predict + " --output @m.nii.gz --json @" + flair).c_str(),
        ".json");
    row("results over the mask",
        (predict + " --output @m.nii.gz --json @m.nii.gz").c_str(),
        ".json");
    row("a mask below a file", (predict + " --output @model.h5/m.nii.gz").c_str(), "folder");
    row("tensors over a model", "model export @brain.h5 --output @model.h5", ".safetensors");
    row("tensors onto a folder", "model export @brain.h5 --output @folder", "folder");
    const std::string train = "train --project @project --reference grader-1 --subjects A,B "
                              "--from @model.h5 --output @";
    row("a training over its start", (train + "model.h5").c_str(), "replace");
    row("a training onto a folder", (train + "folder").c_str(), "folder");
    row("a training over an image", (train + flair).c_str(), ".h5");
}

void SafeOutputTest::outputsAreRefusedBeforeTheWork()
{
    QFETCH(QString, line);
    QFETCH(QByteArray, says);
    const auto before = digests();

    const WorkerRun worker = run(line);

    QVERIFY(worker.exitCode == 1 || worker.exitCode == 2);
    QVERIFY2(worker.err.contains(says), worker.err.constData());
    QVERIFY2(!worker.err.contains('%'), worker.err.constData()); // nothing was computed yet
    QVERIFY(digests() == before);
}

void SafeOutputTest::modelsOfAnotherTaskAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("lesions by a model of brains")
        << QStringLiteral("predict --model @brain.h5 --flair "
                          "@project/sub-A/anat/sub-A_FLAIR.nii.gz --output @m.nii.gz");
    QTest::newRow("folds by a model of pairs")
        << QStringLiteral("cross-validate --project @project --reference grader-1 --subjects A,B,C "
                          "--from @new.h5 --work @work");
}

void SafeOutputTest::modelsOfAnotherTaskAreRefused()
{
    QFETCH(QString, line);
    const auto before = digests();

    const WorkerRun worker = run(line);

    QCOMPARE(worker.exitCode, 1);
    QVERIFY2(worker.err.contains("brain.h5") || worker.err.contains("new.h5"),
             worker.err.constData());
    QVERIFY(digests() == before);
}

void SafeOutputTest::aRefusedTrainingLeavesNothing()
{
    const WorkerRun worker =
        run(QStringLiteral("train --project @project --reference grader-1 --subjects A,B "
                           "--from-scratch --set loss=none --output @folder/refused.h5"));
    QCOMPARE(worker.exitCode, 1);
    QVERIFY2(worker.err.contains("loss"), worker.err.constData());
    QVERIFY(fs::is_empty(file("folder")));
}

QTEST_GUILESS_MAIN(SafeOutputTest)
#include "safe_output_test.moc"
