#include "core/lesion/lesion_map.h"
#include "tests/core/lesion/boxes.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace dawson;

namespace
{

/// Components by plain flood fill from voxel to voxel: slow, and shares no code with the library.
std::vector<int> floodLabels(const Mask& mask, Connectivity connectivity)
{
    const int most = connectivity == Connectivity::Faces   ? 1
                     : connectivity == Connectivity::Edges ? 2
                                                           : 3;
    const Geometry& g = mask.geometry();
    std::vector<int> labels(g.voxelCount(), 0);
    int next = 0;
    for (std::size_t seed = 0; seed < labels.size(); ++seed) {
        if (mask.labels()[seed] == 0 || labels[seed] != 0) {
            continue;
        }
        labels[seed] = ++next;
        std::vector<VoxelIndex> open{g.voxelAt(seed)};
        while (!open.empty()) {
            const VoxelIndex v = open.back();
            open.pop_back();
            for (int step = 0; step < 27; ++step) {
                const VoxelIndex n{v.i + step % 3 - 1, v.j + step / 3 % 3 - 1, v.k + step / 9 - 1};
                const int moved = std::abs(n.i - v.i) + std::abs(n.j - v.j) + std::abs(n.k - v.k);
                if (moved <= most && g.contains(n) && mask.at(n) != 0 && labels[g.offset(n)] == 0) {
                    labels[g.offset(n)] = next;
                    open.push_back(n);
                }
            }
        }
    }
    return labels;
}

/// Whether two labellings divide the voxels in the same way, whatever the numbers are.
bool samePartition(const std::vector<int>& a, const std::vector<std::int32_t>& b)
{
    std::map<int, int> forth;
    std::map<int, int> back;
    for (std::size_t n = 0; n < a.size(); ++n) {
        if (forth.emplace(a[n], b[n]).first->second != b[n] ||
            back.emplace(b[n], a[n]).first->second != a[n]) {
            return false;
        }
    }
    return forth.empty() || forth.count(0) == 0 || forth.at(0) == 0;
}

Mask randomMask(const Geometry& geometry, double density, unsigned seed)
{
    std::mt19937 random(seed);
    std::bernoulli_distribution foreground(density);
    Mask mask(geometry);
    for (auto& label : mask.labels()) {
        label = foreground(random) ? 1 : 0;
    }
    return mask;
}

} // namespace

Q_DECLARE_METATYPE(dawson::Connectivity)

class LesionMapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithFloodFill_data();
    void agreesWithFloodFill();
    void contactsJoinByConnectivity_data();
    void contactsJoinByConnectivity();
    void numbersByFallingVolumeThenOffset();
    void describesALesionInThePatient();
    void diameterFollowsTheLongAxis_data();
    void diameterFollowsTheLongAxis();
    void insideLiesInTheLesion();
    void leavesOutSmallLesions();
    void labelsOfAnyValueAreOneForeground();
    void emptyMaskHasNoLesions();
    void timeOfAWholeBrain();
};

void LesionMapTest::agreesWithFloodFill_data()
{
    QTest::addColumn<double>("density");
    QTest::addColumn<Connectivity>("connectivity");

    const std::pair<const char*, Connectivity> rules[] = {{"faces", Connectivity::Faces},
                                                          {"edges", Connectivity::Edges},
                                                          {"corners", Connectivity::Corners}};
    for (const auto& [name, connectivity] : rules) {
        for (const double density : {0.02, 0.1, 0.25, 0.5, 0.9}) {
            QTest::addRow("%s, %.0f %% filled", name, 100.0 * density) << density << connectivity;
        }
    }
}

void LesionMapTest::agreesWithFloodFill()
{
    QFETCH(double, density);
    QFETCH(Connectivity, connectivity);
    const Geometry sizes[] = {Geometry::axisAligned({17, 13, 11}, {1.0, 1.0, 1.0}),
                              Geometry::axisAligned({1, 9, 30}, {1.0, 1.0, 1.0}),
                              Geometry::axisAligned({40, 1, 1}, {1.0, 1.0, 1.0})};
    for (unsigned seed = 1; seed <= 6; ++seed) {
        for (const Geometry& geometry : sizes) {
            const Mask mask = randomMask(geometry, density, seed);
            const LesionMap map = findLesions(mask, connectivity);
            QVERIFY(samePartition(floodLabels(mask, connectivity), map.labels));
            std::size_t voxels = 0;
            for (const Lesion& lesion : map.lesions) {
                voxels += lesion.voxels;
            }
            QCOMPARE(voxels, mask.foregroundCount());
        }
    }
}

