#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "tests/core/study/study_fixture.h"

#include <QTest>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// Visits of sub-01 with the images and dates a row names, "01:2020-01-01 FLAIR T1w Gd; 02:".
void makeVisits(const Folder& folder, const QString& visits)
{
    std::string dates = "session_id\tacq_time\n";
    for (const QString& visit : visits.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        QStringList words = visit.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        const QStringList head = words.takeFirst().split(QLatin1Char(':'));
        const std::string id = head[0].toStdString();
        dates += "ses-" + id + "\t" + (head[1].isEmpty() ? "n/a" : head[1].toStdString()) + "\n";
        const std::string stem = "sub-01/ses-" + id + "/anat/sub-01_ses-" + id + "_";
        folder.write("sub-01/ses-" + id + "/anat/sub-01_ses-" + id + "_PDw.nii.gz");
        for (const QString& word : words) {
            const std::string kind =
                word == QLatin1String("Gd") ? "ce-gadolinium_T1w" : word.toStdString();
            folder.write(stem + kind + ".nii.gz", word.toStdString());
        }
    }
    folder.write("sub-01/sub-01_sessions.tsv", dates);
    folder.write("dataset_description.json", R"({"Name": "T"})");
}

ImagePair changePair(const Folder& folder)
{
    makeVisits(folder, QStringLiteral("01:2020-01-01 FLAIR;02:2021-01-01 FLAIR"));
    return *findPair(readStudy(folder.path()), "01", "02", Task::New).pair;
}

PairRecord fullRecord(const ImagePair& pair)
{
    PairRecord record;
    record.baselineDigest = fileDigest(pair.baseline.path);
    record.followupDigest = fileDigest(pair.followup.path);
    record.type = "syn";
    record.matching = "robust";
    record.correlationBefore = 0.25;
    record.warnings = {"One.", "Two."};
    record.nudge = {1.5, -2.0, 0.0, 0.25, 0.0, -3.0};
    record.acceptedBy = "Dr. It\u00f4";
    record.acceptedAt = "2026-01-02T03:04:05Z";
    record.created = "2026-01-01T03:04:05Z";
    record.softwareVersion = "9.8.7";
    return record;
}

} // namespace

class ImagePairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheVisitBefore_data();
    void findsTheVisitBefore();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void remarksOnDates_data();
    void remarksOnDates();
    void findsContrastInOneVisit();
    void prefersTheSameVariant();
    void namesFiles();
    void prefersMasksInThePairsSpace();
    void keepsEveryFieldOfARecord();
    void fillsInTimeAndVersion();
    void refusesDamagedRecords_data();
    void refusesDamagedRecords();
    void tellsTheState();
};

void ImagePairTest::findsTheVisitBefore_data()
{
    QTest::addColumn<QString>("visits");
    QTest::addColumn<QString>("priors"); ///< "visit<prior" of every pair, in the study's order

    QTest::newRow("two visits") << "01:2020-01-01 FLAIR;02:2021-01-01 FLAIR"
                                << "02<01";
    QTest::newRow("without dates") << "2: FLAIR;10: FLAIR"
                                   << "10<2";
    QTest::newRow("dates contradict ids") << "01:2021-01-01 FLAIR;02:2020-01-01 FLAIR"
                                          << "01<02";
    QTest::newRow("three visits") << "01:2020-01-01 FLAIR;02:2022-01-01 FLAIR;03:2021-01-01 FLAIR"
                                  << "02<03 03<01";
    QTest::newRow("one date is missing") << "01:2021-01-01 FLAIR;02: FLAIR;03:2020-01-01 FLAIR"
                                         << "02<01 03<02";
    QTest::newRow("one date is no date") << "01:2021 FLAIR;02:2020-01-01 FLAIR"
                                         << "02<01";
    QTest::newRow("same date") << "01:2020-01-01 FLAIR;02:2020-01-01 FLAIR"
                               << "02<01";
    QTest::newRow("one visit") << "01:2020-01-01 FLAIR"
                               << "";
    QTest::newRow("no FLAIR in the middle") << "01: FLAIR;02: T1w;03: FLAIR"
                                            << "";
}

