#include "core/base/error.h"
#include "core/image/resample.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace dawson;

namespace
{

/// Turned by 25 degrees round z and 15 round y.
Geometry::Matrix oblique()
{
    const double a = 25.0 * M_PI / 180.0;
    const double b = 15.0 * M_PI / 180.0;
    const double ca = std::cos(a);
    const double sa = std::sin(a);
    const double cb = std::cos(b);
    const double sb = std::sin(b);
    return {{{ca * cb, -sa, ca * sb}, {sa * cb, ca, sa * sb}, {-sb, 0, cb}}};
}

template <typename Value>
Volume made(const Geometry& grid, const Value& value)
{
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(value(grid.toPatient(grid.voxelAt(n))));
    }
    return {grid, std::move(voxels)};
}

double plane(const PatientPoint& p)
{
    return 100.0 + 2.0 * p.x - 0.5 * p.y + 1.5 * p.z;
}

Mask ball(const Geometry& grid, double radiusMm, std::uint8_t label = 1)
{
    Mask mask(grid);
    const PatientPoint c = grid.center();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) <= radiusMm) {
            mask.labels()[n] = label;
        }
    }
    return mask;
}

double dice(const Mask& a, const Mask& b)
{
    std::size_t both = 0;
    for (std::size_t n = 0; n < a.labels().size(); ++n) {
        both += a.labels()[n] != 0 && b.labels()[n] != 0 ? 1U : 0U;
    }
    return 2.0 * static_cast<double>(both) /
           static_cast<double>(a.foregroundCount() + b.foregroundCount());
}

} // namespace

class ResampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linearKeepsAPlaneOnAnyGrid();
    void outsideGetsTheGivenValue();
    void borderVoxelsReachTheirOuterFace();
    void sameGridIsACopy();
    void largerVoxelsAverage();
    void nearestTakesTheNearestVoxel();
    void labelsOfTwoKindsNeverMix();
    void labelsKeepVolumeBetterThanChance_data();
    void labelsKeepVolumeBetterThanChance();
    void isotropicCoversTheSameField();
    void isotropicAndBackKeepsTheMask();
    void canonicalMovesNoVoxel();
    void cropMovesNoVoxel();
};

void ResampleTest::linearKeepsAPlaneOnAnyGrid()
{
    const Geometry source({40, 40, 40}, {1.0, 1.1, 1.3}, {-20, -20, -20}, oblique());
    const Geometry target(
        {9, 9, 9}, {0.8, 0.9, 1.4}, source.center(), {{{0, 1, 0}, {0, 0, -1}, {-1, 0, 0}}});
    const Volume result = resampleLinear(made(source, plane), target);

    for (std::size_t n = 0; n < target.voxelCount(); ++n) {
        const double expected = plane(target.toPatient(target.voxelAt(n)));
        QVERIFY(std::abs(static_cast<double>(result.voxels()[n]) - expected) < 1e-3);
    }
}

void ResampleTest::outsideGetsTheGivenValue()
{
    const Geometry source = Geometry::axisAligned({4, 4, 4}, {1, 1, 1});
    const Geometry target = Geometry::axisAligned({4, 1, 1}, {1, 1, 1}, {2, 1, 1});
    const Volume result = resampleLinear(made(source, plane), target, -7.0F);

    QCOMPARE(result.at({1, 0, 0}), static_cast<float>(plane({3, 1, 1})));
    QCOMPARE(result.at({2, 0, 0}), -7.0F);
    QCOMPARE(resampleNearest(Mask(source, std::vector<std::uint8_t>(64, 5)), target).at({2, 0, 0}),
             std::uint8_t{0});
    QCOMPARE(resampleLabels(Mask(source, std::vector<std::uint8_t>(64, 5)), target).at({2, 0, 0}),
             std::uint8_t{0});
}

