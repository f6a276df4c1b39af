#include "core/study/evaluation.h"
#include "core/training/input_channels.h"
#include "core/training/model_file.h"
#include "tests/app/pair_project.h"

#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace dawson;
namespace fs = std::filesystem;

/// New and enhancing lesions from a project to a model to masks, by the real worker.
class PairLearningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trainsOnSubtractions_data();
    void trainsOnSubtractions();
    void predictsIntoThePairsSpace_data();
    void predictsIntoThePairsSpace();
    void twoChannels();
    void aSecondChannelIsLearnedLater();
    void predictsAWholeProject();
    void saysWhatMayBeWrongWithAPair();
    void comparesAuthorsOnThePairsGrid();
    void crossValidates();
    void leavesOutWhatCannotBeCompared();
    void refusesToLearn_data();
    void refusesToLearn();
    void refusesToPredict_data();
    void refusesToPredict();

private:
    QString model(const QString& task) const
    {
        return m_project.folder.filePath(task + QStringLiteral(".h5"));
    }

    WorkerRun train(const QString& task, const QString& subjects, const QString& output) const;
    RunFolder prediction(const std::string& task, const std::string& subject) const;

    PairProject m_project;
};

namespace
{

const char* const kSettings = " --preset quick --levels 3 --width 0.125 --patch 16 --batch 1 "
                              "--epochs 1 --steps 1 --threads 1 --seed 1 "
                              "--set positivePatches=2 --set negativePatches=0 --set copies=1";

} // namespace

void PairLearningTest::initTestCase()
{
    for (const char* subject : {"01", "02"}) {
        m_project.addVisits(subject, {}, {});
        m_project.addContrast(subject);
        for (const Task task : {Task::New, Task::Enhancing}) {
            m_project.addMask(graderAuthor("grader-1", "Grader 1"), subject, task);
        }
    }
}

WorkerRun
PairLearningTest::train(const QString& task, const QString& subjects, const QString& output) const
{
    const QString line = QStringLiteral("train --project %1 --reference grader-1 --task %2 "
                                        "--subjects %3 --from-scratch --output %4")
                             .arg(text(m_project.root), task, subjects, output) +
                         QLatin1String(kSettings);
    return runWorker(line.split(u' '), 4 * kTimeoutMs);
}

/// As little as a job can tell: the worker knows the image and the mask's place.
RunFolder PairLearningTest::prediction(const std::string& task, const std::string& subject) const
{
    PredictionJob job;
    job.project = m_project.root;
    job.authorFolder = "model-tiny";
    job.authorName = "Tiny";
    job.task = task;
    PredictionSpec spec;
    spec.model = model(QString::fromStdString(task)).toStdString();
    spec.threshold = 0.0;
    spec.coreProbability = 0.0;
    spec.threads = 1;
    job.items.push_back({subject, "02", spec});
    return RunFolder::create(m_project.root, {"Predict", job});
}

void PairLearningTest::trainsOnSubtractions_data()
{
    QTest::addColumn<QString>("task");
    QTest::newRow("new") << QStringLiteral("new");
    QTest::newRow("enhancing") << QStringLiteral("enhancing");
}

void PairLearningTest::trainsOnSubtractions()
{
    QFETCH(QString, task);
    const ImagePair pair = m_project.pair("02", *taskFromName(task.toStdString()));
    QCOMPARE(pairState(m_project.root, pair), PairState::Missing);

    const WorkerRun run = train(task, QStringLiteral("01,02"), model(task));

    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(pairState(m_project.root, pair), PairState::Made);
    const ModelFile made = readModelHeader(model(task).toStdString());
    QCOMPARE(made.card.task, task.toStdString());
    QCOMPARE(made.card.subjects, (std::vector<std::string>{"01", "02"}));
    QVERIFY2(!made.preprocessing.zScore, "a subtraction was scaled again");
}

void PairLearningTest::predictsIntoThePairsSpace_data()
{
    trainsOnSubtractions_data();
}