void ImagePairTest::findsTheVisitBefore()
{
    QFETCH(QString, visits);
    const Folder folder;
    makeVisits(folder, visits);

    QStringList priors;
    for (const ImagePair& pair : imagePairs(readStudy(folder.path()), Task::New)) {
        QCOMPARE(pair.baseline.path.filename().string(),
                 "sub-01_ses-" + pair.baselineSession + "_FLAIR.nii.gz");
        QCOMPARE(pair.followup.path.filename().string(),
                 "sub-01_ses-" + pair.session + "_FLAIR.nii.gz");
        priors << QString::fromStdString(pair.session + "<" + pair.baselineSession);
    }
    QTEST(priors.join(QLatin1Char(' ')), "priors");
}

void ImagePairTest::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("visits");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("one visit") << "01: FLAIR"
                               << "01"
                               << "new"
                               << "sub-01 has one visit only: nothing to compare it with.";
    QTest::newRow("first visit") << "01: FLAIR;02: FLAIR"
                                 << "01"
                                 << "new"
                                 << "ses-01 is the first visit of sub-01: nothing to compare it "
                                    "with.";
    QTest::newRow("no FLAIR before")
        << "01: T1w;02: FLAIR"
        << "02"
        << "new"
        << "FLAIR is missing in ses-01 of sub-01, the visit before ses-02.";
    QTest::newRow("no FLAIR now") << "01: FLAIR;02: T1w"
                                  << "02"
                                  << "new"
                                  << "FLAIR is missing in ses-02 of sub-01.";
    QTest::newRow("no T1w without gadolinium")
        << "01: FLAIR Gd"
        << "01"
        << "enhancing"
        << "T1w without gadolinium is missing in ses-01 of sub-01.";
    QTest::newRow("no gadolinium") << "01: FLAIR T1w"
                                   << "01"
                                   << "enhancing"
                                   << "T1w with gadolinium is missing in ses-01 of sub-01.";
    QTest::newRow("no such visit") << "01: FLAIR"
                                   << "09"
                                   << "new"
                                   << "sub-01 has no ses-09.";
}

void ImagePairTest::saysWhatIsMissing()
{
    QFETCH(QString, visits);
    QFETCH(QString, session);
    QFETCH(QString, task);
    const Folder folder;
    makeVisits(folder, visits);

    const PairSearch search = findPair(
        readStudy(folder.path()), "01", session.toStdString(), *taskFromName(task.toStdString()));

    QVERIFY(!search.pair);
    QTEST(QString::fromStdString(search.missing), "sentence");
    QCOMPARE(findPair(readStudy(folder.path()), "9", "", Task::New).missing,
             std::string("The project has no sub-9."));
}

void ImagePairTest::remarksOnDates_data()
{
    QTest::addColumn<QString>("visits");
    QTest::addColumn<QString>("remark");

    QTest::newRow("in order") << "01:2020-01-01 FLAIR;02:2021-01-01 FLAIR"
                              << "";
    QTest::newRow("no dates") << "01: FLAIR;02: FLAIR"
                              << "";
    QTest::newRow("swapped") << "02:2020-01-01 FLAIR;01:2021-01-01 FLAIR"
                             << "The dates of sub-01 contradict the order of its visits' names "
                                "(ses-02 is the first, of 2020-01-01): the dates count. Were "
                                "visits swapped?";
    QTest::newRow("partly dated") << "01:2020-01-01 FLAIR;02: FLAIR"
                                  << "Not every visit of sub-01 has a date, so its visits are "
                                     "taken in the order of their names.";
    QTest::newRow("same date") << "01:2020-01-01 FLAIR;02:2020-01-01 FLAIR"
                               << "ses-01 and ses-02 of sub-01 have the same date.";
}

