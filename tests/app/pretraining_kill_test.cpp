#include "core/image/image_file.h"
#include "core/training/model_file.h"
#include "core/training/model_history.h"
#include "tests/app/worker_run.h"
#include "tests/core/phantom/onion.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <vector>

using namespace dawson;
namespace fs = std::filesystem;

/// `pretrain`, killed in the middle of its steps, and started again on the same folder.
class PretrainingKillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void killedAnywhereGivesTheSameWeights();
    void aShareOfTheStartIsKept();
    void pointOnlyKeepsTheWeights();
    void anotherTasksModelIsAStart();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QStringList pretrain(const QString& name) const;

    QTemporaryDir m_folder;
};

namespace
{

constexpr int kTimeoutMs = 180'000;
constexpr int kEpochs = 8;
constexpr int kSteps = 12; ///< of an epoch

/// The epochs that the worker has told to be done, in its order.
std::vector<int> epochsDone(const QByteArray& err)
{
    static const QRegularExpression done(QStringLiteral("epoch (\\d+) done"));
    std::vector<int> epochs;
    auto all = done.globalMatch(QString::fromLocal8Bit(err));
    while (all.hasNext()) {
        epochs.push_back(all.next().captured(1).toInt());
    }
    return epochs;
}

} // namespace

void PretrainingKillTest::initTestCase()
{
    const LabelVolume map = onionBrain();
    const std::vector<float> labels(map.labels.begin(), map.labels.end());
    fs::create_directories(path(QStringLiteral("maps")).toStdString());
    for (int n = 0; n < 6; ++n) {
        writeVolume(path(QStringLiteral("maps/map%1.nii.gz").arg(n)).toStdString(),
                    Volume(map.geometry, labels));
    }
}

QStringList PretrainingKillTest::pretrain(const QString& name) const
{
    return QStringLiteral("pretrain --task flair --preset quick --labelmaps %1/maps --synthetic 2 "
                          "--epochs %2 --steps %3 --patch 32 --positive 3 --negative 3 --rate 3e-3 "
                          "--width 0.125 --seed 5 --threads 1 --work %1/%4 --output %1/%4.h5")
        .arg(m_folder.path())
        .arg(kEpochs)
        .arg(kSteps)
        .arg(name)
        .split(u' ');
}

void PretrainingKillTest::killedAnywhereGivesTheSameWeights()
{
    const WorkerRun straight = runWorker(pretrain(QStringLiteral("straight")), kTimeoutMs);
    QVERIFY2(straight.exitCode == 0, straight.err.constData());
    const QString name = QStringLiteral("killed");

    // In the first epoch, and twice some hundredths of a second of work after two epochs more. The
    // second of them may not have its checkpoint yet; the first one has.
    for (int kill = 0; kill < 3; ++kill) {
        const double more = 0.01 * QRandomGenerator::system()->bounded(1, 11);
        double from = 0.0;
        std::vector<int> done;
        const bool killed = killWorkerWhen(
            pretrain(name),
            [&](const RunningWorker& worker) {
                done = epochsDone(worker.err);
                const bool further =
                    kill == 0 ? worker.err.contains("epoch 1, step") : done.size() >= 2;
                if (from == 0.0 && further) {
                    from = worker.processorSeconds;
                }
                return from > 0.0 && worker.processorSeconds >= from + more;
            },
            kTimeoutMs);
        QVERIFY(killed);
        qInfo("killed %.2f s of work after %s", more, kill == 0 ? "the first step" : "an epoch");
        QVERIFY(kill != 2 || done.front() > 1); // the third run went on after an epoch
        QVERIFY(!QFile::exists(path(name + QStringLiteral(".h5"))));
    }
    const WorkerRun last = runWorker(pretrain(name), kTimeoutMs);
    QVERIFY2(last.exitCode == 0, last.err.constData());
    const std::vector<int> rest = epochsDone(last.err);
    QVERIFY2(!rest.empty() && rest.front() > 2, last.err.constData());

    const ModelFile a = readModel(path(QStringLiteral("straight.h5")).toStdString());
    const ModelFile b = readModel(path(QStringLiteral("killed.h5")).toStdString());
    QCOMPARE(b.digest, a.digest); // over every bit of every weight
    QCOMPARE(b.threshold, a.threshold);
    QVERIFY(b.card.metrics == a.card.metrics);
    // The rate asked for, not the preset's from scratch.
    QVERIFY(std::ranges::find(a.card.settings, "learningRate=0.003") != a.card.settings.end());
    // The curves are whole, too.
    const auto curves = readModelHistory(path(QStringLiteral("straight.h5")).toStdString());
    const auto mended = readModelHistory(path(QStringLiteral("killed.h5")).toStdString());
    QCOMPARE(curves.size(), std::size_t(kEpochs));
    QCOMPARE(mended.size(), curves.size());
    for (std::size_t n = 0; n < curves.size(); ++n) {
        QCOMPARE(mended[n].epoch, static_cast<int>(n) + 1);
        QCOMPARE(mended[n].trainingLoss, curves[n].trainingLoss);
        QCOMPARE(mended[n].validationLoss, curves[n].validationLoss);
    }
}