void LesionMapTest::contactsJoinByConnectivity_data()
{
    QTest::addColumn<int>("di");
    QTest::addColumn<int>("dj");
    QTest::addColumn<int>("dk");
    QTest::addColumn<int>("weakest"); ///< of 6, 18, 26: the strictest rule that still joins

    QTest::newRow("face along i") << 1 << 0 << 0 << 6;
    QTest::newRow("face along k") << 0 << 0 << 1 << 6;
    QTest::newRow("edge in the slice") << 1 << -1 << 0 << 18;
    QTest::newRow("edge across slices") << 0 << -1 << 1 << 18;
    QTest::newRow("corner") << 1 << 1 << 1 << 26;
    QTest::newRow("opposite corner") << -1 << 1 << 1 << 26;
    QTest::newRow("two apart") << 2 << 0 << 0 << 99;
    QTest::newRow("a row apart") << 1 << 2 << 0 << 99;
}

void LesionMapTest::contactsJoinByConnectivity()
{
    QFETCH(int, di);
    QFETCH(int, dj);
    QFETCH(int, dk);
    QFETCH(int, weakest);
    const Mask pair = withVoxel(withVoxel(emptyCube(), {5, 5, 5}), {5 + di, 5 + dj, 5 + dk});
    for (const int neighbours : {6, 18, 26}) {
        const auto map = findLesions(pair, static_cast<Connectivity>(neighbours));
        QCOMPARE(map.lesions.size(), neighbours >= weakest ? 1U : 2U);
    }
}

void LesionMapTest::numbersByFallingVolumeThenOffset()
{
    Mask mask = withBox(emptyCube(), {1, 1, 1}, {2, 2, 2});
    mask = withBox(mask, {10, 10, 10}, {4, 4, 4});
    mask = withBox(mask, {18, 1, 1}, {2, 2, 2});

    const LesionMap map = findLesions(mask);

    QCOMPARE(map.lesions.size(), 3U);
    for (std::size_t n = 0; n < 3; ++n) {
        QCOMPARE(map.lesions[n].label, static_cast<std::int32_t>(n + 1));
    }
    QCOMPARE(map.labelAt({11, 11, 11}), 1);
    QCOMPARE(map.labelAt({1, 1, 1}), 2);
    QCOMPARE(map.labelAt({19, 2, 2}), 3);
    QCOMPARE(map.labelAt({0, 0, 0}), 0);
    QCOMPARE(map.labelAt({24, 0, 0}), 0);
    QCOMPARE(map.labelAt({-1, 0, 0}), 0);
}

void LesionMapTest::describesALesionInThePatient()
{
    // Axes turned by 90 degrees: i runs to posterior, j to the left.
    const Geometry turned({20, 20, 10},
                          {0.5, 1.0, 3.0},
                          {-10.0, -20.0, 30.0},
                          {{{0.0, 1.0, 0.0}, {1.0, 0.0, 0.0}, {0.0, 0.0, 1.0}}});
    const Mask mask = withBox(Mask(turned), {4, 2, 3}, {6, 3, 1});

    const Lesion lesion = findLesions(mask).lesions.at(0);

    QCOMPARE(lesion.voxels, 18U);
    QCOMPARE(lesion.volumeMl, 18 * 1.5 / 1000.0);
    QCOMPARE(lesion.centroid.x, -10.0 + 3.0 * 1.0);
    QCOMPARE(lesion.centroid.y, -20.0 + 6.5 * 0.5);
    QCOMPARE(lesion.centroid.z, 30.0 + 3.0 * 3.0);
    QCOMPARE(lesion.region, (Region{{4, 2, 3}, {6, 3, 1}}));
    QCOMPARE(lesion.diameterMm, 3.0);
}