void ImagePairTest::remarksOnDates()
{
    QFETCH(QString, visits);
    const Folder folder;
    makeVisits(folder, visits);
    const Study study = readStudy(folder.path());

    const ImagePair pair = imagePairs(study, Task::New).front();
    const PairSearch search = findPair(study, "01", pair.session, Task::New);

    QString all;
    for (const std::string& remark : search.remarks) {
        all += QString::fromStdString(remark);
    }
    QTEST(all, "remark");
}

void ImagePairTest::findsContrastInOneVisit()
{
    const Folder folder;
    makeVisits(folder, QStringLiteral("01:2020-01-01 T1w Gd;02:2021-01-01 FLAIR Gd"));

    const auto pairs = imagePairs(readStudy(folder.path()), Task::Enhancing);

    QCOMPARE(pairs.size(), std::size_t(1));
    QCOMPARE(pairs[0].session, std::string("01"));
    QCOMPARE(pairs[0].baselineSession, std::string("01"));
    QVERIFY(!pairs[0].baseline.contrast);
    QVERIFY(pairs[0].followup.contrast);
    QCOMPARE(pairs[0].space(), std::string("T1w"));
    QCOMPARE(pairs[0].followupDate, std::string("2020-01-01"));
}

void ImagePairTest::prefersTheSameVariant()
{
    const Folder folder;
    makeVisits(folder, QStringLiteral("01: acq-2D_FLAIR acq-3D_FLAIR;02: acq-3D_FLAIR"));

    const auto pairs = imagePairs(readStudy(folder.path()), Task::New);

    QCOMPARE(pairs.at(0).baseline.variant, std::string("acq-3D"));
    QCOMPARE(pairFiles("/p", pairs[0]).registered.filename().string(),
             std::string("sub-01_ses-02_acq-3D_space-ses01_FLAIR.nii.gz"));
}

void ImagePairTest::namesFiles()
{
    ImagePair change;
    change.subject = "7";
    change.session = "b";
    change.baselineSession = "a";
    change.followup = {"FLAIR", false, "/p/sub-7/ses-b/anat/sub-7_ses-b_FLAIR.nii.gz", ""};
    ImagePair contrast;
    contrast.task = Task::Enhancing;
    contrast.subject = "7";
    contrast.followup = {"T1w", true, "/p/sub-7/anat/sub-7_ce-gadolinium_T1w.nii.gz", ""};

    const PairFiles files = pairFiles("/p", change);
    const std::string place = "/p/derivatives/registered/sub-7/ses-b/anat/sub-7_ses-b_space-sesa";
    QCOMPARE(files.registered.string(), place + "_FLAIR.nii.gz");
    QCOMPARE(files.subtraction.string(), place + "_desc-subtraction_FLAIR.nii.gz");
    QCOMPARE(files.transform.string(), place + "_desc-registration_");
    QCOMPARE(files.record.string(), place + "_desc-registration.json");
    QCOMPARE(pairFiles("/p", contrast).subtraction.string(),
             std::string("/p/derivatives/registered/sub-7/anat/"
                         "sub-7_ce-gadolinium_space-T1w_desc-subtraction_T1w.nii.gz"));
}

void ImagePairTest::prefersMasksInThePairsSpace()
{
    const Folder folder;
    const Author author = graderAuthor("grader-1", "Grader 1");
    const ImagePair pair = changePair(folder);
    Grading grading;
    grading.subject = "01";
    grading.session = "02";
    grading.task = Task::New;
    for (const char* space : {"MNI", "", "ses01"}) {
        grading.space = space;
        writeGrading(folder.path(), author, grading, smallMask(), {});
        const Study study = readStudy(folder.path());
        QCOMPARE(study.grading("grader-1", "01", "02", Task::New)->space, std::string(space));
    }
    QCOMPARE(gradingPath(folder.path(), author, grading).filename().string(),
             "sub-01_ses-02_space-" + pair.space() + "_label-newlesion_mask.nii.gz");
    QVERIFY(fs::exists(gradingPath(folder.path(), author, grading)));
}

