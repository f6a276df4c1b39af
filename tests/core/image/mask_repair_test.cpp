#include "core/image/mask_repair.h"

#include <QTest>

#include <cstddef>

using namespace dawson;

namespace
{

Mask boxOf(const Geometry& grid, int from, int to)
{
    Mask mask(grid);
    for (int k = from; k < to; ++k) {
        for (int j = from; j < to; ++j) {
            for (int i = from; i < to; ++i) {
                mask.set({i, j, k}, 3);
            }
        }
    }
    return mask;
}

} // namespace

class MaskRepairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holesAreFilled();
    void aHoleOpenToTheBorderStays();
    void onlyTheLargestPartStays();
    void emptyStaysEmpty();
};

void MaskRepairTest::holesAreFilled()
{
    const Geometry grid = Geometry::axisAligned({14, 14, 14}, {1, 1, 1});
    Mask mask = boxOf(grid, 2, 12);
    for (int k = 5; k < 8; ++k) {
        mask.set({6, 6, k}, 0);
    }
    const Mask whole = largestPartFilled(mask);
    QCOMPARE(whole.foregroundCount(), std::size_t{1000});
    QCOMPARE(int{whole.at({6, 6, 6})}, 1);
    QCOMPARE(int{whole.at({2, 2, 2})}, 1); // labels become 1
}

void MaskRepairTest::aHoleOpenToTheBorderStays()
{
    const Geometry grid = Geometry::axisAligned({14, 14, 14}, {1, 1, 1});
    Mask mask = boxOf(grid, 2, 12);
    for (int k = 5; k < 12; ++k) {
        mask.set({6, 6, k}, 0);
    }
    QCOMPARE(largestPartFilled(mask).foregroundCount(), std::size_t{993});
}

/// Joined by a corner is not joined.
void MaskRepairTest::onlyTheLargestPartStays()
{
    const Geometry grid = Geometry::axisAligned({14, 14, 14}, {1, 1, 1});
    Mask mask = boxOf(grid, 5, 9);
    mask.set({9, 9, 9}, 1);
    mask.set({0, 0, 0}, 1);
    const Mask part = largestPartFilled(mask);
    QCOMPARE(part.foregroundCount(), std::size_t{64});
    QCOMPARE(int{part.at({9, 9, 9})}, 0);
}

void MaskRepairTest::emptyStaysEmpty()
{
    const Geometry grid = Geometry::axisAligned({4, 4, 4}, {1, 1, 1});
    QCOMPARE(largestPartFilled(Mask(grid)).foregroundCount(), std::size_t{0});
}

QTEST_GUILESS_MAIN(MaskRepairTest)
#include "mask_repair_test.moc"
