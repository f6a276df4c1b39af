#include "core/base/error.h"
#include "core/lesion/enhancement_pattern.h"
#include "tests/core/lesion/spheres.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace dawson;

namespace
{

using Brightness = std::function<double(double)>; ///< by mm from the lesion's centre

/// Tissue of 100 around the origin, and a lesion by its radial brightness.
Volume imageOf(const Geometry& grid, const Brightness& brightness)
{
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        voxels[n] = static_cast<float>(brightness(std::hypot(p.x, p.y, p.z)));
    }
    return {grid, std::move(voxels)};
}

/// Foreground from `inner` to `outer` mm.
Mask shell(const Geometry& grid, double inner, double outer)
{
    Mask mask(grid);
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const double r = std::hypot(p.x, p.y, p.z);
        mask.labels()[n] = r >= inner && r <= outer ? 1 : 0;
    }
    return mask;
}

Geometry cube(double spacingK = 1.0)
{
    const int slices = static_cast<int>(48 / spacingK);
    return Geometry::axisAligned({48, 48, slices}, {1.0, 1.0, spacingK}, {-24, -24, -24});
}

} // namespace

Q_DECLARE_METATYPE(dawson::EnhancementPattern)

class EnhancementPatternTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void situations_data()
    {
        using Pattern = EnhancementPattern;
        QTest::addColumn<Brightness>("brightness");
        QTest::addColumn<double>("inner"); ///< of the mask, 0: no hole
        QTest::addColumn<double>("outer");
        QTest::addColumn<double>("sliceMm");
        QTest::addColumn<EnhancementPattern>("expected");
        const auto solid = [](double outer) {
            return Brightness([outer](double r) { return r <= outer ? 300.0 : 100.0; });
        };
        const auto ring = [](double inner, double outer, double core) {
            return Brightness(
                [=](double r) { return r > outer ? 100.0 : (r >= inner ? 300.0 : core); });
        };
        QTest::newRow("solid ball") << solid(6) << 0.0 << 6.0 << 1.0 << Pattern::Nodular;
        QTest::newRow("rim of 2 mm around a dark core")
            << ring(5, 7, 100) << 0.0 << 7.0 << 1.0 << Pattern::Ring;
        QTest::newRow("only the rim was painted")
            << ring(5, 7, 100) << 5.0 << 7.0 << 1.0 << Pattern::Ring;
        QTest::newRow("solid, but only its rim was painted")
            << solid(7) << 5.0 << 7.0 << 1.0 << Pattern::Nodular;
        QTest::newRow("core darker than tissue")
            << ring(5, 7, 20) << 0.0 << 7.0 << 1.0 << Pattern::Ring;
        QTest::newRow("core at 80 % of the uptake: below the limit")
            << ring(5, 7, 260) << 0.0 << 7.0 << 1.0 << Pattern::Nodular;
        QTest::newRow("core at 50 % of the uptake")
            << ring(5, 7, 200) << 0.0 << 7.0 << 1.0 << Pattern::Ring;
        QTest::newRow("slices of 3 mm") << ring(6, 9, 100) << 0.0 << 9.0 << 3.0 << Pattern::Ring;
        QTest::newRow("too small to have a core")
            << ring(1, 1.5, 100) << 0.0 << 1.5 << 1.0 << Pattern::Nodular;
        QTest::newRow("blurred ball, brightest in its middle")
            << Brightness([](double r) { return 100.0 + 200.0 * std::exp(-r * r / 20.0); }) << 0.0
            << 6.0 << 1.0 << Pattern::Nodular;
    }

    void situations()
    {
        QFETCH(Brightness, brightness);
        QFETCH(double, inner);
        QFETCH(double, outer);
        QFETCH(double, sliceMm);
        QFETCH(EnhancementPattern, expected);
        const Geometry grid = cube(sliceMm);
        const auto patterns =
            suggestPatterns(imageOf(grid, brightness), findLesions(shell(grid, inner, outer)));
        QCOMPARE(patterns.size(), 1U);
        QCOMPARE(patterns[0], expected);
    }

    void atTheEdgeOfTheImage()
    {
        const Geometry grid = Geometry::axisAligned({14, 14, 14}, {1.0, 1.0, 1.0}, {0, 0, 0});
        const auto patterns = suggestPatterns(imageOf(grid, [](double) { return 300.0; }),
                                              findLesions(shell(grid, 0.0, 30.0)));
        QCOMPARE(patterns.size(), 1U);
        QCOMPARE(patterns[0], EnhancementPattern::Nodular);
    }

    void eachLesionByItself()
    {
        const Mask mask = withSpheres({{{-15, 0, 0}, 7}, {{15, 0, 0}, 5}});
        std::vector<float> voxels(mask.labels().size());
        for (std::size_t n = 0; n < voxels.size(); ++n) {
            const PatientPoint p = mask.geometry().toPatient(mask.geometry().voxelAt(n));
            const bool core = std::hypot(p.x + 15.0, p.y, p.z) < 4.5;
            voxels[n] = mask.labels()[n] != 0 && !core ? 300.0F : 100.0F;
        }
        const auto patterns =
            suggestPatterns(Volume(mask.geometry(), std::move(voxels)), findLesions(mask));
        QCOMPARE(patterns, (std::vector{EnhancementPattern::Ring, EnhancementPattern::Nodular}));
    }

    void otherGridIsRefused()
    {
        QVERIFY_THROWS_EXCEPTION(Error,
                                 suggestPatterns(Volume(), findLesions(shell(cube(), 0.0, 5.0))));
    }
};

QTEST_GUILESS_MAIN(EnhancementPatternTest)
#include "enhancement_pattern_test.moc"