void ImagePairTest::keepsEveryFieldOfARecord()
{
    const Folder folder;
    const ImagePair pair = changePair(folder);
    const PairRecord record = fullRecord(pair);

    writePairRecord(folder.path(), pair, record);

    const auto read = readPairRecord(pairFiles(folder.path(), pair).record);
    QVERIFY(read.has_value());
    QVERIFY(*read == record);
    QVERIFY(fs::exists(folder.path() / "derivatives/registered/dataset_description.json"));
    const Study study = readStudy(folder.path());
    QVERIFY2(study.authors.empty(), "registered images made an author");
    QVERIFY(!readPairRecord(folder.path() / "missing.json").has_value());
}

void ImagePairTest::fillsInTimeAndVersion()
{
    const Folder folder;
    const ImagePair pair = changePair(folder);

    writePairRecord(folder.path(), pair, {});

    const auto read = readPairRecord(pairFiles(folder.path(), pair).record);
    QCOMPARE(read->created.size(), std::string("2026-01-02T03:04:05Z").size());
    QVERIFY(!read->softwareVersion.empty());
    QVERIFY(!read->correlationAfter.has_value());
}

void ImagePairTest::refusesDamagedRecords_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << QByteArray(R"({"DawsonPairVersion": 1, "Regi)");
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("somebody else's") << QByteArray(R"({"Registration": "rigid"})");
    QTest::newRow("newer") << QByteArray(R"({"DawsonPairVersion": 2})");
    QTest::newRow("version is a word") << QByteArray(R"({"DawsonPairVersion": "1"})");
    QTest::newRow("digest is a number")
        << QByteArray(R"({"DawsonPairVersion": 1, "BaselineSha256": 7})");
    QTest::newRow("correlation is a word")
        << QByteArray(R"({"DawsonPairVersion": 1, "CorrelationAfter": "high"})");
    QTest::newRow("warnings are numbers")
        << QByteArray(R"({"DawsonPairVersion": 1, "Warnings": [1]})");
    QTest::newRow("nudge of two numbers")
        << QByteArray(R"({"DawsonPairVersion": 1, "NudgeShiftMm": [1, 2]})");
}

void ImagePairTest::refusesDamagedRecords()
{
    QFETCH(QByteArray, text);
    const Folder folder;
    folder.write("record.json", text.toStdString());

    try {
        readPairRecord(folder.path() / "record.json");
        QFAIL("a damaged record was read");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Format);
        QVERIFY(error.describe().find("record.json") != std::string::npos);
    }
}

void ImagePairTest::tellsTheState()
{
    const Folder folder;
    const fs::path root = folder.path();
    const ImagePair pair = changePair(folder);
    const PairFiles files = pairFiles(root, pair);
    QCOMPARE(pairState(root, pair), PairState::Missing);
    writeTextAtomically(files.registered, "r");
    writeTextAtomically(files.subtraction, "s");
    QCOMPARE(pairState(root, pair), PairState::Missing);

    PairRecord record = fullRecord(pair);
    writePairRecord(root, pair, record);
    QCOMPARE(pairState(root, pair), PairState::Accepted);
    record.acceptedBy.clear();
    writePairRecord(root, pair, record);
    QCOMPARE(pairState(root, pair), PairState::Made);
    QCOMPARE(pairState(root, pair, [](const fs::path&) { return "another"; }), PairState::Stale);

    writeTextAtomically(pair.baseline.path, "another image");
    QCOMPARE(pairState(root, pair), PairState::Stale);
    writeTextAtomically(files.record, "{");
    QCOMPARE(pairState(root, pair), PairState::Stale);
    fs::remove(files.subtraction);
    QCOMPARE(pairState(root, pair), PairState::Missing);
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ImagePairTest)
#include "image_pair_test.moc"
