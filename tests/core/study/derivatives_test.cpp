#include "core/study/study.h"
#include "tests/core/study/study_fixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sys/inotify.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kDescription = R"({"Name": "Trial", "BIDSVersion": "1.9.0"})";

bool mentions(const Study& study, const std::string& text)
{
    return std::any_of(study.problems.begin(), study.problems.end(), [&](const auto& problem) {
        return problem.find(text) != std::string::npos;
    });
}

/// Counts the images opened below some folders by anybody.
class ImageOpenings
{
public:
    ImageOpenings()
        : m_file(::inotify_init1(IN_NONBLOCK))
    {
    }

    ~ImageOpenings() { ::close(m_file); }

    ImageOpenings(const ImageOpenings&) = delete;
    ImageOpenings& operator=(const ImageOpenings&) = delete;
    ImageOpenings(ImageOpenings&&) = delete;
    ImageOpenings& operator=(ImageOpenings&&) = delete;

    bool watch(const fs::path& folder)
    {
        return ::inotify_add_watch(m_file, folder.c_str(), IN_OPEN) >= 0;
    }

    int count() const
    {
        int images = 0;
        std::vector<char> buffer(1U << 20U);
        for (auto got = ::read(m_file, buffer.data(), buffer.size()); got > 0;
             got = ::read(m_file, buffer.data(), buffer.size())) {
            images += imagesIn(buffer, static_cast<std::size_t>(got));
        }
        return images;
    }

private:
    static int imagesIn(const std::vector<char>& buffer, std::size_t size)
    {
        int images = 0;
        for (std::size_t at = 0; at < size;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            images += name.ends_with(".nii.gz") ? 1 : 0;
            at += sizeof event + event.len;
        }
        return images;
    }

    int m_file;
};

} // namespace

class DerivativesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsGradingsOfAnyAuthor();
    void leavesOutWhatIsNoTaskMask_data();
    void leavesOutWhatIsNoTaskMask();
    void prefersTheMaskInTheImagesGrid();
    void opensThousandSubjectsWithoutAnImage();
};

void DerivativesTest::readsGradingsOfAnyAuthor()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/ses-1/anat/sub-01_ses-1_FLAIR.nii.gz");
    const std::string name = "sub-01/ses-1/anat/sub-01_ses-1_label-";
    folder.write("derivatives/zeta/sub-01/sub-01_ses-1_label-Lesion_mask.nii");
    folder.write("derivatives/model-a/" + name + "lesion_mask.nii.gz");
    folder.write("derivatives/model-a/" + name + "lesion_probseg.nii.gz");
    folder.write("derivatives/grader-10/" + name + "newlesion_mask.nii.gz");
    folder.write("derivatives/grader-2/" + name + "lesion_mask.nii.gz");
    folder.write("derivatives/grader-2/" + name + "lesion_mask.json",
                 R"({"DawsonSidecarVersion": 1, "Status": "submitted", "Role": "grader"})");
    folder.write("derivatives/grader-2/dataset_description.json", R"({"Name": "Dr. Ito"})");
    folder.write("derivatives/consensus/" + name + "enhancing_mask.nii.gz");
    folder.write("derivatives/coregistered/sub-01/anat/sub-01_space-common_FLAIR.nii.gz");

    const Study study = readStudy(folder.path());

    std::string order;
    for (const auto& author : study.authors) {
        order += author.folder + " = " + author.name + "; ";
    }
    QCOMPARE(order,
             std::string("grader-2 = Dr. Ito; grader-10 = Grader 10; consensus = Consensus; "
                         "model-a = Model a; zeta = Zeta; "));
    QCOMPARE(study.gradings.size(), std::size_t(5));
    QCOMPARE(study.grading("grader-2", "01", "1", Task::Flair)->status, std::string("submitted"));
    QCOMPARE(study.grading("model-a", "01", "1", Task::Flair)->probability,
             folder.path() / "derivatives/model-a" / (name + "lesion_probseg.nii.gz"));
    QVERIFY(study.grading("grader-10", "01", "1", Task::New) != nullptr);
    QVERIFY(study.grading("consensus", "01", "1", Task::Enhancing) != nullptr);
    QVERIFY(study.grading("zeta", "01", "1", Task::Flair)->probability.empty());
    QVERIFY(study.grading("zeta", "01", "", Task::Flair) == nullptr);
    QCOMPARE(study.problems, std::vector<std::string>());
}

