#include "core/base/error.h"
#include "widgets/change/change_model.h"
#include "widgets/change/change_table.h"
#include "widgets/change/change_words.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemDelegate>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dawson;

namespace
{

/// A right column of 348 pixels, less the borders of its sections and its scroll bar.
constexpr int kNarrowest = 322;

/// A lesion of a visit: number, ml, and where.
Lesion lesion(int label, double ml, double x)
{
    Lesion result;
    result.label = label;
    result.volumeMl = ml;
    result.diameterMm = 10.0;
    result.inside = {x, 0.0, 0.0};
    return result;
}

LesionChange change(ChangeClass kind, std::vector<int> prior, std::vector<int> current)
{
    LesionChange result;
    result.kind = kind;
    result.trend = kind;
    result.prior = std::move(prior);
    result.current = std::move(current);
    return result;
}

/// Five changes: new 0.5 ml, enlarging 1 -> 2 ml, stable 1 ml, resolved 0.25 ml, merged 1.5 -> 2
/// ml.
VisitChangesSearch fiveChanges()
{
    VisitChanges found;
    found.pair.subject = "P1";
    found.pair.baselineSession = "01";
    found.pair.session = "02";
    found.priorIds = {{1, 1, {}}, {2, 2, {}}, {3, 3, {}}, {4, 4, {}}, {5, 5, {}}};
    found.currentIds = {{1, 6, {}}, {2, 1, {}}, {3, 2, {}}, {4, 4, {4, 5}}};
    auto& all = found.changes.changes;
    all = {change(ChangeClass::New, {}, {1}),
           change(ChangeClass::Enlarging, {1}, {2}),
           change(ChangeClass::Stable, {2}, {3}),
           change(ChangeClass::Resolved, {3}, {}),
           change(ChangeClass::Merged, {4, 5}, {4})};
    const double before[]{0.0, 1.0, 1.0, 0.25, 1.5};
    const double now[]{0.5, 2.0, 1.0, 0.0, 2.0};
    for (std::size_t n = 0; n < all.size(); ++n) {
        all[n].priorMl = before[n];
        all[n].currentMl = now[n];
        all[n].inside = lesion(1, 1.0, 10.0 * static_cast<double>(n)).inside;
    }
    all.back().trend = ChangeClass::Enlarging;
    found.changes.leftOut = {change(ChangeClass::New, {}, {5})};
    return {VisitChangesSearch::Missing::Nothing, {}, found};
}

} // namespace

class ChangeTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init()
    {
        QSettings().clear();
        applyTheme(ThemeName::Dark);
        QLocale::setDefault(QLocale::c());
        m_table = std::make_unique<ChangeTable>();
        m_table->resize(296, 600);
        m_table->setSearch(fiveChanges());
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        m_rows = child<QTableView>("rows");
    }

    void cleanup() { m_table.reset(); }

    void countsPerClassStandAbove_data()
    {
        QTest::addColumn<ChangeClass>("kind");
        QTest::addColumn<QString>("count");
        for (const ChangeClass kind : kChangeClasses) {
            const bool none = kind == ChangeClass::Shrinking || kind == ChangeClass::Split;
            QTest::newRow(changeKey(kind).c_str()) << kind << (none ? "0" : "1");
        }
    }

    void countsPerClassStandAbove()
    {
        QFETCH(ChangeClass, kind);
        QFETCH(QString, count);
        const auto* label = child<QLabel>(("count." + changeKey(kind)).c_str());
        QCOMPARE(label->text(), count);
        QCOMPARE(label->isEnabled(), count != QLatin1String("0"));
    }

    void classesDifferByShape()
    {
        QList<QImage> icons;
        for (const ChangeClass kind : kChangeClasses) {
            const QImage image =
                changeIcon(kind).pixmap(48).toImage().convertToFormat(QImage::Format_Alpha8);
            QVERIFY(!image.isNull());
            QVERIFY(!icons.contains(image));
            icons << image;
        }
    }

    void rowsTellNumbersAndUnits()
    {
        QCOMPARE(m_table->rowCount(), 5);
        QCOMPARE(cell(0, ChangeModel::Id), QStringLiteral("6"));
        QCOMPARE(cell(0, ChangeModel::Before), QString());
        QCOMPARE(cell(0, ChangeModel::Change), QStringLiteral("+0.500"));
        QCOMPARE(cell(0, ChangeModel::Share), QString());
        QCOMPARE(cell(1, ChangeModel::Before), QStringLiteral("1.000"));
        QCOMPARE(cell(1, ChangeModel::Now), QStringLiteral("2.000"));
        QCOMPARE(cell(1, ChangeModel::Share), QStringLiteral("+100"));
        QCOMPARE(cell(3, ChangeModel::Now), QString());
        QCOMPARE(cell(3, ChangeModel::Share), QStringLiteral("-100"));
        QCOMPARE(cell(4, ChangeModel::Id), QStringLiteral("4+5\u2009\u2192\u20094"));
        for (int column = ChangeModel::Before; column < ChangeModel::ColumnCount; ++column) {
            const QString head = m_rows->model()->headerData(column, Qt::Horizontal).toString();
            QVERIFY(head.endsWith(QLatin1String("ml")) || head.endsWith(QLatin1Char('%')));
        }
    }

    void everyColumnIsReadBesideAScrollBar_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("German") << QStringLiteral("de");
    }

    void everyColumnIsReadBesideAScrollBar()
    {
        QFETCH(QString, language);
        const auto restored = qScopeGuard([] { applyLanguage(QStringLiteral("en")); });
        applyLanguage(language);
        m_table->resize(kNarrowest, 600);
        setManyRows();
        QTRY_VERIFY(m_rows->verticalScrollBar()->isVisible());
        QVERIFY(!m_rows->horizontalScrollBar()->isVisible());
        QCOMPARE(m_table->width(), kNarrowest);
        for (int column = 0; column < ChangeModel::ColumnCount; ++column) {
            QVERIFY2(m_rows->columnWidth(column) >= neededWidth(column),
                     qPrintable(QStringLiteral("column %1 has %2 of %3")
                                    .arg(column)
                                    .arg(m_rows->columnWidth(column))
                                    .arg(neededWidth(column))));
        }
    }

    void volumesHaveTheDigitsThatCount()
    {
        setManyRows();
        QCOMPARE(cell(0, ChangeModel::Now), QStringLiteral("12.35")); // 12.346 ml
        QCOMPARE(cell(1, ChangeModel::Now), QStringLiteral("0.500"));
    }

    void ruleAndWhatIsLeftOutAreTold()
    {
        const QString rule = child<QLabel>("rule")->text();
        QVERIFY(rule.contains(QLatin1String("30")) && rule.contains(QLatin1String("3 mm")));
        const QString notes = child<QLabel>("notes")->text();
        QVERIFY(notes.contains(QLatin1String("1 lesion")));
        QVERIFY(notes.contains(QLatin1String("accepted")));
    }

    void clickTellsThePlaceAndSoDoesTheNext()
    {
        QSignalSpy selected(m_table.get(), &ChangeTable::changeSelected);
        for (int click = 0; click < 2; ++click) {
            QTest::mouseClick(m_rows->viewport(),
                              Qt::LeftButton,
                              {},
                              m_rows->visualRect(m_rows->model()->index(3, 1)).center());
            QCOMPARE(selected.count(), click + 1);
            QCOMPARE(selected.last()[0].value<PatientPoint>().x, 30.0);
        }
    }

    void sortsByVolumeNotByText()
    {
        m_rows->sortByColumn(ChangeModel::Change, Qt::DescendingOrder);
        QCOMPARE(cell(0, ChangeModel::Id), QStringLiteral("1"));
        QCOMPARE(cell(4, ChangeModel::Id), QStringLiteral("3"));
    }

    void limitsAreTheRule()
    {
        QSignalSpy changed(m_table.get(), &ChangeTable::ruleChanged);
        child<QDoubleSpinBox>("share")->setValue(50.0);
        child<QDoubleSpinBox>("length")->setValue(5.0);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(m_table->rule().minVolumeChange, 0.5);
        QCOMPARE(changed.last()[0].value<ChangeRule>().minDiameterMm, 5.0);
    }

    void limitsAreRemembered()
    {
        child<QDoubleSpinBox>("share")->setValue(40.0);
        ChangeTable later;
        QCOMPARE(later.rule().minVolumeChange, 0.4);
        QCOMPARE(later.findChild<QDoubleSpinBox*>(QStringLiteral("changeTable.share"))->value(),
                 40.0);
        QCOMPARE(later.rule().minDiameterMm, ChangeRule().minDiameterMm);
    }

    void authorIsChosen()
    {
        QSignalSpy chosen(m_table.get(), &ChangeTable::authorChosen);
        m_table->setAuthors({{"grader-1", "Grader 1", AuthorRole::Grader},
                             {"model-x", "Model x", AuthorRole::Model}},
                            QStringLiteral("model-x"));
        auto* box = child<QComboBox>("author");
        QCOMPARE(box->currentText(), QStringLiteral("Model x"));
        QVERIFY(chosen.isEmpty());
        Q_EMIT box->activated(0);
        QCOMPARE(chosen.last()[0].toString(), QStringLiteral("grader-1"));
    }

    void saysWhyThereIsNothing_data()
    {
        using Missing = VisitChangesSearch::Missing;
        QTest::addColumn<Missing>("missing");
        QTest::newRow("no earlier visit") << Missing::Pair;
        QTest::newRow("not registered") << Missing::Registration;
        QTest::newRow("no mask before") << Missing::PriorMask;
        QTest::newRow("no mask now") << Missing::CurrentMask;
        QTest::newRow("another grid") << Missing::Grid;
    }

    void saysWhyThereIsNothing()
    {
        QFETCH(VisitChangesSearch::Missing, missing);
        const VisitChangesSearch search{missing, "The detail.", std::nullopt};
        m_table->setSearch(search);
        QCOMPARE(m_table->rowCount(), 0);
        QVERIFY(!m_rows->isVisible());
        const auto* empty = child<QLabel>("empty");
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->text(), missingSentence(search));
        QVERIFY(empty->text().size() > QStringLiteral("The detail.").size() + 10);
    }

    void exportsWhatIsListed()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("changes.csv"));
        QLocale::setDefault(QLocale(QLocale::German));
        m_table->exportCsv(path.toStdString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0].split(',').size(), 17);
        QVERIFY(lines[1].startsWith("P1,01,02,new,new,,6,0.000000,0.500000,0.500000,,"));
        QVERIFY(lines[5].startsWith("P1,01,02,merged,enlarging,4+5,4,1.500000,2.000000,0.500000,"
                                    "33.33,"));
        QVERIFY(lines[5].contains("26-connected"));
        QVERIFY_THROWS_EXCEPTION(
            Error, m_table->exportCsv((path + QStringLiteral("/below.csv")).toStdString()));
    }

