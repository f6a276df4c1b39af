#include "core/base/error.h"
#include "core/image/geometry.h"
#include "core/image/region.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace dawson;

namespace
{

constexpr Geometry::Matrix kStraight{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

/// Turned round z by this many degrees.
Geometry::Matrix turned(double degrees)
{
    const double a = degrees * M_PI / 180.0;
    return {{{std::cos(a), -std::sin(a), 0}, {std::sin(a), std::cos(a), 0}, {0, 0, 1}}};
}

bool refused(const Geometry::Size& size,
             const Geometry::Vector& spacing,
             const PatientPoint& origin,
             const Geometry::Matrix& direction)
{
    try {
        const Geometry made(size, spacing, origin, direction);
    } catch (const Error& failure) {
        return failure.kind() == Error::Kind::Geometry;
    }
    return false;
}

} // namespace

class GeometryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void voxelsAndPatientAgree();
    void offsetsCountRowsFirst();
    void differenceSpeaksInMillimetresAndDegrees_data();
    void differenceSpeaksInMillimetresAndDegrees();
    void sameGridLooksAtTheFarthestCorner();
    void axesOfTurnedImages();
    void impossibleGridsAreRefused();
    void regionsGrowAndMeet();
};

void GeometryTest::voxelsAndPatientAgree()
{
    const Geometry grid({10, 20, 30}, {0.5, 2.0, 3.0}, {10, 20, 30}, turned(90));

    // A quarter turn: the first axis runs along +y, the second along -x.
    const PatientPoint point = grid.toPatient(VoxelIndex{4, 3, 2});
    QVERIFY(std::abs(point.x - 4.0) < 1e-12);
    QVERIFY(std::abs(point.y - 22.0) < 1e-12);
    QVERIFY(std::abs(point.z - 36.0) < 1e-12);
    QCOMPARE(grid.nearestVoxel(point), (VoxelIndex{4, 3, 2}));
    QCOMPARE(grid.nearestVoxel({4.9, 22.2, 37.4}), (VoxelIndex{4, 3, 2}));
    QCOMPARE(grid.voxelVolumeMl(), 0.003);
}

void GeometryTest::offsetsCountRowsFirst()
{
    const Geometry grid = Geometry::axisAligned({4, 3, 2}, {1, 1, 1});
    QCOMPARE(grid.offset({3, 2, 1}), std::size_t{23});
    QCOMPARE(grid.offset({1, 0, 1}), std::size_t{13});
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        QCOMPARE(grid.offset(grid.voxelAt(n)), n);
    }
    QVERIFY(!grid.contains({4, 0, 0}) && !grid.contains({0, -1, 0}));
}

void GeometryTest::differenceSpeaksInMillimetresAndDegrees_data()
{
    QTest::addColumn<double>("shiftMm");
    QTest::addColumn<double>("spacing");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<QString>("says");
    QTest::newRow("same") << 0.0 << 1.0 << 0.0 << QStringLiteral("the grids agree");
    QTest::newRow("shifted") << 2.0 << 1.0 << 0.0
                             << QStringLiteral("the origins differ by 2.00 mm");
    QTest::newRow("larger voxels")
        << 0.0 << 1.25 << 0.0 << QStringLiteral("the voxel sizes differ by 0.25 mm");
    QTest::newRow("turned") << 0.0 << 1.0 << 3.1
                            << QStringLiteral("the axes differ by 3.10 degrees");
    QTest::newRow("all") << 2.0 << 0.5 << 90.0
                         << QStringLiteral(
                                "the voxel sizes differ by 0.50 mm, the origins differ by "
                                "2.00 mm, the axes differ by 90.00 degrees");
}

void GeometryTest::differenceSpeaksInMillimetresAndDegrees()
{
    QFETCH(double, shiftMm);
    QFETCH(double, spacing);
    QFETCH(double, degrees);
    QFETCH(QString, says);
    const Geometry a = Geometry::axisAligned({11, 11, 11}, {1, 1, 1});
    const Geometry b({11, 11, 11}, {1, spacing, 1}, {0, shiftMm, 0}, turned(degrees));

    const GeometryDifference apart = difference(a, b);

    QVERIFY(std::abs(apart.originMm - shiftMm) < 1e-12);
    QVERIFY(std::abs(apart.spacingMm - std::abs(spacing - 1.0)) < 1e-12);
    QVERIFY(std::abs(apart.angleDegrees - degrees) < 1e-9);
    QCOMPARE(QString::fromStdString(apart.describe()), says);
    QCOMPARE(sameGrid(a, b), says == QStringLiteral("the grids agree"));
}

