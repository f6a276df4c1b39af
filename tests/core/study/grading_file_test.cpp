#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"
#include "tests/core/study/study_fixture.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

Grading gradingOf(const std::string& session, Task task)
{
    Grading grading;
    grading.subject = "01";
    grading.session = session;
    grading.task = task;
    return grading;
}

GradingSidecar fullSidecar()
{
    GradingSidecar sidecar;
    sidecar.authorName = "Dr. Ito";
    sidecar.role = AuthorRole::Grader;
    sidecar.status = "submitted";
    sidecar.task = Task::New;
    sidecar.activeSeconds = 612.5;
    sidecar.softwareVersion = "9.8.7";
    sidecar.imageDigest = std::string(64, 'a');
    sidecar.imagePath = "sub-01/ses-b/anat/sub-01_ses-b_FLAIR.nii.gz";
    sidecar.modelDigest = std::string(64, 'b');
    sidecar.threshold = 0.15;
    sidecar.thresholdKept = true;
    sidecar.coreProbability = 0.8;
    sidecar.minimumVolumeMm3 = 3.5;
    sidecar.tags = {{{1.5, -2.25, 30.0}, EnhancementPattern::Ring},
                    {{-8.0, 0.0, 3.0}, EnhancementPattern::Nodular}};
    sidecar.created = "2026-01-02T03:04:05Z";
    sidecar.modified = "2026-01-03T03:04:05Z";
    return sidecar;
}

/// Everything below a folder, hidden files too: what a failed write would have left.
std::vector<std::string> filesBelow(const fs::path& folder)
{
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().lexically_relative(folder).string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

class GradingFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesFiles();
    void writesWhatAStudyReads();
    void keepsEveryFieldOfTheSidecar();
    void letsTheArgumentsWin();
    void keepsKeysOfOthers();
    void keepsTheDayOfCreation();
    void replacesADamagedSidecar();
    void readsNothingFromForeignSidecars();
    void refusesDamagedSidecars_data();
    void refusesDamagedSidecars();
    void writesToTheGradingsOwnPlace();
    void addsToAnIgnoreListOnce();
    void leavesAReadOnlyProjectUntouched();
};

void GradingFileTest::namesFiles()
{
    const Author author = graderAuthor("grader-1", "Grader 1");
    const fs::path plain = gradingPath("/p", author, "7", "", Task::Enhancing);
    const fs::path visit = gradingPath("/p", modelAuthor("x", "X"), "7", "b", Task::New);

    QCOMPARE(plain.string(),
             std::string("/p/derivatives/grader-1/sub-7/anat/sub-7_label-enhancing_mask.nii.gz"));
    QCOMPARE(visit.string(),
             std::string("/p/derivatives/model-x/sub-7/ses-b/anat/"
                         "sub-7_ses-b_label-newlesion_mask.nii.gz"));
    QCOMPARE(probabilityPath(plain).filename().string(),
             std::string("sub-7_label-enhancing_probseg.nii.gz"));
    QCOMPARE(sidecarPath(plain).filename().string(),
             std::string("sub-7_label-enhancing_mask.json"));
    QCOMPARE(sidecarPath("a/sub-7_label-lesion_mask.nii").string(),
             std::string("a/sub-7_label-lesion_mask.json"));
}

void GradingFileTest::writesWhatAStudyReads()
{
    const Folder folder;
    createStudy(folder.path(), "Trial");
    folder.write("sub-01/ses-b/anat/sub-01_ses-b_FLAIR.nii.gz");
    folder.write("participants.tsv", "participant_id\nsub-01\n");
    GradingSidecar sidecar;
    sidecar.status = "submitted";

    writeGrading(folder.path(),
                 graderAuthor("grader-2", "Dr. Ito"),
                 gradingOf("b", Task::Flair),
                 smallMask(),
                 sidecar);

    const Study study = readStudy(folder.path());
    QCOMPARE(study.problems, std::vector<std::string>());
    const Grading* read = study.grading("grader-2", "01", "b", Task::Flair);
    QVERIFY(read != nullptr);
    QCOMPARE(read->status, std::string("submitted"));
    QCOMPARE(study.author("grader-2")->name, std::string("Dr. Ito"));
    const Mask mask = readMask(read->path);
    QVERIFY(sameGrid(mask.geometry(), smallGrid(), 1e-4));
    QVERIFY(std::ranges::equal(mask.labels(), smallMask().labels()));
    const auto filled = readSidecar(read->path);
    QCOMPARE(filled->authorName, std::string("Dr. Ito"));
    QCOMPARE(filled->created, filled->modified);
    QVERIFY(QRegularExpression(QStringLiteral("^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"))
                .match(QString::fromStdString(filled->created))
                .hasMatch());
    QVERIFY(!filled->softwareVersion.empty());
}

