#include "app/tour_inputs.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/image_pair.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;

namespace dawson
{

/// What a tour makes of a project's own files to show things on.
class TourInputsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void publishedChangeComesToTheVisitsGrid();
    void projectWithoutStaysAsItIs();
    void everyFaultIsNamed();
    void needsTwoPairs();

private:
    void addVisits(const char* subject);

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TourInputsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = fs::path(m_folder->path().toStdString()) / "project";
    createStudy(m_root, "Trial");
    addVisits("a");
}

void TourInputsTest::addVisits(const char* subject)
{
    addSmallImage(m_root, subject, "01", "FLAIR");
    addSmallImage(m_root, subject, "02", "FLAIR");
}

/// The transform shifts the common space's points by 4 mm to the patient's left.
void TourInputsTest::publishedChangeComesToTheVisitsGrid()
{
    const fs::path derived = m_root / "derivatives";
    const std::string visit = "sub-a_ses-0";
    const fs::path change = derived / "consensus/sub-a/ses-02/anat" /
                            (visit + "2_space-common_label-change_desc-brighter_mask.nii.gz");
    const fs::path transform =
        derived / "coregistered/sub-a/ses-01/anat" / (visit + "1_from-common_to-FLAIR_xfm.txt");
    fs::create_directories(change.parent_path());
    fs::create_directories(transform.parent_path());
    writeMask(change, boxMask({6, 8, 10}));
    writeTextAtomically(transform,
                        "#Insight Transform File V1.0\n#Transform 0\n"
                        "Transform: MatrixOffsetTransformBase_double_3_3\n"
                        "Parameters: 1 0 0 0 1 0 0 0 1 4 0 0\nFixedParameters: 0 0 0\n");

    addPublishedChanges(m_root);

    const Study study = readStudy(m_root);
    const Grading* grading = study.grading("consensus-change", "a", "02", Task::New);
    QVERIFY(grading != nullptr);
    QCOMPARE(grading->space, std::string("ses01"));
    const Mask mask = readMask(grading->path);
    const Mask expected = boxMask({10, 8, 10});
    for (std::size_t n = 0; n < smallGrid().voxelCount(); ++n) {
        const VoxelIndex voxel = smallGrid().voxelAt(n);
        QCOMPARE(mask.at(voxel), expected.at(voxel));
    }
}

void TourInputsTest::projectWithoutStaysAsItIs()
{
    addPublishedChanges(m_root);
    QVERIFY(readStudy(m_root).gradings.empty());
    QVERIFY(!fs::exists(m_root / "derivatives/consensus-change"));
}

void TourInputsTest::everyFaultIsNamed()
{
    addVisits("b");
    addSmallImage(m_root, "b", "02", "T1w");
    addSmallImage(m_root, "b", "02", "ce-gadolinium_T1w");
    const fs::path made = m_root.parent_path() / "faulty";

    makeFaultyProject(m_root, made);

    const Study study = readStudy(made);
    QVERIFY2(study.problems.empty(), study.problems.empty() ? "" : study.problems[0].c_str());
    const auto missing = [&](const char* subject, Task task) {
        return QString::fromStdString(findPair(study, subject, "01", task).missing);
    };
    QVERIFY(missing("onevisit", Task::New).contains(QStringLiteral("one visit only")));
    QVERIFY(missing("nopre", Task::Enhancing).contains(QStringLiteral("without gadolinium")));
    const PairSearch swapped = findPair(study, "swapped", "01", Task::New);
    QVERIFY(swapped.pair.has_value());
    QCOMPARE(swapped.pair->baselineSession, std::string("02"));
    QCOMPARE(swapped.remarks.size(), std::size_t{1});
    QVERIFY(findPair(study, "mixed", "02", Task::New).pair.has_value());
    const PairSearch far = findPair(study, "nooverlap", "02", Task::New);
    const Geometry before = readImageHeader(study.root / far.pair->baseline.path).geometry;
    const Geometry after = readImageHeader(study.root / far.pair->followup.path).geometry;
    QVERIFY(!before.contains(before.nearestVoxel(after.center())));
    const Volume head = readVolume(made / "sub-wholehead/ses-01/anat/"
                                          "sub-wholehead_ses-01_FLAIR.nii.gz");
    QVERIFY(sameGrid(head.geometry(), before));
}

void TourInputsTest::needsTwoPairs()
{
    QVERIFY_THROWS_EXCEPTION(Error, makeFaultyProject(m_root, m_root.parent_path() / "faulty"));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::TourInputsTest)

#include "tour_inputs_test.moc"
