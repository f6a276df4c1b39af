#include "core/training/image_degradation.h"
#include "core/training/intensity_change.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace dawson;

class ImageDegradationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingDrawnNothingChanged();
    void blurSpreadsAPointAsAGaussian();
    void coarseVoxelsAreAverages();
    void biasIsSmoothAndOfItsSize();
    void backgroundStays();
    void biasOfAPatchIsACoils();
    void noDifferenceStaysNone_data();
    void noDifferenceStaysNone();
    void thickSlicesLeaveBackgroundAlone();
    void extendedDrawsAllOfThem();
};

namespace
{

constexpr int kEdge = 32;
constexpr std::size_t kVoxels = std::size_t{kEdge} * kEdge * kEdge;

std::size_t at(int i, int j, int k)
{
    return (static_cast<std::size_t>(k) * kEdge + static_cast<std::size_t>(j)) * kEdge +
           static_cast<std::size_t>(i);
}

} // namespace

void ImageDegradationTest::nothingDrawnNothingChanged()
{
    std::vector<float> image(kVoxels);
    std::iota(image.begin(), image.end(), 1.0F);
    const auto before = image;
    degrade(image, kEdge, AugmentationDraw{}, 1);
    QVERIFY(image == before);
}

void ImageDegradationTest::blurSpreadsAPointAsAGaussian()
{
    std::vector<float> image(kVoxels, 1.0F);
    image[at(16, 16, 16)] = 1001.0F;
    AugmentationDraw draw;
    draw.blurSigma = 1.0;
    degrade(image, kEdge, draw, 1);
    const auto above = [&](int i, int j, int k) {
        return static_cast<double>(image[at(i, j, k)]) - 1.0;
    };
    // Neighbours of a sampled Gaussian fall by exp(-1/2) a voxel, exp(-2) over two.
    QVERIFY(std::abs(above(17, 16, 16) / above(16, 16, 16) - std::exp(-0.5)) < 1e-3);
    QVERIFY(std::abs(above(16, 18, 16) / above(16, 16, 16) - std::exp(-2.0)) < 1e-3);
    QVERIFY(std::abs(above(15, 15, 17) / above(16, 16, 16) - std::exp(-1.5)) < 1e-3);
    double sum = 0.0;
    for (const float value : image) {
        sum += static_cast<double>(value) - 1.0;
    }
    QVERIFY(std::abs(sum - 1000.0) < 2.0);
}

void ImageDegradationTest::coarseVoxelsAreAverages()
{
    std::vector<float> image(kVoxels);
    for (std::size_t n = 0; n < kVoxels; ++n) {
        image[n] = (n % 2 == 0) != (n / kEdge % 2 == 0) ? 1.0F : 3.0F; // a fine checker board
    }
    AugmentationDraw draw;
    draw.coarseness = 2.0;
    degrade(image, kEdge, draw, 1);
    for (const float value : image) {
        QVERIFY(std::abs(value - 2.0F) < 1e-4F);
    }
}

void ImageDegradationTest::biasIsSmoothAndOfItsSize()
{
    AugmentationDraw draw;
    draw.biasField = 0.2;
    double squares = 0.0;
    std::size_t count = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        std::vector<float> image(kVoxels, 100.0F);
        image[0] = -1.0F; // the darkest stands for intensity 0
        degrade(image, kEdge, draw, seed);
        QCOMPARE(image[0], -1.0F);
        for (const int place : {4, 12, 20, 28}) {
            const float here = image[at(place, place, 8)];
            squares += std::pow(std::log(static_cast<double>(here + 1.0F) / 101.0), 2.0);
            ++count;
            const float beside = image[at(place + 1, place, 8)];
            QVERIFY(std::abs(std::log((beside + 1.0F) / (here + 1.0F))) < 0.12F);
        }
    }
    // Between its points a trilinear field is flatter than at them: 0.3 to 1 of its deviation.
    const double deviation = std::sqrt(squares / static_cast<double>(count));
    QVERIFY2(deviation > 0.06 && deviation < 0.2, qPrintable(QString::number(deviation)));
}

void ImageDegradationTest::backgroundStays()
{
    std::vector<float> image(kVoxels, 0.0F);
    for (int k = 8; k < 24; ++k) {
        image[at(16, 16, k)] = 2.0F;
    }
    AugmentationDraw draw;
    draw.blurSigma = 1.0;
    draw.coarseness = 2.0;
    draw.biasField = 0.3;
    degrade(image, kEdge, draw, 1);
    QCOMPARE(std::count(image.begin(), image.end(), 0.0F),
             static_cast<std::ptrdiff_t>(kVoxels) - 16);
}

