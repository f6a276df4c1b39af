#include "core/base/error.h"
#include "core/image/image_file.h"
#include "tests/core/image/nifti_bytes.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

using namespace dawson;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(dawson::NiftiBytes)

namespace
{

bool close(const PatientPoint& a, const PatientPoint& b, double mm = 1e-4)
{
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z) < mm;
}

} // namespace

class NiftiReadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesVoxels_data();
    void placesVoxels();
    void undoesScaling();
    void otherByteOrderReadsTheSame();
    void readsEveryType_data();
    void readsEveryType();
    void slightShearIsStraightened();
    void shearedSformGivesWayToQform();
    void realBrainExtractedImage();
    void realObliqueImage();

private:
    Volume read(const NiftiBytes& file) const
    {
        const fs::path path = fs::path(m_folder.path().toStdString()) / "a.nii";
        writeBytes(path, file.plain());
        return readVolume(path);
    }

    QTemporaryDir m_folder;
};

void NiftiReadTest::placesVoxels_data()
{
    QTest::addColumn<NiftiBytes>("file");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<double>("z");
    using I16 = std::int16_t;

    // Where voxel (1, 1, 1) lies in LPS, by the definition of each way to say it in RAS.
    QTest::newRow("sform") << NiftiBytes() << 9.0 << 18.0 << -27.0;
    QTest::newRow("qform without turn")
        << NiftiBytes().set<I16>(254, 0).qform({0, 0, 0}, {-10, -20, -30}) << 9.0 << 18.0 << -27.0;
    QTest::newRow("qform turned by 90 degrees round z")
        << NiftiBytes().set<I16>(254, 0).qform({0, 0, std::sqrt(0.5F)}, {0, 0, 0}) << 2.0 << -1.0
        << 3.0;
    QTest::newRow("left-handed qform")
        << NiftiBytes().set<I16>(254, 0).qform({0, 0, 0}, {0, 0, 0}).set(76, -1.0F) << -1.0 << -2.0
        << -3.0;
    QTest::newRow("sform goes before qform")
        << NiftiBytes().qform({0, 0, 0}, {50, 50, 50}) << 9.0 << 18.0 << -27.0;
    QTest::newRow("neither") << NiftiBytes().set<I16>(254, 0) << -1.0 << -2.0 << 3.0;
    QTest::newRow("metres") << NiftiBytes().set<char>(123, 1) << 9000.0 << 18000.0 << -27000.0;
    QTest::newRow("micrometres") << NiftiBytes().set<char>(123, 3) << 0.009 << 0.018 << -0.027;
}

void NiftiReadTest::placesVoxels()
{
    QFETCH(NiftiBytes, file);
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(double, z);

    const PatientPoint point = read(file).geometry().toPatient(VoxelIndex{1, 1, 1});

    QVERIFY2(close(point, {x, y, z}),
             qPrintable(QStringLiteral("%1 %2 %3").arg(point.x).arg(point.y).arg(point.z)));
}

void NiftiReadTest::undoesScaling()
{
    const Volume scaled = read(NiftiBytes().set(112, 0.5F).set(116, -3.0F));
    const Volume zeroSlope = read(NiftiBytes().set(112, 0.0F).set(116, -3.0F));

    QCOMPARE(scaled.at({1, 1, 1}), 17.0F * 0.5F - 3.0F);
    QCOMPARE(zeroSlope.at({1, 1, 1}), 17.0F); // by definition: no scaling
}

void NiftiReadTest::otherByteOrderReadsTheSame()
{
    const fs::path path = fs::path(m_folder.path().toStdString()) / "big.nii";
    writeBytes(path, NiftiBytes().swapped());
    const Volume other = readVolume(path);
    const Volume same = read(NiftiBytes());

    QVERIFY(sameGrid(other.geometry(), same.geometry(), 1e-9));
    QVERIFY(std::equal(other.voxels().begin(), other.voxels().end(), same.voxels().begin()));
}

void NiftiReadTest::readsEveryType_data()
{
    QTest::addColumn<NiftiBytes>("file");
    QTest::addColumn<float>("first");
    const auto file = [](std::int16_t code, auto value) {
        return NiftiBytes()
            .type(code, static_cast<std::int16_t>(8 * sizeof(value)))
            .voxels(std::vector<decltype(value)>(24, value));
    };
    QTest::newRow("uint8") << file(2, std::uint8_t{200}) << 200.0F;
    QTest::newRow("int8") << file(256, std::int8_t{-100}) << -100.0F;
    QTest::newRow("int16") << file(4, std::int16_t{-30000}) << -30000.0F;
    QTest::newRow("uint16") << file(512, std::uint16_t{60000}) << 60000.0F;
    QTest::newRow("int32") << file(8, std::int32_t{-70000}) << -70000.0F;
    QTest::newRow("uint32") << file(768, std::uint32_t{3000000000U}) << 3e9F;
    QTest::newRow("int64") << file(1024, std::int64_t{-5}) << -5.0F;
    QTest::newRow("uint64") << file(1280, std::uint64_t{5}) << 5.0F;
    QTest::newRow("float") << file(16, 0.25F) << 0.25F;
    QTest::newRow("double") << file(64, -0.125) << -0.125F;
}

