#include "core/base/error.h"
#include "core/image/image_file.h"
#include "tests/core/image/nifti_bytes.h"
#include "tests/core/image/sound_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

using namespace dawson;
namespace fs = std::filesystem;

using Kind = Error::Kind;
Q_DECLARE_METATYPE(dawson::Error::Kind)
Q_DECLARE_METATYPE(std::string)

namespace
{

const std::string kNotAnImage(2000, 'x');
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

} // namespace

class DamagedImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void soundFilesOfTheseTestsAreRead();
    void niftiIsRefused_data();
    void niftiIsRefused();
    void otherFormatIsRefused_data();
    void otherFormatIsRefused();
    void damagedCompressionIsRefused_data();
    void damagedCompressionIsRefused();

private:
    fs::path pathOf(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

/// A header's lie must not be paid with memory: 1.5 GB are enough for all that is read here.
void DamagedImageTest::initTestCase()
{
#ifndef __SANITIZE_ADDRESS__
    const rlimit limit{1536UL << 20U, RLIM_INFINITY};
    QCOMPARE(setrlimit(RLIMIT_AS, &limit), 0);
#endif
}

void DamagedImageTest::soundFilesOfTheseTestsAreRead()
{
    writeBytes(pathOf("a.nii"), NiftiBytes().plain());
    writeBytes(pathOf("a.nii.gz"), NiftiBytes().gzipped());
    writeBytes(pathOf("a.nrrd"), soundNrrd("raw", floats(24)));
    writeBytes(pathOf("b.nrrd"), soundNrrd("gzip", gzip(floats(24))));
    writeBytes(pathOf("a.mha"), soundMeta(floats(24)));
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "b.nrrd", "a.mha"}) {
        const Volume volume = readVolume(pathOf(name));
        QCOMPARE(volume.geometry().size(), (Geometry::Size{4, 3, 2}));
        QVERIFY(std::abs(volume.geometry().spacing()[2] - 3.0) < 1e-9);
    }
}

void DamagedImageTest::niftiIsRefused_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("says");
    using I16 = std::int16_t;
    const auto row = [](const char* name, const NiftiBytes& file, Kind kind, const char* says) {
        QTest::newRow(name) << file.plain() << kind << QString::fromLatin1(says);
    };
    const auto withFirstVoxel = [](float value) {
        std::vector<float> voxels(24, 1.0F);
        voxels[0] = value;
        return NiftiBytes().voxels(voxels);
    };
    QTest::newRow("empty file") << std::string() << Kind::Io << QStringLiteral("empty");
    QTest::newRow("a few bytes") << std::string("hello") << Kind::Format
                                 << QStringLiteral("too short");
    QTest::newRow("not an image") << kNotAnImage << Kind::Format << QStringLiteral("not a NIfTI");
    QTest::newRow("header only") << NiftiBytes().plain().substr(0, 352) << Kind::Io
                                 << QStringLiteral("too short");
    QTest::newRow("last voxel missing")
        << NiftiBytes().plain().substr(0, 352 + 23 * 4) << Kind::Io << QStringLiteral("too short");
    row("no voxels along an axis",
        NiftiBytes().dims({3, 4, 0, 2, 1, 1, 1, 1}),
        Kind::Geometry,
        "no voxels");
    row("negative size", NiftiBytes().dims({3, 4, -3, 2, 1, 1, 1, 1}), Kind::Geometry, "no voxels");
    row("35 million million voxels",
        NiftiBytes().dims({3, 32767, 32767, 32767, 1, 1, 1, 1}),
        Kind::Geometry,
        "more than");
    row("8 GB in a small file",
        NiftiBytes().dims({3, 1290, 1290, 1290, 1, 1, 1, 1}),
        Kind::Io,
        "too short");
    row("no dimensions", NiftiBytes().dims({0, 4, 3, 2, 1, 1, 1, 1}), Kind::Format, "dimensions");
    row("4D", NiftiBytes().dims({4, 4, 3, 1, 2, 1, 1, 1}), Kind::Format, "4D");
    row("vectors", NiftiBytes().dims({5, 4, 3, 1, 1, 2, 1, 1}), Kind::Format, "4D");
    row("RGB", NiftiBytes().type(128, 24), Kind::Format, "RGB");
    row("RGBA", NiftiBytes().type(2304, 32), Kind::Format, "RGB");
    row("complex", NiftiBytes().type(32, 64), Kind::Format, "complex");
    row("unknown type", NiftiBytes().type(7, 8), Kind::Format, "type 7");
    row("NIfTI-2", NiftiBytes().set<std::int32_t>(0, 540), Kind::Format, "NIfTI-2");
    row("header of a pair", NiftiBytes().set(345, 'i'), Kind::Format, "not a NIfTI");
    row("NaN voxel", withFirstVoxel(kNaN), Kind::Data, "NaN");
    row("infinite voxel", withFirstVoxel(-kInfinity), Kind::Data, "infinite");
    row("infinite by scaling", NiftiBytes().set(112, 3e38F), Kind::Data, "infinite");
    row("two axes the same",
        NiftiBytes().sform({1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0}),
        Kind::Geometry,
        "perpendicular");
    row("zero axis",
        NiftiBytes().sform({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0}),
        Kind::Geometry,
        "zero");
    row("sheared by half a degree",
        NiftiBytes().sform({1, 0.0175F, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0}),
        Kind::Geometry,
        "perpendicular");
    row("NaN in the sform",
        NiftiBytes().sform({1, 0, 0, 0, 0, kNaN, 0, 0, 0, 0, 3, 0}),
        Kind::Geometry,
        "not a number");
    row("NaN origin",
        NiftiBytes().sform({1, 0, 0, kNaN, 0, 2, 0, 0, 0, 0, 3, 0}),
        Kind::Geometry,
        "not a number");
    row("voxel size 0 and no sform",
        NiftiBytes().set<I16>(254, 0).set(80, 0.0F),
        Kind::Geometry,
        "zero");
    row("voxels start far behind the end", NiftiBytes().set(108, 1e30F), Kind::Format, "start");
    row("voxels start nowhere", NiftiBytes().set(108, kNaN), Kind::Format, "start");
}

