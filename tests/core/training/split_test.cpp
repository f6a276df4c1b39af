#include "core/training/inner_folds.h"
#include "core/training/split.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace dawson;

class SplitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesAreAsAsked_data();
    void sizesAreAsAsked();
    void noSubjectIsOnBothSides();
    void orderDoesNotMatter();
    void seedsChooseDifferently();
    void sharedSubjectsAreFound();
    void innerFoldsLeaveEachSubjectOutOnce_data();
    void innerFoldsLeaveEachSubjectOutOnce();
    void oneSubjectByTwoNamesIsInOneFold();
    void validationCasesMakeInnerFoldsNeedless();
    void fewSubjectsDoNotMoveAParentsPoint_data();
    void fewSubjectsDoNotMoveAParentsPoint();
};

namespace
{

/// Two sessions for every subject.
std::vector<TrainingCase> twoSessions(int subjects)
{
    std::vector<TrainingCase> cases;
    for (int n = 0; n < subjects; ++n) {
        for (const char* session : {"1", "2"}) {
            cases.push_back({std::to_string(n), session, {}, {}});
        }
    }
    return cases;
}

std::set<std::string> subjects(const std::vector<TrainingCase>& cases)
{
    std::set<std::string> names;
    for (const TrainingCase& item : cases) {
        names.insert(item.subject);
    }
    return names;
}

} // namespace

void SplitTest::sizesAreAsAsked_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("validation");
    QTest::newRow("a fifth of ten") << 10 << 0.2 << 2;
    QTest::newRow("at least one") << 3 << 0.05 << 1;
    QTest::newRow("not asked for") << 10 << 0.0 << 0;
    QTest::newRow("two subjects are too few") << 2 << 0.5 << 0;
    QTest::newRow("one stays to learn from") << 4 << 1.0 << 3;
    QTest::newRow("none at all") << 0 << 0.5 << 0;
}

void SplitTest::sizesAreAsAsked()
{
    QFETCH(int, count);
    QFETCH(double, share);
    QFETCH(int, validation);
    const Split split = splitBySubject(twoSessions(count), share, 1);
    QCOMPARE(static_cast<int>(split.validation.size()), 2 * validation);
    QCOMPARE(static_cast<int>(split.training.size()), 2 * (count - validation));
}

void SplitTest::noSubjectIsOnBothSides()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Split split = splitBySubject(twoSessions(9), 0.3, seed);
        QVERIFY(sharedSubjects(split.training, split.validation).empty());
        QCOMPARE(subjects(split.training).size() + subjects(split.validation).size(),
                 std::size_t(9));
    }
}

void SplitTest::orderDoesNotMatter()
{
    auto cases = twoSessions(12);
    const auto chosen = subjects(splitBySubject(cases, 0.25, 5).validation);
    std::reverse(cases.begin(), cases.end());
    QVERIFY(subjects(splitBySubject(cases, 0.25, 5).validation) == chosen);
}

void SplitTest::seedsChooseDifferently()
{
    std::set<std::set<std::string>> choices;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        choices.insert(subjects(splitBySubject(twoSessions(12), 0.25, seed).validation));
    }
    QVERIFY(choices.size() > 10);
}

void SplitTest::sharedSubjectsAreFound()
{
    const std::vector<TrainingCase> a{{"b", "1", {}, {}}, {"a", "1", {}, {}}, {"c", "1", {}, {}}};
    const std::vector<TrainingCase> b{{"c", "2", {}, {}}, {"a", "2", {}, {}}};
    QCOMPARE(sharedSubjects(a, b), (std::vector<std::string>{"a", "c"}));
    QVERIFY(sharedSubjects(a, {}).empty());
    QCOMPARE(sharedSubjects(a, {{"sub-b", "9", {}, {}}}), (std::vector<std::string>{"b"}));
    ModelCard model;
    model.subjects = {"x"};
    model.validationSubjects = {"sub-c"};
    model.ancestorSubjects = {"b", "y"};
    QCOMPARE(subjectsKnownTo(model, a), (std::vector<std::string>{"b", "c"}));
}

