#include "core/document/brush.h"
#include "tests/core/document/grids.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <set>

using namespace dawson;

namespace
{

using Vector = Geometry::Vector;
using Offsets = std::vector<std::uint32_t>;

constexpr double kTiny = 1e-6;

Vector minus(const PatientPoint& a, const PatientPoint& b)
{
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}

double dot(const Vector& a, const Vector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double distanceToSegment(const Vector& p, const Vector& way)
{
    const double length2 = dot(way, way);
    const double t = length2 > 0.0 ? std::clamp(dot(p, way) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p[0] - t * way[0], p[1] - t * way[1], p[2] - t * way[2]);
}

/// Step along the normal of the image axis that follows it closest.
double mainStep(const Geometry& g, const Vector& normal)
{
    const PatientPoint o = g.toPatient(VoxelIndex{});
    const double i = dot(minus(g.toPatient(VoxelIndex{1, 0, 0}), o), normal);
    const double j = dot(minus(g.toPatient(VoxelIndex{0, 1, 0}), o), normal);
    const double k = dot(minus(g.toPatient(VoxelIndex{0, 0, 1}), o), normal);
    const double ij = std::abs(i) > std::abs(j) ? i : j;
    return std::abs(ij) > std::abs(k) ? ij : k;
}

/// The definition, voxel by voxel over the whole image.
Offsets everyVoxelTried(const Geometry& g,
                        const Brush& brush,
                        const SlicePlane& plane,
                        const PatientPoint& from,
                        const PatientPoint& to)
{
    const bool disc = brush.shape == Brush::Shape::Disc;
    const auto flat = [&](Vector v) {
        const double h = disc ? dot(v, plane.normal) : 0.0;
        return Vector{
            v[0] - h * plane.normal[0], v[1] - h * plane.normal[1], v[2] - h * plane.normal[2]};
    };
    Offsets found;
    for (std::size_t n = 0; n < g.voxelCount(); ++n) {
        const PatientPoint p = g.toPatient(g.voxelAt(n));
        const double slices = dot(minus(p, plane.point), plane.normal) / mainStep(g, plane.normal);
        const bool inSlab = slices > -0.5 + kTiny && slices <= 0.5 + kTiny;
        const double away = distanceToSegment(flat(minus(p, from)), flat(minus(to, from)));
        const bool under = n == g.offset(g.nearestVoxel(to));
        if (under || ((!disc || inSlab) && away <= brush.diameterMm / 2.0 + kTiny)) {
            found.push_back(static_cast<std::uint32_t>(n));
        }
    }
    return found;
}

Offsets dab(const Geometry& g, Brush::Shape shape, double diameterMm, const PatientPoint& at = {})
{
    return sweptVoxels(g, {shape, diameterMm, {}}, {at, {0, 0, 1}}, at, at);
}

std::set<int> slicesOf(const Geometry& g, const Offsets& offsets)
{
    std::set<int> slices;
    for (const std::uint32_t offset : offsets) {
        slices.insert(g.voxelAt(offset).k);
    }
    return slices;
}

Mask maskOf(const Geometry& g, const Offsets& offsets)
{
    Mask mask(g);
    for (const std::uint32_t offset : offsets) {
        mask.labels()[offset] = 1;
    }
    return mask;
}

/// Fails unless sorted, unique, and one 26-connected piece.
void requireOnePiece(const Geometry& g, const Offsets& offsets)
{
    QVERIFY(!offsets.empty());
    QVERIFY(std::ranges::adjacent_find(offsets, std::greater_equal<>()) == offsets.end());
    QCOMPARE(connectedVoxels(maskOf(g, offsets), g.voxelAt(offsets.front())), offsets);
}

} // namespace

Q_DECLARE_METATYPE(dawson::Geometry)
Q_DECLARE_METATYPE(dawson::SlicePlane)
Q_DECLARE_METATYPE(dawson::Brush::Shape)

class BrushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coversTheLatticePointsOfACircleOrSphere_data();
    void coversTheLatticePointsOfACircleOrSphere();
    void coversTheSameTissueInAnyVoxels_data();
    void coversTheSameTissueInAnyVoxels();
    void visitsWhatTheDefinitionSays_data();
    void visitsWhatTheDefinitionSays();
    void discIsOneSlice_data();
    void discIsOneSlice();
    void obliqueDiscCrossesEachColumnOnce();
    void sweepIsAsLargeAsItsCapsule();
    void fastStrokeHasNoGaps_data();
    void fastStrokeHasNoGaps();
    void staysInsideTheImage();
    void voxelUnderThePointIsAlwaysCovered();
    void findsAWholeLesion();
    void findsNothingInBackground();
    void benchBallOn256();
};

