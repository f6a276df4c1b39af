#include "core/phantom/acquisition.h"
#include "core/phantom/look_alikes.h"
#include "tests/core/phantom/onion.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

namespace
{

/// Two ventricles of 10 x 20 x 20 voxels in white matter, `sheet` voxels of it between them.
LabelVolume twoVentricles(int sheet)
{
    LabelVolume map{Geometry::axisAligned({40, 40, 40}, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}), {}};
    map.labels.assign(map.geometry.voxelCount(), 2);
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        const VoxelIndex v = map.geometry.voxelAt(n);
        if (v.j >= 10 && v.j < 30 && v.k >= 10 && v.k < 30) {
            map.labels[n] = v.i >= 10 && v.i < 20                   ? 4
                            : v.i >= 20 + sheet && v.i < 30 + sheet ? 43
                                                                    : 2;
        }
    }
    return map;
}

Contrast someFlair()
{
    RandomSource random(3);
    return flairContrast(random);
}

std::vector<float> signalOf(const LabelVolume& map, const LookAlikes& looks)
{
    RandomSource random(8);
    return lookAlikeSignal(map, someFlair(), looks, random);
}

/// The healthy onion, taken this way, without shading.
Volume imageOf(Acquisition acquisition)
{
    acquisition.biasShare = 0.0;
    const LabelVolume map = onionBrain();
    RandomSource random(2);
    const Contrast contrast = flairContrast(random);
    return acquire(map, LesionLayer(map.labels.size()), contrast, acquisition, random);
}

/// Mean of a shell around the onion's middle.
double meanBetween(const Volume& image, double from, double to)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const PatientPoint p = image.geometry().toPatient(image.geometry().voxelAt(n));
        const double r = std::hypot(p.x, p.y, p.z);
        const bool stem = std::hypot(p.x, p.y, p.z + 18.0) < 8.0;
        if (r >= from && r < to && !stem) {
            sum += static_cast<double>(image.voxels()[n]);
            count += 1.0;
        }
    }
    return sum / count;
}

/// Standard deviation of one noisy image less its noiseless twin, and how much neighbours share.
struct Grain {
    double deviation = 0.0;
    double shared = 0.0;
};

Grain grainOf(const Volume& noisy, const Volume& clean)
{
    double squares = 0.0;
    double products = 0.0;
    double count = 0.0;
    const Geometry& g = noisy.geometry();
    for (std::size_t n = 0; n + 1 < g.voxelCount(); ++n) {
        const PatientPoint p = g.toPatient(g.voxelAt(n));
        const double r = std::hypot(p.x, p.y, p.z);
        if (r > 10.0 && r < 26.0) {
            const auto here = static_cast<double>(noisy.voxels()[n] - clean.voxels()[n]);
            const auto next = static_cast<double>(noisy.voxels()[n + 1] - clean.voxels()[n + 1]);
            squares += here * here;
            products += here * next;
            count += 1.0;
        }
    }
    return {std::sqrt(squares / count), products / squares};
}

} // namespace

class LookAlikesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noneAddNothing();
    void septumLiesBetweenTheVentricles_data();
    void septumLiesBetweenTheVentricles();
    void plexusLiesInTheVentricles();
    void cortexIsOnlyEverBrighter();
    void everyKindIsDrawn();
    void faintLesionsLieBetweenWhiteMatterAndCortex();
    void sharpeningDrawsALineAtTheVentricle();
    void resampledNoiseIsCoarseAndNotLess();
};

void LookAlikesTest::noneAddNothing()
{
    QVERIFY(std::ranges::all_of(signalOf(onionBrain(), {}), [](float v) { return v == 0.0F; }));
}

void LookAlikesTest::septumLiesBetweenTheVentricles_data()
{
    QTest::addColumn<int>("sheet");
    QTest::addColumn<int>("thickness"); // of what is drawn
    QTest::newRow("the ventricles touch: their border") << 0 << 1;
    QTest::newRow("one voxel of tissue") << 1 << 1;
    QTest::newRow("two voxels") << 2 << 2;
    QTest::newRow("three voxels: the middle one") << 3 << 1;
    QTest::newRow("too thick for a septum") << 4 << 0;
}

void LookAlikesTest::septumLiesBetweenTheVentricles()
{
    QFETCH(int, sheet);
    QFETCH(int, thickness);
    const LabelVolume map = twoVentricles(sheet);
    const Contrast contrast = someFlair();
    const auto added = signalOf(map, {.septum = 0.2});
    int voxels = 0;
    for (std::size_t n = 0; n < added.size(); ++n) {
        if (added[n] == 0.0F) {
            continue;
        }
        ++voxels;
        const VoxelIndex v = map.geometry.voxelAt(n);
        QVERIFY(v.i >= 19 && v.i < 20 + sheet && v.j >= 10 && v.j < 30 && v.k >= 10 && v.k < 30);
        const double signal = contrast.of(map.labels[n]).mean + static_cast<double>(added[n]);
        QVERIFY(std::abs(signal - (contrast.of(2).mean + 0.2)) < 1e-6);
    }
    QCOMPARE(voxels, thickness * 20 * 20);
}

