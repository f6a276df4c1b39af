#include "widgets/panel/lesion_thumbnails.h"

#include <QLabel>
#include <QTest>

#include <memory>

using namespace dawson;

namespace
{

constexpr int kPixels = 60;

/// Black but for the patient's left front: bright where x and y of LPS are over and under 0.
ImageLayer leftFrontIsBright()
{
    const auto geometry =
        Geometry::axisAligned({60, 60, 60}, {1.0, 1.0, 1.0}, {-29.5, -29.5, -29.5});
    std::vector<float> voxels(geometry.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex voxel = geometry.voxelAt(n);
        voxels[n] = voxel.i >= 30 && voxel.j < 30 ? 100.0F : 0.0F;
    }
    const auto volume = std::make_shared<Volume>(geometry, std::move(voxels));
    return {QStringLiteral("FLAIR"), volume, {0.0, 100.0}};
}

/// Gray in the quarter at (x, y), each 0 or 1, of what a plane shows.
int quarter(const QImage& picture, int x, int y)
{
    return qGray(
        picture.pixel(picture.width() * (1 + 2 * x) / 4, picture.height() * (1 + 2 * y) / 4));
}

} // namespace

/// Which side of the patient is on which side of the picture.
class LesionThumbnailsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void radiologicalCuts();
    void neurologicalTurnsAxialAndCoronalOnly();
};

void LesionThumbnailsTest::radiologicalCuts()
{
    const ImageLayer image = leftFrontIsBright();
    const auto cut = [&](int plane) {
        return lesionThumbnail(image, {}, {0, 0, 0}, plane, kPixels, 50.0);
    };

    // Axial: the patient's left on the right, front on top.
    QVERIFY(quarter(cut(0), 1, 0) > 200);
    QVERIFY(quarter(cut(0), 0, 0) < 50);
    QVERIFY(quarter(cut(0), 1, 1) < 50);
    // Sagittal just left of the middle: front on the left.
    const QImage sagittal = lesionThumbnail(image, {}, {5, 0, 0}, 1, kPixels, 50.0);
    QVERIFY(quarter(sagittal, 0, 0) > 200);
    QVERIFY(quarter(sagittal, 1, 0) < 50);
}

void LesionThumbnailsTest::neurologicalTurnsAxialAndCoronalOnly()
{
    LesionThumbnails thumbnails;
    thumbnails.resize(240, 900);
    thumbnails.setCase(leftFrontIsBright(), {});
    thumbnails.showLesion({5, -5, 0}, QStringLiteral("Lesion 1"));
    const auto shown = [&](int plane) {
        const auto* label =
            thumbnails.findChild<QLabel*>(QStringLiteral("lesionThumbnails.plane%1").arg(plane));
        return label->pixmap(Qt::ReturnByValue).toImage();
    };
    QVERIFY(quarter(shown(0), 1, 0) > 200);
    QVERIFY(quarter(shown(2), 1, 0) > 200);
    QVERIFY(quarter(shown(1), 0, 0) > 200);

    thumbnails.setNeurological(true);

    QVERIFY(quarter(shown(0), 0, 0) > 200);
    QVERIFY(quarter(shown(0), 1, 0) < 50);
    QVERIFY(quarter(shown(2), 0, 0) > 200);
    QVERIFY(quarter(shown(1), 0, 0) > 200);
}

QTEST_MAIN(LesionThumbnailsTest)
#include "lesion_thumbnails_test.moc"
