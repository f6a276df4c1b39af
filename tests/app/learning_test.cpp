#include "core/study/grading_file.h"
#include "core/training/model_file.h"
#include "tests/app/tiny_project.h"
#include "tests/app/worker_run.h"

#include <QtTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace dawson;

namespace fs = std::filesystem;

/// The real worker on a tiny project.
class LearningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishesATraining();
    void cancelsWithinABatch();
    void goesOnAfterBeingKilled();
    void pausesAndStops();
    void refusesABrokenJob_data();
    void refusesABrokenJob();
    void saysWhyItFailed();
    void predictsIntoTheProject();
    void goesOnWithoutADamagedImage();
    void refusesABrokenModel();
    void trainsAndPredictsFromTheCommandLine();
    void whatIsNotUnderstood_data();
    void whatIsNotUnderstood();
    void measuresItself();
};

void LearningTest::finishesATraining()
{
    const TinyProject project;
    const RunFolder run = project.job(project.training(2, 3));

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())});

    QCOMPARE(worker.exitCode, 0);
    const auto events = eventsOf(run);
    QCOMPARE(events.front().kind, JobEvent::Kind::Started);
    QCOMPARE(events.back().kind, JobEvent::Kind::Finished);
    QCOMPARE(events.back().results, std::vector<std::string>{"model.h5"});
    QCOMPARE(countOf(run, JobEvent::Kind::Step), 6);
    QCOMPARE(countOf(run, JobEvent::Kind::Epoch), 2);
    QVERIFY(!run.locked());
    const ModelFile model = readModel(run.modelFile());
    QCOMPARE(model.card.name, std::string("Tiny model"));
    QCOMPARE(model.card.kind, std::string("from scratch"));
    QCOMPARE(model.card.subjects, (std::vector<std::string>{"A", "B"}));
    QCOMPARE(model.architecture, project.training(1, 1).architecture);
    // A second worker on it, as of two windows that start the same one, has nothing to do.
    const WorkerRun late = runWorker({QStringLiteral("run"), text(run.path())});
    QCOMPARE(late.exitCode, 0);
    QVERIFY2(late.err.contains("finished"), late.err.constData());
    QCOMPARE(eventsOf(run).size(), events.size());
    QCOMPARE(readModel(run.modelFile()).digest, model.digest);
}

void LearningTest::cancelsWithinABatch()
{
    const TinyProject project;
    const RunFolder run = project.job(project.training(1000, 100));
    QProcess worker;
    QVERIFY(started(worker, run));
    QTRY_VERIFY_WITH_TIMEOUT(countOf(run, JobEvent::Kind::Step) > 2, kTimeoutMs);

    run.ask(RunFolder::Request::Cancel);
    const int before = countOf(run, JobEvent::Kind::Step);
    QVERIFY(worker.waitForFinished(kTimeoutMs));

    QCOMPARE(worker.exitCode(), 3);
    QCOMPARE(eventsOf(run).back().kind, JobEvent::Kind::Cancelled);
    // The step that ran when the request came, and one that may have begun while we counted.
    QVERIFY(countOf(run, JobEvent::Kind::Step) <= before + 2);
    QVERIFY(!fs::exists(run.modelFile()));
}

void LearningTest::goesOnAfterBeingKilled()
{
    const TinyProject project;
    const int epochs = 10;
    const RunFolder run = project.job(project.training(epochs, 10));

    QVERIFY(killWorkerWhen({QStringLiteral("run"), text(run.path())}, [&](const RunningWorker&) {
        return countOf(run, JobEvent::Kind::Checkpoint) > 0;
    }));

    const int before = static_cast<int>(eventsOf(run).size());
    QVERIFY(!run.locked());
    run.withdraw(RunFolder::Request::Cancel);
    const WorkerRun again = runWorker({QStringLiteral("run"), text(run.path())});

    QCOMPARE(again.exitCode, 0);
    const auto events = eventsOf(run);
    QCOMPARE(events.back().kind, JobEvent::Kind::Finished);
    // The first epoch was not trained again.
    const auto first =
        std::find_if(events.begin() + before, events.end(), [](const JobEvent& event) {
            return event.kind == JobEvent::Kind::Step;
        });
    QVERIFY(first != events.end() || countOf(run, JobEvent::Kind::Epoch) == epochs);
    QVERIFY(first == events.end() || first->step > 10);
    QVERIFY(fs::exists(run.modelFile()));
}

