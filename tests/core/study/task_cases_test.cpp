#include "core/study/task_cases.h"

#include <QTest>

namespace dawson
{

namespace
{

Series series(const char* suffix, bool contrast = false)
{
    return {suffix, contrast, suffix, ""};
}

/// Two visits of one, one visit of another, a visit without and one with only a T1w after.
Study trial()
{
    Study study;
    study.subjects = {
        {"P01",
         {{"01", "2020-01-05", {series("FLAIR"), series("T1w")}},
          {"02", "2021-01-05", {series("FLAIR"), series("T1w"), series("T1w", true)}}}},
        {"P02", {{"01", "", {series("FLAIR")}}}},
        {"P03", {{"", "", {series("T1w", true)}}}}};
    return study;
}

std::string names(const std::vector<TaskCase>& cases)
{
    std::string all;
    for (const TaskCase& one : cases) {
        all += one.subject + "/" + one.session + " ";
    }
    return all;
}

} // namespace

class TaskCasesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void everyVisitIsACaseWithItsReason()
    {
        const auto cases = taskCases(trial(), Task::Flair);
        QCOMPARE(names(cases), std::string("P01/01 P01/02 P02/01 P03/ "));
        QVERIFY(cases[0].readable());
        QVERIFY(!cases[0].pair);
        QCOMPARE(cases[3].missing, std::string("It has no FLAIR image."));
    }

    void newLesionsNeedAVisitBefore()
    {
        const auto cases = readableCases(trial(), Task::New);
        QCOMPARE(names(cases), std::string("P01/02 "));
        QVERIFY(cases[0].pair);
        QCOMPARE(cases[0].baselineSession, std::string("01"));
        QCOMPARE(cases[0].baselineDate, std::string("2020-01-05"));
        QCOMPARE(cases[0].date, std::string("2021-01-05"));
        for (const TaskCase& one : taskCases(trial(), Task::New)) {
            QCOMPARE(one.missing.empty(), one.session == "02");
        }
    }

    void authorsAreThoseWithAMaskOfTheTask()
    {
        Study study = trial();
        study.authors = {{"grader-1", "Grader 1", AuthorRole::Grader},
                         {"model-a", "A", AuthorRole::Model}};
        study.gradings.resize(2);
        study.gradings[0].author = "grader-1";
        study.gradings[1].author = "model-a";
        study.gradings[1].task = Task::New;
        QCOMPARE(authorsOfTask(study, Task::New).size(), std::size_t{1});
        QCOMPARE(authorsOfTask(study, Task::New)[0].folder, std::string("model-a"));
        QVERIFY(authorsOfTask(study, Task::Enhancing).empty());
    }

    void enhancingLesionsAreReadWithoutAnImageBefore()
    {
        const auto cases = readableCases(trial(), Task::Enhancing);
        QCOMPARE(names(cases), std::string("P01/02 P03/ "));
        QVERIFY(cases[0].pair);
        QVERIFY(!cases[1].pair);
    }
};

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::TaskCasesTest)
#include "task_cases_test.moc"
