#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/predictor.h"
#include "core/nn/unet3d.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <new>

using namespace dawson;

namespace
{

/// A network that says the same everywhere: all weights 0, the last bias a logit.
ModelFile constantModel(double probability)
{
    ModelFile model;
    model.architecture = {.levels = 3, .width = 0.125, .normalisation = "instance"};
    model.patchSize = 16;
    model.weights = weightsOf(*UNet3d(model.architecture));
    for (WeightTensor& weight : model.weights) {
        std::fill(weight.values.begin(), weight.values.end(), 0.0F);
        if (weight.name == "head0.bias") {
            weight.values = {static_cast<float>(std::log(probability / (1.0 - probability)))};
        }
    }
    return model;
}

/// A ball of ones in air.
Volume ball(const Geometry& grid, double radius)
{
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    const PatientPoint center = grid.center();
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (std::hypot(p.x - center.x, p.y - center.y, p.z - center.z) < radius) {
            voxels[n] = 1.0F + 0.1F * static_cast<float>(n % 3);
        }
    }
    return {grid, std::move(voxels)};
}

} // namespace

class PredictorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsCoverTheAxis_data();
    void windowsCoverTheAxis();
    void blendsWithoutSeams_data();
    void blendsWithoutSeams();
    void doesNotDependOnThreads();
    void comesBackOnTheNativeGrid();
    void stopsWhenAsked();
    void refusesOtherChannels();
    void refusesForeignWeights();
    void thresholdIsInclusive();
    void writesMaskAndProbability();
    void mirroredIsSymmetric();
    void smallerWindowsWhenMemoryEnds();
    void planIsTheModelsOrTheUsers();
};

void PredictorTest::windowsCoverTheAxis_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("size");
    QTest::addColumn<QList<int>>("starts");

    QTest::newRow("half overlapping") << 182 << 96 << QList<int>{0, 48, 86};
    QTest::newRow("last one flush") << 218 << 96 << QList<int>{0, 48, 96, 122};
    QTest::newRow("just one") << 96 << 96 << QList<int>{0};
    QTest::newRow("shorter than a window") << 50 << 96 << QList<int>{0};
    QTest::newRow("exactly on the step") << 144 << 96 << QList<int>{0, 48};
}

void PredictorTest::windowsCoverTheAxis()
{
    QFETCH(int, length);
    QFETCH(int, size);
    QFETCH(QList<int>, starts);

    const auto found = windowStarts(length, {.size = size});

    QCOMPARE(QList<int>(found.begin(), found.end()), starts);
}

void PredictorTest::blendsWithoutSeams_data()
{
    QTest::addColumn<bool>("gaussian");

    QTest::newRow("plain average") << false;
    QTest::newRow("gaussian weights") << true;
}

/// Where every window says 0.75, so must every blend; background stays 0.
void PredictorTest::blendsWithoutSeams()
{
    QFETCH(bool, gaussian);
    Predictor predictor(constantModel(0.75), 1, "fp32");
    const Volume image = ball(Geometry::axisAligned({40, 27, 33}, {1.0, 1.0, 1.0}), 12.0);

    const Volume map =
        predictor.probability({image}, {.size = 16, .gaussian = gaussian}, Progress());

    QCOMPARE(map.geometry().size(), image.geometry().size());
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const float expected = image.voxels()[n] != 0.0F ? 0.75F : 0.0F;
        // bf16, where the processor has it, keeps 8 bits of the logit; a seam would be far larger.
        QVERIFY(std::abs(map.voxels()[n] - expected) < 2e-3F);
    }
}