void LearningTest::pausesAndStops()
{
    const TinyProject project;
    const RunFolder run = project.job(project.training(1000, 100));
    run.ask(RunFolder::Request::Pause);
    QProcess worker;
    QVERIFY(started(worker, run));
    const auto paused = [&] {
        const auto events = eventsOf(run);
        return std::any_of(events.begin(), events.end(), [](const JobEvent& event) {
            return event.message == "Paused";
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(paused(), kTimeoutMs);
    QCOMPARE(countOf(run, JobEvent::Kind::Step), 0);

    run.withdraw(RunFolder::Request::Pause);
    QTRY_VERIFY_WITH_TIMEOUT(countOf(run, JobEvent::Kind::Step) > 1, kTimeoutMs);
    run.ask(RunFolder::Request::Stop);
    QVERIFY(worker.waitForFinished(kTimeoutMs));

    QCOMPARE(worker.exitCode(), 0);
    QVERIFY(fs::exists(run.modelFile()));
}

void LearningTest::refusesABrokenJob_data()
{
    QTest::addColumn<QByteArray>("content");

    QTest::newRow("no JSON") << QByteArray("{ not json");
    QTest::newRow("another version") << QByteArray("{\"version\": 99, \"kind\": \"training\"}");
    QTest::newRow("wrong type") << QByteArray("{\"version\": 1, \"kind\": \"training\", \"work\": "
                                              "{\"schedule\": {\"epochs\": \"ten\"}}}");
    QTest::newRow("empty file") << QByteArray();
}

void LearningTest::refusesABrokenJob()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("job.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();

    const WorkerRun worker = runWorker({QStringLiteral("run"), folder.path()});

    QCOMPARE(worker.exitCode, 2);
    const auto events = eventsOf(RunFolder(folder.path().toStdString()));
    QCOMPARE(events.back().kind, JobEvent::Kind::Failed);
    QVERIFY(!events.back().message.empty());
    QCOMPARE(runWorker({QStringLiteral("run"), QStringLiteral("/nowhere")}).exitCode, 2);
}

void LearningTest::saysWhyItFailed()
{
    const TinyProject project;
    TrainingSpec spec = project.training(1, 1);
    spec.startFrom = "/nowhere/model.h5";
    const RunFolder run = project.job(spec);

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())});

    QCOMPARE(worker.exitCode, 1);
    QCOMPARE(eventsOf(run).back().kind, JobEvent::Kind::Failed);
    QVERIFY(eventsOf(run).back().message.find("/nowhere/model.h5") != std::string::npos);
}

void LearningTest::predictsIntoTheProject()
{
    const TinyProject project;
    const fs::path model = project.model();
    PredictionJob job;
    job.project = project.root;
    job.authorFolder = "model-tiny";
    job.authorName = "Tiny model";
    const Author author{job.authorFolder, job.authorName, AuthorRole::Model};
    for (const std::string subject : {"A", "B"}) {
        PredictionSpec spec;
        spec.model = model;
        spec.images = {project.root / ("sub-" + subject) / "anat" /
                       ("sub-" + subject + "_FLAIR.nii.gz")};
        spec.mask = gradingPath(project.root, author, subject, {}, Task::Flair);
        spec.probability = probabilityPath(spec.mask);
        spec.threshold = 0.0;
        job.items.push_back({subject, {}, spec});
    }
    const RunFolder run = RunFolder::create(project.root, {"Predict", job});

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())});

    QCOMPARE(worker.exitCode, 0);
    QCOMPARE(eventsOf(run).back().results.size(), std::size_t{4});
    const Study study = readStudy(project.root);
    const Grading* grading = study.grading("model-tiny", "B", {}, Task::Flair);
    QVERIFY(grading != nullptr);
    QVERIFY(readMask(grading->path).foregroundCount() > 0);
    const auto sidecar = readSidecar(grading->path);
    QVERIFY(sidecar.has_value());
    QCOMPARE(sidecar->modelDigest, readModel(model).digest);
    QVERIFY(sameGrid(readVolume(grading->probability).geometry(),
                     readVolume(job.items[1].spec.images.front()).geometry()));
}

