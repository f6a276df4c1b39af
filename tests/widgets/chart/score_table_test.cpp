#include "widgets/chart/score_table.h"

#include <QTest>

namespace dawson
{

class ScoreTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undefinedRatiosAreLeftOut();
    void csvKeepsUndefinedEmptyAndQuotesNames();
};

void ScoreTableTest::undefinedRatiosAreLeftOut()
{
    AuthorScores author;
    author.subjects.resize(3);
    author.subjects[0].sensitivity = 0.5;
    author.subjects[2].sensitivity = 1.0;
    author.subjects[1].ppv = 0.0;

    QCOMPARE(definedValues(author, Ratio::Sensitivity), (std::vector<double>{0.5, 1.0}));
    QCOMPARE(definedValues(author, Ratio::Ppv), (std::vector<double>{0.0}));
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
