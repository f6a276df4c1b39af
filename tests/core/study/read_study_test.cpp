#include "core/study/study.h"
#include "tests/core/study/study_fixture.h"
#include "tests/support/shared_data.h"

#include <QTest>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kDescription = R"({"Name": "Trial", "BIDSVersion": "1.9.0"})";

} // namespace

class ReadStudyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSubjectsSessionsAndSeries();
    void ordersSubjectsAsPeopleDo();
    void takesEntitiesInAnyOrder_data();
    void takesEntitiesInAnyOrder();
    void prefersTheImageWithoutVariant();
    void knowsTheImageOfATask();
    void readsDates_data();
    void readsDates();
    void opensSharedData();
};

void ReadStudyTest::readsSubjectsSessionsAndSeries()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("sub-01/anat/sub-01_FLAIR.json", "{}");
    folder.write("sub-02/ses-a/anat/sub-02_ses-a_T1w.nii");
    folder.write("sub-02/ses-b/anat/sub-02_ses-b_FLAIR.nii.gz");
    folder.write("sub-02/ses-b/func/sub-02_ses-b_task-rest_bold.nii.gz");
    folder.write("sub-02/ses-b/anat/sub-02_ses-b_mod-T1w_defacemask.nii.gz");

    const Study study = readStudy(folder.path());

    QCOMPARE(study.name, std::string("Trial"));
    QCOMPARE(study.problems, std::vector<std::string>());
    QCOMPARE(study.subjects.size(), std::size_t(2));
    QCOMPARE(study.subject("01")->sessions.size(), std::size_t(1));
    QCOMPARE(study.subject("01")->sessions[0].id, std::string());
    QCOMPARE(study.subject("01")->sessions[0].series.size(), std::size_t(1));
    QCOMPARE(study.subject("02")->session("b")->series.size(), std::size_t(1));
    QCOMPARE(study.subject("02")->session("a")->series[0].path,
             folder.path() / "sub-02/ses-a/anat/sub-02_ses-a_T1w.nii");
    QVERIFY(study.subject("03") == nullptr);
    QVERIFY(study.subject("02")->session("c") == nullptr);
}

void ReadStudyTest::ordersSubjectsAsPeopleDo()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    for (const char* id : {"10", "2", "1", "B1", "02", "A"}) {
        folder.write("sub-" + std::string(id) + "/anat/sub-" + id + "_T1w.nii.gz");
    }

    std::vector<std::string> ids;
    for (const auto& subject : readStudy(folder.path() / "").subjects) {
        ids.push_back(subject.id);
    }

    QCOMPARE(ids, (std::vector<std::string>{"1", "02", "2", "10", "A", "B1"}));
}

void ReadStudyTest::takesEntitiesInAnyOrder_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");

    const auto row = [](const char* situation, const char* file, const char* name) {
        QTest::newRow(situation) << QString::fromLatin1(file) << QString::fromLatin1(name);
    };
    row("plain", "sub-01_T1w.nii.gz", "T1w");
    row("after gadolinium", "sub-01_ce-gadolinium_T1w.nii.gz", "T1w + Gd");
    row("another agent", "sub-01_ce-GBCA_T1w.nii.gz", "T1w + Gd");
    row("explicitly without", "sub-01_ce-none_T1w.nii.gz", "T1w");
    row("contrast after acquisition", "sub-01_acq-3D_ce-gad_T1w.nii", "T1w + Gd acq-3D");
    row("contrast before subject", "ce-gad_sub-01_run-2_T1w.nii", "T1w + Gd run-2");
    row("reconstruction and run", "sub-01_rec-norm_run-1_FLAIR.nii.gz", "FLAIR rec-norm run-1");
    row("a suffix of no task", "sub-01_T2starw.nii.gz", "T2starw");
}

void ReadStudyTest::takesEntitiesInAnyOrder()
{
    QFETCH(const QString, file);
    QFETCH(const QString, name);
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/" + file.toStdString());

    const Study study = readStudy(folder.path());

    QCOMPARE(study.subjects.at(0).sessions.at(0).series.at(0).name(), name.toStdString());
    QVERIFY(study.problems.empty());
}

