#include "core/registration/voxel_field.h"

#include <QTest>

#include <cmath>

using namespace dawson;

/// Operations on fields against what they are by definition.
class VoxelFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smoothIsAGaussian();
    void composesInOrder();
    void inverseUndoes();
    void scalesToTheLongest();
    void otherGridSameDisplacement();
    void millimetresOnATiltedGrid();
    void relaxOpensWhatIsSqueezed();
};

namespace
{

std::size_t at(const VoxelField& field, int i, int j, int k)
{
    return static_cast<std::size_t>((k * field.size[1] + j) * field.size[0] + i);
}

/// A hump of `height` voxels along one axis, `width` across.
VoxelField hump(const Geometry::Size& size, std::size_t axis, double height, double width)
{
    VoxelField field(size);
    for (int k = 0; k < size[2]; ++k) {
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i) {
                const double r = std::hypot(i - size[0] / 2, j - size[1] / 2, k - size[2] / 2);
                field.along[axis][at(field, i, j, k)] =
                    static_cast<float>(height * std::exp(-0.5 * r * r / (width * width)));
            }
        }
    }
    return field;
}

double largest(const VoxelField& field)
{
    double most = 0.0;
    for (std::size_t n = 0; n < field.count(); ++n) {
        most = std::max(most,
                        static_cast<double>(
                            std::hypot(field.along[0][n], field.along[1][n], field.along[2][n])));
    }
    return most;
}

double leastVolume(const VoxelField& field)
{
    return jacobianOf(inMillimetres(field, Geometry::axisAligned(field.size, {1, 1, 1}))).least;
}

} // namespace

void VoxelFieldTest::smoothIsAGaussian()
{
    VoxelField field({31, 31, 31});
    field.along[1][at(field, 15, 15, 15)] = 1.0F;
    smooth(field, 3.0);
    // exp(-d^2 / 2v) / (2 pi v)^1.5, d = (1, 2, 2): 9.
    const double top = std::pow(2.0 * 3.14159265358979 * 3.0, -1.5);
    const auto close = [&](float value, double expected) {
        return std::abs(static_cast<double>(value) - expected) < 0.02 * expected;
    };
    QVERIFY(close(field.along[1][at(field, 15, 15, 15)], top));
    QVERIFY(close(field.along[1][at(field, 16, 17, 13)], top * std::exp(-1.5)));
    QCOMPARE(field.along[0][at(field, 15, 15, 15)], 0.0F);
    QCOMPARE(field.along[1][at(field, 0, 15, 15)], 0.0F);
}

void VoxelFieldTest::composesInOrder()
{
    VoxelField first({20, 20, 20});
    VoxelField second({20, 20, 20});
    std::fill(first.along[0].begin(), first.along[0].end(), 3.0F);
    for (int k = 0; k < 20; ++k) {
        for (int j = 0; j < 20; ++j) {
            for (int i = 0; i < 20; ++i) {
                second.along[1][at(second, i, j, k)] = 0.1F * static_cast<float>(i);
            }
        }
    }
    const VoxelField both = composed(first, second);
    // 5 -> 8 along i, and there 0.8 along j.
    QCOMPARE(both.along[0][at(both, 5, 6, 7)], 3.0F);
    QVERIFY(std::abs(both.along[1][at(both, 5, 6, 7)] - 0.8F) < 1e-6F);
    QCOMPARE(both.along[1][at(both, 18, 6, 7)], 0.0F); // beyond the grid nothing moves
}

void VoxelFieldTest::inverseUndoes()
{
    const VoxelField field = hump({40, 36, 32}, 2, 4.0, 6.0);
    const VoxelField back = inverted(field);
    QVERIFY(largest(composed(back, field)) < 2e-3);
    QVERIFY(largest(composed(field, back)) < 0.05); // sampled: interpolation errors only
    QVERIFY(largest(back) > 3.5);
}

void VoxelFieldTest::scalesToTheLongest()
{
    VoxelField field = hump({20, 20, 20}, 0, 3.0, 4.0);
    scaleTo(field, 0.2);
    QVERIFY(std::abs(largest(field) - 0.2) < 1e-6);
    VoxelField nothing({5, 5, 5});
    scaleTo(nothing, 0.2);
    QCOMPARE(largest(nothing), 0.0);
}

void VoxelFieldTest::otherGridSameDisplacement()
{
    const Geometry coarse = Geometry::axisAligned({20, 20, 20}, {4, 4, 4}, {2, 2, 2});
    const Geometry fine = Geometry::axisAligned({40, 40, 40}, {2, 2, 2}, {1, 1, 1});
    const VoxelField field = hump(coarse.size(), 1, 1.5, 5.0);
    const DisplacementField before = inMillimetres(field, coarse);
    const DisplacementField after = inMillimetres(onGrid(field, coarse, fine), fine);
    for (const PatientPoint p : {PatientPoint{41, 39, 43}, PatientPoint{31, 51, 29}}) {
        const PatientPoint a = before.moved(p);
        const PatientPoint b = after.moved(p);
        QVERIFY(std::abs(a.y - p.y) > 0.5);
        QVERIFY(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z) < 0.02);
    }
}

void VoxelFieldTest::millimetresOnATiltedGrid()
{
    // The second axis runs along z, the third against y.
    const Geometry grid({5, 5, 5}, {2, 2, 2}, {}, {{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}}});
    VoxelField field(grid.size());
    const std::size_t n = at(field, 2, 2, 2);
    field.along[0][n] = 1.0F;
    field.along[1][n] = 2.0F;
    field.along[2][n] = 3.0F;
    const auto vector = inMillimetres(field, grid).vectors()[n];
    QCOMPARE(vector, (DisplacementField::Vector{2.0F, -6.0F, 4.0F}));
}

void VoxelFieldTest::relaxOpensWhatIsSqueezed()
{
    // Along the hump's axis the steepest slope is height / width * exp(-1/2): here 0.76 a voxel.
    VoxelField field = hump({40, 40, 40}, 0, 5.0, 4.0);
    const VoxelField before = field;
    const double least = leastVolume(field);
    QVERIFY(least > 0.2 && least < 0.3);
    QVERIFY(!relax(field, 0.15));
    QCOMPARE(field.along[0], before.along[0]);
    QVERIFY(relax(field, 0.35));
    QVERIFY(leastVolume(field) > least + 0.02);
    QCOMPARE(field.along[0][at(field, 20, 20, 5)], before.along[0][at(field, 20, 20, 5)]);
    for (int round = 0; round < 20 && relax(field, 0.35); ++round) {
    }
    QVERIFY(leastVolume(field) >= 0.35);
}

QTEST_GUILESS_MAIN(VoxelFieldTest)
#include "voxel_field_test.moc"