void GradingFileTest::keepsEveryFieldOfTheSidecar()
{
    const Folder folder;
    const GradingSidecar sidecar = fullSidecar();
    writeGrading(folder.path(),
                 graderAuthor("grader-1", "Grader 1"),
                 gradingOf("b", Task::New),
                 smallMask(),
                 sidecar);

    const auto read =
        readSidecar(gradingPath(folder.path(), graderAuthor("grader-1", ""), "01", "b", Task::New));

    QCOMPARE(read->authorName, sidecar.authorName);
    QCOMPARE(read->role, sidecar.role);
    QCOMPARE(read->status, sidecar.status);
    QVERIFY(read->tags == sidecar.tags);
    QCOMPARE(read->task, sidecar.task);
    QCOMPARE(read->activeSeconds, sidecar.activeSeconds);
    QCOMPARE(read->softwareVersion, sidecar.softwareVersion);
    QCOMPARE(read->imageDigest, sidecar.imageDigest);
    QCOMPARE(read->imagePath, sidecar.imagePath);
    QCOMPARE(read->modelDigest, sidecar.modelDigest);
    QCOMPARE(read->threshold.value(), 0.15);
    QVERIFY(read->thresholdKept);
    QCOMPARE(read->coreProbability.value(), 0.8);
    QCOMPARE(read->minimumVolumeMm3.value(), 3.5);
    QCOMPARE(read->created, sidecar.created);
    QCOMPARE(read->modified, sidecar.modified);
}

void GradingFileTest::letsTheArgumentsWin()
{
    const Folder folder;
    const Author model = modelAuthor("a", "Model A");
    writeGrading(folder.path(), model, gradingOf("", Task::Enhancing), smallMask(), fullSidecar());

    const auto read = readSidecar(gradingPath(folder.path(), model, "01", "", Task::Enhancing));

    QCOMPARE(read->role, AuthorRole::Model);
    QCOMPARE(read->task, Task::Enhancing);
}

void GradingFileTest::keepsKeysOfOthers()
{
    const Folder folder;
    const Author author = graderAuthor("grader-1", "Grader 1");
    const fs::path path = gradingPath(folder.path(), author, "01", "", Task::Flair);
    writeTextAtomically(sidecarPath(path), R"({"SpatialReference": "orig", "Status": "x"})");

    writeGrading(folder.path(), author, gradingOf("", Task::Flair), smallMask(), fullSidecar());

    const std::string text = readText(sidecarPath(path));
    QVERIFY(text.find("\"SpatialReference\": \"orig\"") != std::string::npos);
    QVERIFY(text.find("\"Status\": \"submitted\"") != std::string::npos);
    QVERIFY(text.find("bids:raw:sub-01/ses-b/anat/sub-01_ses-b_FLAIR") != std::string::npos);
}

void GradingFileTest::keepsTheDayOfCreation()
{
    const Folder folder;
    const Author author = graderAuthor("grader-1", "Grader 1");
    GradingSidecar sidecar = fullSidecar();
    writeGrading(folder.path(), author, gradingOf("", Task::Flair), smallMask(), sidecar);
    sidecar.created.clear();
    sidecar.modified = "2026-02-01T00:00:00Z";

    writeGrading(folder.path(), author, gradingOf("", Task::Flair), smallMask(), sidecar);

    const auto read = readSidecar(gradingPath(folder.path(), author, "01", "", Task::Flair));
    QCOMPARE(read->created, std::string("2026-01-02T03:04:05Z"));
    QCOMPARE(read->modified, std::string("2026-02-01T00:00:00Z"));
}

void GradingFileTest::replacesADamagedSidecar()
{
    const Folder folder;
    const Author author = graderAuthor("grader-1", "Grader 1");
    const fs::path path = gradingPath(folder.path(), author, "01", "", Task::Flair);
    writeTextAtomically(sidecarPath(path), R"({"DawsonSidecarVersion": 1, "Author)");

    writeGrading(folder.path(), author, gradingOf("", Task::Flair), smallMask(), {});

    QCOMPARE(readSidecar(path)->authorName, std::string("Grader 1"));
}

