#include "core/training/lesion_weights.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace dawson;

class LesionWeightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallLesionsCountMore_data();
    void smallLesionsCountMore();
    void sizesAreInCubicMillimetres();
    void eachLesionHasItsOwnWeight();
    void cornersJoin();
    void cutLesionsCountOnce();
    void emptyPatch();
};

namespace
{

constexpr int kEdge = 32;

/// A patch with boxes of lesion.
class Boxes
{
public:
    Boxes& add(int i, int j, int k, int wide, int high, int deep)
    {
        for (int z = k; z < k + deep; ++z) {
            for (int y = j; y < j + high; ++y) {
                for (int x = i; x < i + wide; ++x) {
                    m_mask[at(x, y, z)] = 1;
                }
            }
        }
        return *this;
    }

    std::vector<float> weights(double exponent, double voxelMm3 = 1.0) const
    {
        return lesionWeights(m_mask, kEdge, voxelMm3, exponent);
    }

    static std::size_t at(int i, int j, int k)
    {
        return static_cast<std::size_t>((k * kEdge + j) * kEdge + i);
    }

private:
    std::vector<std::uint8_t> m_mask =
        std::vector<std::uint8_t>(std::size_t{kEdge} * kEdge * kEdge, 0);
};

} // namespace

void LesionWeightsTest::smallLesionsCountMore_data()
{
    QTest::addColumn<int>("wide");
    QTest::addColumn<int>("high");
    QTest::addColumn<int>("deep");
    QTest::addColumn<double>("exponent");
    QTest::addColumn<double>("weight");
    QTest::newRow("ten voxels, square root") << 10 << 1 << 1 << 0.5 << 10.0;
    QTest::newRow("125 voxels, square root") << 5 << 5 << 5 << 0.5 << std::sqrt(8.0);
    QTest::newRow("250 voxels, in proportion") << 10 << 5 << 5 << 1.0 << 4.0;
    QTest::newRow("one voxel: never above 16") << 1 << 1 << 1 << 1.0 << 16.0;
    QTest::newRow("a millilitre") << 10 << 10 << 10 << 0.5 << 1.0;
    QTest::newRow("more than a millilitre") << 20 << 20 << 20 << 0.5 << 1.0;
    QTest::newRow("no help") << 1 << 1 << 1 << 0.0 << 1.0;
}

void LesionWeightsTest::smallLesionsCountMore()
{
    QFETCH(int, wide);
    QFETCH(int, high);
    QFETCH(int, deep);
    QFETCH(double, exponent);
    QFETCH(double, weight);
    const auto weights = Boxes().add(4, 5, 6, wide, high, deep).weights(exponent);
    QVERIFY(std::abs(weights[Boxes::at(4, 5, 6)] - weight) < 1e-5);
    QVERIFY(std::abs(weights[Boxes::at(3 + wide, 4 + high, 5 + deep)] - weight) < 1e-5);
    QCOMPARE(weights[Boxes::at(4 + wide, 5, 6)], 1.0F);
    QCOMPARE(weights[Boxes::at(3, 5, 6)], 1.0F);
}

/// A lesion weighs the same on voxels of 1 and of 0.5 mm.
void LesionWeightsTest::sizesAreInCubicMillimetres()
{
    const auto coarse = Boxes().add(4, 4, 4, 5, 2, 1).weights(0.5);
    const auto fine = Boxes().add(4, 4, 4, 10, 4, 2).weights(0.5, 0.125);
    QVERIFY(std::abs(coarse[Boxes::at(4, 4, 4)] - 10.0F) < 1e-5F);
    QVERIFY(std::abs(fine[Boxes::at(4, 4, 4)] - 10.0F) < 1e-5F);
}

void LesionWeightsTest::eachLesionHasItsOwnWeight()
{
    const auto weights = Boxes().add(2, 2, 2, 10, 1, 1).add(10, 10, 10, 10, 10, 10).weights(0.5);
    QVERIFY(std::abs(weights[Boxes::at(11, 2, 2)] - 10.0F) < 1e-5F);
    QCOMPARE(weights[Boxes::at(15, 15, 15)], 1.0F);
}

void LesionWeightsTest::cornersJoin()
{
    const auto weights = Boxes().add(4, 4, 4, 5, 1, 1).add(9, 5, 5, 5, 1, 1).weights(0.5);
    QVERIFY(std::abs(weights[Boxes::at(4, 4, 4)] - 10.0F) < 1e-5F);
}

void LesionWeightsTest::cutLesionsCountOnce()
{
    for (const auto& [i, j, k] : {std::array{0, 9, 9},
                                  {kEdge - 2, 9, 9},
                                  {9, 0, 9},
                                  {9, kEdge - 2, 9},
                                  {9, 9, 0},
                                  {9, 9, kEdge - 2}}) {
        const auto weights = Boxes().add(i, j, k, 2, 2, 2).weights(0.5);
        QCOMPARE(*std::max_element(weights.begin(), weights.end()), 1.0F);
    }
}

void LesionWeightsTest::emptyPatch()
{
    const auto weights = Boxes().weights(0.5);
    QCOMPARE(weights.size(), std::size_t{kEdge} * kEdge * kEdge);
    QCOMPARE(std::count(weights.begin(), weights.end(), 1.0F),
             static_cast<std::ptrdiff_t>(weights.size()));
}

QTEST_GUILESS_MAIN(LesionWeightsTest)
#include "lesion_weights_test.moc"
