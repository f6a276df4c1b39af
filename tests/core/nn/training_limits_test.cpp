#include "core/base/error.h"
#include "core/nn/learner.h"
#include "core/training/checkpoint_file.h"
#include "core/training/network_size.h"
#include "core/training/patch_sampler.h"
#include "tests/core/nn/tiny_training.h"

#include <QtTest>

#include <algorithm>
#include <new>

using namespace dawson;

namespace fs = std::filesystem;
using Wish = TrainingWatcher::Wish;

/// Parts that stay, memory that ends, patience that is over, subjects on both sides.
class TrainingLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsFrozen_data();
    void keepsWhatIsFrozen();
    void goesOnSmallerWhenMemoryEnds();
    void keepsTheMemoryCeiling();
    void endsWhenPatienceIsOver();
    void refusesASubjectOnBothSides();
    void measuringStatisticsCanBeCancelled();
};

void TrainingLimitsTest::keepsWhatIsFrozen_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("norm");
    QTest::addColumn<QString>("learning");
    QTest::newRow("decoder, instance norm") << "decoder"
                                            << "instance"
                                            << "up decoder head";
    QTest::newRow("decoder, batch norm") << "decoder"
                                         << "batch"
                                         << "up decoder head";
    QTest::newRow("last block, batch norm") << "last-block"
                                            << "batch"
                                            << "up0 decoder0 head";
}

/// Frozen weights and running statistics stay bit for bit; every other one moves.
void TrainingLimitsTest::keepsWhatIsFrozen()
{
    QFETCH(QString, part);
    QFETCH(QString, norm);
    QFETCH(QString, learning);
    const QStringList parts = learning.split(u' ');
    TinyTraining tiny;
    tiny.spec.architecture.normalisation = norm.toStdString();
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;
    const ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), recorder).run();
    tiny.spec.startFrom = fs::path(tiny.folder.path().toStdString()) / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    tiny.spec.schedule.trained = part.toStdString();

    const ModelFile child = Trainer(tiny.spec, tiny.files("child"), recorder).run();

    QCOMPARE(child.weights.size(), parent.weights.size());
    int frozen = 0;
    for (std::size_t n = 0; n < child.weights.size(); ++n) {
        const auto name = QString::fromStdString(child.weights[n].name);
        const bool learns = std::any_of(parts.begin(), parts.end(), [&](const QString& begin) {
            return name.startsWith(begin);
        });
        QVERIFY2((child.weights[n].values == parent.weights[n].values) != learns, qPrintable(name));
        QCOMPARE(child.weights[n].trained, parent.weights[n].trained);
        frozen += learns ? 0 : 1;
    }
    QVERIFY(frozen > 0);
    // Adam remembers nothing of what does not learn.
    for (const AdamMoments& moments : readCheckpoint(tiny.files("child").latest).moments) {
        const auto name = QString::fromStdString(moments.name);
        QVERIFY(std::any_of(parts.begin(), parts.end(), [&](const QString& begin) {
            return name.startsWith(begin);
        }));
    }
}

void TrainingLimitsTest::goesOnSmallerWhenMemoryEnds()
{
    TinyTraining tiny;
    Recorder recorder;
    int failures = 0;
    recorder.decide = [&](int steps) -> Wish {
        if (steps == 6 && ++failures == 1) {
            throw std::bad_alloc();
        }
        return Wish::Continue;
    };

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.epochs.size(), std::size_t{2});
    QCOMPARE(recorder.steps.size(), std::size_t{4 + 2 + 4}); // the second epoch began again
    QCOMPARE(recorder.warnings.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(recorder.warnings.front())
                .contains(QLatin1String("2 patches of 16 voxels; steps of 1 patch of 16 voxels")));
    QCOMPARE(readCheckpoint(tiny.files("run").latest).batch, 1);
    QVERIFY(!model.weights.empty());
    // A batch of one patch of the smallest size cannot be made smaller.
    tiny.spec.schedule.batch = 1;
    recorder.decide = [&](int) -> Wish {
        if (recorder.lastPhase == "Training") {
            throw std::bad_alloc();
        }
        return Wish::Continue;
    };
    try {
        Trainer(tiny.spec, tiny.files("other"), recorder).run();
        QFAIL("went on without memory");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Data);
        QVERIFY(QString::fromUtf8(error.what()).contains(QLatin1String("smallest")));
    }
}

void TrainingLimitsTest::keepsTheMemoryCeiling()
{
    TinyTraining tiny;
    const auto needs = stepMemoryBytes(tiny.spec.architecture, tiny.spec.schedule, false);
    tiny.spec.schedule.memoryGb = static_cast<double>(needs - 1000) / 1e9;
    tiny.spec.schedule.epochs = 1;
    Recorder recorder;

    Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.warnings.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(recorder.warnings.front())
                .contains(QLatin1String("steps of 1 patch")));
    QCOMPARE(readCheckpoint(tiny.files("run").latest).batch, 1);
    tiny.spec.schedule.memoryGb = 0.01;
    QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("none"), recorder).run());
}

void TrainingLimitsTest::endsWhenPatienceIsOver()
{
    TinyTraining tiny;
    const fs::path root = tiny.folder.path().toStdString();
    tiny.spec.validation = {writeStudy(root, "C", {{{16, 16, 16}, 3.0}}, 32)};
    tiny.spec.schedule.learningRate = 1e-12; // nothing gets better
    tiny.spec.schedule.epochs = 9;
    tiny.spec.schedule.stepsPerEpoch = 1;
    tiny.spec.schedule.best = "dice"; // at once more than 0, as patience asks for
    tiny.spec.schedule.patience = 2;
    Recorder recorder;

    const ModelFile model = Trainer(tiny.spec, tiny.files("run"), recorder).run();

    QCOMPARE(recorder.epochs.size(), std::size_t{3}); // the first was best
    QCOMPARE(model.card.epochs, 1);
}

void TrainingLimitsTest::refusesASubjectOnBothSides()
{
    TinyTraining tiny;
    tiny.spec.validation = {tiny.spec.training.front()};
    tiny.spec.validation.front().session = "later";
    Recorder recorder;

    try {
        Trainer(tiny.spec, tiny.files("run"), recorder).run();
        QFAIL("validated on what it learned from");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Data);
        QVERIFY(QString::fromUtf8(error.what()).contains(QLatin1String("training and validation")));
    }
}

/// Asked before each batch; the learner is as before.
void TrainingLimitsTest::measuringStatisticsCanBeCancelled()
{
    TinyTraining tiny;
    tiny.spec.architecture.normalisation = "batch";
    const fs::path path = fs::path(tiny.folder.path().toStdString()) / "cases.h5";
    (void)packCases(path, tiny.spec.training, {});
    const CaseStore store(path);
    const PatchSampler sampler(store, {0, 1}, tiny.spec.schedule);
    Learner learner(tiny.spec.architecture, tiny.spec.schedule);
    ModelFile before;
    before.weights = learner.weights();
    ModelFile other = before;
    for (WeightTensor& weight : other.weights) {
        std::ranges::fill(weight.values, 0.5F);
    }
    BatchQueue batches(sampler, 1, tiny.spec.schedule, 0);
    QVERIFY(batches.count() > 1);
    int asked = 0;
    try {
        learner.withStatistics(other.weights, batches, 40, [&asked] { return ++asked < 2; });
        QFAIL("it went on");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(asked, 2);
    ModelFile after;
    after.weights = learner.weights();
    QCOMPARE(allWeights(after), allWeights(before));
}

QTEST_GUILESS_MAIN(TrainingLimitsTest)
#include "training_limits_test.moc"
