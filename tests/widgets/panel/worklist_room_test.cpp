#include "widgets/panel/worklist.h"
#include "widgets/panel/worklist_delegate.h"
#include "widgets/panel/worklist_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QTableView>
#include <QTest>

namespace dawson
{

namespace
{

/// Two dated visits with all sequences of a subject with a long name.
std::shared_ptr<Study> trial()
{
    const std::vector<Series> series{
        {"FLAIR", false, "f", ""}, {"T1w", false, "t", ""}, {"T1w", true, "g", ""}};
    auto study = std::make_shared<Study>();
    study->subjects = {
        {"RRMS0042longer", {{"a", "2020-02-03", series}, {"b", "2021-02-03", series}}}};
    study->authors = {{"grader-2", "Grader 2", AuthorRole::Grader},
                      {"consensus", "Consensus", AuthorRole::Consensus}};
    return study;
}

} // namespace

class WorklistRoomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void cutsNoNameAndNoDate_data();
    void cutsNoNameAndNoDate();
    void countsSequencesThatDoNotFit();
    void saysWhoHasNothingToCompareWith();
};

void WorklistRoomTest::cutsNoNameAndNoDate_data()
{
    QTest::addColumn<Task>("task");
    QTest::newRow("FLAIR lesions") << Task::Flair;
    QTest::newRow("new lesions, two dates") << Task::New;
    QTest::newRow("enhancing lesions") << Task::Enhancing;
}

/// However narrow the list is made, a case's name and dates have room.
void WorklistRoomTest::cutsNoNameAndNoDate()
{
    QFETCH(const Task, task);
    Worklist list;
    list.setStudy(trial());
    list.setTask(task);
    list.show();
    list.resize(60, 400);
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    const auto* table = list.findChild<QTableView*>(QStringLiteral("worklist.table"));
    const QAbstractItemModel* model = table->model();
    QFont name = table->font();
    name.setWeight(QFont::DemiBold);
    QFont caption = table->font();
    caption.setPixelSize(kCaptionPx);
    constexpr int kMargins = 15; // mark of the open case, a gap on both sides

    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        const int room = table->visualRect(index).width() - kMargins;
        QVERIFY(QFontMetrics(name).horizontalAdvance(index.data().toString()) <= room);
        const QStringList lines = index.data(WorklistModel::LinesRole).toStringList();
        for (const QString& line : lines) {
            QVERIFY2(QFontMetrics(caption).horizontalAdvance(line) <= room, qPrintable(line));
        }
        QVERIFY(table->rowHeight(row) >= 20 + 16 * lines.size());
    }
}

void WorklistRoomTest::countsSequencesThatDoNotFit()
{
    const QStringList names{QStringLiteral("FLAIR"), QStringLiteral("T1w"), QStringLiteral("T2w")};
    const QFont font = QApplication::font();
    const auto at = [&](int width) { return WorklistDelegate::shortened(names, font, width); };
    const auto width = [&](const char* text) {
        return QFontMetrics(font).horizontalAdvance(QLatin1String(text));
    };
    QCOMPARE(at(1000), QStringLiteral("FLAIR, T1w, T2w"));
    QCOMPARE(at(width("FLAIR, T1w, T2w") - 1), QStringLiteral("FLAIR, T1w +1"));
    QCOMPARE(at(width("FLAIR, T1w +1") - 1), QStringLiteral("FLAIR +2"));
    QCOMPARE(at(1), QStringLiteral("FLAIR +2"));
}

void WorklistRoomTest::saysWhoHasNothingToCompareWith()
{
    Worklist list;
    auto study = trial();
    study->subjects.push_back({"P07", {{"a", "", {{"FLAIR", false, "f", ""}}}}});
    list.setStudy(study);
    const auto* counts = list.findChild<QLabel*>(QStringLiteral("worklist.counts"));
    QVERIFY(!counts->text().contains(QStringLiteral("P07")));

    list.setTask(Task::New);

    QVERIFY(counts->text().endsWith(QStringLiteral("Nothing to compare with: P07")));
    QCOMPARE(counts->toolTip(),
             QStringLiteral("sub-P07 has one visit only: nothing to compare it with."));
}

} // namespace dawson

QTEST_MAIN(dawson::WorklistRoomTest)
#include "worklist_room_test.moc"
