#include "app/worker/pretraining_material.h"
#include "core/base/error.h"
#include "core/image/image_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace dawson;
namespace fs = std::filesystem;

/// Which files a default model is made from.
class PretrainingMaterialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imagesAreOfTheSegmentedVisit();
    void whatWouldGoUnseenIsRefused_data();
    void whatWouldGoUnseenIsRefused();
    void aFolderThatGrewIsAnother();
    void imagesOfATumourLieOnOneGrid_data();
    void imagesOfATumourLieOnOneGrid();

private:
    fs::path path(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    /// An empty file: only names are looked at.
    void touch(const std::string& name) const
    {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name)).flush();
    }

    QTemporaryDir m_folder;
};

void PretrainingMaterialTest::imagesAreOfTheSegmentedVisit()
{
    touch("gliomas/derivatives/labels/sub-1/ses-1/anat/sub-1_ses-1_dseg.nii.gz");
    for (const char* visit : {"1", "2"}) {
        const std::string begin =
            std::string("gliomas/sub-1/ses-") + visit + "/anat/sub-1_ses-" + visit;
        touch(begin + "_FLAIR.nii.gz");
        touch(begin + "_T1w.nii.gz");
        touch(begin + "_ce-gadolinium_T1w.nii.gz");
    }
    PretrainingSources sources;
    sources.tumours = path("gliomas");
    const auto tumours = tumourImages(sources);
    QCOMPARE(tumours.size(), std::size_t{1});
    QCOMPARE(tumours[0].flair.filename().string(), std::string("sub-1_ses-1_FLAIR.nii.gz"));
    QCOMPARE(tumours[0].t1.filename().string(), std::string("sub-1_ses-1_T1w.nii.gz"));
    QCOMPARE(tumours[0].t1Contrast.filename().string(),
             std::string("sub-1_ses-1_ce-gadolinium_T1w.nii.gz"));
}

void PretrainingMaterialTest::whatWouldGoUnseenIsRefused_data()
{
    QTest::addColumn<QString>("second");
    QTest::newRow("two segmentations") << "derivatives/labels/sub-2/anat/sub-2_ses-2_dseg.nii.gz";
    QTest::newRow("two FLAIR") << "sub-2/anat/sub-2_run-2_FLAIR.nii.gz";
    QTest::newRow("two T1w with gadolinium") << "sub-2/anat/sub-2_run-2_ce-gadolinium_T1w.nii.gz";
}

void PretrainingMaterialTest::whatWouldGoUnseenIsRefused()
{
    QFETCH(QString, second);
    const std::string root = QTest::currentDataTag();
    for (const char* file : {"derivatives/labels/sub-2/anat/sub-2_dseg.nii.gz",
                             "sub-2/anat/sub-2_FLAIR.nii.gz",
                             "sub-2/anat/sub-2_ce-gadolinium_T1w.nii.gz"}) {
        touch(root + "/" + file);
    }
    PretrainingSources sources;
    sources.tumours = path(root);
    QCOMPARE(tumourImages(sources).size(), std::size_t{1});
    touch(root + "/" + second.toStdString());
    QVERIFY_THROWS_EXCEPTION(Error, tumourImages(sources));
    sources.leaveOut = {"sub-2"};
    QVERIFY(tumourImages(sources).empty());
}

/// One map more, and others are held out than those that images were made from.
void PretrainingMaterialTest::aFolderThatGrewIsAnother()
{
    touch("maps/a.nii.gz");
    PretrainingSources sources;
    sources.labelMaps = path("maps");
    claimFolder(sources, "flair", path("work"));
    claimFolder(sources, "flair", path("work"));
    touch("maps/b.nii.gz");
    QVERIFY_THROWS_EXCEPTION(Error, claimFolder(sources, "flair", path("work")));
}

void PretrainingMaterialTest::imagesOfATumourLieOnOneGrid_data()
{
    QTest::addColumn<int>("slices");
    QTest::addColumn<double>("shiftMm");
    QTest::addColumn<bool>("one");
    QTest::newRow("the segmentation's grid") << 4 << 0.0 << true;
    QTest::newRow("a slice less") << 3 << 0.0 << false;
    QTest::newRow("a slice more") << 5 << 0.0 << false;
    QTest::newRow("half a voxel aside") << 4 << 0.5 << false;
}

void PretrainingMaterialTest::imagesOfATumourLieOnOneGrid()
{
    QFETCH(int, slices);
    QFETCH(double, shiftMm);
    QFETCH(bool, one);
    TumourImages tumour;
    tumour.subject = "sub-1";
    tumour.segmentation = path("sub-1_dseg.nii.gz");
    tumour.flair = path("sub-1_FLAIR.nii.gz");
    tumour.t1 = path("sub-1_T1w.nii.gz");
    const Geometry grid = Geometry::axisAligned({4, 4, 4}, {1, 1, 1});
    const Geometry own = Geometry::axisAligned({4, 4, slices}, {1, 1, 1}, {shiftMm, 0, 0});
    writeMask(tumour.segmentation, Mask(grid));
    writeVolume(tumour.flair, Volume(grid, std::vector<float>(grid.voxelCount(), 1.0F)));
    writeVolume(tumour.t1, Volume(own, std::vector<float>(own.voxelCount(), 1.0F)));
    try {
        requireOneGrid(tumour, {tumour.flair, tumour.t1});
        QVERIFY(one);
    } catch (const Error& failure) {
        QVERIFY(!one);
        QCOMPARE(failure.kind(), Error::Kind::Geometry);
        QCOMPARE(failure.subject(), tumour.t1.string());
        QVERIFY(QByteArray(failure.what()).endsWith("Resample it, or leave sub-1 out."));
    }
}

QTEST_GUILESS_MAIN(PretrainingMaterialTest)
#include "pretraining_material_test.moc"