void GradingFileTest::readsNothingFromForeignSidecars()
{
    const Folder folder;
    folder.write("a_mask.json", R"({"Role": 7, "Type": "Lesion"})");

    QVERIFY(!readSidecar(folder.path() / "a_mask.nii.gz"));
    QVERIFY(!readSidecar(folder.path() / "b_mask.nii.gz"));
}

void GradingFileTest::refusesDamagedSidecars_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("empty") << QString();
    QTest::newRow("cut short") << QStringLiteral("{\"DawsonSidecarVersion\": 1,");
    QTest::newRow("a list") << QStringLiteral("[1]");
    QTest::newRow("not text") << QStringLiteral("\u0001\u0002");
    QTest::newRow("version is a word") << QStringLiteral("{\"DawsonSidecarVersion\": \"one\"}");
    QTest::newRow("tags are a word")
        << QStringLiteral("{\"DawsonSidecarVersion\": 1, \"LesionTags\": \"ring\"}");
    QTest::newRow("unknown pattern") << QStringLiteral(
        "{\"DawsonSidecarVersion\": 1, \"LesionTags\": [{\"Position\": [1, 2, 3], "
        "\"Pattern\": \"star\"}]}");
    QTest::newRow("a tag without three numbers")
        << QStringLiteral("{\"DawsonSidecarVersion\": 1, \"LesionTags\": [{\"Position\": [1, 2], "
                          "\"Pattern\": \"ring\"}]}");
    QTest::newRow("newer") << QStringLiteral("{\"DawsonSidecarVersion\": 2}");
    QTest::newRow("unknown role") << QStringLiteral(
        "{\"DawsonSidecarVersion\": 1, \"Role\": \"king\"}");
    QTest::newRow("time is a word")
        << QStringLiteral("{\"DawsonSidecarVersion\": 1, \"ActiveSeconds\": \"long\"}");
}

void GradingFileTest::refusesDamagedSidecars()
{
    QFETCH(const QString, text);
    const Folder folder;
    folder.write("a_mask.json", text.toStdString());
    try {
        readSidecar(folder.path() / "a_mask.nii.gz");
        QFAIL("A damaged sidecar was accepted.");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QCOMPARE(error.subject(), (folder.path() / "a_mask.json").string());
    }
}

void GradingFileTest::writesToTheGradingsOwnPlace()
{
    const Folder folder;
    const Author author{"consensus", "Consensus", AuthorRole::Consensus};
    Grading grading = gradingOf("", Task::Flair);
    grading.author = "consensus";
    grading.space = "MNI";
    const fs::path own = folder.path() / "derivatives/consensus/sub-01/x_mask.nii.gz";
    grading.path = own;

    writeGrading(folder.path(), author, grading, smallMask(), {});
    QVERIFY(fs::exists(own));

    // The same mask taken over by a grader goes to the grader, and its space stays in the name.
    writeGrading(folder.path(), graderAuthor("grader-1", "Grader 1"), grading, smallMask(), {});
    QVERIFY(fs::exists(folder.path() / "derivatives/grader-1/sub-01/anat/"
                                       "sub-01_space-MNI_label-lesion_mask.nii.gz"));
}

void GradingFileTest::addsToAnIgnoreListOnce()
{
    const Folder folder;
    folder.write(".bidsignore", "extra/\nruns/");
    for (const char* key : {"grader-1", "grader-2"}) {
        writeGrading(
            folder.path(), graderAuthor(key, key), gradingOf("", Task::Flair), smallMask(), {});
    }

    QCOMPARE(readText(folder.path() / ".bidsignore"),
             std::string("extra/\nruns/\nmodels/\n.dawson/\n"));
}

void GradingFileTest::leavesAReadOnlyProjectUntouched()
{
    const Folder folder;
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    fs::permissions(folder.path(), fs::perms(0555));
    const auto before = filesBelow(folder.path());
    {
        const OrdinaryUser user;
        QVERIFY(user.bound());
        try {
            writeGrading(folder.path(),
                         graderAuthor("grader-1", "Grader 1"),
                         gradingOf("", Task::Flair),
                         smallMask(),
                         {});
            QFAIL("A read-only project was written to.");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Io);
        }
    }
    QCOMPARE(filesBelow(folder.path()), before);
    fs::permissions(folder.path(), fs::perms(0755));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::GradingFileTest)
#include "grading_file_test.moc"
