#include "core/image/brain_border.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <vector>

using namespace dawson;

namespace
{

constexpr double kBrainMm = 30.0;
constexpr double kBoneMm = 37.0;
constexpr double kScalpMm = 42.0;

double radiusOf(const PatientPoint& p)
{
    return std::hypot(p.x, p.y, p.z);
}

Geometry grid()
{
    return Geometry::axisAligned({90, 90, 31}, {1.0, 1.0, 3.0}, {-44.5, -44.5, -45.0});
}

/// A head of concentric spheres, each of one signal, with a little texture.
Volume head(float brain, float around, float scalp)
{
    const Geometry g = grid();
    std::vector<float> voxels(g.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const double r = radiusOf(g.toPatient(g.voxelAt(n)));
        voxels[n] = r < kBrainMm ? brain : r < kBoneMm ? around : r < kScalpMm ? scalp : 1.0F;
        voxels[n] += static_cast<float>(n * 7919 % 13);
    }
    return {g, std::move(voxels)};
}

Mask ball(double radius)
{
    const Geometry g = grid();
    Mask mask(g);
    for (std::size_t n = 0; n < g.voxelCount(); ++n) {
        mask.labels()[n] = radiusOf(g.toPatient(g.voxelAt(n))) < radius ? 1 : 0;
    }
    return mask;
}

double diceOf(const Mask& a, const Mask& b)
{
    double both = 0.0;
    double sum = 0.0;
    for (std::size_t n = 0; n < a.labels().size(); ++n) {
        both += a.labels()[n] != 0 && b.labels()[n] != 0 ? 1.0 : 0.0;
        sum += (a.labels()[n] != 0 ? 1.0 : 0.0) + (b.labels()[n] != 0 ? 1.0 : 0.0);
    }
    return 2.0 * both / sum;
}

} // namespace

class BrainBorderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheBrain_data();
    void findsTheBrain();
    void ventriclesStay();
    void emptyStaysEmpty();
    void flatStaysAsItIs();
};

void BrainBorderTest::findsTheBrain_data()
{
    QTest::addColumn<float>("around");
    QTest::addColumn<float>("scalp");
    QTest::addColumn<double>("region");
    QTest::addColumn<double>("expected");
    QTest::newRow("region reaches into dark bone") << 60.0F << 300.0F << 34.0 << kBrainMm;
    QTest::newRow("region reaches into a bright scalp") << 60.0F << 300.0F << 37.7 << kBrainMm;
    QTest::newRow("region reaches into a dark scalp") << 40.0F << 90.0F << 37.5 << kBrainMm;
    QTest::newRow("region is the brain") << 60.0F << 300.0F << kBrainMm << kBrainMm;
    QTest::newRow("fluid around is brighter: nothing is taken") << 900.0F << 60.0F << 35.0 << 35.0;
}

void BrainBorderTest::findsTheBrain()
{
    QFETCH(float, around);
    QFETCH(float, scalp);
    QFETCH(double, region);
    QFETCH(double, expected);
    const Mask brain = brainWithin(ball(region), head(400.0F, around, scalp));
    QVERIFY(sameGrid(brain.geometry(), grid()));
    // A sharp border grows by up to a millimetre: (31 / 30)^3 in volume is a Dice of 0.951.
    const double dice = diceOf(brain, ball(expected));
    QVERIFY2(dice > 0.95, qPrintable(QString::number(dice)));
}

void BrainBorderTest::ventriclesStay()
{
    Volume image = head(400.0F, 60.0F, 300.0F);
    std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        if (radiusOf(grid().toPatient(grid().voxelAt(n))) < 12.0) {
            voxels[n] = 50.0F;
        }
    }
    image = Volume(grid(), std::move(voxels));
    QVERIFY(diceOf(brainWithin(ball(36.0), image), ball(kBrainMm)) > 0.95);
}

void BrainBorderTest::emptyStaysEmpty()
{
    QCOMPARE(brainWithin(Mask(grid()), head(400.0F, 60.0F, 300.0F)).foregroundCount(),
             std::size_t{0});
}

void BrainBorderTest::flatStaysAsItIs()
{
    const Volume flat(grid(), std::vector<float>(grid().voxelCount(), 5.0F));
    QCOMPARE(diceOf(brainWithin(ball(20.0), flat), ball(20.0)), 1.0);
}

QTEST_GUILESS_MAIN(BrainBorderTest)
#include "brain_border_test.moc"
