#include "core/base/error.h"
#include "core/image/image_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>

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
    void maskRoundTripKeepsLabels_data();
    void maskRoundTripKeepsLabels();
    void headerIsReadWithoutVoxels();
    void saysWhatItReads_data();
    void saysWhatItReads();
    void binaryMaskTakesOneLabel();
    void failedWriteLeavesTheOldFile();
    void detachedHeadersAreReadOnly();
    void progressRunsToTheEndAndStops();

private:
    fs::path pathOf(const QString& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name.toStdString();
    }

    QTemporaryDir m_folder;
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
    const fs::path path = pathOf(name);
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

void ImageFileTest::maskRoundTripKeepsLabels_data()
{
    roundTripKeepsGeometry_data();
}

void ImageFileTest::maskRoundTripKeepsLabels()
{
    QFETCH(QString, name);
    std::vector<std::uint8_t> labels(7 * 5 * 4);
    for (std::size_t n = 0; n < labels.size(); ++n) {
        labels[n] = static_cast<std::uint8_t>(n * 2 % 256);
    }
    writeMask(pathOf(name), Mask(obliqueGrid(), labels));
    const Mask read = readMask(pathOf(name));

    QVERIFY(sameGrid(read.geometry(), obliqueGrid(), 1e-4));
    QVERIFY(std::equal(labels.begin(), labels.end(), read.labels().begin(), read.labels().end()));
    QVERIFY(readImageHeader(pathOf(name)).wholeNumbers);
    // Written again it is the same file: no drift of the geometry from save to save.
    writeMask(pathOf(QStringLiteral("again_") + name), read);
    QVERIFY(sameGrid(
        readMask(pathOf(QStringLiteral("again_") + name)).geometry(), read.geometry(), 1e-5));
}

void ImageFileTest::headerIsReadWithoutVoxels()
{
    const Volume volume(obliqueGrid(), std::vector<float>(140, 1.5F));
    writeVolume(pathOf(QStringLiteral("h.nii.gz")), volume);
    const ImageHeader header = readImageHeader(pathOf(QStringLiteral("h.nii.gz")));
    QVERIFY(sameGrid(header.geometry, obliqueGrid(), 1e-4));
    QVERIFY(!header.wholeNumbers);
}

void ImageFileTest::saysWhatItReads_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("image");
    QTest::addColumn<QString>("stem");
    const auto row = [](const char* name, bool image, const char* stem) {
        QTest::newRow(name) << QString::fromLatin1(name) << image << QString::fromLatin1(stem);
    };
    row("a/b_FLAIR.nii.gz", true, "b_FLAIR");
    row("b.v2_T1w.nii", true, "b.v2_T1w");
    row("LOUD.NRRD", true, "LOUD");
    row("x.nhdr", true, "x");
    row("x.mha", true, "x");
    row("x.mhd", true, "x");
    row("x.gz", false, "x");
    row("x.json", false, "x");
    row(".nii", false, ".nii");
    row("nii", false, "nii");
}

void ImageFileTest::saysWhatItReads()
{
    QFETCH(QString, name);
    QFETCH(bool, image);
    QFETCH(QString, stem);
    QCOMPARE(hasImageExtension(name.toStdString()), image);
    QCOMPARE(QString::fromStdString(imageStem(name.toStdString())), stem);
}

void ImageFileTest::binaryMaskTakesOneLabel()
{
    const auto path = pathOf(QStringLiteral("m.nii.gz"));
    const Geometry grid = Geometry::axisAligned({4, 1, 1}, {1, 1, 1});
    writeMask(path, Mask(grid, {0, 7, 7, 0}));

    const Mask any = readBinaryMask(path, true);
    QCOMPARE(any.at({1, 0, 0}), std::uint8_t{1});
    QCOMPARE(any.foregroundCount(), std::size_t{2});
    QVERIFY_THROWS_EXCEPTION(Error, readBinaryMask(path));

    writeMask(path, Mask(grid));
    QCOMPARE(readBinaryMask(path).foregroundCount(), std::size_t{0});
}

void ImageFileTest::failedWriteLeavesTheOldFile()
{
    const auto path = pathOf(QStringLiteral("kept.nii.gz"));
    const Geometry grid = Geometry::axisAligned({64, 64, 64}, {1, 1, 1});
    Mask first(grid);
    first.set({1, 2, 3}, 1);
    writeMask(path, first);
    // A file may not grow past 100 bytes: the same as a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{100, RLIM_INFINITY};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool failed = false;
    try {
        writeMask(path, Mask(grid));
    } catch (const Error& failure) {
        failed = failure.kind() == Error::Kind::Io && failure.subject() == path.string();
    }
    const rlimit open{RLIM_INFINITY, RLIM_INFINITY};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &open), 0);

    QVERIFY(failed);
    QCOMPARE(readMask(path).at({1, 2, 3}), std::uint8_t{1});
    const auto hidden =
        QDir(m_folder.path()).entryList({QStringLiteral(".*")}, QDir::Files | QDir::Hidden);
    QCOMPARE(hidden, QStringList());
}

void ImageFileTest::detachedHeadersAreReadOnly()
{
    for (const char* name : {"d.nhdr", "d.mhd", "d.png"}) {
        const auto path = pathOf(QString::fromLatin1(name));
        QVERIFY_THROWS_EXCEPTION(Error, writeMask(path, Mask(obliqueGrid())));
        QVERIFY(!fs::exists(path));
    }
    std::ofstream(pathOf(QStringLiteral("d.raw"))) << "abcdefgh";
    std::ofstream(pathOf(QStringLiteral("d.mhd")))
        << "ObjectType = Image\nNDims = 3\nBinaryData = True\nElementSpacing = 1 2 3\n"
           "DimSize = 2 2 2\nElementType = MET_UCHAR\nElementDataFile = d.raw\n";
    std::ofstream(pathOf(QStringLiteral("d.nhdr")))
        << "NRRD0004\ntype: uchar\ndimension: 3\nspace: RAS\nsizes: 2 2 2\n"
           "space directions: (-1,0,0) (0,-2,0) (0,0,3)\nencoding: raw\ndata file: d.raw\n\n";
    for (const char* name : {"d.mhd", "d.nhdr"}) {
        const Volume read = readVolume(pathOf(QString::fromLatin1(name)));
        QVERIFY(sameGrid(read.geometry(), Geometry::axisAligned({2, 2, 2}, {1, 2, 3}), 1e-9));
        QCOMPARE(read.at({1, 1, 1}), static_cast<float>('h'));
    }
}

void ImageFileTest::progressRunsToTheEndAndStops()
{
    const auto path = pathOf(QStringLiteral("p.nii.gz"));
    writeVolume(path, Volume(obliqueGrid(), std::vector<float>(140, 1.5F)));
    std::vector<double> seen;
    readVolume(path, Progress([&](double fraction, std::string_view) {
                   seen.push_back(fraction);
                   return true;
               }));
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(seen.back(), 1.0);
    try {
        readVolume(path, Progress([](double, std::string_view) { return false; }));
        QFAIL("it did not stop");
    } catch (const Error& failure) {
        QCOMPARE(failure.kind(), Error::Kind::Cancelled);
    }
}

QTEST_GUILESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
