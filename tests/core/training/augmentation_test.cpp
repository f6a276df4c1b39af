#include "core/base/error.h"
#include "core/training/augmentation.h"
#include "core/training/elastic_field.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace dawson;

class AugmentationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreKnown();
    void withoutChangesVoxelsAreCopied_data();
    void withoutChangesVoxelsAreCopied();
    void outsideIsZero();
    void aPointJustBelowAVoxelIsInsideTheBox();
    void rotatesByTheAngleDrawn();
    void mirrorsLeftAndRight();
    void scalesVolumes();
    void drawsStayInRangeAndFillIt();
    void sameSeedSamePatch();
    void elasticFieldHasItsSizeAndSmoothness();
    void imageAndMaskMoveTogether();
    void intensityLeavesBackgroundAlone();
    void noiseHasTheDrawnDeviation();
    void channelsMoveTogether();
    void cutsAPatch();
};

namespace
{

constexpr int kEdge = 60;

/// A linear image: value i + 100 j + 10000 k + 1, exact under trilinear interpolation.
float ramp(double i, double j, double k)
{
    return static_cast<float>(i + 100.0 * j + 10000.0 * k + 1.0);
}

/// A source whose voxels come from functions of the position.
template <typename Value, typename Label>
PatchSource sourceOf(const VoxelIndex& center, const Value& value, const Label& label)
{
    const auto fill = [](const Region& box, auto&& write) {
        for (int k = box.lower.k; k < box.lower.k + box.size[2]; ++k) {
            for (int j = box.lower.j; j < box.lower.j + box.size[1]; ++j) {
                for (int i = box.lower.i; i < box.lower.i + box.size[0]; ++i) {
                    const bool inside =
                        i >= 0 && j >= 0 && k >= 0 && i < kEdge && j < kEdge && k < kEdge;
                    write(i, j, k, inside);
                }
            }
        }
    };
    PatchSource source;
    source.center = center;
    source.imageSize = {kEdge, kEdge, kEdge};
    source.image = [=](int, const Region& box) {
        std::vector<float> values;
        fill(box, [&](int i, int j, int k, bool inside) {
            values.push_back(inside ? value(i, j, k) : 0.0F);
        });
        return values;
    };
    source.mask = [=](const Region& box) {
        std::vector<std::uint8_t> labels;
        fill(box, [&](int i, int j, int k, bool inside) {
            labels.push_back(inside && label(i, j, k) ? 1 : 0);
        });
        return labels;
    };
    return source;
}

PatchSource rampSource(const VoxelIndex& center)
{
    return sourceOf(center, ramp, [](int i, int j, int) { return i == 31 && j == 28; });
}

std::size_t at(int size, int i, int j, int k)
{
    return static_cast<std::size_t>((k * size + j) * size + i);
}

std::size_t count(const Patch& patch)
{
    return static_cast<std::size_t>(std::count(patch.mask.begin(), patch.mask.end(), 1));
}

auto ballLabel(double radius)
{
    return [radius](int i, int j, int k) { return std::hypot(i - 30, j - 30, k - 30) <= radius; };
}

} // namespace

void AugmentationTest::namesAreKnown()
{
    QVERIFY(augmentationFromName("none") == Augmentation{});
    const Augmentation paper = augmentationFromName("paper");
    QCOMPARE(paper.rotation[2], 0.05);
    QCOMPARE(paper.scale, 0.1);
    QCOMPARE(paper.jitter, 0.0);
    QVERIFY(paper.elasticRms > 0.0); // a smooth field
    const Augmentation sibling = augmentationFromName("paper-jitter");
    QCOMPARE(sibling.jitter, 0.1);
    QCOMPARE(sibling.elasticRms, 0.0);
    QCOMPARE(sibling.rotation, paper.rotation);
    QVERIFY(augmentationFromName("strong").elasticRms > 0.0);
    QVERIFY_THROWS_EXCEPTION(Error, augmentationFromName("wild"));
}

void AugmentationTest::withoutChangesVoxelsAreCopied_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("even") << 16;
    QTest::newRow("odd") << 9;
    QTest::newRow("one voxel") << 1;
}

