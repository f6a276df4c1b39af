#include "widgets/chart/score_table.h"

#include <QTest>

#include <cmath>

namespace dawson
{

class ScoreTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undefinedRatiosAreLeftOut();
    void visitsOfASubjectCountOnce();
    void csvKeepsUndefinedEmptyAndQuotesNames();
};

void ScoreTableTest::undefinedRatiosAreLeftOut()
{
    AuthorScores author;
    author.subjects.resize(3);
    for (int n = 0; n < 3; ++n) {
        author.subjects[static_cast<std::size_t>(n)].subject = std::to_string(n);
    }
    author.subjects[0].sensitivity = 0.5;
    author.subjects[2].sensitivity = 1.0;
    author.subjects[1].ppv = 0.0;

    QCOMPARE(definedValues(author, Ratio::Sensitivity), (std::vector<double>{0.5, 1.0}));
    QCOMPARE(definedValues(author, Ratio::Ppv), (std::vector<double>{0.0}));
}

/// Of 01 the mean of 0.2 and 0.6 is 0.4; of 02 only the second visit is defined. Over the three
/// visits the mean would be 0.6, over the two subjects it is 0.7.
void ScoreTableTest::visitsOfASubjectCountOnce()
{
    AuthorScores author;
    const auto add =
        [&author](const char* subject, const char* session, std::optional<double> sensitivity) {
            SubjectScore score;
            score.subject = subject;
            score.session = session;
            score.sensitivity = sensitivity;
            author.subjects.push_back(score);
        };
    add("01", "1", 0.2);
    add("02", "1", std::nullopt);
    add("01", "2", 0.6);
    add("02", "2", 1.0);

    const std::vector<double> values = definedValues(author, Ratio::Sensitivity);

    QCOMPARE(values.size(), std::size_t{2});
    QVERIFY(std::abs(values[0] - 0.4) < 1e-12);
    QCOMPARE(values[1], 1.0);
}

void ScoreTableTest::csvKeepsUndefinedEmptyAndQuotesNames()
{
    SubjectScore score;
    score.subject = "01";
    score.sensitivity = 0.5;
    score.referenceLesions = 4;
    score.detected = 2;
    ScoreTable table;
    table.task = QStringLiteral("New lesions");
    table.reference = QStringLiteral("Grader 1");
    table.rule = QStringLiteral("any overlap");
    table.authors.push_back({QStringLiteral("Smith, \"J\""), QColor(), {score}});

    QCOMPARE(toCsv(table),
             QStringLiteral(
                 "# task: New lesions\n# reference: Grader 1\n# rule: any overlap\n"
                 "author,subject,session,reference_lesions,predicted_lesions,detected,confirmed,"
                 "sensitivity,ppv,f1,dice\n"
                 "\"Smith, \"\"J\"\"\",01,,4,0,2,0,0.5000,,,\n"));
}

} // namespace dawson

QTEST_APPLESS_MAIN(dawson::ScoreTableTest)

#include "score_table_test.moc"
