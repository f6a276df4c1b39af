#include "core/lesion/probability.h"
#include "core/study/brain_mask_file.h"
#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "core/training/model_library.h"
#include "tests/app/tiny_project.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace dawson;

namespace fs = std::filesystem;

/// What `train` and its neighbours take for granted, and what they refuse.
class TrainCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aProjectIsTheSameHoweverItIsCalled();
    void aSubjectNamedTwiceCountsOnce();
    void aCheckTellsAndTrainsNothing();
    void choicesWithoutEffectAreNotUnderstood_data();
    void choicesWithoutEffectAreNotUnderstood();
    void settingsWithoutEffectAreRefused();
    void shippedModelsAreNotReplaced();
    void aPatchThatDoesNotFitIsOneSentence();
    void noFileIsReplacedByAnother_data();
    void noFileIsReplacedByAnother();
    void jobAndCommandPredictTheSame();
    void aThresholdThatWasKeptStays();

private:
    QString file(const char* name) const
    {
        return m_project.folder.filePath(QString::fromLatin1(name));
    }

    WorkerRun train(const QString& project, const QString& more) const
    {
        const QString line =
            QStringLiteral("train --project %1 --reference grader-1 --preset quick --epochs 1 "
                           "--steps 1 --patch 16 --threads 1 --set innerFolds=0 ")
                .arg(project);
        return runWorker((line + more).split(u' '));
    }

    TinyProject m_project;
    fs::path m_model;
};

void TrainCommandTest::initTestCase()
{
    m_model = m_project.model();
    QVERIFY(fs::exists(m_model));
}

/// By a relative path and by one with a detour the project's brain masks count as well.
void TrainCommandTest::aProjectIsTheSameHoweverItIsCalled()
{
    const TrainingCase a = m_project.caseOf("A");
    const Mask reference = readMask(a.reference);
    Mask half(reference.geometry());
    for (std::size_t n = 0; n < half.labels().size() / 2; ++n) {
        half.labels()[n] = 1;
    }
    const auto digestFrom = [&](const QString& project) {
        const QString options =
            QStringLiteral("--subjects A --from-scratch --width 0.125 --levels 3 --output ");
        const WorkerRun run = train(project, options + file("called.h5"));
        if (run.exitCode != 0) {
            qWarning("%s", run.err.constData());
            return std::string();
        }
        return readModel(file("called.h5").toStdString()).digest;
    };
    const QString root = text(m_project.root);
    const std::string without = digestFrom(root);
    writeBrainMask(m_project.root, a.images.front(), half, {});
    const std::string with = digestFrom(root);

    QVERIFY(!with.empty() && with != without);
    QCOMPARE(digestFrom(QDir::current().relativeFilePath(root)), with);
    QCOMPARE(digestFrom(root + QStringLiteral("/../project/")), with);
    fs::remove_all(m_project.root / "derivatives" / "brain");
}

