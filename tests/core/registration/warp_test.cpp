#include "core/registration/warp.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

#include <algorithm>

using namespace dawson;

/// Images, masks and points through transforms that are known in closed form.
class WarpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shiftMovesVoxels();
    void outsideIsWhatWasAsked();
    void masksKeepTheirLabels();
    void maskComesBack();
    void fieldComesBeforeTheLinearPart();
    void noFieldOutsideItsGrid();
    void jacobianOfAStretch();
    void jacobianOfAFold();
    void jacobianOnATiltedGrid();
};

namespace
{

const Geometry kGrid = Geometry::axisAligned({30, 32, 34}, {1, 1, 1});

/// u(p) = matrix * p as a field.
DisplacementField linearField(const Geometry& grid, const Geometry::Matrix& matrix)
{
    std::vector<DisplacementField::Vector> vectors(grid.voxelCount());
    for (std::size_t n = 0; n < vectors.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        for (std::size_t r = 0; r < 3; ++r) {
            vectors[n][r] =
                static_cast<float>(matrix[r][0] * p.x + matrix[r][1] * p.y + matrix[r][2] * p.z);
        }
    }
    return {grid, std::move(vectors)};
}

Mask ballOn(const Geometry& grid, const PatientPoint& middle, double radius, std::uint8_t label)
{
    Mask mask(grid);
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (std::hypot(p.x - middle.x, p.y - middle.y, p.z - middle.z) < radius) {
            mask.labels()[n] = label;
        }
    }
    return mask;
}

} // namespace

void WarpTest::shiftMovesVoxels()
{
    std::vector<float> voxels(kGrid.voxelCount());
    voxels[kGrid.offset({12, 13, 14})] = 100.0F;
    const Volume moving(kGrid, std::move(voxels));
    Transform transform;
    transform.affine.offset = {2, -3, 0.5};
    // What lies at p in the fixed image lies at p + shift in the moving one.
    const Volume onFixed = warpVolume(moving, kGrid, transform);
    QCOMPARE(onFixed.at({10, 16, 13}), 50.0F);
    QCOMPARE(onFixed.at({10, 16, 14}), 50.0F);
    const Volume onMoving = warpVolume(moving, kGrid, transform, WarpDirection::FixedToMoving);
    QCOMPARE(onMoving.at({14, 10, 14}), 50.0F);
    QCOMPARE(onMoving.at({14, 10, 15}), 50.0F);
}

void WarpTest::outsideIsWhatWasAsked()
{
    const Volume moving(kGrid, std::vector<float>(kGrid.voxelCount(), 5.0F));
    Transform transform;
    transform.affine.offset = {20, 0, 0};
    const Volume warped = warpVolume(moving, kGrid, transform, WarpDirection::MovingToFixed, -1.0F);
    QCOMPARE(warped.at({9, 5, 5}), 5.0F);
    QCOMPARE(warped.at({10, 5, 5}), -1.0F);
    QCOMPARE(coverage(kGrid, kGrid, transform).foregroundCount(), std::size_t{10 * 32 * 34});
}

void WarpTest::masksKeepTheirLabels()
{
    Mask mask = ballOn(kGrid, {10, 15, 15}, 5.0, 7);
    mask.set({20, 15, 15}, 3);
    mask.set({21, 15, 15}, 3);
    Transform transform;
    transform.affine = turned({0, 1, 2}, 3.0, {0.4, -0.3, 0.2});
    const Mask warped = warpMask(mask, kGrid, transform);
    for (const std::uint8_t label : warped.labels()) {
        QVERIFY(label == 0 || label == 3 || label == 7);
    }
    QCOMPARE(warpMask(mask, kGrid, {}).labels()[kGrid.offset({20, 15, 15})], std::uint8_t{3});
}