void LookAlikesTest::plexusLiesInTheVentricles()
{
    const LabelVolume map = twoVentricles(1);
    const auto added = signalOf(map, {.plexus = 0.5});
    std::size_t bright = 0;
    for (std::size_t n = 0; n < added.size(); ++n) {
        QVERIFY(added[n] == 0.0F ||
                (added[n] == 0.5F && tissueOf(map.labels[n]) == Tissue::Ventricle));
        bright += added[n] > 0.0F ? 1 : 0;
    }
    QVERIFY(bright > 0 && bright < 4000); // of 8,000 voxels of fluid
}

void LookAlikesTest::cortexIsOnlyEverBrighter()
{
    const LabelVolume map = onionBrain();
    const auto added = signalOf(map, {.cortexStretches = 0.1, .cortexSpots = 0.1});
    std::size_t brighter = 0;
    std::size_t cortex = 0;
    for (std::size_t n = 0; n < added.size(); ++n) {
        const bool isCortex = tissueOf(map.labels[n]) == Tissue::Cortex;
        QVERIFY(isCortex ? added[n] >= 0.0F : added[n] == 0.0F);
        cortex += isCortex ? 1 : 0;
        brighter += added[n] > 0.02F ? 1 : 0;
    }
    QVERIFY(brighter > cortex / 4 && brighter < cortex);
}

void LookAlikesTest::everyKindIsDrawn()
{
    int septa = 0;
    int plexus = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        RandomSource random(seed);
        const LookAlikes looks = drawLookAlikes(random);
        septa += looks.septum > 0.0 ? 1 : 0;
        plexus += looks.plexus > 0.0 ? 1 : 0;
        QVERIFY(looks.cortexSpots > 0.0 && looks.cortexStretches > 0.0 && looks.whiteMottle > 0.0);
    }
    QVERIFY(septa > 40 && septa < 80); // 60 of 100 expected, 5 the deviation
    QVERIFY(plexus > 30 && plexus < 70);
}

void LookAlikesTest::faintLesionsLieBetweenWhiteMatterAndCortex()
{
    int fainter = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        RandomSource random(seed);
        Contrast contrast = variedFlairContrast(random);
        const double cortex = contrast.brain;
        const double white = contrast.of(2).mean;
        allowFaintLesions(contrast, random);
        QVERIFY(contrast.brain <= cortex && contrast.brain >= std::min(white, cortex));
        fainter += contrast.brain < cortex ? 1 : 0;
    }
    QVERIFY(fainter > 15 && fainter < 45);
}

void LookAlikesTest::sharpeningDrawsALineAtTheVentricle()
{
    Acquisition plain;
    plain.noise = 0.0;
    Acquisition sharp = plain;
    sharp.sharpening = 1.0;
    const Volume before = imageOf(plain);
    const Volume after = imageOf(sharp);
    // Halfway through the white matter nothing changes; at its edge with the fluid it overshoots.
    QVERIFY(std::abs(meanBetween(after, 15.0, 20.0) / meanBetween(before, 15.0, 20.0) - 1.0) <
            0.01);
    QVERIFY(meanBetween(after, 9.0, 10.0) > 1.03 * meanBetween(after, 15.0, 20.0));
    QVERIFY(meanBetween(before, 9.0, 10.0) < 1.00 * meanBetween(before, 15.0, 20.0));
}

void LookAlikesTest::resampledNoiseIsCoarseAndNotLess()
{
    Acquisition clean;
    clean.noise = 0.0;
    Acquisition fine = clean;
    fine.noise = 0.02;
    Acquisition coarse = fine;
    coarse.noiseMm = 0.7;
    const Volume still = imageOf(clean);
    const Grain white = grainOf(imageOf(fine), still);
    const Grain resampled = grainOf(imageOf(coarse), still);
    // In the numbers of the file: 0.02 of a scale of 1,000; the neighbours of noise smoothed by a
    // Gaussian of sigma s share exp(-1 / (4 s^2)), somewhat less where it is cut off.
    QVERIFY(std::abs(white.deviation - 20.0) < 1.0);
    QVERIFY(std::abs(resampled.deviation - 20.0) < 1.0);
    QVERIFY(std::abs(white.shared) < 0.03);
    QVERIFY(std::abs(resampled.shared - 0.60) < 0.08);
}

QTEST_GUILESS_MAIN(LookAlikesTest)
#include "look_alikes_test.moc"
