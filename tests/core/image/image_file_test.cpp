#include "core/base/error.h"
#include "core/image/image_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

/// Turned by 20 degrees round z, then by 10 round x, voxels of three different sizes.
Geometry obliqueGrid()
{
    const double a = 20.0 * M_PI / 180.0;
    const double b = 10.0 * M_PI / 180.0;
    const Geometry::Matrix turned{
        {{std::cos(a), -std::sin(a), 0.0},
         {std::cos(b) * std::sin(a), std::cos(b) * std::cos(a), -std::sin(b)},
         {std::sin(b) * std::sin(a), std::sin(b) * std::cos(a), std::cos(b)}}};
    return {{7, 5, 4}, {0.71875, 0.9, 3.3}, {-83.21, 101.5, -47.125}, turned};
}

} // namespace

class ImageFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTripKeepsGeometry_data();
    void roundTripKeepsGeometry();
};

void ImageFileTest::roundTripKeepsGeometry_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void ImageFileTest::roundTripKeepsGeometry()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / name.toStdString();
    std::vector<float> voxels(7 * 5 * 4);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(n) * 0.37F - 9.0F;
    }
    const Volume volume(obliqueGrid(), voxels);

    writeVolume(path, volume);
    const Volume read = readVolume(path);

    const auto apart = difference(read.geometry(), obliqueGrid());
    QVERIFY2(!apart.sizeDiffers && apart.originMm < 1e-5 && apart.spacingMm < 1e-5,
             apart.describe().c_str());
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            QVERIFY(std::abs(read.geometry().direction()[row][column] -
                             obliqueGrid().direction()[row][column]) < 1e-5);
        }
    }
    QVERIFY(std::equal(voxels.begin(), voxels.end(), read.voxels().begin()));
}

QTEST_GUILESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
