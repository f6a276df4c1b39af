#include "app/worker/pretraining_material.h"
#include "core/base/error.h"

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

QTEST_GUILESS_MAIN(PretrainingMaterialTest)
#include "pretraining_material_test.moc"
