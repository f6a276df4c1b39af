#include "widgets/panel/worklist.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace dawson
{

namespace
{

Session visit(const std::string& id, const std::string& date)
{
    return {id, date, {{"FLAIR", false, "f", ""}, {"T1w", false, "t", ""}}};
}

Grading grading(const char* author, const char* subject, const char* session, const char* status)
{
    Grading made;
    made.author = author;
    made.subject = subject;
    made.session = session;
    made.status = status;
    return made;
}

/// Four visits of three subjects; grader 1 has done one, begun one; two models have predicted.
std::shared_ptr<Study> trial()
{
    auto study = std::make_shared<Study>();
    study->subjects = {{"P01", {visit("", "")}},
                       {"P02", {visit("a", "2020-02-03"), visit("b", "2021-02-03")}},
                       {"P10", {{"", "", {{"T1w", true, "g", ""}}}}}};
    study->authors = {{"grader-1", "Grader 1", AuthorRole::Grader},
                      {"grader-2", "Grader 2", AuthorRole::Grader},
                      {"consensus", "Consensus", AuthorRole::Consensus},
                      {"model-a", "Default model", AuthorRole::Model},
                      {"model-b", "Fine-tuned", AuthorRole::Model}};
    study->gradings = {grading("grader-1", "P01", "", "submitted"),
                       grading("grader-1", "P02", "a", "in progress"),
                       grading("grader-2", "P01", "", "submitted"),
                       grading("consensus", "P01", "", ""),
                       grading("model-a", "P01", "", ""),
                       grading("model-b", "P01", "", ""),
                       grading("model-a", "P02", "b", "")};
    return study;
}

QTableView* tableOf(Worklist& list)
{
    return list.findChild<QTableView*>(QStringLiteral("worklist.table"));
}

/// What a screen reader says of a cell.
QString told(Worklist& list, int row, int column)
{
    return tableOf(list)->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
}

QString countsOf(Worklist& list)
{
    return list.findChild<QLabel*>(QStringLiteral("worklist.counts"))->text();
}

} // namespace

class WorklistTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void invitesWithoutProject();
    void showsWhoDidWhat();
    void showsAnotherTask();
    void listsVisitsWithOneBeforeForNewLesions();
    void saysWhyATaskHasNoCase();
    void paintsStatesApart();
    void opensByMouseAndKeys();
    void searches();
    void enterInTheSearchOpensTheFirstThatFits();
    void goesToTheNextUndone();
    void keepsItsPlaceWhenRefreshed();
    void tellsTheProjectsProblems();
    void fitsANarrowColumn();
};

void WorklistTest::initTestCase()
{
    applyTheme(ThemeName::Dark);
}

void WorklistTest::invitesWithoutProject()
{
    Worklist list;
    list.show();
    auto* import = list.findChild<QPushButton*>(QStringLiteral("worklist.import"));
    QVERIFY(!tableOf(list)->isVisible());
    QVERIFY(!import->isVisible());
    QVERIFY(!list.openNextUndone());

    list.setStudy(std::make_shared<Study>());
    QSignalSpy asked(&list, &Worklist::importRequested);
    QVERIFY(import->isVisible());
    QTest::mouseClick(import, Qt::LeftButton);

    QCOMPARE(asked.size(), 1);
}

void WorklistTest::showsWhoDidWhat()
{
    Worklist list;
    list.setStudy(trial());

    QCOMPARE(tableOf(list)->model()->rowCount(), 4);
    QCOMPARE(tableOf(list)->model()->columnCount(), 5);
    QCOMPARE(told(list, 0, 1), QStringLiteral("Grader 1: submitted"));
    QCOMPARE(told(list, 1, 1), QStringLiteral("Grader 1: in progress"));
    QCOMPARE(told(list, 2, 1), QStringLiteral("Grader 1: no mask"));
    QCOMPARE(told(list, 0, 2), QStringLiteral("Grader 2: submitted"));
    QCOMPARE(told(list, 0, 3), QStringLiteral("Consensus: mask without a state"));
    QCOMPARE(told(list, 0, 4), QStringLiteral("Predicted by Default model, Fine-tuned"));
    QCOMPARE(told(list, 1, 4), QStringLiteral("No model has predicted this case."));
    QCOMPARE(told(list, 2, 0), QStringLiteral("P02 session b · 2021-02-03 · FLAIR, T1w"));
    QCOMPARE(countsOf(list),
             QStringLiteral("Grader 1, FLAIR lesions: 1 of 4 submitted, 1 in progress"));

    list.setGrader({"grader-2", "Dr. Ito", AuthorRole::Grader});
    QCOMPARE(told(list, 0, 1), QStringLiteral("Dr. Ito: submitted"));
    QCOMPARE(told(list, 1, 2), QStringLiteral("Grader 1: in progress"));
    list.setGrader({"grader-3", "Grader 3", AuthorRole::Grader});
    QCOMPARE(countsOf(list),
             QStringLiteral("Grader 3, FLAIR lesions: 0 of 4 submitted, 0 in progress"));
    QCOMPARE(tableOf(list)->model()->columnCount(), 6);
}