void DamagedImageTest::niftiIsRefused()
{
    QFETCH(std::string, bytes);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, says);
    const bool isEmpty = bytes.empty();
    for (const bool compressed : {false, true}) {
        const fs::path path = pathOf(compressed ? "bad.nii.gz" : "bad.nii");
        writeBytes(path, compressed && !isEmpty ? gzip(bytes) : bytes);

        const auto failure = failureOf([&] { readVolume(path); });

        QVERIFY2(failure, "the file was read");
        QCOMPARE(failure->kind(), kind);
        QCOMPARE(failure->subject(), path.string());
        // A gzip stream's length is known only at its end, so the sentence there is another one.
        QVERIFY2(compressed || QString::fromStdString(failure->what()).contains(says),
                 failure->what());
    }
}

void DamagedImageTest::otherFormatIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<Error::Kind>("kind");
    const auto row = [](const char* what, const char* name, const std::string& bytes, Kind kind) {
        QTest::newRow(what) << QString::fromLatin1(name) << bytes << kind;
    };
    const std::string nrrdEnd = "endian: little\nencoding: raw\n";
    const std::string axes = "space directions: (1,0,0) (0,2,0) (0,0,3)\n";
    const std::string metaStart = "NDims = 3\nBinaryData = True\nElementType = MET_FLOAT\n";

    row("NRRD empty", "a.nrrd", "", Kind::Io);
    row("NRRD not an image", "a.nrrd", kNotAnImage, Kind::Format);
    row("NRRD header cut", "a.nrrd", soundNrrd("raw", "").substr(0, 40), Kind::Format);
    row("NRRD header only", "a.nrrd", soundNrrd("raw", ""), Kind::Io);
    row("NRRD last byte missing", "a.nrrd", soundNrrd("raw", floats(24).substr(1)), Kind::Io);
    row("NRRD zero size",
        "a.nrrd",
        nrrd("type: float\ndimension: 3\nsizes: 4 0 2\n" + nrrdEnd, floats(24)),
        Kind::Format);
    row("NRRD 10^15 voxels",
        "a.nrrd",
        nrrd("type: float\ndimension: 3\nsizes: 100000 100000 100000\n" + nrrdEnd, floats(24)),
        Kind::Geometry);
    row("NRRD 8 GB in a small file",
        "a.nrrd",
        nrrd("type: float\ndimension: 3\nsizes: 1290 1290 1290\n" + nrrdEnd, floats(24)),
        Kind::Io);
    row("NRRD 4D",
        "a.nrrd",
        nrrd("type: float\ndimension: 4\nsizes: 2 2 3 2\nkinds: domain domain domain domain\n" +
                 nrrdEnd,
             floats(24)),
        Kind::Format);
    row("NRRD RGB",
        "a.nrrd",
        nrrd("type: uchar\ndimension: 4\nspace: LPS\nsizes: 3 4 3 2\nkinds: RGB-color domain "
             "domain domain\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\n" +
                 nrrdEnd,
             std::string(72, 'a')),
        Kind::Format);
    row("NRRD singular",
        "a.nrrd",
        nrrd("type: float\ndimension: 3\nspace: LPS\nsizes: 4 3 2\nspace directions: (1,0,0) "
             "(2,0,0) (0,0,3)\n" +
                 nrrdEnd,
             floats(24)),
        Kind::Geometry);
    row("NRRD NaN", "a.nrrd", soundNrrd("raw", floats(24, kNaN)), Kind::Data);
    row("NRRD voxels elsewhere",
        "a.nhdr",
        nrrd("type: float\ndimension: 3\nspace: LPS\nsizes: 4 3 2\n" + axes +
                 "data file: gone.raw\n" + nrrdEnd,
             ""),
        Kind::Io);
    row("MetaImage empty", "a.mha", "", Kind::Io);
    row("MetaImage not an image", "a.mha", kNotAnImage, Kind::Format);
    row("MetaImage header only", "a.mha", soundMeta(""), Kind::Io);
    row("MetaImage last byte missing", "a.mha", soundMeta(floats(24).substr(1)), Kind::Io);
    row("MetaImage zero size",
        "a.mha",
        meta(metaStart + "DimSize = 4 0 2\n", floats(24)),
        Kind::Geometry);
    row("MetaImage 10^15 voxels",
        "a.mha",
        meta(metaStart + "DimSize = 100000 100000 100000\n", floats(24)),
        Kind::Geometry);
    row("MetaImage 8 GB in a small file",
        "a.mha",
        meta(metaStart + "DimSize = 1290 1290 1290\n", floats(24)),
        Kind::Io);
    row("MetaImage 4D",
        "a.mha",
        meta("NDims = 4\nBinaryData = True\nElementType = MET_FLOAT\nDimSize = 2 2 3 2\n",
             floats(24)),
        Kind::Format);
    row("MetaImage RGB",
        "a.mha",
        meta("NDims = 3\nBinaryData = True\nElementNumberOfChannels = 3\nElementType = "
             "MET_UCHAR\nDimSize = 4 3 2\n",
             std::string(72, 'a')),
        Kind::Format);
    row("MetaImage singular",
        "a.mha",
        meta(metaStart + "TransformMatrix = 1 0 0 1 0 0 0 0 1\nDimSize = 4 3 2\n", floats(24)),
        Kind::Geometry);
    row("MetaImage infinite", "a.mha", soundMeta(floats(24, kInfinity)), Kind::Data);
    row("MetaImage voxels elsewhere",
        "a.mhd",
        "ObjectType = Image\n" + metaStart + "DimSize = 4 3 2\nElementDataFile = gone.raw\n",
        Kind::Io);
    row("no image extension", "a.png", kNotAnImage, Kind::Format);
}