void ResampleTest::borderVoxelsReachTheirOuterFace()
{
    const Geometry source = Geometry::axisAligned({2, 1, 1}, {2, 2, 2});
    const Geometry target = Geometry::axisAligned({6, 1, 1}, {1, 1, 1}, {-1.5, 0, 0});
    const Volume result = resampleLinear(Volume(source, {10.0F, 30.0F}), target, -1.0F);

    // Voxel centres at 0 and 2 mm, faces at -1 and 3.
    const std::vector<float> expected{-1.0F, 10.0F, 15.0F, 25.0F, 30.0F, -1.0F};
    QVERIFY(std::equal(expected.begin(), expected.end(), result.voxels().begin()));
}

void ResampleTest::sameGridIsACopy()
{
    const Volume source = made(Geometry({5, 4, 3}, {1, 2, 3}, {}, oblique()), plane);
    QCOMPARE(resampleLinear(source, source.geometry()).voxels().data(), source.voxels().data());
}

/// A checkerboard, finer than the target's voxels, must fade to its mean instead of aliasing.
void ResampleTest::largerVoxelsAverage()
{
    const Geometry source = Geometry::axisAligned({40, 40, 40}, {1, 1, 1});
    std::vector<float> voxels(source.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = source.voxelAt(n);
        voxels[n] = (v.i + v.j + v.k) % 2 == 0 ? 0.0F : 100.0F;
    }
    const Geometry target = Geometry::axisAligned({4, 4, 4}, {4, 4, 4}, {12, 12, 12});
    const Volume result = resampleLinear(Volume(source, voxels), target);
    for (const float value : result.voxels()) {
        QVERIFY(std::abs(value - 50.0F) < 0.5F);
    }
}

void ResampleTest::nearestTakesTheNearestVoxel()
{
    const Geometry source = Geometry::axisAligned({3, 1, 1}, {1, 1, 1});
    const Geometry target = Geometry::axisAligned({4, 1, 1}, {0.7, 1, 1}, {-0.3, 0.2, 0});
    const Mask result = resampleNearest(Mask(source, {1, 2, 3}), target);
    // Centres at -0.3, 0.4, 1.1, 1.8 mm.
    const std::vector<std::uint8_t> expected{1, 1, 2, 3};
    QVERIFY(std::equal(expected.begin(), expected.end(), result.labels().begin()));
}

/// Between labels 1 and 3 lies no 2.
void ResampleTest::labelsOfTwoKindsNeverMix()
{
    const Geometry source = Geometry::axisAligned({8, 8, 8}, {2, 2, 2});
    Mask mask(source);
    for (std::size_t n = 0; n < source.voxelCount(); ++n) {
        mask.labels()[n] = source.voxelAt(n).i < 4 ? 1 : 3;
    }
    const Mask result = resampleLabels(mask, isotropicGeometry(source, 0.7));
    for (const std::uint8_t label : result.labels()) {
        QVERIFY(label == 1 || label == 3);
    }
}

void ResampleTest::labelsKeepVolumeBetterThanChance_data()
{
    QTest::addColumn<double>("radiusMm");
    QTest::addColumn<double>("sliceMm");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("small lesion, thin slices") << 3.0 << 1.0 << 0.1;
    QTest::newRow("large lesion, thick slices") << 9.0 << 3.0 << 0.05;
}

void ResampleTest::labelsKeepVolumeBetterThanChance()
{
    QFETCH(double, radiusMm);
    QFETCH(double, sliceMm);
    QFETCH(double, tolerance);
    const Geometry source({40, 40, 20}, {0.7, 0.7, sliceMm}, {-10, 3, 8}, oblique());
    const Mask lesion = ball(source, radiusMm);

    const Mask result = resampleLabels(lesion, isotropicGeometry(source, 1.0));

    QVERIFY2(std::abs(result.foregroundMl() / lesion.foregroundMl() - 1.0) < tolerance,
             qPrintable(QString::number(result.foregroundMl() / lesion.foregroundMl())));
}