void BrushTest::coversTheLatticePointsOfACircleOrSphere_data()
{
    QTest::addColumn<Brush::Shape>("shape");
    QTest::addColumn<double>("diameterMm");
    QTest::addColumn<int>("voxels");

    // Lattice points within radius n of the origin: OEIS A000328 (plane) and A000605 (space).
    QTest::newRow("disc of 2 mm") << Brush::Shape::Disc << 2.0 << 5;
    QTest::newRow("disc of 6 mm") << Brush::Shape::Disc << 6.0 << 29;
    QTest::newRow("disc of 20 mm") << Brush::Shape::Disc << 20.0 << 317;
    QTest::newRow("ball of 2 mm") << Brush::Shape::Ball << 2.0 << 7;
    QTest::newRow("ball of 6 mm") << Brush::Shape::Ball << 6.0 << 123;
    QTest::newRow("ball of 20 mm") << Brush::Shape::Ball << 20.0 << 4169;
}

void BrushTest::coversTheLatticePointsOfACircleOrSphere()
{
    QFETCH(Brush::Shape, shape);
    QFETCH(double, diameterMm);
    QFETCH(int, voxels);

    const Geometry g = centredGrid({31, 31, 31}, {1, 1, 1});

    QCOMPARE(static_cast<int>(dab(g, shape, diameterMm).size()), voxels);
}

void BrushTest::coversTheSameTissueInAnyVoxels_data()
{
    QTest::addColumn<Geometry>("grid");

    QTest::newRow("cubes of half a mm") << centredGrid({61, 61, 61}, {0.5, 0.5, 0.5});
    QTest::newRow("thick slices") << centredGrid({81, 81, 31}, {0.4, 0.4, 1.5});
    QTest::newRow("thick slices, turned 30 degrees")
        << turnedGrid({81, 81, 41}, {0.4, 0.4, 1.2}, 30);
}

void BrushTest::coversTheSameTissueInAnyVoxels()
{
    QFETCH(Geometry, grid);
    const double radius = 9.0;

    const double ballMl = static_cast<double>(dab(grid, Brush::Shape::Ball, 2 * radius).size()) *
                          grid.voxelVolumeMl();
    const double discMm2 = static_cast<double>(dab(grid, Brush::Shape::Disc, 2 * radius).size()) *
                           grid.voxelVolumeMl() * 1000.0 / slabThicknessMm(grid, {0, 0, 1});

    const double expectedMl = 4.0 / 3.0 * std::numbers::pi * std::pow(radius, 3) / 1000.0;
    const double expectedMm2 = std::numbers::pi * radius * radius;
    QVERIFY2(std::abs(ballMl / expectedMl - 1.0) < 0.02, qPrintable(QString::number(ballMl)));
    QVERIFY2(std::abs(discMm2 / expectedMm2 - 1.0) < 0.02, qPrintable(QString::number(discMm2)));
}

void BrushTest::visitsWhatTheDefinitionSays_data()
{
    QTest::addColumn<Geometry>("grid");
    QTest::addColumn<SlicePlane>("plane");

    const double h = std::sqrt(0.5);
    const Geometry straight = centredGrid({41, 37, 21}, {1, 1, 1});
    const Geometry thick = centredGrid({41, 37, 9}, {0.8, 0.9, 4});
    const Geometry turned = turnedGrid({41, 37, 21}, {0.9, 0.8, 2}, 25);
    QTest::newRow("cubes, axial") << straight << SlicePlane{{0, 0, 0}, {0, 0, 1}};
    QTest::newRow("cubes, sagittal between slices")
        << straight << SlicePlane{{0.5, 0, 0}, {1, 0, 0}};
    QTest::newRow("thick, coronal") << thick << SlicePlane{{0, 1, 0}, {0, 1, 0}};
    QTest::newRow("thick, tilted plane") << thick << SlicePlane{{0, 0, 0}, {0, h, h}};
    QTest::newRow("turned, axial") << turned << SlicePlane{{0, 0, 1}, {0, 0, 1}};
    QTest::newRow("turned, coronal seen from behind")
        << turned << SlicePlane{{0, 0, 0}, {0, -1, 0}};
}