/// Over 32 mm it is trilinear: along a line its logarithm changes by the same everywhere, so that
/// no blob of a lesion's size stands out.
void ImageDegradationTest::biasOfAPatchIsACoils()
{
    AugmentationDraw draw;
    draw.biasField = 0.2;
    std::vector<float> image(kVoxels, 100.0F);
    degrade(image, kEdge, draw, 5);
    const auto field = [&](int i) { return std::log(image[at(i, 9, 20)] / 100.0F); };
    const float slope = field(1) - field(0);
    QVERIFY(std::abs(slope) > 1e-4F);
    for (int i = 1; i < kEdge; ++i) {
        QVERIFY(std::abs(field(i) - field(i - 1) - slope) < 1e-4F);
    }
}

void ImageDegradationTest::noDifferenceStaysNone_data()
{
    QTest::addColumn<double>("gamma");
    QTest::addColumn<double>("biasField");
    QTest::newRow("bent up") << 1.3 << 0.0;
    QTest::newRow("bent down") << 1.0 / 1.3 << 0.0;
    QTest::newRow("bias field") << 1.0 << 0.2;
}

void ImageDegradationTest::noDifferenceStaysNone()
{
    QFETCH(double, gamma);
    QFETCH(double, biasField);
    std::vector<float> image(kVoxels, 0.01F); // no change, from -4 to 6 standard deviations
    image[at(3, 3, 3)] = 6.0F;
    image[at(4, 3, 3)] = -4.0F;
    image[at(5, 3, 3)] = -0.5F;
    AugmentationDraw draw;
    draw.differences = true;
    draw.gamma = gamma;
    draw.biasField = biasField;
    degrade(image, kEdge, draw, 1);
    changeIntensity(image, draw, 1);
    QVERIFY(std::abs(image[at(20, 20, 20)]) < 0.1F);
    QVERIFY(image[at(20, 20, 20)] > 0.0F);
    QVERIFY(image[at(4, 3, 3)] < -1.0F && image[at(5, 3, 3)] < 0.0F); // what fades still fades
    if (gamma != 1.0) {
        QVERIFY(std::abs(image[at(3, 3, 3)] - 6.0F) < 0.01F); // the largest is a fixed point
    }
    QCOMPARE(drawAugmentation({.brightness = 0.2, .differences = true}, 1).brightness, 0.0);
}

void ImageDegradationTest::thickSlicesLeaveBackgroundAlone()
{
    PatchSource source;
    source.center = {16, 16, 16};
    source.imageSize = {32, 32, 32};
    const auto voxels = [](const Region& box) { return box.voxelCount(); };
    source.image = [&](int, const Region& box) {
        std::vector<float> values(voxels(box), 0.0F);
        for (std::size_t n = 0; n < values.size(); ++n) {
            const auto plane = static_cast<std::size_t>(box.size[0] * box.size[1]);
            values[n] = box.lower.k + static_cast<int>(n / plane) < 16 ? 2.0F : 0.0F;
        }
        return values;
    };
    source.mask = [&](const Region& box) { return std::vector<std::uint8_t>(voxels(box), 0); };
    AugmentationDraw draw;
    draw.slices = {5.0, 2, 0.4};
    const Patch patch = cutPatch(source, 16, draw, 1);
    for (std::size_t n = 0; n < patch.image.size(); ++n) {
        const bool head = n / 256 < 8;
        QCOMPARE(patch.image[n] != 0.0F, head);
    }
}

void ImageDegradationTest::extendedDrawsAllOfThem()
{
    const Augmentation extended = augmentationFromName("extended");
    Augmentation strong = augmentationFromName("strong");
    int blurred = 0;
    int coarse = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const AugmentationDraw draw = drawAugmentation(extended, seed);
        blurred += draw.blurSigma > 0.0 ? 1 : 0;
        coarse += draw.coarseness > 1.0 ? 1 : 0;
        QVERIFY(draw.biasField >= 0.0 && draw.biasField <= extended.biasField);
        QVERIFY(draw.blurSigma <= extended.widestBlur && draw.coarseness <= extended.coarsest);
        // What "strong" draws is the same for the same seed.
        QVERIFY(draw.matrix == drawAugmentation(strong, seed).matrix);
        QCOMPARE(draw.noise, drawAugmentation(strong, seed).noise);
        QCOMPARE(drawAugmentation(strong, seed).biasField, 0.0);
    }
    QVERIFY(blurred > 150 && blurred < 250);
    QVERIFY(coarse > 110 && coarse < 190);
    for (const double range : {extended.gamma,
                               extended.noise,
                               extended.contrast,
                               extended.brightness,
                               extended.thickSlices,
                               extended.elasticRms,
                               extended.flip}) {
        QVERIFY(range > 0.0);
    }
}

QTEST_GUILESS_MAIN(ImageDegradationTest)
#include "image_degradation_test.moc"