void ResampleTest::isotropicCoversTheSameField()
{
    const Geometry source({10, 20, 7}, {0.71875, 1.0, 3.0}, {-5, 6, 7}, oblique());
    const Geometry cubic = isotropicGeometry(source, 1.0);

    QCOMPARE(cubic.size(), (Geometry::Size{8, 20, 21})); // 7.19, 20 and 21 mm, rounded up
    QCOMPARE(cubic.spacing(), (Geometry::Vector{1, 1, 1}));
    const PatientPoint a = source.toPatient(VoxelPoint{-0.5, -0.5, -0.5});
    const PatientPoint b = cubic.toPatient(VoxelPoint{-0.5, -0.5, -0.5});
    QVERIFY(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z) < 1e-9);
    // Rounding noise in a header adds no slice; an absurd wish is refused.
    QCOMPARE(isotropicGeometry(Geometry::axisAligned({182, 1, 1}, {1.0000001, 1, 1})).size()[0],
             182);
    QVERIFY_THROWS_EXCEPTION(Error, isotropicGeometry(source, 0.0));
    QVERIFY_THROWS_EXCEPTION(Error, isotropicGeometry(source, 1e-5));
}

void ResampleTest::isotropicAndBackKeepsTheMask()
{
    const Geometry thick({60, 60, 12}, {0.72, 0.72, 3.0}, {-20, 30, -10}, oblique());
    const Mask lesion = ball(thick, 8.0);
    const Mask back = resampleLabels(resampleLabels(lesion, isotropicGeometry(thick)), thick);
    QVERIFY2(dice(lesion, back) > 0.95, qPrintable(QString::number(dice(lesion, back))));
    QVERIFY(std::abs(back.foregroundMl() / lesion.foregroundMl() - 1.0) < 0.05);
}

void ResampleTest::canonicalMovesNoVoxel()
{
    // Sagittal, first axis to the back, second down, third to the right.
    const Geometry sagittal({4, 5, 6}, {1, 2, 3}, {7, 8, 9}, {{{0, 0, -1}, {1, 0, 0}, {0, -1, 0}}});
    const Volume source = made(sagittal, plane);
    const Volume result = toCanonical(source);
    const Geometry& grid = result.geometry();

    QCOMPARE(grid.size(), (Geometry::Size{6, 4, 5}));
    QCOMPARE(grid.spacing(), (Geometry::Vector{3, 1, 2}));
    QCOMPARE(grid.direction(), (Geometry::Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}));
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        QCOMPARE(result.voxels()[n], static_cast<float>(plane(grid.toPatient(grid.voxelAt(n)))));
    }
    // An oblique grid keeps its obliquity.
    const Geometry turned({4, 5, 6}, {1, 2, 3}, {7, 8, 9}, oblique());
    QVERIFY(sameGrid(canonicalGeometry(turned), turned, 1e-9));
}

void ResampleTest::cropMovesNoVoxel()
{
    const Geometry grid({8, 7, 6}, {1, 2, 3}, {7, 8, 9}, oblique());
    const Volume source = made(grid, plane);
    const Region box{{2, 3, 1}, {4, 2, 5}};
    const Volume cut = crop(source, box);

    QCOMPARE(cut.geometry().size(), box.size);
    for (std::size_t n = 0; n < cut.geometry().voxelCount(); ++n) {
        const VoxelIndex v = cut.geometry().voxelAt(n);
        QCOMPARE(cut.voxels()[n], source.at({v.i + 2, v.j + 3, v.k + 1}));
        const PatientPoint a = cut.geometry().toPatient(v);
        const PatientPoint b = grid.toPatient(VoxelIndex{v.i + 2, v.j + 3, v.k + 1});
        QVERIFY(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z) < 1e-9);
    }
}

QTEST_GUILESS_MAIN(ResampleTest)
#include "resample_test.moc"
