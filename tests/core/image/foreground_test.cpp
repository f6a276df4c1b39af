#include "core/image/foreground.h"
#include "core/image/preprocessing.h"
#include "tests/core/image/ball_head.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace dawson;

/// What of an image is tissue, where parts of it are exactly 0.
class ForegroundTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void airIsNoTissue_data();
    void airIsNoTissue();
    void brainsInASlabAreWhatIsNotZero();
};

void ForegroundTest::airIsNoTissue_data()
{
    QTest::addColumn<std::array<double, 3>>("keptMm"); // from the middle; 0 beyond
    QTest::addColumn<double>("turn");
    using Box = std::array<double, 3>;
    QTest::newRow("the grid ends beyond the image") << Box{200, 200, 200} << 0.0;
    QTest::newRow("a tenth is 0") << Box{99, 200, 200} << 0.0;
    QTest::newRow("padded with zeros on all sides") << Box{90, 90, 52} << 0.0;
    QTest::newRow("resliced, turned by 10 degrees") << Box{110, 110, 56} << 10.0;
}

/// A head in noise, 220 x 220 x 112 mm: neither 220 nor 112 is a multiple of 3.
void ForegroundTest::airIsNoTissue()
{
    using Box = std::array<double, 3>;
    QFETCH(Box, keptMm);
    QFETCH(double, turn);
    const Geometry grid = Geometry::axisAligned({110, 110, 28}, {2, 2, 4});
    const Volume whole = head(grid, 50.0, 1.0F);
    std::vector<float> voxels(whole.voxels().begin(), whole.voxels().end());
    const PatientPoint c = grid.center();
    const double angle = turn * M_PI / 180.0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const double x = std::cos(angle) * (p.x - c.x) + std::sin(angle) * (p.y - c.y);
        const double y = std::cos(angle) * (p.y - c.y) - std::sin(angle) * (p.x - c.x);
        const bool kept =
            std::abs(x) < keptMm[0] && std::abs(y) < keptMm[1] && std::abs(p.z - c.z) < keptMm[2];
        voxels[n] = kept ? voxels[n] : 0.0F;
    }
    const PreparedImage prepared = prepareImage(Volume(grid, voxels), {.spacingMm = 3.0});
    const Moments m = momentsOf(prepared.image);
    QVERIFY(std::abs(m.mean) < 1e-3);
    QVERIFY(std::abs(m.deviation - 1.0) < 1e-2);
    const double ballMm3 = 4.0 / 3.0 * M_PI * 50.0 * 50.0 * 50.0;
    const double ratio =
        static_cast<double>(m.count) * 27.0 / ballMm3; // with a rim of partly tissue
    QVERIFY2(ratio > 0.95 && ratio < 1.2, qPrintable(QString::number(ratio)));
}

/// Cut to its box and by the slices above and below; a rim of dark fluid is brain, too.
void ForegroundTest::brainsInASlabAreWhatIsNotZero()
{
    const Geometry grid = Geometry::axisAligned({80, 80, 20}, {2, 2, 4});
    const PatientPoint c = grid.center();
    std::mt19937 random(3);
    std::normal_distribution<float> noise(0.0F, 3.0F);
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    std::size_t brain = 0;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const double r = std::hypot(p.x - c.x, p.y - c.y);
        if (r < 80.0) {
            voxels[n] = std::max(1.0F, (r < 72.0 ? 200.0F : 30.0F) + noise(random));
            ++brain;
        }
    }
    const Mask tissue = foregroundOf(Volume(grid, voxels));
    QCOMPARE(tissue.foregroundCount(), brain);
}

QTEST_GUILESS_MAIN(ForegroundTest)
#include "foreground_test.moc"