/// The mean of start and end, weight by weight.
void PretrainingKillTest::aShareOfTheStartIsKept()
{
    const auto run = [&](const QString& name, const QStringList& more) {
        QStringList arguments = pretrain(name);
        arguments[arguments.indexOf(QStringLiteral("--epochs")) + 1] = QStringLiteral("1");
        arguments[arguments.indexOf(QStringLiteral("--steps")) + 1] = QStringLiteral("4");
        if (more.contains(QStringLiteral("--from"))) {
            arguments.remove(arguments.indexOf(QStringLiteral("--width")), 2); // it has one
        }
        return runWorker(arguments + more, kTimeoutMs);
    };
    const auto weightsOf = [&](const char* name) {
        const ModelFile made = readModel(path(QLatin1StringView(name)).toStdString());
        return made.secondMember.empty() ? made.weights : std::vector<WeightTensor>();
    };
    QVERIFY(run(QStringLiteral("nothing"), {QStringLiteral("--keep-start"), QStringLiteral("0.5")})
                .exitCode != 0); // of what?
    QCOMPARE(run(QStringLiteral("begun"), {}).exitCode, 0);
    const QStringList from{QStringLiteral("--from"), path(QStringLiteral("begun.h5"))};
    QCOMPARE(run(QStringLiteral("further"), from).exitCode, 0);
    const QStringList keep =
        from + QStringList{QStringLiteral("--keep-start"), QStringLiteral("0.25")};
    QCOMPARE(run(QStringLiteral("mean"), keep).exitCode, 0);

    const auto begun = weightsOf("begun.h5");
    const auto further = weightsOf("further.h5");
    const auto mean = weightsOf("mean.h5");
    double moved = 0.0;
    for (std::size_t n = 0; n < mean.size(); ++n) {
        for (std::size_t v = 0; v < mean[n].values.size(); ++v) {
            const float wanted = 0.25F * begun[n].values[v] + 0.75F * further[n].values[v];
            // Each of the three is rounded to half precision: 11 bits.
            const float error = std::abs(mean[n].values[v] - wanted);
            QVERIFY(error <
                    2e-3F * std::max(0.01F, std::abs(wanted) + std::abs(begun[n].values[v])));
            moved = std::max(
                moved, static_cast<double>(std::abs(further[n].values[v] - begun[n].values[v])));
        }
    }
    QVERIFY(moved > 1e-3);
}