void PairLearningTest::predictsIntoThePairsSpace()
{
    QFETCH(QString, task);
    const ImagePair pair = m_project.pair("01", *taskFromName(task.toStdString()));
    fs::remove(pairFiles(m_project.root, pair).subtraction); // is made again
    const RunFolder run = prediction(task.toStdString(), "01");

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())}, 4 * kTimeoutMs);

    QVERIFY2(worker.exitCode == 0, worker.err.constData());
    const Study study = readStudy(m_project.root);
    const Grading* grading = study.grading("model-tiny", "01", "02", pair.task);
    QVERIFY(grading != nullptr);
    QCOMPARE(grading->space, pair.space());
    QCOMPARE((study.root / eventsOf(run).back().results.front()).string(), grading->path.string());
    const Mask mask = readMask(grading->path);
    QVERIFY(sameGrid(mask.geometry(), readVolume(pair.baseline.path).geometry()));
    QVERIFY(mask.foregroundCount() > 1000); // threshold 0: all the tissue
    const auto sidecar = readSidecar(grading->path);
    QCOMPARE(sidecar->imagePath, pair.followup.path.lexically_relative(study.root).string());
    QCOMPARE(pairState(m_project.root, pair), PairState::Made);
}

/// The current image beside the subtraction: the same channels whether a project or two files are
/// predicted, to the last bit of what the network makes of them.
void PairLearningTest::twoChannels()
{
    const QString two = model(QStringLiteral("two"));
    const WorkerRun run = train(QStringLiteral("new"),
                                QStringLiteral("01,02"),
                                two + QStringLiteral(" --channels subtraction+current"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const ModelFile made = readModelHeader(two.toStdString());
    QCOMPARE(made.architecture.inputChannels, 2);
    QCOMPARE(channelsOf(made), std::string("subtraction+current"));
    QVERIFY(made.card.trainedOn.find("Channels: ") != std::string::npos);
    const ImagePair pair = m_project.pair("01", Task::New);
    const PairFiles files = pairFiles(m_project.root, pair);
    QVERIFY(
        sameGrid(readVolume(files.current).geometry(), readVolume(pair.baseline.path).geometry()));
    fs::remove(files.current); // is made again

    const QString all = QStringLiteral("predict --project %1 --task new --model %2 "
                                       "--author model-two --subjects 01 --threads 1");
    const WorkerRun project =
        runWorker(all.arg(text(m_project.root), two).split(u' '), 4 * kTimeoutMs);
    QVERIFY2(project.exitCode == 0, project.err.constData());
    const QString probability = m_project.folder.filePath(QStringLiteral("two.nii.gz"));
    const QString files2 = QStringLiteral("predict --baseline %1 --followup %2 --model %3 "
                                          "--threads 1 --probability %4 --output %5");
    const WorkerRun alone =
        runWorker(files2
                      .arg(text(pair.baseline.path),
                           text(pair.followup.path),
                           two,
                           probability,
                           m_project.folder.filePath(QStringLiteral("two_mask.nii.gz")))
                      .split(u' '),
                  4 * kTimeoutMs);

    QVERIFY2(alone.exitCode == 0, alone.err.constData());
    const Study study = readStudy(m_project.root);
    const Grading* grading = study.grading("model-two", "01", "02", Task::New);
    QVERIFY(grading != nullptr);
    const Volume kept = readVolume(grading->probability);
    const Volume here = readVolume(probability.toStdString());
    QVERIFY(std::ranges::equal(kept.voxels(), here.voxels()));
    QVERIFY(std::ranges::any_of(kept.voxels(), [](float p) { return p > 0.0F; }));
}

void PairLearningTest::aSecondChannelIsLearnedLater()
{
    QString line =
        QStringLiteral("train --project %1 --reference grader-1 --task new --subjects "
                       "01,02 --from %2 --channels subtraction+current --output %3")
            .arg(text(m_project.root),
                 model(QStringLiteral("new")),
                 model(QStringLiteral("later"))) +
        QString::fromLatin1(kSettings).remove(QStringLiteral(" --levels 3 --width 0.125"));
    const WorkerRun run = runWorker(line.split(u' '), 4 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const ModelFile later = readModelHeader(model(QStringLiteral("later")).toStdString());
    QCOMPARE(later.architecture.inputChannels, 2);

    line.replace(QStringLiteral("--task new"), QStringLiteral("--task flair"));
    QCOMPARE(runWorker(line.split(u' ')).exitCode, 1); // no subtraction to look at
    line.replace(QStringLiteral("--task flair"), QStringLiteral("--task new"));
    line += QStringLiteral(" --set trained=decoder");
    const WorkerRun frozen = runWorker(line.split(u' '), 4 * kTimeoutMs);
    QCOMPARE(frozen.exitCode, 1);
    QVERIFY2(frozen.err.contains("A new input channel"), frozen.err.constData());
}

void PairLearningTest::predictsAWholeProject()
{
    const QString line = QStringLiteral("predict --project %1 --task enhancing --model %2 "
                                        "--author model-all --threads 1 --json")
                             .arg(text(m_project.root), model(QStringLiteral("enhancing")));

    const WorkerRun run = runWorker(line.split(u' '), 4 * kTimeoutMs);

    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("T1w with gadolinium is missing in ses-01 of sub-02."),
             run.err.constData());
    QCOMPARE(nlohmann::json::parse(run.out.toStdString())["files"].size(), std::size_t(4));
    const Study study = readStudy(m_project.root);
    for (const char* subject : {"01", "02"}) {
        const Grading* grading = study.grading("model-all", subject, "02", Task::Enhancing);
        QVERIFY(grading != nullptr);
        QCOMPARE(grading->space, std::string("T1w"));
        QVERIFY(!grading->probability.empty());
    }
    const WorkerRun wrong =
        runWorker(QString(line)
                      .replace(QLatin1String("--task enhancing"), QLatin1String("--task new"))
                      .split(u' '));
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.err.contains("was made for the task \"enhancing\""), wrong.err.constData());
}

/// In the log of a prediction and of a training, until a reader has accepted the pair.
void PairLearningTest::saysWhatMayBeWrongWithAPair()
{
    const ImagePair pair = m_project.pair("01", Task::Enhancing);
    const fs::path file = pairFiles(m_project.root, pair).record;
    const PairRecord before = readPairRecord(file).value();
    PairRecord doubted = before;
    doubted.warnings = {"Doubtful."};
    QByteArray told = "sub-01 ses-02: Doubtful.";
    const auto said = [&] {
        writePairRecord(m_project.root, pair, doubted);
        const RunFolder run = prediction("enhancing", "01");
        const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())});
        return worker.exitCode == 0 &&
               warningsOf(run).find(told.toStdString()) != std::string::npos;
    };

    QVERIFY(said());
    const WorkerRun learned = train(QStringLiteral("enhancing"),
                                    QStringLiteral("01"),
                                    m_project.folder.filePath(QStringLiteral("doubted.h5")));
    QVERIFY2(learned.err.contains(told), learned.err.constData());
    doubted.acceptedBy = "Grader 1";
    QVERIFY(!said());
    doubted.matching = "robust";
    told = "sub-01 ses-02: Its intensities were matched by median (--robust), ";
    QVERIFY(said());
    writePairRecord(m_project.root, pair, before);
}