void TrainCommandTest::aSubjectNamedTwiceCountsOnce()
{
    const WorkerRun run = train(text(m_project.root),
                                QStringLiteral("--subjects A,sub-A,A --from-scratch --width 0.125 "
                                               "--levels 3 --output ") +
                                    file("once.h5"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const ModelCard card = readModel(file("once.h5").toStdString()).card;
    QCOMPARE(card.subjects, std::vector<std::string>{"A"});
    QCOMPARE(card.trainedOn, std::string("1 study of 1 subject, masks of grader-1."));
}

void TrainCommandTest::aCheckTellsAndTrainsNothing()
{
    const QString options = QStringLiteral("--subjects A --from-scratch --width 0.125 --levels 3 "
                                           "--check --json --output ") +
                            file("checked.h5");
    const WorkerRun run = train(text(m_project.root), options);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject told = QJsonDocument::fromJson(run.out).object();
    QVERIFY(told.value(QStringLiteral("ready")).toBool());
    QCOMPARE(told.value(QStringLiteral("trainingCases")).toInt(), 1);
    QCOMPARE(told.value(QStringLiteral("steps")).toInt(), 1);
    QVERIFY(told.value(QStringLiteral("seconds")).toDouble() > 0.0);
    QVERIFY(told.value(QStringLiteral("memoryBytes")).toDouble() > 3e8);

    const WorkerRun never = train(text(m_project.root), options + QStringLiteral(" --memory 0.01"));
    QCOMPARE(never.exitCode, 1);
    const QJsonObject why = QJsonDocument::fromJson(never.out).object();
    QVERIFY(!why.value(QStringLiteral("ready")).toBool());
    QVERIFY(why.value(QStringLiteral("problems"))
                .toArray()
                .at(0)
                .toString()
                .contains(QStringLiteral("memory")));
    QVERIFY(!fs::exists(file("checked.h5").toStdString()));
    QVERIFY(!fs::exists(file(".checked.training").toStdString()));
}

void TrainCommandTest::choicesWithoutEffectAreNotUnderstood_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const char* command, const char* named) {
        QTest::newRow(name) << QString::fromLatin1(command) << QByteArray(named);
    };
    const char* train = "train --project x --reference y --subjects A --output z.h5 ";
    const auto trains = [&](const char* name, const char* more, const char* named) {
        QTest::newRow(name) << QString::fromLatin1(train) + QString::fromLatin1(more)
                            << QByteArray(named);
    };
    trains("a rate that is no number", "--from-scratch --rate nan", "--rate");
    trains("memory that is no number", "--from-scratch --memory nan", "--memory");
    trains("a width beside a network", "--from-scratch --like m.h5 --width 0.5", "--width");
    trains("levels beside a network", "--from-scratch --like m.h5 --levels 3", "--levels");
    row("pre-training at no rate", "pretrain --work w --output o --rate nan", "--rate");
    row("pre-training at a negative rate", "pretrain --work w --output o --rate -1", "--rate");
    row("fewer than no epochs", "pretrain --work w --output o --epochs -2", "--epochs");
    row("no width", "pretrain --work w --output o --width nan", "--width");
    row("a width beside a start", "pretrain --work w --output o --from m --width 1", "--width");
}

void TrainCommandTest::choicesWithoutEffectAreNotUnderstood()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, named);
    const WorkerRun worker = runWorker(command.split(u' '));
    QCOMPARE(worker.exitCode, 2);
    QVERIFY2(worker.err.contains(named), worker.err.constData());
}

void TrainCommandTest::settingsWithoutEffectAreRefused()
{
    for (const char* setting : {"width=0.5", "family=plain", "biasCorrection=true"}) {
        const WorkerRun run = train(text(m_project.root),
                                    QStringLiteral("--subjects C --from %1 --set %2 --output %3")
                                        .arg(text(m_model), QLatin1String(setting), file("no.h5")));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("has no effect"), run.err.constData());
        QVERIFY(!QFile::exists(file("no.h5")));
    }
}

void TrainCommandTest::shippedModelsAreNotReplaced()
{
    const QByteArray before = qgetenv("DAWSON_RESOURCES");
    fs::create_directories(file("resources/models").toStdString());
    const QString tensors = file("model.safetensors");
    QCOMPARE(runWorker({QStringLiteral("model"),
                        QStringLiteral("export"),
                        text(m_model),
                        QStringLiteral("--output"),
                        tensors})
                 .exitCode,
             0);
    qputenv("DAWSON_RESOURCES", file("resources").toLocal8Bit());
    const QString shipped = file("resources/models/flair-default.h5");
    const WorkerRun trained = train(
        text(m_project.root), QStringLiteral("--subjects C --from-scratch --output ") + shipped);
    const WorkerRun imported = runWorker({QStringLiteral("model"),
                                          QStringLiteral("import"),
                                          tensors,
                                          QStringLiteral("--output"),
                                          shipped});
    const WorkerRun pretrained = runWorker(
        QStringLiteral("pretrain --task flair --preset quick --labelmaps %1 --synthetic 1 "
                       "--work %1 --output %2")
            .arg(file("work"), shipped)
            .split(u' '));
    qputenv("DAWSON_RESOURCES", before);
    for (const WorkerRun& run : {trained, imported, pretrained}) {
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("shipped models"), run.err.constData());
    }
    QVERIFY(!QFile::exists(shipped));
}

void TrainCommandTest::aPatchThatDoesNotFitIsOneSentence()
{
    const WorkerRun run =
        runWorker(QStringLiteral("bench train --width 0.125 --patch 50 --threads 1").split(u' '));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("multiple of 16"), run.err.constData());
    QVERIFY2(!run.err.contains("frame #"), run.err.constData());
}

void TrainCommandTest::noFileIsReplacedByAnother_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const char* command, const char* sentence) {
        QTest::newRow(name) << QString::fromLatin1(command) << QByteArray(sentence);
    };
    row("mask and probability in one file",
        "predict --model %1 --flair %2 --output %3/m.nii.gz --probability %3/./m.nii.gz",
        "Two results would be written to this file");
    row("export over the model", "model export %1 --output %1", "would replace the file");
    row("import over the tensors", "model import %1 --output %1", "would replace the file");
}