void BrushTest::visitsWhatTheDefinitionSays()
{
    QFETCH(Geometry, grid);
    QFETCH(SlicePlane, plane);

    const std::vector<std::pair<PatientPoint, PatientPoint>> ways{
        {{0, 0, 0}, {0, 0, 0}}, {{-6, 2, 1}, {7, -3, 1}}, {{1, 1, -3}, {2, 5, 6}}};
    for (const auto shape : {Brush::Shape::Disc, Brush::Shape::Ball}) {
        for (auto [from, to] : ways) {
            // A stroke runs in the plane it is drawn on.
            for (PatientPoint* p : {&from, &to}) {
                const double height = dot(minus(*p, plane.point), plane.normal);
                *p = {p->x - height * plane.normal[0],
                      p->y - height * plane.normal[1],
                      p->z - height * plane.normal[2]};
            }
            const Brush brush{shape, 11.0, {}};
            const Offsets expected = everyVoxelTried(grid, brush, plane, from, to);
            QVERIFY(!expected.empty());
            QCOMPARE(sweptVoxels(grid, brush, plane, from, to), expected);
        }
    }
}

void BrushTest::discIsOneSlice_data()
{
    QTest::addColumn<double>("height");
    QTest::addColumn<int>("slice");

    // Slices of 4 mm, the middle one (number 4) at 0.
    QTest::newRow("at a slice's middle") << 0.0 << 4;
    QTest::newRow("a little above") << 1.9 << 4;
    QTest::newRow("a little below") << -1.9 << 4;
    QTest::newRow("midway to the next") << 2.0 << 5;
    QTest::newRow("nearer to the next") << 2.1 << 5;
}

void BrushTest::discIsOneSlice()
{
    QFETCH(double, height);
    QFETCH(int, slice);
    const Geometry g = centredGrid({31, 31, 9}, {1, 1, 4});

    const Offsets offsets = dab(g, Brush::Shape::Disc, 12.0, {0, 0, height});

    QCOMPARE(slicesOf(g, offsets), std::set<int>{slice});
    QCOMPARE(offsets.size(), std::size_t{113}); // A000328(6), at any height
}

void BrushTest::obliqueDiscCrossesEachColumnOnce()
{
    const Geometry g = turnedGrid({41, 41, 41}, {1, 1, 1}, 20);

    const Offsets offsets = dab(g, Brush::Shape::Disc, 20.0);

    std::set<std::pair<int, int>> columns;
    for (const std::uint32_t offset : offsets) {
        columns.emplace(g.voxelAt(offset).i, g.voxelAt(offset).j);
    }
    QCOMPARE(columns.size(), offsets.size());
    QVERIFY(slicesOf(g, offsets).size() > 5);
}

void BrushTest::sweepIsAsLargeAsItsCapsule()
{
    const Geometry g = centredGrid({121, 81, 61}, {0.5, 0.5, 0.5});
    const PatientPoint from{-15, -8, 1};
    const PatientPoint to{14, 9, -3};
    const double length = std::hypot(29, 17, 4);

    const Brush ball{Brush::Shape::Ball, 10.0, {}};
    const double ml =
        static_cast<double>(sweptVoxels(g, ball, {}, from, to).size()) * g.voxelVolumeMl();

    const double expected =
        (std::numbers::pi * 25 * length + 4.0 / 3.0 * std::numbers::pi * 125) / 1000.0;
    QVERIFY2(std::abs(ml / expected - 1.0) < 0.01, qPrintable(QString::number(ml)));
}