void PairLearningTest::comparesAuthorsOnThePairsGrid()
{
    m_project.addMask(graderAuthor("grader-2", "Grader 2"), "01", Task::New);
    const StudyEvaluation result = evaluateStudy(
        readStudy(m_project.root), {"grader-1", {"grader-2", "model-tiny"}, Task::New, {}, {}});

    QCOMPARE(result.leftOut, std::vector<std::string>());
    QCOMPARE(result.authors.at(0).cases.at(0).dice.value(), 1.0);
    QCOMPARE(result.authors.at(1).cases.at(0).sensitivity.value(), 1.0);
    QCOMPARE(result.authors.at(1).cases.at(0).session, std::string("02"));
}

void PairLearningTest::crossValidates()
{
    QString line = QStringLiteral("cross-validate --project %1 --reference grader-1 --task new "
                                  "--subjects 01,02 --from %2 --threads 1 --work %3 --json")
                       .arg(text(m_project.root),
                            model(QStringLiteral("new")),
                            m_project.folder.filePath(QStringLiteral("work")));
    for (const char* setting : {"epochs=1",
                                "stepsPerEpoch=1",
                                "patchSize=16",
                                "positivePatches=2",
                                "negativePatches=0"}) {
        line += QStringLiteral(" --set ") + QLatin1String(setting);
    }

    const WorkerRun run = runWorker(line.split(u' '), 4 * kTimeoutMs);

    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto json = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(json["folds"].size(), std::size_t{6});
    for (const auto& fold : json["folds"]) {
        QCOMPARE(fold["referenceLesions"].get<int>(), 1);
        QCOMPARE(fold["session"].get<std::string>(), std::string("02"));
    }
}