/// Windows are computed side by side, but added in order.
void PredictorTest::doesNotDependOnThreads()
{
    torch::manual_seed(4);
    ModelFile model;
    model.architecture = {.levels = 3, .width = 0.5, .normalisation = "instance"};
    model.weights = weightsOf(*UNet3d(model.architecture));
    const Volume image = ball(Geometry::axisAligned({40, 27, 33}, {1.0, 1.0, 1.0}), 12.0);
    const auto predict = [&](int threads) {
        return Predictor(model, threads).probability({image}, {.size = 16}, Progress());
    };

    const Volume alone = predict(1);
    QVERIFY(std::ranges::max(alone.voxels()) > 0.0F);
    for (const int threads : {2, 3}) {
        const Volume shared = predict(threads);
        QVERIFY(std::ranges::equal(shared.voxels(), alone.voxels()));
    }
}

void PredictorTest::comesBackOnTheNativeGrid()
{
    const QTemporaryDir folder;
    const double c = std::cos(0.2);
    const double s = std::sin(0.2);
    const Geometry oblique(
        {30, 34, 9}, {1.1, 0.9, 4.0}, {3.0, -7.0, 12.0}, {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}});
    const std::filesystem::path path = folder.filePath(QStringLiteral("a.nii.gz")).toStdString();
    writeVolume(path, ball(oblique, 11.0));
    Predictor predictor(constantModel(0.9), 1);

    const Volume map = predictor.probability(ChannelSources{{path}, {}});

    QVERIFY(sameGrid(map.geometry(), oblique, 1e-3));
    const VoxelIndex middle = oblique.nearestVoxel(oblique.center());
    QVERIFY(std::abs(map.at(middle) - 0.9F) < 0.01F);
    QCOMPARE(map.at({0, 0, 0}), 0.0F);
}

void PredictorTest::stopsWhenAsked()
{
    Predictor predictor(constantModel(0.5), 1);
    const Volume image = ball(Geometry::axisAligned({40, 40, 40}, {1.0, 1.0, 1.0}), 18.0);
    int reports = 0;

    try {
        predictor.probability({image},
                              Progress([&](double, std::string_view) { return ++reports < 3; }));
        QFAIL("went on");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QCOMPARE(reports, 3);
}

void PredictorTest::refusesOtherChannels()
{
    Predictor predictor(constantModel(0.5), 1);
    const Volume image = ball(Geometry::axisAligned({16, 16, 16}, {1.0, 1.0, 1.0}), 5.0);

    QVERIFY_THROWS_EXCEPTION(Error, predictor.probability({image, image}));
}

void PredictorTest::refusesForeignWeights()
{
    ModelFile model = constantModel(0.5);
    model.architecture.width = 0.5;

    QVERIFY_THROWS_EXCEPTION(Error, Predictor(model, 1));
}

void PredictorTest::thresholdIsInclusive()
{
    const Volume map(Geometry::axisAligned({4, 1, 1}, {1.0, 1.0, 1.0}), {0.0F, 0.49F, 0.5F, 0.9F});

    const Mask half = thresholded(map, 0.5);
    const Mask all = thresholded(map, 0.0);

    QCOMPARE(half.foregroundCount(), std::size_t{2});
    QCOMPARE(all.foregroundCount(), std::size_t{3}); // background is never lesion
}

void PredictorTest::writesMaskAndProbability()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    writeVolume(root / "image.nii.gz",
                ball(Geometry::axisAligned({30, 30, 30}, {1.0, 1.0, 1.0}), 11.0));
    ModelFile model = constantModel(0.6);
    model.threshold = 0.7;
    model.card.name = "constant";
    writeModel(root / "model.h5", model);
    PredictionSpec spec{.model = root / "model.h5",
                        .images = {root / "image.nii.gz"},
                        .mask = root / "mask.nii.gz",
                        .probability = root / "probability.nii.gz"};
    spec.threads = 1;

    QCOMPARE(predictFiles(spec).size(), std::size_t{2});
    QCOMPARE(readMask(root / "mask.nii.gz").foregroundCount(), std::size_t{0}); // the model's 0.7
    spec.threshold = 0.5;
    predictFiles(spec);
    QVERIFY(readMask(root / "mask.nii.gz").foregroundCount() > 1000);
}

