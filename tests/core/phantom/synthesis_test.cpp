#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/pathology.h"
#include "core/phantom/synthesis.h"
#include "tests/core/phantom/onion.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace dawson;

Q_DECLARE_METATYPE(dawson::Pathology)

namespace
{

SynthesisSpec specFor(std::uint64_t seed, std::vector<Pathology> pathologies)
{
    SynthesisSpec spec;
    spec.seed = seed;
    spec.pathologies = std::move(pathologies);
    return spec;
}

double meanWhere(const SyntheticCase& c, bool lesion)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < c.lesions.labels().size(); ++n) {
        if (c.image.voxels()[n] > 0.0F && (c.lesions.labels()[n] != 0) == lesion) {
            sum += c.image.voxels()[n];
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : 0.0;
}

/// The healthy onion, taken this way.
Volume imageOf(const Acquisition& acquisition)
{
    const LabelVolume map = onionBrain();
    RandomSource random(2);
    const Contrast contrast = flairContrast(random);
    return acquire(map, LesionLayer(map.labels.size()), contrast, acquisition, random);
}

double radiusAt(const Geometry& g, std::size_t n)
{
    const PatientPoint p = g.toPatient(g.voxelAt(n));
    return std::hypot(p.x, p.y, p.z);
}

} // namespace

class SynthesisTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedSameImage();
    void everyPathologyShows_data();
    void everyPathologyShows();
    void healthyBrainHasNoLesions();
    void brainIsExtracted();
    void extractionMayLeaveSome();
    void coilBrightensTheSurface();
    void lesionsKeepToTheirTissue();
    void fingersLeaveTheVentricleAtARightAngle();
    void otherPathologiesAreNeverMultipleSclerosis();
    void mapWithoutBrainIsRefused();
    void readsARealMap();
};

void SynthesisTest::sameSeedSameImage()
{
    const LabelVolume map = onionBrain();
    const auto first = synthesise(map, specFor(5, {Pathology::Mass}));
    const auto again = synthesise(map, specFor(5, {Pathology::Mass}));
    const auto other = synthesise(map, specFor(6, {Pathology::Mass}));

    QVERIFY(std::ranges::equal(first.image.voxels(), again.image.voxels()));
    QVERIFY(std::ranges::equal(first.lesions.labels(), again.lesions.labels()));
    QVERIFY(!std::ranges::equal(first.image.voxels(), other.image.voxels()));
}

void SynthesisTest::everyPathologyShows_data()
{
    QTest::addColumn<Pathology>("pathology");
    for (const Pathology p : {Pathology::MultipleSclerosis,
                              Pathology::Mass,
                              Pathology::Oedema,
                              Pathology::Infarct,
                              Pathology::Vascular,
                              Pathology::WhiteMatterSpots,
                              Pathology::Confluent}) {
        QTest::addRow("%s", pathologyName(p).c_str()) << p;
    }
}

void SynthesisTest::everyPathologyShows()
{
    QFETCH(Pathology, pathology);
    for (const auto look : {SynthesisSpec::Look::VariedFlair, SynthesisSpec::Look::Random}) {
        SynthesisSpec spec = specFor(11, {pathology});
        spec.look = look;
        spec.deform = false;
        const auto made = synthesise(onionBrain(), spec);
        QVERIFY(sameGrid(made.image.geometry(), made.lesions.geometry()));
        QVERIFY(made.lesions.foregroundCount() > 20);
        QVERIFY(std::ranges::all_of(made.lesions.labels(), [](auto label) { return label <= 1; }));
        QVERIFY(meanWhere(made, true) > 1.1 * meanWhere(made, false));
    }
}

void SynthesisTest::healthyBrainHasNoLesions()
{
    QCOMPARE(synthesise(onionBrain(), specFor(3, {})).lesions.foregroundCount(), 0U);
}

void SynthesisTest::brainIsExtracted()
{
    const Volume image = imageOf({});
    const Geometry& g = image.geometry();
    for (std::size_t n = 0; n < g.voxelCount(); ++n) {
        const double r = radiusAt(g, n);
        if (r > 34.0) {
            QCOMPARE(image.voxels()[n], 0.0F);
        } else if (r < 32.0) {
            QVERIFY(image.voxels()[n] > 0.0F);
        }
    }
}

void SynthesisTest::extractionMayLeaveSome()
{
    Acquisition acquisition;
    acquisition.leftoverMm = 2.0;
    const Volume image = imageOf(acquisition);
    std::size_t left = 0;
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const double r = radiusAt(image.geometry(), n);
        if (r > 34.0) {
            left += image.voxels()[n] > 0.0F ? 1 : 0;
            QVERIFY(r < 37.0 || image.voxels()[n] == 0.0F); // 2 mm and the width of a voxel
        }
    }
    // The shell of 2 mm has 31 ml; a field of which a third is above 0.5 says where some is left.
    QVERIFY(left > 1'500 && left < 22'000);
}