/// One image of three is cut short: the others are masked, by job and by command line.
void LearningTest::goesOnWithoutADamagedImage()
{
    const TinyProject project;
    const fs::path model = project.model();
    const fs::path damaged = project.caseOf("B").images.front();
    fs::resize_file(damaged, 1000);
    const QString line = QStringLiteral("predict --project %1 --model %2 --author model-tiny "
                                        "--threads 1 --json")
                             .arg(text(project.root), text(model));

    const WorkerRun command = runWorker(line.split(u' '));

    QCOMPARE(command.exitCode, 1);
    QVERIFY2(command.err.contains("sub-B: ") && command.err.contains("sub-B_FLAIR.nii.gz"),
             command.err.constData());
    QVERIFY2(command.err.contains("1 of 3 cases failed"), command.err.constData());
    const auto json = nlohmann::json::parse(command.out.toStdString());
    QCOMPARE(json["files"].size(), std::size_t{4}); // mask and probability of A and C
    QCOMPARE(json["failed"].size(), std::size_t{1});
    QCOMPARE(json["failed"][0]["subject"].get<std::string>(), std::string("B"));
    const Study study = readStudy(project.root);
    QVERIFY(study.grading("model-tiny", "A", {}, Task::Flair) != nullptr);
    QVERIFY(study.grading("model-tiny", "B", {}, Task::Flair) == nullptr);
    QVERIFY(study.grading("model-tiny", "C", {}, Task::Flair) != nullptr);

    // The window's job: it finishes, and says which failed.
    PredictionJob job{project.root, "model-job", "Job", "flair", {}};
    for (const char* subject : {"B", "C"}) {
        PredictionSpec spec;
        spec.model = model;
        spec.images = project.caseOf(subject).images;
        spec.mask = gradingPath(
            project.root, {job.authorFolder, "Job", AuthorRole::Model}, subject, {}, Task::Flair);
        job.items.push_back({subject, {}, spec});
    }
    const RunFolder run = RunFolder::create(project.root, {"Predict", job});
    QCOMPARE(runWorker({QStringLiteral("run"), text(run.path())}).exitCode, 0);
    QCOMPARE(eventsOf(run).back().results.size(), std::size_t{1});
    QCOMPARE(countOf(run, JobEvent::Kind::Warning), 2);

    // Nothing left to do well: the job has failed, with the image's own sentence.
    job.items.pop_back();
    const RunFolder alone = RunFolder::create(project.root, {"Predict", job});
    QCOMPARE(runWorker({QStringLiteral("run"), text(alone.path())}).exitCode, 1);
    QVERIFY(eventsOf(alone).back().message.find("sub-B_FLAIR.nii.gz") != std::string::npos);
}

void LearningTest::refusesABrokenModel()
{
    const TinyProject project;
    const fs::path model = project.model();
    fs::resize_file(model, fs::file_size(model) / 2);
    const fs::path image = project.root / "sub-A" / "anat" / "sub-A_FLAIR.nii.gz";
    const QString mask = project.folder.filePath(QStringLiteral("mask.nii.gz"));

    const WorkerRun predict = runWorker({QStringLiteral("predict"),
                                         QStringLiteral("--model"),
                                         text(model),
                                         QStringLiteral("--flair"),
                                         text(image),
                                         QStringLiteral("--output"),
                                         mask});
    const WorkerRun show =
        runWorker({QStringLiteral("model"), QStringLiteral("show"), text(model)});

    QCOMPARE(predict.exitCode, 1);
    QVERIFY(predict.err.contains("model.h5"));
    QVERIFY(!QFile::exists(mask));
    QCOMPARE(show.exitCode, 1);
}