void AugmentationTest::withoutChangesVoxelsAreCopied()
{
    QFETCH(int, size);
    const Patch patch = cutPatch(rampSource({30, 28, 25}), size, {}, 1);
    QCOMPARE(patch.image.size(), static_cast<std::size_t>(size * size * size));
    for (int k = 0; k < size; ++k) {
        for (int j = 0; j < size; ++j) {
            for (int i = 0; i < size; ++i) {
                const int x = 30 + i - size / 2;
                const int y = 28 + j - size / 2;
                QCOMPARE(patch.image[at(size, i, j, k)], ramp(x, y, 25 + k - size / 2));
                QCOMPARE(patch.mask[at(size, i, j, k)], std::uint8_t(x == 31 && y == 28 ? 1 : 0));
            }
        }
    }
}

void AugmentationTest::outsideIsZero()
{
    const Patch patch = cutPatch(rampSource({0, 0, 0}), 8, {}, 1);
    for (int k = 0; k < 8; ++k) {
        for (int i = 0; i < 8; ++i) {
            const bool inside = i >= 4 && k >= 4;
            QCOMPARE(patch.image[at(8, i, 4, k)], inside ? ramp(i - 4, 0, k - 4) : 0.0F);
        }
    }
    const Patch away = cutPatch(rampSource({-500, 0, 0}), 8, {}, 1);
    QVERIFY(std::all_of(away.image.begin(), away.image.end(), [](float v) { return v == 0.0F; }));
}

/// Counted from the box's corner at -1 the largest float below 1 is 2: the voxel there is read, and
/// the one behind it.
void AugmentationTest::aPointJustBelowAVoxelIsInsideTheBox()
{
    const float below = std::nextafter(1.0F, 0.0F);
    QCOMPARE(below + 1.0F, 2.0F);
    AugmentationDraw draw;
    draw.matrix[0][0] = 0.2;
    PatchSource source = rampSource({0, 30, 30});
    const auto highest = [&] {
        const double center = draw.shift[0] * source.imageSize[0];
        return static_cast<float>(center - 0.2 * 4) + 7.0F * 0.2F;
    };
    draw.shift[0] = (0.4 - 1e-5) / source.imageSize[0];
    while (highest() < below) {
        draw.shift[0] += 1e-11;
    }
    QCOMPARE(highest(), below);
    int end = 0;
    source.image = [&](int, const Region& box) {
        end = box.lower.i + box.size[0];
        return std::vector<float>(
            static_cast<std::size_t>(box.size[0] * box.size[1] * box.size[2]));
    };

    cutPatch(source, 8, draw, 1);

    QCOMPARE(end, 3);
}

void AugmentationTest::rotatesByTheAngleDrawn()
{
    AugmentationDraw draw;
    const double c = std::cos(0.3);
    const double s = std::sin(0.3);
    draw.matrix = {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}};
    draw.shift = {0.05, 0.0, -0.1}; // 3 and -6 voxels
    const Patch patch = cutPatch(rampSource({30, 30, 30}), 16, draw, 1);
    for (const VoxelIndex v : {VoxelIndex{0, 0, 0}, {15, 3, 7}, {8, 8, 8}, {2, 14, 15}}) {
        const double dx = v.i - 8;
        const double dy = v.j - 8;
        const float expected = ramp(33 + c * dx - s * dy, 30 + s * dx + c * dy, 24 + v.k - 8);
        const float found = patch.image[at(16, v.i, v.j, v.k)];
        QVERIFY2(std::abs(found - expected) < 0.1F, qPrintable(QString::number(found - expected)));
    }
}

void AugmentationTest::mirrorsLeftAndRight()
{
    Augmentation ranges;
    ranges.flip = 1.0;
    const Patch patch = cutPatch(rampSource({30, 30, 30}), 9, drawAugmentation(ranges, 5), 1);
    for (int i = 0; i < 9; ++i) {
        QCOMPARE(patch.image[at(9, i, 4, 4)], ramp(30 - (i - 4), 30, 30));
    }
}