void WorklistTest::showsAnotherTask()
{
    Worklist list;
    auto study = trial();
    study->gradings.push_back(grading("grader-1", "P10", "", "submitted"));
    study->gradings.back().task = Task::Enhancing;
    list.setStudy(study);

    list.setTask(Task::Enhancing);

    // The visits without one are no cases.
    QCOMPARE(tableOf(list)->model()->rowCount(), 1);
    QCOMPARE(told(list, 0, 0), QStringLiteral("P10 no T1w before Gd · T1w + Gd"));
    QCOMPARE(told(list, 0, 1), QStringLiteral("Grader 1: submitted"));
    QCOMPARE(countsOf(list),
             QStringLiteral("Grader 1, Enhancing lesions: 1 of 1 submitted, 0 in progress"));
    // The only case with a T1w after contrast is submitted: nothing is left to do.
    QVERIFY(!list.openNextUndone());
}

void WorklistTest::listsVisitsWithOneBeforeForNewLesions()
{
    Worklist list;
    auto study = trial();
    study->gradings.push_back(grading("grader-2", "P02", "b", "in progress"));
    study->gradings.back().task = Task::New;
    list.setStudy(study);

    QCOMPARE(tableOf(list)->model()->columnCount(), 5);
    list.setTask(Task::New);

    // The consensus is one of FLAIR lesions.
    QCOMPARE(tableOf(list)->model()->columnCount(), 4);
    QCOMPARE(tableOf(list)->model()->rowCount(), 1);
    QCOMPARE(told(list, 0, 0),
             QStringLiteral("P02 2020-02-03 → 2021-02-03 · session b · 2021-02-03 · FLAIR, T1w"));
    QCOMPARE(told(list, 0, 1), QStringLiteral("Grader 1: no mask"));
    QCOMPARE(told(list, 0, 2), QStringLiteral("Grader 2: in progress"));
    QSignalSpy opened(&list, &Worklist::openRequested);
    QVERIFY(list.openNextUndone());
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("b")}));

    study = std::make_shared<Study>(*study);
    study->subjects[1].sessions[0].date.clear();
    list.setStudy(study);
    QCOMPARE(told(list, 0, 0), QStringLiteral("P02 a → b · session b · 2021-02-03 · FLAIR, T1w"));
}

void WorklistTest::saysWhyATaskHasNoCase()
{
    Worklist list;
    auto study = trial();
    study->subjects.erase(study->subjects.begin() + 1);
    list.setStudy(study);
    list.setTask(Task::New);
    list.show();
    const auto* empty = list.findChild<QLabel*>(QStringLiteral("worklist.empty"));
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->text(), QStringLiteral("No subject has two visits with a FLAIR."));
}

/// The glyphs must differ in shape, not by colour alone: compared as black and white.
void WorklistTest::paintsStatesApart()
{
    Worklist list;
    list.resize(320, 400);
    list.setStudy(trial());
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    /// Whether the glyph is filled above and below its middle: "top bottom" as 0 and 1.
    const auto filled = [&](int row, int column) {
        const QTableView* table = tableOf(list);
        const QRect cell = table->visualRect(table->model()->index(row, column));
        const QImage image = table->viewport()->grab(cell).toImage();
        const QPoint middle = image.rect().center();
        const int ground = qGray(image.pixel(1, 1));
        const auto ink = [&](int dy) {
            return qAbs(qGray(image.pixel(middle + QPoint(0, dy))) - ground) > 40 ? 1 : 0;
        };
        return QStringLiteral("%1 %2").arg(ink(-4)).arg(ink(4));
    };

    QCOMPARE(filled(0, 1), QStringLiteral("1 1")); // submitted
    QCOMPARE(filled(1, 1), QStringLiteral("0 1")); // in progress
    QCOMPARE(filled(2, 1), QStringLiteral("0 0")); // none
    QCOMPARE(filled(2, 4), QStringLiteral("1 1")); // predicted
    QCOMPARE(filled(1, 4), QStringLiteral("0 0")); // not predicted
}

