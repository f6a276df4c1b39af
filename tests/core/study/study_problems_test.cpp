#include "core/base/error.h"
#include "core/study/study.h"
#include "tests/core/study/study_fixture.h"

#include <QTest>

#include <algorithm>

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

Error::Kind kindOfFailure(const fs::path& root)
{
    try {
        readStudy(root);
    } catch (const Error& error) {
        return error.kind();
    }
    return Error::Kind::Cancelled;
}

} // namespace

class StudyProblemsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notesWhatIsDamaged_data();
    void notesWhatIsDamaged();
    void notesAFolderNotReadable();
    void refusesWhatIsNoProject();
    void refusesAFolderNotReadable();
    void createsAnEmptyProject();
    void createsNothingOverSomething();
};

void StudyProblemsTest::notesWhatIsDamaged_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");

    const auto row =
        [](const char* situation, const char* file, const char* text, const char* problem) {
            QTest::newRow(situation) << QString::fromLatin1(file) << QString::fromLatin1(text)
                                     << QString::fromLatin1(problem);
        };
    const char* sidecar = "derivatives/grader-1/sub-01/anat/sub-01_label-lesion_mask.json";
    row("description cut short",
        "dataset_description.json",
        "{\"Name\": \"Tri",
        "not a JSON object");
    row("description is a list", "dataset_description.json", "[]", "not a JSON object");
    row("author's description", "derivatives/grader-1/dataset_description.json", "", "not a JSON");
    row("sidecar cut short", sidecar, "{\"DawsonSidecarVersion\": 1, ", "not a JSON object");
    row("sidecar of a wrong type",
        sidecar,
        "{\"DawsonSidecarVersion\": 1, \"Status\": 7}",
        "The value of Status is of the wrong type.");
    row("sidecar of an unknown task",
        sidecar,
        "{\"DawsonSidecarVersion\": 1, \"Task\": \"x\"}",
        "Its Task is none of");
    row("sidecar of a newer program", sidecar, "{\"DawsonSidecarVersion\": 2}", "newer Dawson");
    row("participants with a ragged row",
        "participants.tsv",
        "participant_id\tage\nsub-01\n",
        "participants.tsv: Line 2 has 1 fields, the head has 2.");
    row("participants empty", "participants.tsv", "", "no line of column names");
    row("participants without ids", "participants.tsv", "age\n3\n", "no column participant_id");
    row("participants is no text",
        "participants.tsv",
        "\x1F\x8B\x08\x08 participant_id",
        "no column participant_id");
    row("participant without folder",
        "participants.tsv",
        "participant_id\nsub-01\nsub-77\n",
        "sub-77 is named, but has no folder");
    row("folder without participant",
        "participants.tsv",
        "participant_id\n",
        "sub-01 has a folder, but is not named");
    row("sessions with a ragged row",
        "sub-01/sub-01_sessions.tsv",
        "session_id\tacq_time\nses-1\n",
        "Line 2 has 1 fields");
    row("scans without names", "sub-01/sub-01_scans.tsv", "acq_time\n1\n", "no column filename");
    row("image of another subject", "sub-01/anat/sub-02_T1w.nii.gz", "", "another subject");
    row("image of another session", "sub-01/anat/sub-01_ses-2_T1w.nii.gz", "", "or session");
    row("image with a free name", "sub-01/anat/brain.nii.gz", "", "not a BIDS name");
    row("subject without images", "sub-09/eeg/x.txt", "", "sub-09: It has neither an anat folder");
    row("mask of another subject",
        "derivatives/grader-1/sub-01/anat/sub-02_label-lesion_mask.nii.gz",
        "",
        "another subject");
    row("mask without images",
        "derivatives/grader-1/sub-09/anat/sub-09_label-lesion_mask.nii.gz",
        "",
        "sub-09: The project has no images of this subject.");
}

void StudyProblemsTest::notesWhatIsDamaged()
{
    QFETCH(const QString, file);
    QFETCH(const QString, text);
    QFETCH(const QString, problem);
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("derivatives/grader-1/sub-01/anat/sub-01_label-lesion_mask.nii.gz");
    folder.write(file.toStdString(), text.toLatin1().toStdString());

    const Study study = readStudy(folder.path());

    QVERIFY2(study.problems.size() == 1, std::to_string(study.problems.size()).c_str());
    QVERIFY2(mentions(study, problem.toStdString()), study.problems[0].c_str());
    QVERIFY(study.subject("01")->sessions[0].primary(Task::Flair) != nullptr);
    QVERIFY(study.grading("grader-1", "01", "", Task::Flair) != nullptr);
}

void StudyProblemsTest::notesAFolderNotReadable()
{
    const Folder folder;
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("sub-02/anat/sub-02_FLAIR.nii.gz");
    fs::create_symlink("gone.nii.gz", folder.path() / "sub-02/anat/sub-02_T1w.nii.gz");
    fs::permissions(folder.path(), fs::perms(0755));
    fs::permissions(folder.path() / "sub-01", fs::perms::none);
    const OrdinaryUser user;

    const Study study = readStudy(folder.path());

    QVERIFY(user.bound());
    QVERIFY(mentions(study, "dataset_description.json: It is missing"));
    QVERIFY(mentions(study, "sub-01: It cannot be read"));
    QVERIFY(mentions(study, "sub-02_T1w.nii.gz: It is a link to a file that is not there."));
    QVERIFY(study.subject("02")->sessions[0].primary(Task::Flair) != nullptr);
}

void StudyProblemsTest::refusesWhatIsNoProject()
{
    const Folder folder;
    folder.write("holiday/beach.jpg");

    QCOMPARE(kindOfFailure(folder.path()), Error::Kind::Format);
    QCOMPARE(kindOfFailure(folder.path() / "nowhere"), Error::Kind::Io);
    QCOMPARE(kindOfFailure(folder.path() / "holiday/beach.jpg"), Error::Kind::Io);
}

void StudyProblemsTest::refusesAFolderNotReadable()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    fs::permissions(folder.path(), fs::perms::none);
    {
        const OrdinaryUser user;
        QVERIFY(user.bound());
        QCOMPARE(kindOfFailure(folder.path()), Error::Kind::Io);
    }
    fs::permissions(folder.path(), fs::perms::owner_all);
}

void StudyProblemsTest::createsAnEmptyProject()
{
    const Folder folder;

    createStudy(folder.path(), "Optic neuritis");
    createStudy(folder.path() / "made/here/", "");

    QCOMPARE(readStudy(folder.path()).name, std::string("Optic neuritis"));
    const Study second = readStudy(folder.path() / "made/here");
    QCOMPARE(second.name, std::string("here"));
    QVERIFY(second.problems.empty());
    QVERIFY(second.subjects.empty());
    QCOMPARE(readText(second.root / ".bidsignore"), std::string("models/\nruns/\n.dawson/\n"));
}

void StudyProblemsTest::createsNothingOverSomething()
{
    const Folder folder;
    folder.write("thesis.txt", "three years");

    for (const char* place : {"", "thesis.txt"}) {
        try {
            createStudy(folder.path() / place, "x");
            QFAIL("A folder in use was taken.");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Data);
        }
    }
    QCOMPARE(std::distance(fs::directory_iterator(folder.path()), {}), std::ptrdiff_t(1));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::StudyProblemsTest)
#include "study_problems_test.moc"
