#include "core/training/image_degradation.h"

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
