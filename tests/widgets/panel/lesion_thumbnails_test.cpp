#include "widgets/panel/lesion_cut.h"
#include "widgets/panel/lesion_thumbnails.h"
#include "widgets/theme/signed_color.h"
#include "widgets/theme/theme.h"

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
    void pairsStandSideBySide();
    void whatStandsAloneFillsTheColumn();
};

void LesionThumbnailsTest::radiologicalCuts()
{
    const ImageLayer image = leftFrontIsBright();
    const auto cut = [&](int plane) {
        return lesionCut(image, {}, {0, 0, 0}, plane, kPixels, 50.0);
    };

    // Axial: the patient's left on the right, front on top.
    QVERIFY(quarter(cut(0), 1, 0) > 200);
    QVERIFY(quarter(cut(0), 0, 0) < 50);
    QVERIFY(quarter(cut(0), 1, 1) < 50);
    // Sagittal just left of the middle: front on the left.
    const QImage sagittal = lesionCut(image, {}, {5, 0, 0}, 1, kPixels, 50.0);
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

/// A pair whose patient's left front became brighter, the right back darker, by one unit each.
LoadedCase brightenedPair()
{
    const auto geometry =
        Geometry::axisAligned({60, 60, 60}, {1.0, 1.0, 1.0}, {-29.5, -29.5, -29.5});
    std::vector<float> change(geometry.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < change.size(); ++n) {
        const VoxelIndex voxel = geometry.voxelAt(n);
        const bool left = voxel.i >= 30;
        const bool front = voxel.j < 30;
        change[n] = left && front ? 1.0F : !left && !front ? -1.0F : 0.0F;
    }
    const auto flat =
        std::make_shared<Volume>(geometry, std::vector<float>(geometry.voxelCount(), 50.0F));
    LoadedCase loaded;
    loaded.task = Task::New;
    LoadedCase::Image image;
    image.volume = flat;
    image.window = {0.0, 100.0};
    image.role = ImageRole::Current;
    loaded.images.push_back(image);
    image.role = ImageRole::Prior;
    image.date = "2022-10-31";
    loaded.images.push_back(image);
    image.volume = std::make_shared<Volume>(geometry, std::move(change));
    image.window = {-1.0, 1.0};
    image.role = ImageRole::Subtraction;
    loaded.images.push_back(image);
    auto mask = std::make_shared<Mask>(geometry);
    mask->set({40, 20, 30}, 1);
    LoadedCase::LoadedMask drawn;
    drawn.author = {"grader-1", "Grader 1", AuthorRole::Grader};
    drawn.mask = mask;
    loaded.masks.push_back(drawn);
    return loaded;
}

QLabel* partOf(LesionThumbnails& thumbnails, const char* name)
{
    return thumbnails.findChild<QLabel*>(QStringLiteral("lesionThumbnails.") + QLatin1String(name));
}

void LesionThumbnailsTest::pairsStandSideBySide()
{
    LesionThumbnails thumbnails;
    thumbnails.resize(400, 500);
    thumbnails.show();
    thumbnails.setCase(brightenedPair(), {"grader-1"});
    thumbnails.showLesion({10, -10, 0}, QStringLiteral("Lesion 1"));

    QCOMPARE(partOf(thumbnails, "head0")->text(), QStringLiteral("Prior"));
    QCOMPARE(partOf(thumbnails, "head0")->toolTip(), QStringLiteral("2022-10-31"));
    QCOMPARE(partOf(thumbnails, "head1")->text(), QStringLiteral("Current"));
    QCOMPARE(partOf(thumbnails, "head2")->text(), QStringLiteral("Subtraction"));
    QVERIFY(partOf(thumbnails, "1.plane0")->x() > partOf(thumbnails, "plane0")->x());
    QVERIFY(partOf(thumbnails, "2.plane0")->x() > partOf(thumbnails, "1.plane0")->x());
    QCOMPARE(partOf(thumbnails, "2.plane0")->y(), partOf(thumbnails, "plane0")->y());

    const auto picture = [&](const char* name) {
        return partOf(thumbnails, name)->pixmap(Qt::ReturnByValue).toImage();
    };
    const auto at = [&](const QImage& image, double x, double y) {
        return image.pixelColor(qRound(x * image.width()), qRound(y * image.height()));
    };
    // The field of 40 mm about (10, -10): the patient's middle lies 10 mm left of and below its
    // own.
    QCOMPARE(at(picture("2.plane0"), 0.8, 0.2), signedColor(1.0));
    QCOMPARE(at(picture("2.plane0"), 0.2, 0.8), signedColor(-1.0));
    QCOMPARE(at(picture("2.plane0"), 0.8, 0.8), QColor(Qt::black));
    QCOMPARE(at(picture("plane0"), 0.8, 0.2), QColor(127, 127, 127));
    // The mask's one voxel, 10 mm left and 10 mm in front, is outlined in the middle of all three.
    const QColor grader = authorColor({"grader-1", "Grader 1", AuthorRole::Grader});
    for (const char* name : {"plane0", "1.plane0", "2.plane0"}) {
        const QImage image = picture(name);
        int outlined = 0;
        for (int y = image.height() * 4 / 10; y < image.height() * 6 / 10; ++y) {
            for (int x = image.width() * 4 / 10; x < image.width() * 6 / 10; ++x) {
                outlined += image.pixelColor(x, y) == grader ? 1 : 0;
            }
        }
        QVERIFY2(outlined > 0, name);
    }
}

void LesionThumbnailsTest::whatStandsAloneFillsTheColumn()
{
    LesionThumbnails thumbnails;
    thumbnails.resize(240, 700);
    thumbnails.show();
    thumbnails.setCase(brightenedPair(), {});
    thumbnails.showLesion({10, -10, 0}, QStringLiteral("Lesion 1"));
    LoadedCase alone = brightenedPair();
    alone.images.resize(1); // no registered prior
    thumbnails.setCase(alone, {});

    QVERIFY(partOf(thumbnails, "plane0")->isVisible());
    for (const char* name : {"head0", "head1", "head2", "1.plane0", "2.plane2"}) {
        QVERIFY2(!partOf(thumbnails, name)->isVisible(), name);
    }
}

QTEST_MAIN(LesionThumbnailsTest)
#include "lesion_thumbnails_test.moc"
