#include "core/base/atomic_file.h"
#include "core/training/model_file.h"
#include "tests/app/tiny_project.h"

#include <QRandomGenerator>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace dawson;

namespace fs = std::filesystem;

/// The real worker: the same weights whatever happens, memory that is kept, models that are
/// exchanged.
class TrainingWorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAnywhereGivesTheSameWeights();
    void staysBelowTheMemoryCeiling();
    void fineTunesAndComparesFromScratch();
    void exchangesModels();
    void refusesForeignTensors();
};

namespace
{

QStringList words(const QString& line)
{
    return line.split(u' ');
}

} // namespace

void TrainingWorkerTest::killedAnywhereGivesTheSameWeights()
{
    const TinyProject project;
    TrainingSpec spec = project.training(8, 8);
    spec.validation = {project.caseOf("C")};
    spec.schedule.redraw = true;
    spec.schedule.augmentation = "extended";
    spec.schedule.carveMix = 0.5;
    spec.schedule.learningRate = 3e-3;
    spec.schedule.minimumSize = true;
    const RunFolder straight = project.job(spec);
    QCOMPARE(runWorker({QStringLiteral("run"), text(straight.path())}).exitCode, 0);
    const RunFolder killed = project.job(spec);

    // Ten steps at most before each kill: the eight epochs of eight are far from over then, also
    // where the machine lets this process wait for some of them.
    for (int kill = 0; kill < 3; ++kill) {
        const int wanted =
            countOf(killed, JobEvent::Kind::Step) + QRandomGenerator::system()->bounded(1, 11);
        qInfo("killed once there are %d steps", wanted);
        QVERIFY(
            killWorkerWhen({QStringLiteral("run"), text(killed.path())}, [&](const RunningWorker&) {
                return countOf(killed, JobEvent::Kind::Step) >= wanted;
            }));
        QVERIFY(!fs::exists(killed.modelFile()));
    }
    QCOMPARE(runWorker({QStringLiteral("run"), text(killed.path())}).exitCode, 0);

    const ModelFile a = readModel(straight.modelFile());
    const ModelFile b = readModel(killed.modelFile());
    QCOMPARE(b.digest, a.digest); // over every bit of every weight
    QCOMPARE(b.threshold, a.threshold);
    QCOMPARE(b.minimumVolumeMm3, a.minimumVolumeMm3);
    QCOMPARE(b.coreProbability, a.coreProbability);
    QVERIFY(b.card.metrics == a.card.metrics);
    QCOMPARE(a.card.validationSubjects, std::vector<std::string>{"C"});
}

/// With so little memory that the steps asked for cannot be done: smaller ones are, and it is said.
void TrainingWorkerTest::staysBelowTheMemoryCeiling()
{
    const TinyProject project;
    TrainingSpec spec = project.training(1, 1);
    spec.architecture.width = 0.5;
    spec.schedule.patchSize = 64;
    spec.schedule.batch = 8;
    spec.schedule.memoryGb = 0.7;
    const RunFolder run = project.job(spec);

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())});

    QCOMPARE(worker.exitCode, 0);
    QVERIFY(fs::exists(run.modelFile()));
    const auto events = eventsOf(run);
    const auto warned = std::find_if(events.begin(), events.end(), [](const JobEvent& event) {
        return event.kind == JobEvent::Kind::Warning &&
               event.message.find("are used instead") != std::string::npos;
    });
    QVERIFY(warned != events.end());
}

