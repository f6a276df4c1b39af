#include "core/phantom/components.h"
#include "core/phantom/pathology.h"
#include "core/phantom/planting.h"
#include "core/phantom/tissue_guess.h"
#include "core/phantom/visibility.h"
#include "tests/core/phantom/onion.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

namespace
{

LesionBlob ball(double x, double radius, double brightness)
{
    LesionBlob blob;
    blob.center = {x, 0.0, 0.0};
    blob.radiiMm = {radius, radius, radius};
    blob.edgeMm = 0.5;
    blob.brightness = brightness;
    blob.tissues = {Tissue::White};
    return blob;
}

/// White matter at 0.5, the brightest healthy brain at 0.6, lesions at 0.6 + 0.3 x brightness.
Contrast plainContrast()
{
    Contrast contrast;
    contrast.byLabel.resize(600, {0.3, 0.0});
    contrast.byLabel[2] = {0.5, 0.0};
    contrast.brain = 0.6;
    contrast.csf = 0.1;
    contrast.lesion = {0.9, 0.0};
    return contrast;
}

bool seen(const Mask& mask, double x)
{
    return mask.at(mask.geometry().nearestVoxel({x, 0.0, 0.0})) != 0;
}

std::vector<std::size_t> partSizes(Mask mask)
{
    std::vector<std::size_t> sizes;
    keepComponents(mask, [&](const auto& part) {
        sizes.push_back(part.size());
        return true;
    });
    return sizes;
}

Mask lesionsOf(const std::vector<LesionBlob>& blobs, const LabelVolume& anatomy)
{
    LesionLayer layer(anatomy.labels.size());
    for (const LesionBlob& blob : blobs) {
        addTo(layer, blob, anatomy);
    }
    return maskOf(layer, anatomy.geometry);
}

/// The onion as a T1 shows it: fluid dark, grey matter in between, white matter bright.
Volume onionT1(const LabelVolume& map)
{
    std::vector<float> voxels;
    for (const std::uint16_t label : map.labels) {
        const Tissue tissue = tissueOf(label);
        voxels.push_back(tissue == Tissue::Background || tissue == Tissue::Outside ? 0.0F
                         : tissue == Tissue::Ventricle || tissue == Tissue::Csf    ? 20.0F
                         : tissue == Tissue::Cortex                                ? 60.0F
                                                                                   : 100.0F);
    }
    return {map.geometry, std::move(voxels)};
}

double radiusAt(const Geometry& g, std::size_t n)
{
    const PatientPoint p = g.toPatient(g.voxelAt(n));
    return std::hypot(p.x, p.y, p.z);
}

} // namespace

class VascularTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsHangTogetherByCorners();
    void faintAndTinyLesionsAreNoLesions();
    void noiseHidesLesions();
    void thickSlicesHideSmallLesions();
    void mostSpotsAreSmall();
    void confluentLesionsAreLarge();
    void guessesTissuesOfAnOnion();
    void plantedLesionsBrightenWhiteMatterOnly();
    void plantingIsSeeded();
};

void VascularTest::partsHangTogetherByCorners()
{
    Mask mask(Geometry::axisAligned({6, 6, 6}, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}));
    for (const VoxelIndex& v :
         {VoxelIndex{0, 0, 0}, VoxelIndex{1, 1, 1}, VoxelIndex{2, 1, 1}, VoxelIndex{4, 4, 4}}) {
        mask.set(v, 1);
    }
    QCOMPARE(partSizes(mask), (std::vector<std::size_t>{3, 1}));
    keepComponents(mask, [](const auto& part) { return part.size() > 1; });
    QCOMPARE(mask.foregroundCount(), 3U);
    QCOMPARE(mask.at({4, 4, 4}), std::uint8_t{0});
}

void VascularTest::faintAndTinyLesionsAreNoLesions()
{
    const LabelVolume map = onionBrain();
    LesionLayer layer(map.labels.size());
    addTo(layer, ball(14.0, 3.0, 0.5), map);    // 0.25 above white matter
    addTo(layer, ball(-14.0, 3.0, -0.15), map); // 0.025 above
    addTo(layer, ball(23.5, 0.6, 1.0), map);    // one voxel
    Acquisition acquisition;
    acquisition.blurMm = 0.3;
    acquisition.noise = 0.0;
    const Mask mask = visibleLesions(map, layer, plainContrast(), acquisition);
    QVERIFY(seen(mask, 14.0));
    QVERIFY(!seen(mask, -14.0));
    QCOMPARE(partSizes(mask).size(), 1U);
}

void VascularTest::noiseHidesLesions()
{
    const LabelVolume map = onionBrain();
    LesionLayer layer(map.labels.size());
    addTo(layer, ball(14.0, 4.0, 0.0), map); // 0.1 above white matter, seen up to a noise of 0.03
    Acquisition acquisition;
    acquisition.blurMm = 0.3;
    for (const auto& [noise, visible] : {std::pair{0.025, true}, std::pair{0.035, false}}) {
        acquisition.noise = noise;
        QCOMPARE(seen(visibleLesions(map, layer, plainContrast(), acquisition), 14.0), visible);
    }
}