void AugmentationTest::scalesVolumes()
{
    AugmentationDraw draw;
    draw.matrix = {{{0.8, 0, 0}, {0, 0.9, 0}, {0, 0, 1.1}}};
    const PatchSource source = sourceOf({30, 30, 30}, ramp, ballLabel(9.0));
    const double before = 4.0 / 3.0 * M_PI * 9.0 * 9.0 * 9.0;
    const auto after = static_cast<double>(count(cutPatch(source, 40, draw, 1)));
    QVERIFY(std::abs(after / (before / (0.8 * 0.9 * 1.1)) - 1.0) < 0.03);
}

void AugmentationTest::drawsStayInRangeAndFillIt()
{
    Augmentation ranges = augmentationFromName("strong");
    ranges.rotation = {0.0, 0.0, 0.0};
    int flips = 0;
    double lowest = 1.0;
    double highest = 1.0;
    double sum = 0.0;
    constexpr int draws = 2000;
    for (int n = 0; n < draws; ++n) {
        const AugmentationDraw draw = drawAugmentation(ranges, static_cast<std::uint64_t>(n));
        flips += draw.matrix[0][0] < 0.0 ? 1 : 0;
        const double scale = draw.matrix[1][1];
        lowest = std::min(lowest, scale);
        highest = std::max(highest, scale);
        sum += scale;
        QVERIFY(std::abs(draw.shift[2]) <= ranges.translation);
        QVERIFY(draw.gamma >= 1.0 / 1.3 - 1e-9 && draw.gamma <= 1.3 + 1e-9);
        QVERIFY(draw.noise >= 0.0 && draw.noise <= ranges.noise);
    }
    QVERIFY(std::abs(flips - draws / 2) < 150);
    QVERIFY(lowest >= 0.85 && lowest < 0.851);
    QVERIFY(highest <= 1.15 && highest > 1.149);
    QVERIFY(std::abs(sum / draws - 1.0) < 0.01);
}

void AugmentationTest::sameSeedSamePatch()
{
    const AugmentationDraw draw = drawAugmentation(augmentationFromName("strong"), 77);
    const PatchSource source = rampSource({30, 30, 30});
    const Patch a = cutPatch(source, 20, draw, 9);
    const Patch b = cutPatch(source, 20, draw, 9);
    const Patch c = cutPatch(source, 20, draw, 10);
    QVERIFY(a.image == b.image && a.mask == b.mask);
    QVERIFY(a.image != c.image);
}

void AugmentationTest::elasticFieldHasItsSizeAndSmoothness()
{
    constexpr int size = 64;
    constexpr double rms = 2.0;
    constexpr double sigma = 4.0;
    double squares = 0.0;
    double products = 0.0;
    double lags = 0.0;
    std::vector<float> row(3 * size);
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        const ElasticField field(size, rms, sigma, seed);
        for (int k = 0; k < size; k += 2) {
            for (int j = 0; j < size; j += 2) {
                field.row(j, k, row);
                for (int i = 0; i + 4 < size; ++i) {
                    const double here = row[3 * static_cast<std::size_t>(i)];
                    squares += here * here;
                    products += here * row[3 * static_cast<std::size_t>(i + 4)];
                    lags += 1.0;
                }
            }
        }
    }
    const double measured = std::sqrt(squares / lags);
    // Reading between grid points loses a little of the variance.
    QVERIFY2(std::abs(measured / rms - 1.0) < 0.1, qPrintable(QString::number(measured)));
    // Noise smoothed with a Gaussian correlates as exp(-d^2 / (4 sigma^2)).
    const double correlation = products / squares;
    QVERIFY2(std::abs(correlation - std::exp(-0.25)) < 0.05,
             qPrintable(QString::number(correlation)));
    QVERIFY(ElasticField(size, 0.0, sigma, 1).empty());
}

