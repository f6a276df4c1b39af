#include "core/training/input_channels.h"
#include "core/training/model_file.h"
#include "tests/app/pair_project.h"
#include "widgets/panel/training_plan.h"

#include <QTest>

#include <algorithm>

using namespace dawson;
namespace fs = std::filesystem;

/// A second channel that the window's plan asks for, learned and used by the real worker.
class PairChannelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDialogsSecondChannelIsLearned();

private:
    PairProject m_project;
    QString m_model = m_project.folder.filePath(QStringLiteral("one.h5"));
};

/// Two subjects, and a model that looks at the subtraction alone.
void PairChannelsTest::initTestCase()
{
    for (const char* subject : {"01", "02"}) {
        m_project.addVisits(subject, {}, {});
        m_project.addContrast(subject);
        m_project.addMask(graderAuthor("grader-1", "Grader 1"), subject, Task::Enhancing);
    }
    const QString line =
        QStringLiteral("train --project %1 --reference grader-1 --task enhancing --subjects 01,02 "
                       "--from-scratch --output %2 --preset quick --levels 3 --width 0.125 "
                       "--patch 16 --batch 1 --epochs 1 --steps 1 --threads 1 --seed 1")
            .arg(text(m_project.root), m_model);
    const WorkerRun run = runWorker(line.split(u' '), 4 * kTimeoutMs);
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

/// As Train > Fine-tune and then Predict send it, but for a network and a schedule of seconds.
void PairChannelsTest::theDialogsSecondChannelIsLearned()
{
    const AvailableModel parent{
        m_model.toStdString(), readModelHeader(m_model.toStdString()), false, {}};
    QCOMPARE(parent.header.architecture.inputChannels, 1);
    TrainingChoice choice{
        Task::Enhancing, "grader-1", {{"01", "02"}, {"02", "02"}}, "quick", &parent, true, "Both"};
    TrainingSpec spec = planTraining(readStudy(m_project.root), choice);
    QCOMPARE(spec.architecture.inputChannels, 2);
    spec.schedule.epochs = 1;
    spec.schedule.stepsPerEpoch = 1;
    spec.schedule.patchSize = 16;
    spec.schedule.batch = 1;
    spec.schedule.copies = 1;
    spec.schedule.positivePatches = 2;
    spec.schedule.negativePatches = 0;
    spec.schedule.threads = 1;
    const RunFolder training = RunFolder::create(m_project.root, {"Fine-tune", spec});
    const WorkerRun learned =
        runWorker({QStringLiteral("run"), text(training.path())}, 4 * kTimeoutMs);
    QVERIFY2(learned.exitCode == 0, learned.err.constData());

    const std::vector<AvailableModel> models = listModels(m_project.root);
    const auto made = std::ranges::find_if(
        models, [](const AvailableModel& one) { return one.header.card.name == "Both"; });
    QVERIFY(made != models.end());
    QCOMPARE(channelsOf(made->header), std::string(kSubtractionAndCurrent));
    PredictionJob job = planPrediction(readStudy(m_project.root), *made, {{"01", "02"}});
    job.items.at(0).spec.threads = 1;
    const RunFolder prediction = RunFolder::create(m_project.root, {"Predict", job});
    const WorkerRun predicted =
        runWorker({QStringLiteral("run"), text(prediction.path())}, 4 * kTimeoutMs);
    QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
    const Study study = readStudy(m_project.root);
    const Grading* grading = study.grading(modelAuthorFolder("Both"), "01", "02", Task::Enhancing);
    QVERIFY(grading != nullptr && !grading->probability.empty());
    const Volume map = readVolume(grading->probability);
    QVERIFY(std::ranges::any_of(map.voxels(), [](float p) { return p > 0.0F; }));
}

QTEST_GUILESS_MAIN(PairChannelsTest)
#include "pair_channels_test.moc"
