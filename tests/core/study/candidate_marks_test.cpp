#include "core/base/error.h"
#include "core/study/candidate_marks.h"
#include "core/study/grading_file.h"
#include "tests/core/study/study_fixture.h"

#include <QTest>

namespace dawson
{

class CandidateMarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void nearbyPlacesAreTheSame_data()
    {
        QTest::addColumn<double>("awayMm");
        QTest::addColumn<bool>("same");
        QTest::newRow("there") << 0.0 << true;
        QTest::newRow("found again after a new registration") << 2.9 << true;
        QTest::newRow("exactly at the limit") << 3.0 << true;
        QTest::newRow("another spot") << 3.1 << false;
    }

    void nearbyPlacesAreTheSame()
    {
        QFETCH(double, awayMm);
        QFETCH(bool, same);
        CandidateMarks marks;
        marks.set({10.0, 0.0, 0.0}, CandidateMark::Dismissed);
        QCOMPARE(marks.at({10.0 + awayMm, 0.0, 0.0}),
                 same ? CandidateMark::Dismissed : CandidateMark::None);
    }

    void nearestOfTwoCounts()
    {
        CandidateMarks marks;
        marks.set({0.0, 0.0, 0.0}, CandidateMark::Seen);
        marks.set({4.0, 0.0, 0.0}, CandidateMark::Confirmed);
        QCOMPARE(marks.at({1.5, 0.0, 0.0}), CandidateMark::Seen);
        QCOMPARE(marks.at({2.5, 0.0, 0.0}), CandidateMark::Confirmed);
    }

    void laterMarkReplacesAndNoneTakesAway()
    {
        CandidateMarks marks;
        marks.set({0.0, 0.0, 0.0}, CandidateMark::Seen);
        marks.set({1.0, 0.0, 0.0}, CandidateMark::Dismissed);
        QCOMPARE(marks.places().size(), 1U);
        QCOMPARE(marks.at({0.0, 0.0, 0.0}), CandidateMark::Dismissed);
        marks.set({0.0, 1.0, 0.0}, CandidateMark::None);
        QVERIFY(marks.places().empty());
    }

    void saveAndLoadAreEqual()
    {
        const Folder folder;
        const Author reader = graderAuthor("1", "Dr. \u00c4");
        CandidateMarks marks;
        marks.set({1.25, -2.5, 3.0}, CandidateMark::Confirmed, "2026-01-02T03:04:05Z");
        marks.set({-31.0, 0.1, 7.0}, CandidateMark::Seen);
        marks.set({50.0, 0.0, 0.0}, CandidateMark::Dismissed);
        Grading place;
        place.subject = "01";
        place.session = "02";
        place.task = Task::New;
        place.space = "ses01";
        const auto path = candidateMarksPath(gradingPath(folder.path(), reader, place));
        QCOMPARE(path.filename().string(),
                 "sub-01_ses-02_space-ses01_label-newlesion_candidates.json");
        QVERIFY(readCandidateMarks(path).places().empty());
        writeCandidateMarks(folder.path(), reader, path, marks);
        QVERIFY(readCandidateMarks(path).places() == marks.places());
        QVERIFY(std::filesystem::exists(folder.path() / "derivatives" / reader.folder /
                                        "dataset_description.json"));
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QString>("text"); // ' for "
        QTest::newRow("cut short") << "{'DawsonCandidatesVersion': 1, 'Places'";
        QTest::newRow("newer") << "{'DawsonCandidatesVersion': 2, 'Places': []}";
        QTest::newRow("no version") << "{'Places': []}";
        QTest::newRow("two coordinates") << "{'DawsonCandidatesVersion': 1, 'Places': [{"
                                            "'Position': [1, 2], 'Mark': 'seen'}]}";
        QTest::newRow("unknown mark") << "{'DawsonCandidatesVersion': 1, 'Places': [{"
                                         "'Position': [1, 2, 3], 'Mark': '?'}]}";
    }

    void damagedFilesAreRefused()
    {
        QFETCH(QString, text);
        text.replace(QLatin1Char('\''), QLatin1Char('"'));
        const Folder folder;
        folder.write("c.json", text.toStdString());
        try {
            readCandidateMarks(folder.path() / "c.json");
            QFAIL("not refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Error::Kind::Format);
            QVERIFY(error.describe().find("c.json") != std::string::npos);
        }
    }
};

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::CandidateMarksTest)
#include "candidate_marks_test.moc"
