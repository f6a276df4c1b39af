#include "core/base/error.h"
#include "core/image/image_file.h"
#include "tests/core/image/nifti_bytes.h"
#include "tests/core/image/sound_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <limits>
#include <unistd.h>

using namespace dawson;
namespace fs = std::filesystem;

using Kind = Error::Kind;

namespace
{

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

} // namespace

class UnreadableImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksWithOtherLabelsAreRefused();
    void fileWithoutPermissionIsRefused();
    void folderAndMissingFileAreRefused();
    void fileCutShortWhileReadIsRefused();
    void fileVanishingWhileReadIsRefused();

private:
    fs::path pathOf(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

void UnreadableImageTest::masksWithOtherLabelsAreRefused()
{
    const auto path = pathOf("mask.nii");
    const auto failureWith = [&](float value, const auto& read) {
        std::vector<float> voxels(24, 0.0F);
        voxels[5] = 1.0F;
        voxels[7] = value;
        writeBytes(path, NiftiBytes().voxels(voxels).plain());
        return failureOf([&] { read(); });
    };
    const auto labels = [&] { readMask(path); };
    const auto binary = [&] { readBinaryMask(path); };

    QVERIFY(!failureWith(255.0F, labels));
    QVERIFY(!failureWith(1.0F, binary));
    for (const float value : {-1.0F, 256.0F, 0.5F, kNaN}) {
        const auto failure = failureWith(value, labels);
        QVERIFY(failure);
        QCOMPARE(failure->kind(), Kind::Data);
    }
    const auto failure = failureWith(7.0F, binary);
    QVERIFY(failure);
    QCOMPARE(failure->kind(), Kind::Data);
    QVERIFY2(QString::fromStdString(failure->what()).contains(QStringLiteral("1, 7")),
             failure->what());
}

/// Root may read everything, so the test gives up that right for the moment.
void UnreadableImageTest::fileWithoutPermissionIsRefused()
{
    const auto path = pathOf("secret.nii");
    writeBytes(path, NiftiBytes().plain());
    fs::permissions(path.parent_path(),
                    fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    fs::permissions(path, fs::perms::none);
    const bool root = geteuid() == 0;
    constexpr uid_t nobody = 65534;
    QVERIFY(!root || seteuid(nobody) == 0);
    const auto failure = failureOf([&] { readVolume(path); });
    QVERIFY(!root || seteuid(0) == 0);
    fs::permissions(path, fs::perms::owner_all);

    QVERIFY(failure);
    QCOMPARE(failure->kind(), Kind::Io);
    QVERIFY2(QString::fromStdString(failure->what()).contains(QStringLiteral("ermission")),
             failure->what());
}

void UnreadableImageTest::folderAndMissingFileAreRefused()
{
    fs::create_directory(pathOf("folder.nii"));
    const auto folder = failureOf([&] { readVolume(pathOf("folder.nii")); });
    const auto missing = failureOf([&] { readVolume(pathOf("missing.nii")); });

    QVERIFY(folder && folder->kind() == Kind::Io);
    QVERIFY(missing && missing->kind() == Kind::Io);
    QCOMPARE(missing->subject(), pathOf("missing.nii").string());
}

void UnreadableImageTest::fileCutShortWhileReadIsRefused()
{
    const auto path = pathOf("large.nii");
    writeBytes(path,
               NiftiBytes()
                   .dims({3, 256, 256, 16, 1, 1, 1, 1})
                   .voxels(std::vector<float>(1U << 20U, 1.0F))
                   .plain());
    const Progress cutting([&](double, std::string_view) {
        fs::resize_file(path, 600'000);
        return true;
    });

    const auto failure = failureOf([&] { readVolume(path, cutting); });

    QVERIFY(failure);
    QCOMPARE(failure->kind(), Kind::Io);
}

void UnreadableImageTest::fileVanishingWhileReadIsRefused()
{
    for (const char* name : {"gone.nrrd", "gone.mha"}) {
        const auto path = pathOf(name);
        writeBytes(path,
                   path.extension() == ".mha" ? soundMeta(floats(24))
                                              : soundNrrd("raw", floats(24)));
        const Progress removing([&](double, std::string_view) {
            fs::remove(path);
            return true;
        });
        const auto failure = failureOf([&] { readVolume(path, removing); });
        QVERIFY(failure);
        QCOMPARE(failure->kind(), Kind::Io);
        QVERIFY2(QString::fromStdString(failure->what()).contains(QStringLiteral("vanished")),
                 failure->what());
    }
    // An open NIfTI file outlives its name: all voxels arrive, or an error does.
    const auto path = pathOf("gone.nii");
    writeBytes(path, NiftiBytes().plain());
    const Volume read = readVolume(path, Progress([&](double, std::string_view) {
                                       fs::remove(path);
                                       return true;
                                   }));
    QCOMPARE(read.at({3, 2, 1}), 23.0F);
}

QTEST_GUILESS_MAIN(UnreadableImageTest)
#include "unreadable_image_test.moc"