void ReadStudyTest::prefersTheImageWithoutVariant()
{
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/anat/sub-01_acq-2D_FLAIR.nii.gz");
    folder.write("sub-01/anat/sub-01_FLAIR.nii.gz");
    folder.write("sub-02/anat/sub-02_run-10_FLAIR.nii.gz");
    folder.write("sub-02/anat/sub-02_run-2_FLAIR.nii.gz");

    const Study study = readStudy(folder.path());

    QCOMPARE(study.subject("01")->sessions[0].primary(Task::Flair)->name(), std::string("FLAIR"));
    QCOMPARE(study.subject("02")->sessions[0].primary(Task::Flair)->name(),
             std::string("FLAIR run-2"));
}

void ReadStudyTest::knowsTheImageOfATask()
{
    Session session;
    session.series = {{"FLAIR", true, "post", ""}, {"T1w", false, "t1", ""}};
    QVERIFY(session.primary(Task::Flair) == nullptr);
    QVERIFY(session.primary(Task::Enhancing) == nullptr);

    session.series.push_back({"T1w", true, "t1gd", ""});
    session.series.push_back({"FLAIR", false, "flair", ""});
    QCOMPARE(session.primary(Task::Flair)->path, fs::path("flair"));
    QCOMPARE(session.primary(Task::New)->path, fs::path("flair"));
    QCOMPARE(session.primary(Task::Enhancing)->path, fs::path("t1gd"));
}

void ReadStudyTest::readsDates_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("date");

    const auto row =
        [](const char* situation, const char* file, const char* text, const char* date) {
            QTest::newRow(situation) << QString::fromLatin1(file) << QString::fromLatin1(text)
                                     << QString::fromLatin1(date);
        };
    row("sessions table",
        "sub-01/sub-01_sessions.tsv",
        "session_id\tacq_time\nses-x\t2020-02-03T10:00:00\n",
        "2020-02-03");
    row("saved by a spreadsheet",
        "sub-01/sub-01_sessions.tsv",
        "\xEF\xBB\xBF"
        "session_id\tage\tacq_time\r\nses-y\t40\t2019-01-01\r\nses-x\t41\t2020-02-03\r\n",
        "2020-02-03");
    row("not told", "sub-01/sub-01_sessions.tsv", "session_id\tacq_time\nses-x\tn/a\n", "");
    row("table without times", "sub-01/sub-01_sessions.tsv", "session_id\nses-x\n", "");
    row("earliest of the scans",
        "sub-01/ses-x/sub-01_ses-x_scans.tsv",
        "filename\tacq_time\nanat/b\t2020-02-04T01:00:00\nanat/a\t2020-02-03T23:00:00\nanat/c\tn/"
        "a\n",
        "2020-02-03");
}

void ReadStudyTest::readsDates()
{
    QFETCH(const QString, file);
    QFETCH(const QString, text);
    QFETCH(const QString, date);
    const Folder folder;
    folder.write("dataset_description.json", kDescription);
    folder.write("sub-01/ses-x/anat/sub-01_ses-x_FLAIR.nii.gz");
    folder.write(file.toStdString(), text.toLatin1().toStdString());

    const Study study = readStudy(folder.path());

    QCOMPARE(study.subject("01")->session("x")->date, date.toStdString());
    QVERIFY(study.problems.empty());
}

void ReadStudyTest::opensSharedData()
{
    const auto shared = sharedData();
    if (!shared) {
        QSKIP("The open MRI data is not here (DAWSON_SHARED_DATA).");
    }
    const Study ms = readStudy(*shared / "ms");
    QCOMPARE(ms.problems, std::vector<std::string>());
    QCOMPARE(ms.subjects.size(), std::size_t(5));
    QCOMPARE(ms.authors.size(), std::size_t(1));
    QCOMPARE(ms.authors[0].role, AuthorRole::Consensus);
    QCOMPARE(ms.gradings.size(), std::size_t(3));
    QCOMPARE(ms.subject("cross07")->sessions[0].series.size(), std::size_t(4));
    QVERIFY(ms.subject("cross19")->sessions[0].primary(Task::Enhancing) != nullptr);
    QCOMPARE(ms.subject("long01")->sessions.size(), std::size_t(2));

    const Study glioma = readStudy(*shared / "glioma");
    QCOMPARE(glioma.subjects.size(), std::size_t(11));
    QCOMPARE(glioma.problems, std::vector<std::string>());
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ReadStudyTest)
#include "read_study_test.moc"