void SplitTest::innerFoldsLeaveEachSubjectOutOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("asked");
    QTest::addColumn<std::vector<std::size_t>>("leftOut"); // subjects of each fold
    using Sizes = std::vector<std::size_t>;
    QTest::newRow("two subjects") << 2 << 3 << Sizes{1, 1};
    QTest::newRow("as many as asked for") << 3 << 3 << Sizes{1, 1, 1};
    QTest::newRow("groups nearly alike") << 8 << 3 << Sizes{3, 3, 2};
    QTest::newRow("one subject cannot be left out") << 1 << 3 << Sizes{};
    QTest::newRow("not asked for") << 8 << 0 << Sizes{};
}

void SplitTest::innerFoldsLeaveEachSubjectOutOnce()
{
    QFETCH(const int, count);
    QFETCH(const int, asked);
    QFETCH(const std::vector<std::size_t>, leftOut);
    TrainingSpec spec;
    spec.schedule.innerFolds = asked;
    spec.training = twoSessions(count);
    const auto folds = innerFoldsOf(spec);
    std::reverse(spec.training.begin(), spec.training.end());
    const auto reversed = innerFoldsOf(spec);

    QCOMPARE(folds.size(), leftOut.size());
    std::multiset<std::string> seen;
    for (std::size_t n = 0; n < folds.size(); ++n) {
        const auto out = subjects(folds[n].leftOut);
        const auto in = subjects(folds[n].spec.training);
        seen.insert(out.begin(), out.end());
        QCOMPARE(out.size(), leftOut[n]);
        QCOMPARE(in.size() + out.size(), static_cast<std::size_t>(count));
        QCOMPARE(folds[n].leftOut.size(), 2 * out.size()); // both sessions
        QCOMPARE(folds[n].spec.schedule.innerFolds, 0);
        QVERIFY(subjects(reversed[n].leftOut) == out);
    }
    QCOMPARE(seen.size(), folds.empty() ? std::size_t{0} : static_cast<std::size_t>(count));
    QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
}

void SplitTest::oneSubjectByTwoNamesIsInOneFold()
{
    TrainingSpec spec;
    spec.schedule.innerFolds = 3;
    spec.training = {{"sub-a", "1", {}, {}}, {"b", "1", {}, {}}, {"a", "2", {}, {}}};
    const auto folds = innerFoldsOf(spec);
    QCOMPARE(folds.size(), std::size_t{2});
    QCOMPARE(folds[0].leftOut.size(), std::size_t{2});
    QCOMPARE(folds[1].leftOut.front().subject, std::string("b"));
}

void SplitTest::validationCasesMakeInnerFoldsNeedless()
{
    TrainingSpec spec;
    spec.schedule.innerFolds = 3;
    spec.training = twoSessions(4);
    spec.validation = {{"other", "", {}, {}}};
    QVERIFY(innerFoldsOf(spec).empty());
}

void SplitTest::fewSubjectsDoNotMoveAParentsPoint_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fineTuned");
    QTest::addColumn<bool>("near");
    QTest::addColumn<std::size_t>("folds");
    QTest::newRow("three subjects, near the parent's") << 3 << true << true << std::size_t{0};
    QTest::newRow("four subjects, near the parent's") << 4 << true << true << std::size_t{2};
    QTest::newRow("three subjects, wherever they say") << 3 << true << false << std::size_t{2};
    QTest::newRow("three subjects, no parent") << 3 << false << true << std::size_t{2};
}

void SplitTest::fewSubjectsDoNotMoveAParentsPoint()
{
    QFETCH(const int, count);
    QFETCH(const bool, fineTuned);
    QFETCH(const bool, near);
    QFETCH(const std::size_t, folds);
    TrainingSpec spec;
    spec.schedule.innerFolds = 2;
    spec.schedule.nearParent = near;
    spec.startFrom = fineTuned ? "default.h5" : "";
    spec.training = twoSessions(count);
    QCOMPARE(innerFoldsOf(spec).size(), folds);
}

QTEST_GUILESS_MAIN(SplitTest)
#include "split_test.moc"