void AugmentationTest::imageAndMaskMoveTogether()
{
    const auto ball = ballLabel(8.0);
    const PatchSource source = sourceOf(
        {30, 30, 30}, [ball](int i, int j, int k) { return ball(i, j, k) ? 2.0F : 1.0F; }, ball);
    Augmentation ranges = augmentationFromName("strong");
    ranges.gamma = ranges.contrast = ranges.brightness = ranges.noise = 0.0;
    ranges.thickSlices = 0.0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Patch patch = cutPatch(source, 36, drawAugmentation(ranges, seed), seed);
        std::size_t apart = 0;
        for (std::size_t n = 0; n < patch.mask.size(); ++n) {
            apart += (patch.image[n] > 1.5F) != (patch.mask[n] == 1) ? 1U : 0U;
        }
        QVERIFY(count(patch) > 1000);
        // Linear and nearest differ only at the ball's border, less than half a voxel deep.
        QVERIFY2(apart < count(patch) / 8, qPrintable(QString::number(apart)));
    }
}

void AugmentationTest::intensityLeavesBackgroundAlone()
{
    const PatchSource source = sourceOf(
        {30, 30, 30},
        [](int i, int j, int) { return i < 30 ? 0.0F : static_cast<float>(j - 30) + 0.5F; },
        [](int, int, int) { return false; });
    AugmentationDraw draw;
    draw.gamma = 1.2;
    draw.contrast = 1.1;
    draw.brightness = 0.3;
    const Patch patch = cutPatch(source, 16, draw, 1);
    float previous = -100.0F;
    for (int j = 0; j < 16; ++j) {
        QCOMPARE(patch.image[at(16, 3, j, 8)], 0.0F);
        const float value = patch.image[at(16, 12, j, 8)];
        QVERIFY(value > previous); // order is kept
        previous = value;
    }
    // The ends of the range are fixed points of gamma.
    QCOMPARE(patch.image[at(16, 12, 0, 8)], -7.5F * 1.1F + 0.3F);
    QCOMPARE(patch.image[at(16, 12, 15, 8)], 7.5F * 1.1F + 0.3F);
}

void AugmentationTest::noiseHasTheDrawnDeviation()
{
    const PatchSource source = sourceOf(
        {30, 30, 30}, [](int, int, int) { return 5.0F; }, [](int, int, int) { return false; });
    AugmentationDraw draw;
    draw.noise = 0.5;
    const Patch patch = cutPatch(source, 40, draw, 3);
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : patch.image) {
        sum += value - 5.0;
        squares += (value - 5.0) * (value - 5.0);
    }
    const auto n = static_cast<double>(patch.image.size());
    QVERIFY(std::abs(sum / n) < 0.01);
    QVERIFY(std::abs(std::sqrt(squares / n) - 0.5) < 0.01);
}

void AugmentationTest::channelsMoveTogether()
{
    PatchSource source = rampSource({30, 30, 30});
    source.channels = 2;
    source.image = [first = source.image](int channel, const Region& box) {
        auto values = first(0, box);
        for (float& value : values) {
            value *= channel == 0 ? 1.0F : 2.0F;
        }
        return values;
    };
    Augmentation ranges = augmentationFromName("paper");
    const Patch patch = cutPatch(source, 12, drawAugmentation(ranges, 4), 4);
    const std::size_t voxels = 12 * 12 * 12;
    QCOMPARE(patch.image.size(), 2 * voxels);
    for (std::size_t n = 0; n < voxels; ++n) {
        QVERIFY(std::abs(patch.image[voxels + n] - 2.0F * patch.image[n]) <= 0.25F);
    }
}

void AugmentationTest::cutsAPatch()
{
    const std::vector<float> voxels(100 * 100 * 100, 1.5F);
    const std::vector<std::uint8_t> labels(voxels.size(), 0);
    PatchSource source = rampSource({30, 30, 30});
    source.image = [&](int, const Region&) { return voxels; };
    source.mask = [&](const Region&) { return labels; };
    const Augmentation strong = augmentationFromName("strong");
    std::uint64_t seed = 0;
    QBENCHMARK
    {
        ++seed;
        cutPatch(source, 64, drawAugmentation(strong, seed), seed);
    }
}

QTEST_GUILESS_MAIN(AugmentationTest)
#include "augmentation_test.moc"