void TrainCommandTest::noFileIsReplacedByAnother()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, sentence);
    const auto before = fs::last_write_time(m_model);
    const QString image = text(m_project.caseOf("C").images.front());
    const WorkerRun run =
        runWorker(command.arg(text(m_model), image, m_project.folder.path()).split(u' '));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains(sentence), run.err.constData());
    QVERIFY(!QFile::exists(file("m.nii.gz")));
    QCOMPARE(fs::last_write_time(m_model), before);
}

/// Bit for bit: pre-processing, network and operating point are one code.
void TrainCommandTest::jobAndCommandPredictTheSame()
{
    const fs::path image = m_project.caseOf("C").images.front();
    PredictionJob job;
    job.project = m_project.root;
    job.authorFolder = "model-tiny";
    job.authorName = "Tiny model";
    PredictionSpec spec;
    spec.model = m_model;
    spec.images = {image};
    spec.mask = gradingPath(m_project.root,
                            {job.authorFolder, job.authorName, AuthorRole::Model},
                            "C",
                            {},
                            Task::Flair);
    spec.probability = probabilityPath(spec.mask);
    spec.threads = 1;
    job.items.push_back({"C", {}, spec});
    const RunFolder folder = RunFolder::create(m_project.root, {"Predict", job});
    QCOMPARE(runWorker({QStringLiteral("run"), text(folder.path())}).exitCode, 0);
    const QString line = QStringLiteral("predict --model %1 --flair %2 --output %3 "
                                        "--probability %4 --threads 1")
                             .arg(text(m_model), text(image), file("c.nii.gz"), file("p.nii.gz"));
    QCOMPARE(runWorker(line.split(u' ')).exitCode, 0);

    const Volume byJob = readVolume(spec.probability);
    const Volume byCommand = readVolume(file("p.nii.gz").toStdString());
    QVERIFY(std::ranges::equal(byJob.voxels(), byCommand.voxels()));
    QVERIFY(*std::ranges::max_element(byJob.voxels()) > 0.0F);
    const Mask maskByJob = readMask(spec.mask);
    const Mask maskByCommand = readMask(file("c.nii.gz").toStdString());
    QVERIFY(std::ranges::equal(maskByJob.labels(), maskByCommand.labels()));
}

/// A hundredth above the map's middle keeps fewer voxels than the model's own point, whatever the
/// tiny network says.
void TrainCommandTest::aThresholdThatWasKeptStays()
{
    const auto predict = [&](const QString& more = {}) {
        const QString line = QStringLiteral("predict --project %1 --model %2 --subjects C "
                                            "--threads 1%3")
                                 .arg(text(m_project.root), text(m_model), more);
        return runWorker(line.split(u' '));
    };
    QCOMPARE(predict().exitCode, 0);
    const Study study = readStudy(m_project.root);
    const std::string folder = modelAuthorFolder(readModelHeader(m_model).card.name);
    const Grading own = *study.grading(folder, "C", "", Task::Flair);
    GradingSidecar sidecar = readSidecar(own.path).value();
    QVERIFY(!sidecar.thresholdKept);
    const double models = sidecar.threshold.value();

    sidecar.thresholdKept = true;
    sidecar.threshold = 0.99;
    sidecar.coreProbability = 0.0;
    writeGrading(m_project.root, *study.author(folder), own, readMask(own.path), sidecar);
    const WorkerRun again = predict();
    QVERIFY2(again.err.contains("kept for it"), again.err.constData());
    QCOMPARE(readSidecar(own.path)->threshold.value(), 0.99);
    QVERIFY(readSidecar(own.path)->thresholdKept);
    const Mask expected = maskAt(readVolume(probabilityPath(own.path)), {0.99, 0.0, 0.0});
    QVERIFY(std::ranges::equal(readMask(own.path).labels(), expected.labels()));

    QCOMPARE(predict(QStringLiteral(" --threshold 0.3")).exitCode, 0); // asked for
    QCOMPARE(readSidecar(own.path)->threshold.value(), 0.3);
    QVERIFY(!readSidecar(own.path)->thresholdKept);
    QCOMPARE(predict().exitCode, 0);
    QCOMPARE(readSidecar(own.path)->threshold.value(), models);
}

QTEST_GUILESS_MAIN(TrainCommandTest)
#include "train_command_test.moc"
