#include "tests/widgets/view/view_case.h"
#include "widgets/view/mask_contour.h"

#include <QPolygonF>
#include <QTest>

#include <cmath>
#include <random>

namespace dawson
{

namespace
{

/// Voxels of one axial slice of a 12 x 10 x 5 mask.
using Cells = std::vector<std::array<int, 2>>;

Mask maskWith(const Cells& cells, std::uint8_t label = 1)
{
    Mask mask(Geometry::axisAligned({12, 10, 5}, {1.0, 1.0, 1.0}));
    for (const auto& [i, j] : cells) {
        mask.set({i, j, 2}, label);
    }
    return mask;
}

SliceFrame axialFrame(const Mask& mask)
{
    SliceFrame frame(mask.geometry(), Orientation::Axial, PaneConvention::Radiological);
    frame.setSlice(2);
    return frame;
}

double length(const QPainterPath& path)
{
    return path.length();
}

} // namespace

class MaskContourTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsVoxelBorders_data();
    void followsVoxelBorders();
    void holdsExactlyTheLabelsVoxels();
    void labelsHaveTheirOwnContours();
    void anotherGridHasNone();
};

void MaskContourTest::followsVoxelBorders_data()
{
    QTest::addColumn<QList<QPoint>>("voxels");
    QTest::addColumn<double>("perimeter");
    QTest::addColumn<int>("polygons");

    QTest::newRow("nothing") << QList<QPoint>{} << 0.0 << 0;
    QTest::newRow("one voxel") << QList<QPoint>{{3, 4}} << 4.0 << 1;
    QTest::newRow("two side by side") << QList<QPoint>{{3, 4}, {4, 4}} << 6.0 << 1;
    QTest::newRow("two at a corner stay apart") << QList<QPoint>{{3, 4}, {4, 5}} << 8.0 << 2;
    QTest::newRow("at the image's corner") << QList<QPoint>{{0, 0}, {11, 9}} << 8.0 << 2;
    QList<QPoint> ring;
    for (int n = 0; n < 9; ++n) {
        if (n != 4) {
            ring.append({5 + n % 3, 4 + n / 3});
        }
    }
    QTest::newRow("a ring has a hole") << ring << 16.0 << 2;
}

void MaskContourTest::followsVoxelBorders()
{
    QFETCH(QList<QPoint>, voxels);
    QFETCH(double, perimeter);
    QFETCH(int, polygons);
    Cells cells;
    for (const QPoint& p : voxels) {
        cells.push_back({p.x(), p.y()});
    }
    const Mask mask = maskWith(cells);
    const auto contours = maskContours(mask, axialFrame(mask));

    QCOMPARE(contours.empty(), voxels.isEmpty());
    if (!contours.empty()) {
        QVERIFY(std::abs(length(contours.front().path) - perimeter) < 1e-9);
        QCOMPARE(static_cast<int>(contours.front().path.toSubpathPolygons().size()), polygons);
    }
}

void MaskContourTest::holdsExactlyTheLabelsVoxels()
{
    std::mt19937 random(7);
    Mask mask(Geometry::axisAligned({12, 10, 5}, {1.0, 1.0, 1.0}));
    for (auto& label : mask.labels()) {
        label = static_cast<std::uint8_t>(random() % 3); // many corners, holes and touching labels
    }
    const auto contours = maskContours(mask, axialFrame(mask));

    QCOMPARE(contours.size(), std::size_t{2});
    for (int j = 0; j < 10; ++j) {
        for (int i = 0; i < 12; ++i) {
            const auto label = mask.at({i, j, 2});
            QCOMPARE(contours[0].path.contains(QPointF(i, j)), label == 1);
            QCOMPARE(contours[1].path.contains(QPointF(i, j)), label == 2);
        }
    }
}

void MaskContourTest::labelsHaveTheirOwnContours()
{
    Mask mask = maskWith({{3, 3}}, 3);
    mask.set({4, 3, 2}, 200);
    const auto contours = maskContours(mask, axialFrame(mask));

    QCOMPARE(contours.size(), std::size_t{2});
    QCOMPARE(contours[0].label, std::uint8_t{3});
    QCOMPARE(contours[1].label, std::uint8_t{200});
    QCOMPARE(contours[1].path.boundingRect(), QRectF(3.5, 2.5, 1.0, 1.0));
}

void MaskContourTest::anotherGridHasNone()
{
    const Mask mask = maskWith({{3, 3}});
    const SliceFrame other(cube(), Orientation::Axial, PaneConvention::Radiological);
    QVERIFY(maskContours(mask, other).empty());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::MaskContourTest)
#include "mask_contour_test.moc"