private:
    void setManyRows()
    {
        VisitChangesSearch search = fiveChanges();
        auto& all = search.found->changes.changes;
        const std::vector<LesionChange> five = all;
        for (int n = 0; n < 3; ++n) {
            all.insert(all.end(), five.begin(), five.end());
        }
        all[0].currentMl = 12.346;
        all[1].currentMl = 24.0;
        search.found->priorIds[3].id = 14;
        search.found->priorIds[4].id = 15;
        search.found->currentIds[3].id = 14;
        m_table->setSearch(search);
    }

    /// What the widest cell and the head of a column ask for.
    int neededWidth(int column) const
    {
        QStyleOptionViewItem option;
        option.initFrom(m_rows);
        option.font = m_rows->font();
        option.decorationSize = m_rows->iconSize();
        option.widget = m_rows;
        QFont font = m_rows->font();
        font.setPixelSize(kCaptionPx);
        const QString head = m_rows->model()->headerData(column, Qt::Horizontal).toString();
        int width = QFontMetrics(font).size(0, head).width() + 2 * kSpace;
        for (int row = 0; row < m_rows->model()->rowCount(); ++row) {
            const QModelIndex at = m_rows->model()->index(row, column);
            width = std::max(width, m_rows->itemDelegate()->sizeHint(option, at).width());
        }
        return width;
    }

    QString cell(int row, int column) const
    {
        return m_rows->model()->index(row, column).data().toString();
    }

    template <typename Widget>
    Widget* child(const char* name) const
    {
        return m_table->findChild<Widget*>(QStringLiteral("changeTable.") +
                                           QLatin1StringView(name));
    }

    std::unique_ptr<ChangeTable> m_table;
    QTableView* m_rows = nullptr;
};

QTEST_MAIN(ChangeTableTest)
#include "change_table_test.moc"