void DerivativesTest::leavesOutWhatIsNoTaskMask_data()
{
    QTest::addColumn<QString>("file");

    QTest::newRow("a variant of the task's mask")
        << "sub-01_label-lesion_desc-brighter_mask.nii.gz";
    QTest::newRow("variant before label") << "sub-01_desc-old_label-lesion_mask.nii.gz";
    QTest::newRow("another label") << "sub-01_space-common_label-change_mask.nii.gz";
    QTest::newRow("its variant") << "sub-01_label-change_desc-brighter_mask.nii.gz";
    QTest::newRow("brain mask") << "sub-01_desc-brain_mask.nii.gz";
    QTest::newRow("no label") << "sub-01_mask.nii.gz";
    QTest::newRow("probability without mask") << "sub-01_label-lesion_probseg.nii.gz";
    QTest::newRow("several tissues") << "sub-01_dseg.nii.gz";
    QTest::newRow("sidecar without mask") << "sub-01_label-lesion_mask.json";
}

void DerivativesTest::leavesOutWhatIsNoTaskMask()
{
    QFETCH(const QString, file);
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("derivatives/grader-1/sub-01/anat/" + file.toStdString());

    const Study study = readStudy(folder.path());

    QVERIFY(study.gradings.empty());
    QVERIFY(study.problems.empty());
}

void DerivativesTest::prefersTheMaskInTheImagesGrid()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    const std::string stem = "derivatives/grader-1/sub-01/anat/sub-01_";
    folder.write(stem + "acq-x_label-enhancing_mask.nii.gz");
    folder.write(stem + "label-lesion_mask.nii.gz");
    folder.write(stem + "label-lesion_space-MNI_mask.nii.gz");
    folder.write(stem + "label-enhancing_mask.nii.gz");

    const Study study = readStudy(folder.path());

    QCOMPARE(study.grading("grader-1", "01", "", Task::Flair)->space, std::string());
    QCOMPARE(study.gradings.size(), std::size_t(3));
    QVERIFY(mentions(study, "label-enhancing_mask.nii.gz: It is left out: the author has another"));
}

void DerivativesTest::opensThousandSubjectsWithoutAnImage()
{
    const Folder folder = Folder::inMemory();
    ImageOpenings openings;
    const auto put = [&](const fs::path& place, const std::string& name, const std::string& text) {
        fs::create_directories(folder.path() / place);
        std::ofstream(folder.path() / place / name) << text;
    };
    put("", "dataset_description.json", kDescription);
    for (int i = 0; i < 1000; ++i) {
        const std::string id = "sub-" + std::to_string(i);
        const fs::path anat = fs::path(id) / "anat";
        for (const char* image : {"FLAIR", "T1w", "ce-gadolinium_T1w"}) {
            put(anat, id + "_" + image + ".nii.gz", "x");
        }
        for (const char* author : {"grader-1", "grader-2", "model-a"}) {
            const fs::path place = fs::path("derivatives") / author / anat;
            put(place, id + "_label-lesion_mask.nii.gz", "x");
            put(place,
                id + "_label-lesion_mask.json",
                R"({"DawsonSidecarVersion": 1, "Role": "grader", "Status": "in progress"})");
            QVERIFY(openings.watch(folder.path() / place));
        }
        QVERIFY(openings.watch(folder.path() / anat));
    }

    QElapsedTimer timer;
    timer.start();
    const Study study = readStudy(folder.path());
    qInfo("1,000 subjects, 3,000 masks: %lld ms", timer.elapsed());

    QCOMPARE(study.subjects.size(), std::size_t(1000));
    QCOMPARE(study.gradings.size(), std::size_t(3000));
    QCOMPARE(study.gradings.back().status, std::string("in progress"));
    QCOMPARE(openings.count(), 0);
    QVERIFY(study.problems.empty());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::DerivativesTest)
#include "derivatives_test.moc"