/// Given a threshold that finds nothing, a model gets one that does; weights, name and curves stay.
void PretrainingKillTest::pointOnlyKeepsTheWeights()
{
    QStringList first = pretrain(QStringLiteral("silent"));
    first[first.indexOf(QStringLiteral("--epochs")) + 1] = QStringLiteral("2");
    QCOMPARE(runWorker(first, kTimeoutMs).exitCode, 0);
    const fs::path silent = path(QStringLiteral("silent.h5")).toStdString();
    ModelFile before = readModel(silent);
    before.threshold = 1.0;
    before.coreProbability = 0.0;
    before.card.metrics.erase("validation Dice");
    writeModelWithHistory(silent, before, readModelHistory(silent), true);

    const auto choose = [&](const QString& from, const QString& to, const QStringList& more) {
        const QString line =
            QStringLiteral("pretrain --task flair --preset quick --labelmaps %1/maps --synthetic 2 "
                           "--seed 5 --threads 1 --point-only --work %1/silent --output %1/%2.h5")
                .arg(m_folder.path(), to);
        const QStringList start =
            from.isEmpty() ? QStringList() : QStringList{QStringLiteral("--from"), path(from)};
        return runWorker(line.split(u' ') + start + more, kTimeoutMs).exitCode;
    };
    QVERIFY(choose({}, QStringLiteral("none"), {}) != 0);
    const QStringList coarser{QStringLiteral("--spacing"), QStringLiteral("1.5")};
    QCOMPARE(choose(QStringLiteral("silent.h5"), QStringLiteral("heard"), coarser), 0);
    const fs::path heard = path(QStringLiteral("heard.h5")).toStdString();
    const ModelFile after = readModel(heard);
    QCOMPARE(after.digest, readModel(silent).digest);
    QVERIFY(after.threshold < 1.0);
    QCOMPARE(after.preprocessing.spacingMm, 1.5);
    QCOMPARE(after.card.name, before.card.name);
    QVERIFY(after.card.metrics.at("validation Dice") > 0.0);
    QCOMPARE(readModelHistory(heard).size(), readModelHistory(silent).size());
    // On the same voxels again: nothing left to choose.
    QCOMPARE(choose(QStringLiteral("heard.h5"), QStringLiteral("again"), {}), 0);
    const ModelFile again = readModel(path(QStringLiteral("again.h5")).toStdString());
    QVERIFY(pointOf(again) == pointOf(after));
    QCOMPARE(again.preprocessing.spacingMm, 1.5);
    QCOMPARE(again.card.metrics, after.card.metrics);
}

/// Its weights; prepared as this task's images are.
void PretrainingKillTest::anotherTasksModelIsAStart()
{
    const auto run = [&](const char* task, const QString& name, const QStringList& more) {
        const QString line =
            QStringLiteral("pretrain --task %1 --preset quick --labelmaps %2/maps --synthetic 2 "
                           "--epochs 1 --steps 1 --patch 32 --positive 1 --negative 1 --seed 5 "
                           "--threads 1 --work %2/%3 --output %2/%3.h5")
                .arg(QLatin1StringView(task), m_folder.path(), name);
        return runWorker(line.split(u' ') + more, kTimeoutMs);
    };
    const QStringList width{QStringLiteral("--width"), QStringLiteral("0.125")};
    QCOMPARE(run("flair", QStringLiteral("flair"), width).exitCode, 0);
    const QStringList still{QStringLiteral("--from"),
                            path(QStringLiteral("flair.h5")),
                            QStringLiteral("--rate"),
                            QStringLiteral("1e-9")};
    const WorkerRun made = run("enhancing", QStringLiteral("enhancing"), still);
    QVERIFY2(made.exitCode == 0, made.err.constData());

    const ModelFile start = readModel(path(QStringLiteral("flair.h5")).toStdString());
    const ModelFile end = readModel(path(QStringLiteral("enhancing.h5")).toStdString());
    QCOMPARE(end.card.task, std::string("enhancing"));
    QCOMPARE(end.card.parentName, start.card.name);
    QCOMPARE(end.card.parentDigest, start.digest);
    QVERIFY(end.secondMember.empty()); // no mean with a network of another task
    QVERIFY(start.preprocessing.zScore && !end.preprocessing.zScore);
    for (std::size_t n = 0; n < end.weights.size(); ++n) {
        for (std::size_t v = 0; v < end.weights[n].values.size(); ++v) {
            QVERIFY(std::abs(end.weights[n].values[v] - start.weights[n].values[v]) < 1e-4F);
        }
    }
    const WorkerRun brain = run("brain", QStringLiteral("brain"), still);
    QVERIFY(brain.exitCode != 0);
    QVERIFY2(brain.err.contains("made for the task"), brain.err.constData());
}

QTEST_GUILESS_MAIN(PretrainingKillTest)
#include "pretraining_kill_test.moc"