void LearningTest::trainsAndPredictsFromTheCommandLine()
{
    const TinyProject project;
    const QString model = project.folder.filePath(QStringLiteral("out.h5"));
    const QString mask = project.folder.filePath(QStringLiteral("mask.nii.gz"));
    const QString command =
        QStringLiteral("train --project %1 --task flair --reference grader-1 --subjects A,sub-B "
                       "--from-scratch --preset quick --width 0.125 --levels 3 --epochs 1 "
                       "--steps 2 --patch 16 --seed 4 --threads 1 --output %2 --json")
            .arg(text(project.root), model);

    const WorkerRun train = runWorker(command.split(u' '));
    QCOMPARE(train.exitCode, 0);
    const auto trained = nlohmann::json::parse(train.out.toStdString());
    QCOMPARE(trained["model"].get<std::string>(), model.toStdString());
    QCOMPARE(trained["digest"].get<std::string>(), readModel(model.toStdString()).digest);
    const WorkerRun show = runWorker(
        {QStringLiteral("model"), QStringLiteral("show"), model, QStringLiteral("--json")});
    QCOMPARE(show.exitCode, 0);
    const auto json = nlohmann::json::parse(show.out.toStdString());
    QCOMPARE(json["task"].get<std::string>(), std::string("flair"));
    QCOMPARE(json["architecture"]["levels"].get<int>(), 3);
    QCOMPARE(json["architecture"]["width"].get<double>(), 0.125);
    QVERIFY(json["parameters"].get<int>() > 1000);
    QVERIFY(json["preprocessing"]["zScore"].get<bool>());
    QCOMPARE(json["digest"].get<std::string>(), readModel(model.toStdString()).digest);
    QCOMPARE(json["card"]["seed"].get<int>(), 4);
    const fs::path image = project.root / "sub-A" / "anat" / "sub-A_FLAIR.nii.gz";
    const QString predict =
        QStringLiteral("predict --model %1 --flair %2 --output %3 --threshold 0 --threads 1 --json")
            .arg(model, text(image), mask);
    const WorkerRun predicted = runWorker(predict.split(u' '));
    QCOMPARE(predicted.exitCode, 0);
    const auto files = nlohmann::json::parse(predicted.out.toStdString());
    QCOMPARE(files["mask"].get<std::string>(), mask.toStdString());
    QVERIFY(files["probability"].is_null());
    QVERIFY(sameGrid(readMask(mask.toStdString()).geometry(), readVolume(image).geometry()));
}

void LearningTest::whatIsNotUnderstood_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("named");

    const QString train =
        QStringLiteral("train --project x --reference y --subjects A --output z.h5 ");
    QTest::newRow("no start") << train.trimmed() << QByteArray("--from-scratch");
    QTest::newRow("unknown task") << train + QStringLiteral("--from-scratch --task spleen")
                                  << QByteArray("--task");
    QTest::newRow("results into no folder")
        << train + QStringLiteral("--from-scratch --json /nowhere/results.json")
        << QByteArray("/nowhere/results.json");
    QTest::newRow("width that is no number")
        << QStringLiteral("bench train --width nan") << QByteArray("--width");
    QTest::newRow("width beyond reason")
        << QStringLiteral("bench train --width 4000") << QByteArray("--width");
    QTest::newRow("levels beyond the family")
        << QStringLiteral("bench predict --levels 90") << QByteArray("--levels");
    QTest::newRow("unknown norm") << QStringLiteral("bench train --norm layer")
                                  << QByteArray("--norm");
    QTest::newRow("results that are no JSON file")
        << train + QStringLiteral("--from-scratch --json results.h5") << QByteArray("results.h5");
    QTest::newRow("a seed that is too large")
        << train + QStringLiteral("--from-scratch --seed 99999999999999999999")
        << QByteArray("99999999999999999999");
    QTest::newRow("a seed that would be read as octal")
        << train + QStringLiteral("--from-scratch --seed 010") << QByteArray("010");
    QTest::newRow("threads beyond reason")
        << train + QStringLiteral("--from-scratch --threads 2000") << QByteArray("--threads");
    QTest::newRow("less than no thread")
        << QStringLiteral("bench train --threads -3") << QByteArray("--threads");
}

void LearningTest::whatIsNotUnderstood()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, named);

    const WorkerRun worker = runWorker(command.split(u' '));

    QCOMPARE(worker.exitCode, 2);
    QVERIFY2(worker.err.contains(named), worker.err.constData());
    QVERIFY(worker.out.isEmpty());
}

void LearningTest::measuresItself()
{
    const QString network =
        QStringLiteral("--width 0.125 --levels 3 --patch 16 --threads 1 --json");
    const WorkerRun train =
        runWorker((QStringLiteral("bench train --steps 1 --batch 2 ") + network).split(u' '));
    const WorkerRun predict =
        runWorker((QStringLiteral("bench predict --size 20 24 16 ") + network).split(u' '));

    QCOMPARE(train.exitCode, 0);
    QVERIFY(nlohmann::json::parse(train.out.toStdString())["secondsPerStep"].get<double>() > 0.0);
    QCOMPARE(predict.exitCode, 0);
    QVERIFY(nlohmann::json::parse(predict.out.toStdString())["secondsPerVolume"].get<double>() >
            0.0);
}

QTEST_GUILESS_MAIN(LearningTest)
#include "learning_test.moc"