void PairLearningTest::leavesOutWhatCannotBeCompared()
{
    m_project.addVisits("03", {}, {});
    m_project.addMask(graderAuthor("grader-1", "Grader 1"), "03", Task::New);
    fs::resize_file(m_project.image("03", "02", "FLAIR"), 3000);
    const QString output = model(QStringLiteral("rest"));

    const WorkerRun run = train(QStringLiteral("new"), QStringLiteral("01,03"), output);

    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("sub-03 ses-02 is left out: "), run.err.constData());
    QCOMPARE(readModelHeader(output.toStdString()).card.subjects, std::vector<std::string>{"01"});
}

void PairLearningTest::refusesToLearn_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("gone");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("one visit") << "new"
                               << "ses-01"
                               << QByteArray("sub-04 has one visit only: nothing to compare it "
                                             "with.");
    QTest::newRow("no T1w before gadolinium")
        << "enhancing"
        << "ses-02/anat/sub-04_ses-02_T1w.nii.gz"
        << QByteArray("T1w without gadolinium is missing in ses-02 of sub-04.");
}

void PairLearningTest::refusesToLearn()
{
    QFETCH(QString, task);
    QFETCH(QString, gone);
    QFETCH(QByteArray, sentence);
    m_project.addVisits("04", {}, {});
    m_project.addContrast("04");
    m_project.addMask(
        graderAuthor("grader-1", "Grader 1"), "04", *taskFromName(task.toStdString()));
    fs::remove_all(m_project.root / "sub-04" / gone.toStdString());
    const QString output = model(QStringLiteral("none"));

    const WorkerRun run = train(task, QStringLiteral("04"), output);

    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains(sentence), run.err.constData());
    QVERIFY(!QFile::exists(output));
}

void PairLearningTest::refusesToPredict_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("one visit") << "new"
                               << "new"
                               << QByteArray("sub-05 has one visit only: nothing to compare it "
                                             "with.");
    QTest::newRow("no gadolinium") << "enhancing"
                                   << "enhancing"
                                   << QByteArray("T1w with gadolinium is missing in ses-02 of "
                                                 "sub-05.");
    QTest::newRow("a model of another task")
        << "new"
        << "enhancing" << QByteArray("The model was made for the task \"enhancing\"");
}

void PairLearningTest::refusesToPredict()
{
    QFETCH(QString, task);
    QFETCH(QString, model);
    QFETCH(QByteArray, sentence);
    m_project.addVisits("05", {}, {});
    if (task == model) {
        fs::remove_all(m_project.root / "sub-05" / "ses-01");
    }
    const RunFolder run = prediction(task.toStdString(), "05");
    JobSpec job = readJobSpec(run.jobFile());
    std::get<PredictionJob>(job.work).items[0].spec.model = this->model(model).toStdString();
    writeJobSpec(run.jobFile(), job);

    const WorkerRun worker = runWorker({QStringLiteral("run"), text(run.path())}, 4 * kTimeoutMs);

    QCOMPARE(worker.exitCode, 1);
    const std::string why = eventsOf(run).back().message;
    QVERIFY2(why.find(sentence.toStdString()) != std::string::npos, why.c_str());
}

QTEST_GUILESS_MAIN(PairLearningTest)
#include "pair_learning_test.moc"
