#include "core/phantom/drawn_lesions.h"
#include "core/phantom/planting.h"
#include "core/phantom/synthesis.h"
#include "tests/core/phantom/onion.h"

#include <QTest>

using namespace dawson;

namespace
{

/// Balls along the x axis: of 3 mm, within the white matter from 8 to 28 mm, and of one voxel.
Mask drawnBalls(const Geometry& grid)
{
    Mask mask(grid);
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const bool large = std::hypot(p.x - 18.0, p.y, p.z) < 3.0;
        const bool small = std::hypot(p.x + 17.5, p.y - 0.5, p.z - 0.5) < 0.6;
        mask.labels()[n] = large || small ? 1 : 0;
    }
    return mask;
}

/// A ball of 4 mm around the ventricle's wall.
Mask atTheWall(const Geometry& grid)
{
    Mask mask(grid);
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        mask.labels()[n] = std::hypot(p.x - 8.0, p.y, p.z) < 4.0 ? 1 : 0;
    }
    return mask;
}

double meanWhere(const Volume& image, const Mask& mask, std::uint8_t label)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        if (mask.labels()[n] == label && image.voxels()[n] > 0.0F) {
            sum += image.voxels()[n];
            count += 1.0;
        }
    }
    return sum / count;
}

/// The share of `of` that lies in `in`.
double shareIn(const Mask& of, const Mask& in)
{
    double both = 0.0;
    for (std::size_t n = 0; n < of.labels().size(); ++n) {
        both += of.labels()[n] != 0 && in.labels()[n] != 0 ? 1.0 : 0.0;
    }
    return both / static_cast<double>(of.foregroundCount());
}

} // namespace

class DrawnLesionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMaskKeepsItsShape();
    void fluidStaysFluid();
    void someAreLeftOut();
    void imagesShowThem();
    void theyFollowTheDeformation();
    void plantedIntoARealImage();
};

void DrawnLesionsTest::aMaskKeepsItsShape()
{
    const LabelVolume brain = onionBrain();
    const Mask drawn = drawnBalls(brain.geometry);
    int whole = 0;
    for (int seed = 1; seed <= 20; ++seed) {
        LesionLayer layer(brain.labels.size());
        RandomSource random(static_cast<std::uint64_t>(seed));
        addDrawn(layer, drawn, brain, {}, random);
        const Mask mask = maskOf(layer, brain.geometry);
        QVERIFY(mask.foregroundCount() == 0 || shareIn(mask, drawn) == 1.0);
        whole += mask.foregroundCount() == drawn.foregroundCount() ? 1 : 0;
    }
    QVERIFY(whole > 10); // a tenth of the two is left out: both are there in four fifths
}

void DrawnLesionsTest::fluidStaysFluid()
{
    const LabelVolume brain = onionBrain();
    const Mask drawn = atTheWall(brain.geometry);
    LesionLayer layer(brain.labels.size());
    RandomSource random(3);
    addDrawn(layer, drawn, brain, {}, random);
    QVERIFY(maskOf(layer, brain.geometry).foregroundCount() > 50);
    for (std::size_t n = 0; n < layer.share.size(); ++n) {
        QVERIFY(layer.share[n] == 0.0F || tissueOf(brain.labels[n]) == Tissue::White);
    }
}

void DrawnLesionsTest::someAreLeftOut()
{
    const LabelVolume brain = onionBrain();
    int none = 0;
    for (int seed = 1; seed <= 100; ++seed) {
        LesionLayer layer(brain.labels.size());
        RandomSource random(static_cast<std::uint64_t>(seed));
        addDrawn(layer, atTheWall(brain.geometry), brain, {}, random);
        none += maskOf(layer, brain.geometry).foregroundCount() == 0 ? 1 : 0;
    }
    QVERIFY2(none > 1 && none < 23, qPrintable(QString::number(none))); // 10 +- 3
}

void DrawnLesionsTest::imagesShowThem()
{
    const LabelVolume brain = onionBrain();
    int shown = 0;
    for (int seed = 1; seed <= 5; ++seed) {
        SynthesisSpec spec;
        spec.seed = static_cast<std::uint64_t>(seed);
        spec.deform = false;
        spec.thickSlices = 0.0;
        spec.drawn = drawnBalls(brain.geometry);
        const SyntheticCase made = synthesise(brain, spec);
        if (made.lesions.foregroundCount() == 0) {
            continue;
        }
        ++shown;
        // 3 mm: 136 voxel centres; the single voxel is too small to be seen, and not in the mask.
        const std::size_t count = made.lesions.foregroundCount();
        QVERIFY2(count > 130 && count < 142, qPrintable(QString::number(count)));
        Mask white(made.image.geometry());
        for (std::size_t n = 0; n < white.labels().size(); ++n) {
            const PatientPoint p = white.geometry().toPatient(white.geometry().voxelAt(n));
            const double r = std::hypot(p.x, p.y, p.z);
            white.labels()[n] = made.lesions.labels()[n] != 0 ? 2 : r > 14.0 && r < 23.0 ? 1 : 0;
        }
        QVERIFY(meanWhere(made.image, white, 2) > 1.05 * meanWhere(made.image, white, 1));
    }
    QVERIFY(shown >= 3);
}

void DrawnLesionsTest::theyFollowTheDeformation()
{
    const LabelVolume brain = onionBrain();
    SynthesisSpec spec;
    spec.thickSlices = 0.0;
    spec.drawn = atTheWall(brain.geometry);
    int shown = 0;
    for (spec.seed = 1; spec.seed <= 6; ++spec.seed) {
        const SyntheticCase made = synthesise(brain, spec);
        // Wherever the brain went, the lesion still touches the ventricle, 8 mm in radius, and
        // keeps its volume within the scales of 0.9 to 1.12 along each axis.
        const std::size_t count = made.lesions.foregroundCount();
        shown += count > 0 ? 1 : 0;
        QVERIFY(count == 0 || (count > 80 && count < 320));
    }
    QVERIFY(shown >= 2); // the others are too faint for their image's noise
}

void DrawnLesionsTest::plantedIntoARealImage()
{
    const LabelVolume brain = onionBrain();
    std::vector<float> voxels;
    for (const std::uint16_t label : brain.labels) {
        voxels.push_back(label == 2 ? 100.0F : label == 3 ? 120.0F : 20.0F);
    }
    const Volume flair(brain.geometry, voxels);
    PlantingSpec spec;
    spec.seed = 2;
    spec.drawn = drawnBalls(brain.geometry);
    const SyntheticCase made = plantLesions(flair, Mask(brain.geometry), brain, spec);
    QVERIFY(made.lesions.foregroundCount() > 90);
    QCOMPARE(shareIn(made.lesions, *spec.drawn), 1.0);
    QVERIFY(meanWhere(made.image, made.lesions, 1) > 110.0);
}

QTEST_GUILESS_MAIN(DrawnLesionsTest)
#include "drawn_lesions_test.moc"
