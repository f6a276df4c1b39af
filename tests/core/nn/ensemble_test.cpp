#include "core/base/error.h"
#include "core/nn/predictor.h"
#include "core/nn/trainer.h"
#include "core/nn/unet3d.h"
#include "core/nn/validation.h"
#include "core/training/checkpoint_file.h"
#include "tests/core/nn/tiny_training.h"

#include <QTest>

#include <cmath>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

/// A network that says the same everywhere: all weights 0, the last bias a logit.
std::vector<WeightTensor> constantWeights(const Architecture& architecture, double probability)
{
    std::vector<WeightTensor> weights = weightsOf(*UNet3d(architecture));
    for (WeightTensor& weight : weights) {
        const double logit = std::log(probability / (1.0 - probability));
        std::ranges::fill(weight.values,
                          weight.name == "head0.bias" ? static_cast<float>(logit) : 0.0F);
    }
    return weights;
}

bool sameValues(const std::vector<WeightTensor>& a, const std::vector<WeightTensor>& b)
{
    return sameNetwork(a, b) && std::ranges::equal(a, b, [](const auto& one, const auto& other) {
               return one.values == other.values;
           });
}

/// A model from scratch, which what follows fine-tunes.
ModelFile startFromTrained(TinyTraining& tiny, TrainingWatcher& watcher)
{
    ModelFile parent = Trainer(tiny.spec, tiny.files("parent"), watcher).run();
    tiny.spec.startFrom = tiny.files("parent").cases.parent_path() / "parent.h5";
    writeModel(tiny.spec.startFrom, parent);
    return parent;
}

} // namespace

/// Two networks in one model: their probabilities, not their weights, are averaged.
class EnsembleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void theProbabilityIsTheMeanOfBoth_data()
    {
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("as it is") << false;
        QTest::newRow("with the mirror image") << true;
    }

    void theProbabilityIsTheMeanOfBoth()
    {
        QFETCH(bool, mirrored);
        ModelFile model;
        model.architecture = {.levels = 3, .width = 0.125, .normalisation = "instance"};
        model.patchSize = 16;
        model.mirrored = mirrored;
        model.weights = constantWeights(model.architecture, 0.9);
        model.secondMember = constantWeights(model.architecture, 0.2);
        const Geometry grid = Geometry::axisAligned({20, 17, 16}, {1.0, 1.0, 1.0});
        const Volume image(grid, std::vector<float>(grid.voxelCount(), 1.0F));

        const Volume map = Predictor(model, 1, "fp32").probability({image});

        for (const float value : map.voxels()) {
            QVERIFY(std::abs(value - 0.55F) < 1e-5F);
        }
    }

    void aFineTunedModelHasItsParentForIt()
    {
        TinyTraining tiny;
        tiny.spec.schedule.epochs = 1;
        tiny.spec.schedule.ensembleWithParent = true;
        Recorder recorder;
        const ModelFile parent = startFromTrained(tiny, recorder);
        QVERIFY(parent.secondMember.empty()); // from scratch it has none
        tiny.spec.schedule.seed = 2;

        const ModelFile child = Trainer(tiny.spec, tiny.files("child"), recorder).run();

        QVERIFY(sameValues(child.secondMember, parent.weights));
        QVERIFY(!sameValues(child.weights, parent.weights));
        QVERIFY(readCheckpoint(tiny.files("child").latest).model.secondMember.empty());
        tiny.spec.schedule.ensembleWithParent = false;
        const ModelFile alone = Trainer(tiny.spec, tiny.files("alone"), recorder).run();
        QVERIFY(alone.secondMember.empty());
        QVERIFY(sameValues(alone.weights, child.weights)); // what is learned is the same
        tiny.spec.schedule.ensembleWithParent = true;
        tiny.spec.schedule.parentShare = 0.5;
        const ModelFile mixed = Trainer(tiny.spec, tiny.files("mixed"), recorder).run();
        QVERIFY(sameValues(mixed.secondMember, parent.weights));
        QVERIFY(!sameValues(mixed.weights, child.weights));
    }

    void aResumedTrainingHasItToo()
    {
        TinyTraining tiny;
        tiny.spec.schedule.epochs = 1;
        Recorder quiet;
        const ModelFile parent = startFromTrained(tiny, quiet);
        tiny.spec.schedule.ensembleWithParent = true;
        tiny.spec.schedule.parentShare = 0.5;
        const ModelFile whole = Trainer(tiny.spec, tiny.files("whole"), quiet).run();
        Recorder impatient;
        impatient.decide = [](int steps) {
            return steps >= 2 ? TrainingWatcher::Wish::Cancel : TrainingWatcher::Wish::Continue;
        };
        QVERIFY_THROWS_EXCEPTION(Error, Trainer(tiny.spec, tiny.files("broken"), impatient).run());

        const ModelFile resumed = Trainer(tiny.spec, tiny.files("broken"), quiet).run();

        QVERIFY(sameValues(resumed.weights, whole.weights));
        QVERIFY(sameValues(resumed.secondMember, parent.weights));
    }

    /// The best epoch's weights, and beside them the parent's.
    void theBestEpochHasItToo()
    {
        TinyTraining tiny;
        tiny.spec.validation = {tiny.spec.training.back()};
        tiny.spec.training.pop_back();
        Recorder recorder;
        const ModelFile parent = startFromTrained(tiny, recorder);
        tiny.spec.schedule.ensembleWithParent = true;

        const ModelFile child = Trainer(tiny.spec, tiny.files("child"), recorder).run();

        const ModelFile best = readModel(tiny.files("child").best);
        QVERIFY(best.secondMember.empty()); // epochs are ranked without it
        QVERIFY(sameValues(child.weights, best.weights));
        QVERIFY(sameValues(child.secondMember, parent.weights));
    }

    /// The point is chosen for what predicts.
    void thePointIsThatOfBoth()
    {
        TinyTraining tiny;
        tiny.spec.schedule.epochs = 4;
        tiny.spec.schedule.ensembleWithParent = true;
        Recorder recorder;
        const ModelFile parent = startFromTrained(tiny, recorder);

        const ModelFile both = Trainer(tiny.spec, tiny.files("both"), recorder).run();

        const CaseStore store(tiny.files("both").cases);
        const auto diceOf = [&](const ModelFile& model) {
            OperatingPointSearch search = operatingPointSearch(tiny.spec, pointOf(model));
            scoreModel(model, store, {.cases = 2, .threads = 1, .precision = "fp32"}, search, {});
            return search.score(search.best()).dice.value();
        };
        QCOMPARE(both.card.metrics.at("training Dice"), diceOf(both));
        ModelFile alone = both;
        alone.secondMember.clear();
        QVERIFY(diceOf(alone) != diceOf(both));
    }

    /// Of a model that is one itself the network that learned goes on.
    void aGrandchildHasItsParentForIt()
    {
        TinyTraining tiny;
        tiny.spec.schedule.epochs = 1;
        tiny.spec.schedule.ensembleWithParent = true;
        Recorder recorder;
        ModelFile parent = startFromTrained(tiny, recorder);
        parent.secondMember = constantWeights(parent.architecture, 0.3);
        const std::string digest = writeModel(tiny.spec.startFrom, parent);

        const ModelFile child = Trainer(tiny.spec, tiny.files("child"), recorder).run();

        QVERIFY(sameValues(child.secondMember, parent.weights));
        QCOMPARE(child.card.parentDigest, digest);
    }
};

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::EnsembleTest)
#include "ensemble_test.moc"