void WorklistTest::opensByMouseAndKeys()
{
    Worklist list;
    list.resize(320, 400);
    list.setStudy(trial());
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    QSignalSpy opened(&list, &Worklist::openRequested);
    QTableView* table = tableOf(list);
    const auto at = [&](int row) {
        return table->visualRect(table->model()->index(row, 0)).center();
    };

    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(2));
    QCOMPARE(opened.size(), 0);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at(2));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("b")}));

    QTest::keyClick(table, Qt::Key_Up);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("a")}));
}

void WorklistTest::searches()
{
    Worklist list;
    list.setStudy(trial());
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    QSignalSpy opened(&list, &Worklist::openRequested);
    auto* search = list.findChild<QLineEdit*>(QStringLiteral("worklist.search"));
    const auto rows = [&] { return tableOf(list)->model()->rowCount(); };

    QTest::keyClicks(search, QStringLiteral("p02"));
    QCOMPARE(rows(), 2);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("a")}));
    search->clear();
    QTest::keyClicks(search, QStringLiteral("2021-02"));
    QCOMPARE(rows(), 1);
    search->clear();
    QTest::keyClicks(search, QStringLiteral("T1w + Gd"));
    QCOMPARE(rows(), 1);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(tableOf(list), Qt::Key_Return);
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P10"), QString()}));

    search->setText(QStringLiteral("(["));
    QCOMPARE(rows(), 0);
    QVERIFY(countsOf(list).contains(QStringLiteral("([")));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(opened.size(), 0);
}

void WorklistTest::enterInTheSearchOpensTheFirstThatFits()
{
    Worklist list;
    list.setStudy(trial());
    list.setCurrentCase(QStringLiteral("P02"), QStringLiteral("b")); // the second that fits
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    QSignalSpy opened(&list, &Worklist::openRequested);
    auto* search = list.findChild<QLineEdit*>(QStringLiteral("worklist.search"));

    QTest::keyClicks(search, QStringLiteral("p02"));
    QTest::keyClick(search, Qt::Key_Return);

    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("a")}));
}

void WorklistTest::goesToTheNextUndone()
{
    Worklist list;
    list.setStudy(trial());
    QSignalSpy opened(&list, &Worklist::openRequested);
    QVERIFY(list.openNextUndone());
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("a")}));
    list.setCurrentCase(QStringLiteral("P02"), QStringLiteral("a"));
    QVERIFY(list.openNextUndone());
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("b")}));
    // P10 has no FLAIR and P01 is submitted, so it starts again from the top.
    list.setCurrentCase(QStringLiteral("P02"), QStringLiteral("b"));
    auto* button = list.findChild<QToolButton*>(QStringLiteral("worklist.next"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(opened.takeFirst(), (QVariantList{QStringLiteral("P02"), QStringLiteral("a")}));
}

void WorklistTest::keepsItsPlaceWhenRefreshed()
{
    Worklist list;
    list.setStudy(trial());
    list.setCurrentCase(QStringLiteral("P02"), QStringLiteral("b"));
    tableOf(list)->selectRow(3);
    auto later = trial();
    later->subjects.insert(later->subjects.begin(), {"P00", {visit("", "")}});

    list.setStudy(later);

    QCOMPARE(tableOf(list)->currentIndex().row(), 4);
    QCOMPARE(told(list, 3, 0), QStringLiteral("P02 session b · 2021-02-03 · FLAIR, T1w, open"));
}

void WorklistTest::tellsTheProjectsProblems()
{
    Worklist list;
    list.setStudy(trial());
    list.show();
    auto* button = list.findChild<QToolButton*>(QStringLiteral("worklist.problems"));
    auto* lines = list.findChild<QListWidget*>(QStringLiteral("worklist.problemList"));
    QVERIFY(!button->isVisible());

    auto study = trial();
    study->problems = {"participants.tsv: Line 2 has 1 fields, the head has 2."};
    list.setStudy(study);
    QVERIFY(button->isVisible());
    QVERIFY(!lines->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);

    QVERIFY(lines->isVisible());
    QCOMPARE(lines->item(0)->text(), QString::fromStdString(study->problems[0]));
}

void WorklistTest::fitsANarrowColumn()
{
    Worklist list;
    list.resize(216, 400);
    auto study = trial();
    study->problems.assign(12,
                           "sub-01/anat/a_very_long_name_without_any_gap_in_it_at_all.nii.gz: No.");
    list.setStudy(study);
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));

    const QHeaderView* head = tableOf(list)->horizontalHeader();
    QCOMPARE(head->length(), tableOf(list)->viewport()->width());
    QVERIFY(head->sectionSize(0) >= 90);
    QCOMPARE(list.width(), 216);
}

} // namespace dawson

QTEST_MAIN(dawson::WorklistTest)
#include "worklist_test.moc"