void GeometryTest::sameGridLooksAtTheFarthestCorner()
{
    const Geometry a = Geometry::axisAligned({201, 1, 1}, {1, 1, 1});
    const Geometry b({201, 1, 1}, {1, 1, 1}, {}, turned(0.01));
    // 200 mm away a hundredth of a degree is 0.035 mm.
    QVERIFY(std::abs(difference(a, b).farthestMm - 200.0 * 0.01 * M_PI / 180.0) < 1e-6);
    QVERIFY(!sameGrid(a, b));
    QVERIFY(sameGrid(a, b, 0.04));

    const Geometry longer = Geometry::axisAligned({202, 1, 1}, {1, 1, 1});
    QVERIFY(difference(a, longer).sizeDiffers);
    QVERIFY(!sameGrid(a, longer, 1e9));
    QVERIFY(difference(a, longer).describe().find("numbers of voxels") != std::string::npos);
}

void GeometryTest::axesOfTurnedImages()
{
    const Geometry sagittal({5, 6, 7}, {1, 1, 1}, {}, {{{0, 0, -1}, {1, 0, 0}, {0, -1, 0}}});
    QCOMPARE(sagittal.axisAlong(0), 2);
    QCOMPARE(sagittal.axisAlong(1), 0);
    QCOMPARE(sagittal.axisAlong(2), 1);
    QVERIFY(sagittal.obliquityDegrees() < 1e-9);

    const Geometry oblique({5, 6, 7}, {1, 1, 1}, {}, turned(20));
    QCOMPARE(oblique.axisAlong(0), 0);
    QVERIFY(std::abs(oblique.obliquityDegrees() - 20.0) < 1e-9);
    QCOMPARE(Geometry({5, 6, 7}, {1, 1, 1}, {}, turned(80)).axisAlong(0), 1);
}

void GeometryTest::impossibleGridsAreRefused()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!refused({1, 1, 1}, {1, 1, 1}, {}, kStraight));
    QVERIFY(refused({0, 1, 1}, {1, 1, 1}, {}, kStraight));
    QVERIFY(refused({-5, 1, 1}, {1, 1, 1}, {}, kStraight));
    QVERIFY(refused({100000, 100000, 2}, {1, 1, 1}, {}, kStraight));
    QVERIFY(refused({1, 1, 1}, {1, 0, 1}, {}, kStraight));
    QVERIFY(refused({1, 1, 1}, {1, -1, 1}, {}, kStraight));
    QVERIFY(refused({1, 1, 1}, {1, nan, 1}, {}, kStraight));
    QVERIFY(refused({1, 1, 1}, {1, 1, 1}, {0, 0, nan}, kStraight));
    QVERIFY(refused({1, 1, 1}, {1, 1, 1}, {}, {{{1, 1, 0}, {0, 0, 0}, {0, 0, 1}}}));
    QVERIFY(refused({1, 1, 1}, {1, 1, 1}, {}, {{{nan, 0, 0}, {0, 1, 0}, {0, 0, 1}}}));
}

void GeometryTest::regionsGrowAndMeet()
{
    const Geometry grid = Geometry::axisAligned({10, 10, 10}, {1, 1, 1});
    Region region;
    QVERIFY(region.empty());
    region.include(VoxelIndex{2, 3, 4});
    region.include(VoxelIndex{5, 3, 1});
    QCOMPARE(region, (Region{{2, 3, 1}, {4, 1, 4}}));
    QCOMPARE(region.grown(3, grid), (Region{{0, 0, 0}, {9, 7, 8}}));
    QCOMPARE(region.intersection({{5, 0, 0}, {9, 9, 2}}), (Region{{5, 3, 1}, {1, 1, 1}}));
    QVERIFY(region.intersection({{6, 0, 0}, {1, 9, 9}}).empty());
    QVERIFY(Region().grown(3, grid).empty());
}

QTEST_GUILESS_MAIN(GeometryTest)
#include "geometry_test.moc"