void LesionMapTest::diameterFollowsTheLongAxis_data()
{
    QTest::addColumn<bool>("diagonal");
    QTest::addColumn<double>("spacingK");
    QTest::addColumn<double>("expectedMm");

    QTest::newRow("ten voxels in a row") << false << 1.0 << 10.0;
    QTest::newRow("ten thick voxels in a row") << false << 3.0 << 30.0;
    // Nine diagonal steps between centres, and a voxel's own diagonal.
    QTest::newRow("ten voxels along the diagonal") << true << 1.0 << 10.0 * std::sqrt(2.0);
}

void LesionMapTest::diameterFollowsTheLongAxis()
{
    QFETCH(bool, diagonal);
    QFETCH(double, spacingK);
    QFETCH(double, expectedMm);
    Mask mask(Geometry::axisAligned({24, 24, 24}, {1.0, 1.0, spacingK}));
    for (int n = 0; n < 10; ++n) {
        mask.set({diagonal ? 3 + n : 3, 4, 5 + n}, 1);
    }

    QVERIFY(std::abs(findLesions(mask).lesions.at(0).diameterMm - expectedMm) < 1e-9);
}

void LesionMapTest::insideLiesInTheLesion()
{
    // A ring: its centre of mass is in the hole.
    Mask ring = withBox(emptyCube(), {5, 5, 5}, {7, 7, 1});
    for (int j = 6; j < 11; ++j) {
        for (int i = 6; i < 11; ++i) {
            ring.set({i, j, 5}, 0);
        }
    }

    const LesionMap map = findLesions(ring);

    QCOMPARE(map.lesions.size(), 1U);
    QCOMPARE(map.labelAt(ring.geometry().nearestVoxel(map.lesions[0].centroid)), 0);
    QCOMPARE(map.labelAt(ring.geometry().nearestVoxel(map.lesions[0].inside)), 1);
    const PatientPoint c = map.lesions[0].centroid;
    const PatientPoint p = map.lesions[0].inside;
    QCOMPARE(std::hypot(c.x - p.x, c.y - p.y, c.z - p.z), 3.0);
}

void LesionMapTest::leavesOutSmallLesions()
{
    Mask mask = withBox(emptyCube(), {1, 1, 1}, {3, 1, 1});
    mask = withBox(mask, {10, 10, 10}, {2, 1, 1});

    const LesionMap all = findLesions(mask);
    const LesionMap large = findLesions(mask, Connectivity::Corners, 0.003);

    QCOMPARE(all.lesions.size(), 2U);
    QCOMPARE(large.lesions.size(), 1U);
    QCOMPARE(large.lesions[0].voxels, 3U);
    QCOMPARE(large.labelAt({10, 10, 10}), 0);
}

void LesionMapTest::labelsOfAnyValueAreOneForeground()
{
    Mask mask = emptyCube();
    mask.set({3, 3, 3}, 1);
    mask.set({4, 3, 3}, 255);

    QCOMPARE(findLesions(mask).lesions.size(), 1U);
}

void LesionMapTest::emptyMaskHasNoLesions()
{
    const LesionMap map = findLesions(emptyCube());

    QVERIFY(map.lesions.empty());
    QCOMPARE(map.labels.size(), 24U * 24U * 24U);
    QCOMPARE(map.labelAt({3, 3, 3}), 0);
}

void LesionMapTest::timeOfAWholeBrain()
{
    // 512 lesions of 216 voxels in 256 x 256 x 256.
    Mask mask(Geometry::axisAligned({256, 256, 256}, {1.0, 1.0, 1.0}));
    for (int n = 0; n < 512; ++n) {
        mask = withBox(std::move(mask), {n % 8 * 32, n / 8 % 8 * 32, n / 64 * 32}, {6, 6, 6});
    }
    LesionMap map;
    QBENCHMARK_ONCE
    {
        map = findLesions(mask);
    }
    QCOMPARE(map.lesions.size(), 512U);
}

QTEST_GUILESS_MAIN(LesionMapTest)
#include "lesion_map_test.moc"