void WarpTest::maskComesBack()
{
    const AffineMap truth = turned({1, 0, 1}, 9.0, {3, -2, 1});
    const Mask ball = ballOn(kGrid, {14, 15, 16}, 8.0, 1);
    const Geometry other = Geometry::axisAligned({40, 44, 24}, {1, 1, 2}, {-5, -6, -7});
    const Transform transform{truth, {}};
    const Mask there = warpMask(ball, other, transform, WarpDirection::FixedToMoving);
    const Mask expected = ballOn(other, truth({14, 15, 16}), 8.0, 1);
    std::size_t different = 0;
    for (std::size_t n = 0; n < there.labels().size(); ++n) {
        different += there.labels()[n] != expected.labels()[n] ? 1U : 0U;
    }
    QVERIFY(static_cast<double>(different) < 0.1 * static_cast<double>(expected.foregroundCount()));
    const Mask back = warpMask(there, kGrid, transform);
    const double volume =
        static_cast<double>(back.foregroundCount()) / static_cast<double>(ball.foregroundCount());
    QVERIFY(volume > 0.93 && volume < 1.07);
}

void WarpTest::fieldComesBeforeTheLinearPart()
{
    // As ANTs applies -t Warp -t Affine: q = A(p + u(p)).
    Transform transform;
    transform.affine = turned({0, 0, 1}, 90.0, {});
    std::vector<DisplacementField::Vector> along(kGrid.voxelCount(), {4.0F, 0.0F, 0.0F});
    std::vector<DisplacementField::Vector> back(kGrid.voxelCount(), {-4.0F, 0.0F, 0.0F});
    transform.fields = Transform::Fields{{kGrid, along}, {kGrid, back}};
    const PatientPoint q = transform.toMoving({10, 2, 3});
    QVERIFY(std::hypot(q.x + 2.0, q.y - 14.0, q.z - 3.0) < 1e-6);
    const PatientPoint p = transform.toFixed(q);
    QVERIFY(std::hypot(p.x - 10.0, p.y - 2.0, p.z - 3.0) < 1e-6);
}

void WarpTest::noFieldOutsideItsGrid()
{
    const DisplacementField field(
        kGrid, std::vector<DisplacementField::Vector>(kGrid.voxelCount(), {4.0F, 0.0F, 0.0F}));
    QCOMPARE(field.moved({-0.4, 5, 5}).x, 3.6);
    QCOMPARE(field.moved({-0.6, 5, 5}).x, -0.6);
}

void WarpTest::jacobianOfAStretch()
{
    // x -> 1.2 x, y -> 0.9 y, z -> z.
    const FieldJacobian jacobian =
        jacobianOf(linearField(kGrid, {{{0.2, 0, 0}, {0, -0.1, 0}, {0, 0, 0}}}));
    QVERIFY(std::abs(jacobian.least - 1.08) < 1e-5);
    QCOMPARE(jacobian.foldedShare, 0.0);
    QVERIFY(jacobian.logDeviation < 1e-4);
}

void WarpTest::jacobianOfAFold()
{
    // x -> -0.5 x: turned inside out everywhere.
    const FieldJacobian jacobian =
        jacobianOf(linearField(kGrid, {{{-1.5, 0, 0}, {0, 0, 0}, {0, 0, 0}}}));
    QVERIFY(std::abs(jacobian.least + 0.5) < 1e-5);
    QCOMPARE(jacobian.foldedShare, 1.0);
}

void WarpTest::jacobianOnATiltedGrid()
{
    // A shear (0.3 of x by y) and a stretch of z keep their determinant on any grid.
    const AffineMap tilt = turned({1, 2, 3}, 33.0, {});
    const Geometry tilted({20, 22, 12}, {1, 1.5, 3}, {-9, 4, 7}, tilt.matrix);
    const FieldJacobian jacobian =
        jacobianOf(linearField(tilted, {{{0, 0.3, 0}, {0, 0, 0}, {0, 0, 0.25}}}));
    QVERIFY(std::abs(jacobian.least - 1.25) < 1e-4);
}

QTEST_GUILESS_MAIN(WarpTest)
#include "warp_test.moc"