void DamagedImageTest::otherFormatIsRefused()
{
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    QFETCH(Error::Kind, kind);
    const fs::path path = pathOf(name.toStdString());
    writeBytes(path, bytes);

    const auto failure = failureOf([&] { readVolume(path); });

    QVERIFY2(failure, "the file was read");
    QVERIFY2(failure->kind() == kind, failure->what());
    QCOMPARE(failure->subject(), path.string());
}

void DamagedImageTest::damagedCompressionIsRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.nii.gz", "a.nrrd", "a.mha"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

/// Cut at every length and damaged at many places, a compressed file never yields another image.
void DamagedImageTest::damagedCompressionIsRefused()
{
    QFETCH(QString, name);
    const fs::path path = pathOf(name.toStdString());
    std::vector<float> voxels(20 * 20 * 10);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(n * 7919 % 1000);
    }
    const Volume volume(Geometry::axisAligned({20, 20, 10}, {1, 1, 1}), voxels);
    writeVolume(path, volume);
    const std::string sound = readBytes(path);

    const auto staysTrue = [&](const std::string& bytes) {
        writeBytes(path, bytes);
        try {
            const Volume read = readVolume(path);
            return std::equal(
                voxels.begin(), voxels.end(), read.voxels().begin(), read.voxels().end());
        } catch (const Error&) {
            return true;
        }
    };
    for (std::size_t length = 1; length < sound.size(); length += sound.size() / 60 + 1) {
        const std::string cut = sound.substr(0, length);
        writeBytes(path, cut);
        QVERIFY2(failureOf([&] { readVolume(path); }),
                 std::to_string(length).append(" bytes were enough").c_str());
    }
    writeBytes(path, sound.substr(0, sound.size() - 1));
    if (name == QStringLiteral("a.nii.gz")) {
        QVERIFY2(failureOf([&] { readVolume(path); }), "the checksum's last byte is missing");
    }
    const std::size_t start = sound.size() / 3; // behind the text headers
    for (std::size_t at = start; at < sound.size(); at += sound.size() / 60 + 1) {
        std::string bytes = sound;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        QVERIFY2(staysTrue(bytes), std::to_string(at).append(": other voxels").c_str());
    }
}

QTEST_GUILESS_MAIN(DamagedImageTest)
#include "damaged_image_test.moc"
