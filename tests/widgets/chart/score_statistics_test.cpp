#include "widgets/chart/score_table.h"

#include <QTest>

namespace dawson
{

class ScoreStatisticsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meanAndErrorOfKnownSample();
    void singleValueHasNoError();
    void nothingOfNothing();
    void undefinedRatiosAreLeftOut();
    void csvKeepsUndefinedEmptyAndQuotesNames();
};

void ScoreStatisticsTest::meanAndErrorOfKnownSample()
{
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32, so SE = sqrt(32 / 7 / 8).
    const auto result = meanWithError({2, 4, 4, 4, 5, 5, 7, 9});

    QVERIFY(result.has_value());
    QCOMPARE(result->n, std::size_t{8});
    QCOMPARE(result->mean, 5.0);
    QVERIFY(qAbs(result->standardError.value() - 0.7559289460184544) < 1e-12);
}

void ScoreStatisticsTest::singleValueHasNoError()
{
    const auto result = meanWithError({0.25});

    QCOMPARE(result->mean, 0.25);
    QVERIFY(!result->standardError);
}

void ScoreStatisticsTest::nothingOfNothing()
{
    QVERIFY(!meanWithError({}));
}

void ScoreStatisticsTest::undefinedRatiosAreLeftOut()
{
    AuthorScores author;
    author.subjects.resize(3);
    author.subjects[0].sensitivity = 0.5;
    author.subjects[2].sensitivity = 1.0;
    author.subjects[1].ppv = 0.0;

    QCOMPARE(definedValues(author, Ratio::Sensitivity), (std::vector<double>{0.5, 1.0}));
    QCOMPARE(definedValues(author, Ratio::Ppv), (std::vector<double>{0.0}));
}

void ScoreStatisticsTest::csvKeepsUndefinedEmptyAndQuotesNames()
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

QTEST_APPLESS_MAIN(dawson::ScoreStatisticsTest)

#include "score_statistics_test.moc"