void TrainingWorkerTest::fineTunesAndComparesFromScratch()
{
    const TinyProject project;
    const QString root = text(project.root);
    const QString folder = project.folder.path();
    const QString parent = text(project.model());
    const QString shared =
        QStringLiteral("train --project %1 --task flair --reference grader-1 --subjects B "
                       "--validation C --preset robust --epochs 1 --steps 2 --patch 16 --seed 4 "
                       "--threads 1 --set batch=2 --set loss=cross-entropy+tversky ")
            .arg(root);

    const WorkerRun tuned = runWorker(
        words(shared + QStringLiteral("--from %1 --set trained=decoder --output %2/tuned.h5")
                           .arg(parent, folder)));
    QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
    const WorkerRun scratch = runWorker(words(
        shared +
        QStringLiteral("--from-scratch --like %1 --output %2/scratch.h5").arg(parent, folder)));
    QVERIFY2(scratch.exitCode == 0, scratch.err.constData());

    const ModelFile a = readModel((folder + QStringLiteral("/tuned.h5")).toStdString());
    const ModelFile b = readModel((folder + QStringLiteral("/scratch.h5")).toStdString());
    QVERIFY(a.architecture == b.architecture);
    QCOMPARE(a.card.dataDigest, b.card.dataDigest);
    QCOMPARE(a.card.seed, b.card.seed);
    QCOMPARE(a.card.ancestorSubjects, (std::vector<std::string>{"A", "B"}));
    QVERIFY(b.card.ancestorSubjects.empty());
    QVERIFY(a.mirrored && b.mirrored);
    const ModelFile start = readModel(parent.toStdString());
    QVERIFY(sameNetwork(a.secondMember, start.weights));
    for (std::size_t n = 0; n < start.weights.size(); ++n) {
        QVERIFY(a.secondMember[n].values == start.weights[n].values);
    }
    QVERIFY(b.secondMember.empty());
    const WorkerRun unknown = runWorker(words(
        shared + QStringLiteral("--from-scratch --set epoch=3 --output %1/x.h5").arg(folder)));
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.err.contains("\"epoch\""));
}

void TrainingWorkerTest::exchangesModels()
{
    const TinyProject project;
    const fs::path model = project.model();
    const fs::path folder = project.folder.path().toStdString();
    const fs::path tensors = folder / "m.safetensors";
    const fs::path back = folder / "back.h5";

    QCOMPARE(runWorker({QStringLiteral("model"),
                        QStringLiteral("export"),
                        text(model),
                        QStringLiteral("--output"),
                        text(tensors)})
                 .exitCode,
             0);
    const WorkerRun imported = runWorker({QStringLiteral("model"),
                                          QStringLiteral("import"),
                                          text(tensors),
                                          QStringLiteral("--output"),
                                          text(back)});

    QVERIFY2(imported.exitCode == 0, imported.err.constData());
    QCOMPARE(readModel(back).digest, readModel(model).digest);
    QCOMPARE(readModel(back).card.subjects, readModel(model).card.subjects);
    QVERIFY(!imported.err.contains("changed"));
}

void TrainingWorkerTest::refusesForeignTensors()
{
    const TinyProject project;
    const QString folder = project.folder.path();
    const auto refused = [&](const QString& name, const char* says) {
        const WorkerRun worker = runWorker({QStringLiteral("model"),
                                            QStringLiteral("import"),
                                            folder + u'/' + name,
                                            QStringLiteral("--output"),
                                            folder + QStringLiteral("/x.h5")});
        return worker.exitCode == 1 && worker.err.contains(says) &&
               !QFile::exists(folder + QStringLiteral("/x.h5"));
    };
    QVERIFY(refused(QStringLiteral("none.safetensors"), "cannot be read"));
    // Another width in the metadata than the weights have.
    const fs::path tensors = (folder + QStringLiteral("/m.safetensors")).toStdString();
    runWorker({QStringLiteral("model"),
               QStringLiteral("export"),
               text(project.model()),
               QStringLiteral("--output"),
               text(tensors)});
    std::string content = readText(tensors);
    const std::string width = "\\\"width\\\":0.125";
    const auto at = content.find(width);
    QVERIFY(at != std::string::npos);
    content.replace(at, width.size(), "\\\"width\\\":0.250");
    writeTextAtomically(tensors, content);
    QVERIFY(refused(QStringLiteral("m.safetensors"), "but this network needs"));
}

QTEST_GUILESS_MAIN(TrainingWorkerTest)
#include "training_worker_test.moc"