void VascularTest::thickSlicesHideSmallLesions()
{
    const LabelVolume map = onionBrain();
    LesionLayer layer(map.labels.size());
    addTo(layer, ball(14.0, 1.5, 0.0), map);
    addTo(layer, ball(-17.0, 6.0, 0.0), map);
    Acquisition acquisition;
    acquisition.blurMm = 0.3;
    acquisition.noise = 0.01;
    QVERIFY(seen(visibleLesions(map, layer, plainContrast(), acquisition), 14.0));
    acquisition.sliceMm = 6.0;
    const Mask mask = visibleLesions(map, layer, plainContrast(), acquisition);
    QVERIFY(!seen(mask, 14.0));
    QVERIFY(seen(mask, -17.0));
}

void VascularTest::mostSpotsAreSmall()
{
    const LabelVolume map = onionBrain();
    const LesionSites sites(map);
    std::size_t all = 0;
    std::size_t small = 0;
    std::size_t largest = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        RandomSource random(seed);
        for (const LesionBlob& blob : drawWhiteMatterSpots(sites, random)) {
            const std::size_t voxels = voxelsOf(blob, map, 0.0).size();
            ++all;
            small += voxels < 50 ? 1 : 0;
            largest = std::max(largest, voxels);
        }
    }
    QVERIFY(all > 400);
    // Of radii with a density of 1 / r^2 from 0.95 mm, 60 % and more lie below those of 50 mm3.
    QVERIFY(small * 100 > 60 * all && small * 100 < 95 * all);
    QVERIFY(largest > 300 && largest < 3000);
}

void VascularTest::confluentLesionsAreLarge()
{
    const LabelVolume map = onionBrain();
    const LesionSites sites(map);
    std::vector<double> ml;
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        RandomSource random(seed);
        const auto sizes = partSizes(lesionsOf(drawConfluent(sites, random), map));
        ml.push_back(static_cast<double>(*std::ranges::max_element(sizes)) / 1000.0);
    }
    std::ranges::sort(ml);
    // White matter of the onion is 90 ml; a brain has six times as much.
    QVERIFY(ml[7] > 5.0);
    QVERIFY(ml.back() > 20.0);
}

void VascularTest::guessesTissuesOfAnOnion()
{
    const LabelVolume map = onionBrain();
    Mask spared(map.geometry);
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        const PatientPoint p = map.geometry.toPatient(map.geometry.voxelAt(n));
        spared.labels()[n] = std::hypot(p.x - 18.0, p.y, p.z) < 5.0 ? 1 : 0;
    }
    const LabelVolume guess = guessTissues(onionT1(map), spared);
    for (std::size_t n = 0; n < guess.labels.size(); ++n) {
        const double r = radiusAt(map.geometry, n);
        const PatientPoint p = map.geometry.toPatient(map.geometry.voxelAt(n));
        if (std::hypot(p.x - 18.0, p.y, p.z) < 9.0 || std::hypot(p.x, p.y, p.z + 18.0) < 8.0) {
            continue;
        }
        if (r > 9.5 && r < 26.5) {
            QCOMPARE(guess.labels[n], std::uint16_t{2});
        } else if (r > 29.0 && r < 31.0) {
            QCOMPARE(guess.labels[n], std::uint16_t{3});
        } else if (r < 7.0) {
            QCOMPARE(guess.labels[n], std::uint16_t{4});
        } else if (r > 34.0) {
            QCOMPARE(guess.labels[n], std::uint16_t{0});
        }
    }
    const auto at = [&](double x) {
        return tissueOf(guess.labels[map.geometry.offset(map.geometry.nearestVoxel({x, 0, 0}))]);
    };
    QCOMPARE(at(18.0), Tissue::Outside);
    QCOMPARE(at(9.5), Tissue::White);    // 8.5 mm from its middle
    QCOMPARE(at(24.5), Tissue::Outside); // 6.5 mm
}

void VascularTest::plantedLesionsBrightenWhiteMatterOnly()
{
    const LabelVolume map = onionBrain();
    Mask known(map.geometry);
    known.set({5, 5, 5}, 1);
    const Volume flair(map.geometry, std::vector<float>(map.labels.size(), 100.0F));
    const auto made =
        plantLesions(flair, known, map, {7, {Pathology::WhiteMatterSpots, Pathology::Confluent}});
    QVERIFY(made.lesions.foregroundCount() > 100);
    QCOMPARE(made.lesions.at({5, 5, 5}), std::uint8_t{1});
    double brightest = 0.0;
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        const double r = radiusAt(map.geometry, n);
        const float value = made.image.voxels()[n];
        if (r < 4.0 || r > 32.0) { // beyond three deviations of the blur
            QCOMPARE(value, 100.0F);
            QVERIFY(made.lesions.labels()[n] == 0 || n == map.geometry.offset({5, 5, 5}));
        }
        brightest = std::max(brightest, static_cast<double>(value));
        QVERIFY(value >= 99.9F); // no fluid in these
    }
    QVERIFY(brightest > 110.0 && brightest < 200.0);
}

void VascularTest::plantingIsSeeded()
{
    const LabelVolume map = onionBrain();
    const Volume flair(map.geometry, std::vector<float>(map.labels.size(), 100.0F));
    const auto made = [&](std::uint64_t seed) {
        return plantLesions(flair, Mask(map.geometry), map, {seed, {Pathology::Vascular}});
    };
    QVERIFY(std::ranges::equal(made(3).image.voxels(), made(3).image.voxels()));
    QVERIFY(!std::ranges::equal(made(3).image.voxels(), made(4).image.voxels()));
}

QTEST_GUILESS_MAIN(VascularTest)
#include "vascular_test.moc"