void SynthesisTest::coilBrightensTheSurface()
{
    Acquisition even;
    even.biasShare = 0.0;
    even.noise = 0.0;
    Acquisition bright = even;
    bright.surfaceGain = 0.5;
    const Volume plain = imageOf(even);
    const Volume gained = imageOf(bright);
    for (std::size_t n = 0; n < plain.voxels().size(); ++n) {
        const double r = radiusAt(plain.geometry(), n);
        if (plain.voxels()[n] > 1.0F) {
            const double ratio = static_cast<double>(gained.voxels()[n] / plain.voxels()[n]);
            QVERIFY(ratio > 0.999 && ratio < 1.501);
            QVERIFY(r < 33.5 || ratio > 1.35); // half the smoothed mask and more is outside
            QVERIFY(r > 14.0 || ratio < 1.01); // three deviations of 6 mm below the surface
        }
    }
}

void SynthesisTest::lesionsKeepToTheirTissue()
{
    SynthesisSpec spec = specFor(4, {Pathology::Oedema, Pathology::WhiteMatterSpots});
    spec.deform = false;
    const auto made = synthesise(onionBrain(), spec);
    const Geometry& g = made.lesions.geometry();
    for (std::size_t n = 0; n < g.voxelCount(); ++n) {
        const PatientPoint p = g.toPatient(g.voxelAt(n));
        const double r = std::hypot(p.x, p.y, p.z);
        QVERIFY(made.lesions.labels()[n] == 0 || (r >= 8.0 && r < 28.0));
    }
}

void SynthesisTest::fingersLeaveTheVentricleAtARightAngle()
{
    const LabelVolume map = onionBrain();
    const LesionSites sites(map);
    RandomSource random(9);
    for (int n = 0; n < 50; ++n) {
        const auto site = sites.ventricleWall(random);
        QVERIFY(site.has_value());
        const double r = std::hypot(site->point.x, site->point.y, site->point.z);
        const double along = (site->normal[0] * site->point.x + site->normal[1] * site->point.y +
                              site->normal[2] * site->point.z) /
                             r;
        QVERIFY(r >= 8.0 && r < 10.0);
        QVERIFY(along > 0.9); // the ventricle is a ball: right angles are radii
        const auto edge = sites.cortexEdge(random);
        const double rEdge = std::hypot(edge->point.x, edge->point.y, edge->point.z);
        QVERIFY(rEdge > 26.0 && rEdge < 28.0);
        const auto deep = sites.deepWhite(random, 3.0);
        const double rDeep = std::hypot(deep->point.x, deep->point.y, deep->point.z);
        QVERIFY(rDeep > 9.0 && rDeep < 27.0);
        const auto stem = sites.infratentorial(random);
        QVERIFY(std::hypot(stem->point.x, stem->point.y, stem->point.z + 18.0) < 6.0);
    }
    QVERIFY(!sites.deepGrey(random).has_value());
}

void SynthesisTest::otherPathologiesAreNeverMultipleSclerosis()
{
    std::set<Pathology> seen;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto drawn = drawOtherPathologies(seed);
        QVERIFY(!drawn.empty() && drawn.size() <= 3);
        QCOMPARE(std::set<Pathology>(drawn.begin(), drawn.end()).size(), drawn.size());
        seen.insert(drawn.begin(), drawn.end());
    }
    QCOMPARE(seen.size(), 6U);
    QVERIFY(!seen.contains(Pathology::MultipleSclerosis));
}

void SynthesisTest::mapWithoutBrainIsRefused()
{
    LabelVolume nothing = onionBrain();
    std::ranges::fill(nothing.labels, std::uint16_t{0});
    QVERIFY_THROWS_EXCEPTION(Error, synthesise(nothing, specFor(1, {})));
}

void SynthesisTest::readsARealMap()
{
    const auto data = sharedData();
    if (!data) {
        QSKIP("no shared data: real label maps are not here");
    }
    const LabelVolume map = toLabelVolume(readVolume(*data / "labelmaps" / "01.nii.gz"));
    SyntheticCase made;
    QBENCHMARK_ONCE
    {
        made = synthesise(map, specFor(1, {Pathology::Vascular}));
    }
    const auto brain = std::ranges::count_if(made.image.voxels(), [](float v) { return v > 0.0F; });
    QVERIFY(brain > 900'000 && brain < 2'200'000); // voxels of 1 mm
    QVERIFY(made.lesions.foregroundCount() > 50);
}

QTEST_GUILESS_MAIN(SynthesisTest)
#include "synthesis_test.moc"