/// Averaged with its mirror image a prediction of the mirror image is its mirror image.
void PredictorTest::mirroredIsSymmetric()
{
    ModelFile model = constantModel(0.5);
    torch::manual_seed(3);
    model.weights = weightsOf(*UNet3d(model.architecture));
    Predictor predictor(model, 1);
    const Volume image = ball(Geometry::axisAligned({32, 32, 32}, {1.0, 1.0, 1.0}), 11.0);
    std::vector<float> turned(image.voxels().size());
    const auto opposite = [](std::size_t n) { return n / 32 * 32 + 31 - n % 32; };
    for (std::size_t n = 0; n < turned.size(); ++n) {
        turned[n] = image.voxels()[opposite(n)];
    }
    const Volume mirror(image.geometry(), turned);
    const auto largestDifference = [&](bool mirrored) {
        const WindowPlan plan{.size = 32, .mirrored = mirrored};
        const Volume a = predictor.probability({image}, plan, Progress());
        const Volume b = predictor.probability({mirror}, plan, Progress());
        float largest = 0.0F;
        for (std::size_t n = 0; n < turned.size(); ++n) {
            largest = std::max(largest, std::abs(a.voxels()[n] - b.voxels()[opposite(n)]));
        }
        return largest;
    };

    QVERIFY(largestDifference(true) < 1e-4F);
    QVERIFY(largestDifference(false) > 1e-3F);
}

void PredictorTest::smallerWindowsWhenMemoryEnds()
{
    ModelFile model = constantModel(0.5);
    torch::manual_seed(3);
    model.weights = weightsOf(*UNet3d(model.architecture));
    Predictor predictor(model, 1);
    const Volume image = ball(Geometry::axisAligned({48, 48, 48}, {1.0, 1.0, 1.0}), 17.0);
    const Volume expected = predictor.probability({image}, {.size = 24}, Progress());
    int failures = 1;
    bool said = false;
    const Progress progress([&](double, std::string_view name) {
        said = said || name.starts_with("Memory was not enough; windows of 24");
        if (name == "Predicting" && failures-- > 0) {
            throw std::bad_alloc();
        }
        return true;
    });

    const Volume map = predictor.probability({image}, {.size = 48}, progress);

    QVERIFY(said);
    QVERIFY(std::ranges::equal(map.voxels(), expected.voxels()));
    failures = 100;
    try {
        predictor.probability({image}, {.size = 48}, progress);
        QFAIL("predicted without memory");
    } catch (const std::bad_alloc&) {
        QCOMPARE(failures, 97); // windows of 48, 24 and 16
    }
}

void PredictorTest::planIsTheModelsOrTheUsers()
{
    ModelFile model;
    model.threshold = 0.7;
    model.minimumVolumeMm3 = 6.0;
    model.coreProbability = 0.9;
    model.mirrored = true;
    model.windows = "average";
    PredictionSpec spec;

    const PredictionPlan own = predictionPlan(spec, model);
    QVERIFY((own.point == OperatingPoint{0.7, 6.0, 0.9}));
    QVERIFY(own.windows.mirrored && !own.windows.gaussian);
    QCOMPARE(own.windows.size, model.patchSize);

    spec.threshold = 0.2;
    spec.minimumVolumeMm3 = 0.0;
    spec.coreProbability = 0.5;
    spec.mirroring = "off";
    spec.windows = "gaussian";
    const PredictionPlan asked = predictionPlan(spec, model);
    QVERIFY((asked.point == OperatingPoint{0.2, 0.0, 0.5}));
    QVERIFY(!asked.windows.mirrored && asked.windows.gaussian);
    spec.mirroring = "twice";
    QVERIFY_THROWS_EXCEPTION(Error, predictionPlan(spec, model));
}

QTEST_GUILESS_MAIN(PredictorTest)
#include "predictor_test.moc"
