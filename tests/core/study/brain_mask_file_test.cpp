#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/image/image_file.h"
#include "core/study/brain_mask_file.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dawson;
namespace fs = std::filesystem;

/// Where the brain mask of an image is found, and what is told of it.
class BrainMaskFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsWhoFoundAndWhoRepaired();
    void aPublishedMaskIsUsedOnItsGridOnly();
    void theProjectsOwnComesFirst();
    void nothingIsKnownOfADamagedSidecar();
    void anotherImageIsTold();
    void aRepairMakesAPairStale();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    fs::path m_image;
};

void BrainMaskFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = fs::path(m_folder->path().toStdString()) / "project";
    makeSmallProject(m_root, {"01"});
    m_image = m_root / "sub-01" / "anat" / "sub-01_FLAIR.nii.gz";
}

void BrainMaskFileTest::keepsWhoFoundAndWhoRepaired()
{
    BrainMaskRecord found;
    found.modelDigest = "abc";
    writeBrainMask(m_root, m_image, boxMask({4, 4, 4}), found);
    const fs::path path = brainMaskPath(m_root, m_image);
    QCOMPARE(readBrainMaskRecord(path).modelDigest, "abc");
    QCOMPARE(readBrainMaskRecord(path).imageDigest, fileDigest(m_image));
    QVERIFY(readBrainMaskRecord(path).repairedBy.empty());
    QVERIFY(readBrainMaskRecord(path).repairedAt.empty());

    BrainMaskRecord repaired = readBrainMaskRecord(path);
    repaired.repairedBy = "Grader 1";
    Mask larger = boxMask({4, 4, 4});
    addBox(larger, {10, 10, 10});
    writeBrainMask(m_root, m_image, larger, repaired);

    const BrainMaskRecord read = readBrainMaskRecord(path);
    QCOMPARE(read.modelDigest, "abc");
    QCOMPARE(read.repairedBy, "Grader 1");
    QCOMPARE(read.repairedAt.size(), std::string("2026-11-24T19:42:21Z").size());
    QCOMPARE(readMask(path).foregroundCount(), std::size_t{54});
}

void BrainMaskFileTest::aPublishedMaskIsUsedOnItsGridOnly()
{
    QVERIFY(findBrainMask(m_root, m_image).empty());
    const fs::path folder = m_root / "derivatives" / "published" / "sub-01" / "anat";
    fs::create_directories(folder);
    writeMask(folder / "sub-01_space-common_desc-brain_mask.nii.gz",
              Mask(Geometry::axisAligned({24, 24, 24}, {1, 1, 1}, {5, 0, 0})));
    QVERIFY(findBrainMask(m_root, m_image).empty());
    writeMask(folder / "sub-01_label-lesion_mask.nii.gz", boxMask({4, 4, 4}));
    QVERIFY(findBrainMask(m_root, m_image).empty());

    const fs::path wanted = folder / "sub-01_space-orig_desc-brain_mask.nii.gz";
    writeMask(wanted, boxMask({4, 4, 4}));
    QCOMPARE(findBrainMask(m_root, m_image), wanted);
}

void BrainMaskFileTest::theProjectsOwnComesFirst()
{
    const fs::path folder = m_root / "derivatives" / "a" / "sub-01" / "anat";
    fs::create_directories(folder);
    writeMask(folder / "sub-01_desc-brain_mask.nii.gz", boxMask({4, 4, 4}));
    writeBrainMask(m_root, m_image, boxMask({9, 9, 9}), {});
    QCOMPARE(findBrainMask(m_root, m_image), brainMaskPath(m_root, m_image));
}

void BrainMaskFileTest::nothingIsKnownOfADamagedSidecar()
{
    writeBrainMask(m_root, m_image, boxMask({4, 4, 4}), {});
    const fs::path path = brainMaskPath(m_root, m_image);
    writeTextAtomically(sidecarPath(path), "{\"RepairedBy\": 7}");
    QVERIFY(readBrainMaskRecord(path).repairedBy.empty());
    writeTextAtomically(sidecarPath(path), "{");
    QVERIFY(readBrainMaskRecord(path).repairedBy.empty());
}

/// The same grid and other bytes.
void BrainMaskFileTest::anotherImageIsTold()
{
    writeBrainMask(m_root, m_image, boxMask({4, 4, 4}), {});
    const BrainMaskRecord record = readBrainMaskRecord(brainMaskPath(m_root, m_image));
    QVERIFY(!isOfAnotherImage(record, m_image));
    const Volume before = readVolume(m_image);
    std::vector<float> voxels(before.voxels().begin(), before.voxels().end());
    voxels.front() += 1.0F;
    writeVolume(m_image, Volume(before.geometry(), std::move(voxels)));
    QVERIFY(isOfAnotherImage(record, m_image));
    QVERIFY(!isOfAnotherImage({}, m_image)); // a published mask does not tell
    writeBrainMask(m_root, m_image, boxMask({4, 4, 4}), record);
    QVERIFY(!isOfAnotherImage(readBrainMaskRecord(brainMaskPath(m_root, m_image)), m_image));
}

void BrainMaskFileTest::aRepairMakesAPairStale()
{
    addSmallImage(m_root, "02", "01", "FLAIR");
    addSmallImage(m_root, "02", "02", "FLAIR");
    const ImagePair pair = findPair(readStudy(m_root), "02", "02", Task::New).pair.value();
    const PairFiles files = pairFiles(m_root, pair);
    writeMask(files.registered, boxMask({1, 1, 1}));
    writeMask(files.subtraction, boxMask({1, 1, 1}));
    PairRecord record;
    record.baselineDigest = fileDigest(pair.baseline.path);
    record.followupDigest = fileDigest(pair.followup.path);
    writePairRecord(m_root, pair, record);
    QCOMPARE(readPairRecord(files.record)->brainDigest, std::nullopt);
    writeBrainMask(m_root, pair.baseline.path, boxMask({4, 4, 4}), {});
    QCOMPARE(pairState(m_root, pair), PairState::Made); // an older record does not tell

    record.brainDigest = brainDigest(m_root, pair);
    writePairRecord(m_root, pair, record);
    QCOMPARE(readPairRecord(files.record)->brainDigest,
             fileDigest(brainMaskPath(m_root, pair.baseline.path)));
    QCOMPARE(pairState(m_root, pair), PairState::Made);
    writeBrainMask(m_root, pair.baseline.path, boxMask({5, 5, 5}), {});
    QCOMPARE(pairState(m_root, pair), PairState::Stale);

    record.brainDigest = "";
    writePairRecord(m_root, pair, record);
    QCOMPARE(pairState(m_root, pair), PairState::Stale);
    fs::remove(brainMaskPath(m_root, pair.baseline.path));
    QCOMPARE(pairState(m_root, pair), PairState::Made);
}

QTEST_GUILESS_MAIN(BrainMaskFileTest)
#include "brain_mask_file_test.moc"