void NiftiReadTest::readsEveryType()
{
    QFETCH(NiftiBytes, file);
    QFETCH(float, first);
    const Volume volume = read(file);
    QCOMPARE(volume.at({0, 0, 0}), first);
    QCOMPARE(volume.at({3, 2, 1}), first);
}

void NiftiReadTest::slightShearIsStraightened()
{
    // 0.05 degrees between the first two axes.
    const float slight = std::tan(0.05F * static_cast<float>(M_PI) / 180.0F);
    const Geometry grid =
        read(NiftiBytes().sform({1, 2 * slight, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0})).geometry();

    const auto& d = grid.direction();
    QVERIFY(std::abs(d[0][0] * d[0][1] + d[1][0] * d[1][1] + d[2][0] * d[2][1]) < 1e-12);
    // The nearest rotation shares the error between both axes.
    QVERIFY(std::abs(std::abs(d[1][0]) - static_cast<double>(slight) / 2) < 1e-6);
}

void NiftiReadTest::shearedSformGivesWayToQform()
{
    const Volume volume = read(
        NiftiBytes().sform({1, 0.5F, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0}).qform({0, 0, 0}, {-1, -2, -3}));
    QVERIFY(close(volume.geometry().origin(), {1, 2, -3}));
}

/// Constants found with Python's gzip, struct and array modules: fields at the byte offsets of the
/// NIfTI-1 definition, voxels from byte 352. qform only: quaternion (0, 1, 0), left-handed.
void NiftiReadTest::realBrainExtractedImage()
{
    const auto shared = sharedData();
    if (!shared) {
        QSKIP("The shared MRI data are not here.");
    }
    const Volume volume = readVolume(*shared / "ms/sub-cross07/anat/sub-cross07_FLAIR.nii.gz");
    const auto& grid = volume.geometry();

    QCOMPARE(grid.size(), (Geometry::Size{182, 218, 182}));
    QVERIFY(close(grid.origin(), {-90, 126, -72}));
    QVERIFY(close(grid.toPatient(VoxelIndex{10, 20, 30}), {-80, 106, -42}));
    QCOMPARE(volume.at({91, 109, 91}), 70.12561798095703F);
    const auto voxels = volume.voxels();
    const double sum = std::accumulate(voxels.begin(), voxels.end(), 0.0);
    QVERIFY(std::abs(sum - 96835048.75117859) < 1.0);
    QCOMPARE(*std::max_element(voxels.begin(), voxels.end()), 200.421875F);

    const Mask mask = readBinaryMask(
        *shared / "ms/derivatives/consensus/sub-cross07/anat/sub-cross07_label-lesion_mask.nii.gz");
    QCOMPARE(mask.foregroundCount(), std::size_t{1300});
    QVERIFY(sameGrid(mask.geometry(), grid));
}

/// Found in the same way; the sform's rows in RAS times the voxel, x and y negated by hand.
void NiftiReadTest::realObliqueImage()
{
    const auto shared = sharedData();
    if (!shared) {
        QSKIP("The shared MRI data are not here.");
    }
    const Volume volume =
        readVolume(*shared / "ms/sub-long01/ses-01/anat/sub-long01_ses-01_FLAIR.nii.gz");
    const auto& grid = volume.geometry();

    QCOMPARE(grid.size(), (Geometry::Size{320, 320, 36}));
    QVERIFY(std::abs(grid.spacing()[2] - 3.999997138977051) < 1e-5);
    QVERIFY(close(grid.origin(), {-119.23500061035156, -99.01940155029297, -78.38140106201172}));
    QVERIFY(close(grid.toPatient(VoxelIndex{319, 0, 0}), {109.682267, -109.479148, -70.810667}));
    QVERIFY(close(grid.toPatient(VoxelIndex{0, 0, 35}), {-124.009733, -102.271824, 61.499246}));
    QCOMPARE(volume.at({160, 160, 18}), 241.0F);
    const auto voxels = volume.voxels();
    QCOMPARE(std::accumulate(voxels.begin(), voxels.end(), 0.0), 214734319.0);
}

QTEST_GUILESS_MAIN(NiftiReadTest)
#include "nifti_read_test.moc"