void BrushTest::fastStrokeHasNoGaps_data()
{
    QTest::addColumn<Brush::Shape>("shape");
    QTest::addColumn<double>("diameterMm");

    QTest::newRow("disc thinner than a voxel") << Brush::Shape::Disc << 0.2;
    QTest::newRow("disc of a voxel") << Brush::Shape::Disc << 1.0;
    QTest::newRow("disc of 5 mm") << Brush::Shape::Disc << 5.0;
    QTest::newRow("ball thinner than a voxel") << Brush::Shape::Ball << 0.2;
    QTest::newRow("ball of 3 mm") << Brush::Shape::Ball << 3.0;
}

void BrushTest::fastStrokeHasNoGaps()
{
    QFETCH(Brush::Shape, shape);
    QFETCH(double, diameterMm);

    for (const Geometry& g :
         {centredGrid({101, 101, 11}, {1, 1, 4}), centredGrid({151, 151, 11}, {0.6, 0.6, 3})}) {
        const PatientPoint from{-39.2, -31.7, 0};
        const PatientPoint to{38.8, 17.3, 0};
        const SlicePlane plane{from, {0, 0, 1}};
        const Offsets offsets = sweptVoxels(g, {shape, diameterMm, {}}, plane, from, to);

        requireOnePiece(g, offsets);
        const Mask mask = maskOf(g, offsets);
        QCOMPARE(mask.at(g.nearestVoxel(from)), 1);
        QCOMPARE(mask.at(g.nearestVoxel(to)), 1);
    }
}

void BrushTest::staysInsideTheImage()
{
    const Geometry g = Geometry::axisAligned({10, 10, 10}, {1, 1, 1});
    const Brush ball{Brush::Shape::Ball, 6.0, {}};

    // An eighth of the sphere with its cutting planes: lattice points with no negative index.
    QCOMPARE(sweptVoxels(g, ball, {}, {0, 0, 0}, {0, 0, 0}).size(), std::size_t{29});
    QVERIFY(sweptVoxels(g, ball, {}, {-50, 4, 4}, {-20, 4, 4}).empty());
    const Offsets through = sweptVoxels(g, ball, {}, {-1e4, 4, 4}, {1e4, 4, 4});
    QCOMPARE(through.size(), std::size_t{290}); // a disc of 29 in each of ten columns
}

void BrushTest::voxelUnderThePointIsAlwaysCovered()
{
    const Geometry g = centredGrid({11, 11, 11}, {3, 3, 3});
    const PatientPoint corner{1.4, 1.4, 1.4};

    for (const auto shape : {Brush::Shape::Disc, Brush::Shape::Ball}) {
        const Offsets offsets = dab(g, shape, 1.0, corner);

        QCOMPARE(offsets, Offsets{static_cast<std::uint32_t>(g.offset({5, 5, 5}))});
    }
}

void BrushTest::findsAWholeLesion()
{
    Mask mask(Geometry::axisAligned({8, 8, 8}, {1, 1, 1}));
    mask.set({1, 1, 1}, 1);
    mask.set({2, 2, 2}, 1); // touches by a corner
    mask.set({2, 3, 2}, 2); // another label, still the same lesion
    mask.set({6, 6, 6}, 1); // apart

    const Offsets lesion = connectedVoxels(mask, {2, 2, 2});

    const Geometry& g = mask.geometry();
    QCOMPARE(lesion,
             (Offsets{static_cast<std::uint32_t>(g.offset({1, 1, 1})),
                      static_cast<std::uint32_t>(g.offset({2, 2, 2})),
                      static_cast<std::uint32_t>(g.offset({2, 3, 2}))}));
}

void BrushTest::findsNothingInBackground()
{
    const Mask mask(Geometry::axisAligned({4, 4, 4}, {1, 1, 1}));

    QVERIFY(connectedVoxels(mask, {1, 1, 1}).empty());
    QVERIFY(connectedVoxels(mask, {-1, 9, 1}).empty());
}

void BrushTest::benchBallOn256()
{
    const Geometry g = Geometry::axisAligned({256, 256, 256}, {1, 1, 1});
    const Brush ball{Brush::Shape::Ball, 20.0, {}};
    std::size_t voxels = 0;
    QBENCHMARK
    {
        voxels = sweptVoxels(g, ball, {}, {120, 120, 120}, {126, 123, 120}).size();
    }
    QVERIFY(voxels > 4169);
}

QTEST_GUILESS_MAIN(BrushTest)
#include "brush_test.moc"
