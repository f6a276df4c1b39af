#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/head.h"
#include "tests/core/phantom/onion.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

namespace
{

double radiusAt(const Geometry& g, std::size_t n)
{
    const PatientPoint p = g.toPatient(g.voxelAt(n));
    return std::hypot(p.x, p.y, p.z);
}

/// Mean of the image in a shell around the middle.
double meanBetween(const Volume& image, double inner, double outer)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const double r = radiusAt(image.geometry(), n);
        if (r >= inner && r < outer) {
            sum += image.voxels()[n];
            count += 1.0;
        }
    }
    return sum / count;
}

} // namespace

class HeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brainIsWhatExtractionLeaves();
    void headHasSkullAndAir();
    void seedDecides();
    void outsideTakesAnySignal();
    void fieldOfViewMissesTheNeckMost();
    void ventriclesBelongToTheBrain();
    void mapWithoutBrainIsRefused();
    void readsARealMap();
};

void HeadTest::brainIsWhatExtractionLeaves()
{
    const LabelVolume map = onionBrain();
    const Mask brain = brainMask(map);
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        const double r = radiusAt(map.geometry, n);
        if (r < 33.0) {
            QCOMPARE(brain.labels()[n], std::uint8_t{1});
        } else if (r > 34.0) {
            QCOMPARE(brain.labels()[n], std::uint8_t{0});
        }
    }
}

void HeadTest::headHasSkullAndAir()
{
    const auto head =
        synthesiseHead(onionBrain(), {.seed = 3, .deform = false, .thickSlices = 0, .cut = false});
    QVERIFY(sameGrid(head.image.geometry(), head.brain.geometry()));
    const auto& size = head.image.geometry().size();
    // 38 mm of head to either side and a margin of 4 voxels, as far as the map goes.
    QCOMPARE(size, (Geometry::Size{80, 80, 80}));
    QVERIFY(std::ranges::all_of(head.image.voxels(), [](float v) { return v >= 1.0F; }));
    const double air = meanBetween(head.image, 42.0, 50.0);
    const double skull = meanBetween(head.image, 35.0, 37.0);
    const double white = meanBetween(head.image, 20.0, 26.0);
    QVERIFY(air < 0.5 * white);
    QVERIFY(skull > 0.0);
    QVERIFY(head.brain.foregroundCount() > 140'000); // balls of 32 and 34 mm: 137 and 165 ml
    QVERIFY(head.brain.foregroundCount() < 165'000);
}

void HeadTest::seedDecides()
{
    const LabelVolume map = onionBrain();
    const auto first = synthesiseHead(map, {.seed = 4});
    const auto again = synthesiseHead(map, {.seed = 4});
    const auto other = synthesiseHead(map, {.seed = 5});
    QVERIFY(std::ranges::equal(first.image.voxels(), again.image.voxels()));
    QVERIFY(std::ranges::equal(first.brain.labels(), again.brain.labels()));
    QVERIFY(!std::ranges::equal(first.image.voxels(), other.image.voxels()));
}

void HeadTest::outsideTakesAnySignal()
{
    int darker = 0;
    int brighter = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto head = synthesiseHead(
            onionBrain(), {.seed = seed, .deform = false, .thickSlices = 0, .cut = false});
        const double skull = meanBetween(head.image, 35.0, 37.0);
        const double white = meanBetween(head.image, 20.0, 26.0);
        darker += skull < white ? 1 : 0;
        brighter += skull > white ? 1 : 0;
    }
    QVERIFY(darker >= 2 && brighter >= 2);
}

void HeadTest::fieldOfViewMissesTheNeckMost()
{
    int below = 0;
    int above = 0;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        const auto head =
            synthesiseHead(onionBrain(), {.seed = seed, .deform = false, .thickSlices = 0});
        const Geometry& g = head.image.geometry();
        QVERIFY(sameGrid(g, head.brain.geometry()));
        const double low = g.toPatient(VoxelIndex{0, 0, 0}).z;
        const double high = g.toPatient(VoxelIndex{0, 0, g.size()[2] - 1}).z;
        below += low > -39.0 ? 1 : 0; // the whole map begins at -39.5
        above += high < 39.0 ? 1 : 0;
        QVERIFY(head.brain.foregroundCount() > 130'000);
    }
    QVERIFY(below > 10 && below < 24);
    QVERIFY(above < 10);
}

void HeadTest::ventriclesBelongToTheBrain()
{
    LabelVolume map = onionBrain();
    for (std::size_t n = 0; n < map.labels.size(); ++n) {
        if (radiusAt(map.geometry, n) < 12.0) {
            map.labels[n] = 24; // CSF, further from tissue than extraction would keep
        }
    }
    const auto head =
        synthesiseHead(map, {.seed = 3, .deform = false, .thickSlices = 0, .cut = false});
    const Geometry& g = head.brain.geometry();
    QCOMPARE(head.brain.labels()[g.offset(g.nearestVoxel({0.0, 0.0, 0.0}))], std::uint8_t{1});
}

void HeadTest::mapWithoutBrainIsRefused()
{
    LabelVolume nothing = onionBrain();
    std::ranges::replace_if(
        nothing.labels, [](std::uint16_t label) { return label < 500; }, std::uint16_t{0});
    QVERIFY_THROWS_EXCEPTION(Error, synthesiseHead(nothing, {.seed = 1}));
}

void HeadTest::readsARealMap()
{
    const auto data = sharedData();
    if (!data) {
        QSKIP("no shared data: real label maps are not here");
    }
    const LabelVolume map = toLabelVolume(readVolume(*data / "labelmaps" / "01.nii.gz"));
    const auto head = synthesiseHead(map, {.seed = 1});
    const double ml = head.brain.foregroundMl();
    QVERIFY(ml > 900.0 && ml < 2200.0);
    QVERIFY(head.image.geometry().voxelCount() > 2 * head.brain.foregroundCount());
}

QTEST_GUILESS_MAIN(HeadTest)
#include "head_test.moc"
