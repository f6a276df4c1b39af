#include "core/base/error.h"
#include "widgets/panel/lesion_model.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace dawson;

namespace
{

using State = LesionOutcome::State;

LesionOutcome outcome(State state, int label, double volumeMl, const PatientPoint& inside)
{
    LesionOutcome result;
    result.state = state;
    result.lesion.label = label;
    result.lesion.volumeMl = volumeMl;
    result.lesion.diameterMm = 10.0 * volumeMl;
    result.lesion.inside = inside;
    return result;
}

/// Reference lesions 1 to 3 (the second missed), then the prediction's second, spurious.
std::vector<LesionOutcome> fourLesions()
{
    return {outcome(State::Detected, 1, 2.5, {23, 14, 40}),
            outcome(State::Missed, 2, 0.75, {-8, -5, 31}),
            outcome(State::Detected, 3, 0.012, {1, 2, -60}),
            outcome(State::Spurious, 2, 0.2, {9, 9, 9})};
}

} // namespace

class LesionTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void cleanup() { m_table.reset(); }

    void statesHaveWordIconAndCount();
    void narrowTableShowsStatesAsSigns();
    void cellsHoldNumbersAndUnitsStandInTheHead();
    void sortsByNumberNotByText_data();
    void sortsByNumberNotByText();
    void buttonsFilterByState();
    void clickSelectsAndTells();
    void secondClickTellsAgain();
    void focusAloneTellsNothing();
    void arrowKeyGoesOn();
    void selectingFromOutsideIsSilent();
    void refillingKeepsThePlace();
    void nextAndPreviousGoRound();
    void enterAndDoubleClickOpen();
    void lesionsOfOneMaskHaveNoState();
    void patternsAreShownAndSuggestionsMarked();
    void saysWhyItIsEmpty();
    void exportsWhatIsShown();
    void exportNamesTheFileItCannotWrite();

private:
    QString cell(int row, int column) const
    {
        return m_rows->model()->index(row, column).data().toString();
    }

    QPoint middleOf(int row) const
    {
        return m_rows->visualRect(m_rows->model()->index(row, LesionModel::Volume)).center();
    }

    template <typename Widget>
    Widget* child(const char* name) const
    {
        return m_table->findChild<Widget*>(QStringLiteral("lesionTable.") + QLatin1String(name));
    }

    std::unique_ptr<LesionTable> m_table;
    QTableView* m_rows = nullptr;
};

void LesionTableTest::init()
{
    applyTheme(ThemeName::Dark);
    m_table = std::make_unique<LesionTable>();
    m_table->resize(420, 400);
    m_table->setOutcomes(fourLesions(), QStringLiteral("Any overlap."));
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    m_rows = child<QTableView>("rows");
}

void LesionTableTest::statesHaveWordIconAndCount()
{
    QCOMPARE(child<QLabel>("rule")->text(), QStringLiteral("Any overlap."));
    QCOMPARE(cell(0, LesionModel::State), QStringLiteral("Detected"));
    QCOMPARE(cell(1, LesionModel::State), QStringLiteral("Missed"));
    QCOMPARE(cell(3, LesionModel::State), QStringLiteral("Spurious"));
    QVERIFY(child<QToolButton>("detected")->text().endsWith(QLatin1Char('2')));
    QVERIFY(child<QToolButton>("missed")->text().endsWith(QLatin1Char('1')));
    QList<QImage> icons;
    for (const auto state : {State::Detected, State::Missed, State::Spurious}) {
        // Alike but for colour would not do: the shapes must differ.
        icons << stateIcon(state).pixmap(48).toImage().convertToFormat(QImage::Format_Alpha8);
    }
    QVERIFY(icons[0] != icons[1] && icons[1] != icons[2] && icons[0] != icons[2]);
}

void LesionTableTest::narrowTableShowsStatesAsSigns()
{
    m_table->resize(270, 400);
    QTRY_COMPARE(cell(0, LesionModel::State), QString());
    const QModelIndex state = m_rows->model()->index(0, LesionModel::State);
    QCOMPARE(state.data(Qt::ToolTipRole).toString(), QStringLiteral("Detected"));
    QVERIFY(!state.data(Qt::DecorationRole).value<QIcon>().isNull());

    m_table->resize(420, 400);
    QTRY_COMPARE(cell(0, LesionModel::State), QStringLiteral("Detected"));
}

void LesionTableTest::cellsHoldNumbersAndUnitsStandInTheHead()
{
    const auto head = [this](int column) {
        return m_rows->model()->headerData(column, Qt::Horizontal).toString();
    };
    QCOMPARE(head(LesionModel::Volume), QStringLiteral("Volume\nml"));
    QCOMPARE(head(LesionModel::Size), QStringLiteral("Size\nmm"));
    QCOMPARE(cell(0, LesionModel::Volume), QStringLiteral("2.500"));
    QCOMPARE(cell(2, LesionModel::Volume), QStringLiteral("0.012"));
    QCOMPARE(cell(0, LesionModel::Size), QStringLiteral("25.0"));
    QCOMPARE(cell(0, LesionModel::Position).simplified(), QStringLiteral("L 23 P 14 S 40"));
    QCOMPARE(cell(1, LesionModel::Position).simplified(), QStringLiteral("R 8 A 5 S 31"));
    QCOMPARE(cell(2, LesionModel::Position).simplified(), QStringLiteral("L 1 P 2 I 60"));
    QCOMPARE(cell(3, LesionModel::Number), QStringLiteral("P2")); // a number of the prediction
    const auto alignment = m_rows->model()
                               ->index(0, LesionModel::Volume)
                               .data(Qt::TextAlignmentRole)
                               .value<Qt::Alignment>();
    QVERIFY(alignment.testFlag(Qt::AlignRight));
}

void LesionTableTest::sortsByNumberNotByText_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QStringList>("numbers");
    const auto list = [](const char* words) {
        return QString::fromLatin1(words).split(QLatin1Char(' '));
    };

    QTest::newRow("number") << int(LesionModel::Number) << list("1 2 3 P2");
    QTest::newRow("state") << int(LesionModel::State) << list("1 3 2 P2");
    QTest::newRow("volume") << int(LesionModel::Volume) << list("3 P2 2 1");
    QTest::newRow("size") << int(LesionModel::Size) << list("3 P2 2 1");
    QTest::newRow("position, from below") << int(LesionModel::Position) << list("3 P2 2 1");
}

void LesionTableTest::sortsByNumberNotByText()
{
    QFETCH(int, column);
    QFETCH(QStringList, numbers);
    QHeaderView* head = m_rows->horizontalHeader();
    const QPoint at(head->sectionViewportPosition(column) + head->sectionSize(column) / 2,
                    head->height() / 2);

    if (column != LesionModel::Number) {
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
    }

    QStringList shown;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        shown << cell(row, LesionModel::Number);
    }
    QCOMPARE(shown, numbers);
}

void LesionTableTest::buttonsFilterByState()
{
    QTest::mouseClick(child<QToolButton>("detected"), Qt::LeftButton);
    QCOMPARE(m_table->rowCount(), 2);
    QCOMPARE(cell(0, LesionModel::State), QStringLiteral("Missed"));
    QTest::mouseClick(child<QToolButton>("missed"), Qt::LeftButton);
    QTest::mouseClick(child<QToolButton>("spurious"), Qt::LeftButton);
    QCOMPARE(m_table->rowCount(), 0);
    QVERIFY(child<QLabel>("empty")->isVisible());
    QTest::mouseClick(child<QToolButton>("detected"), Qt::LeftButton);
    QCOMPARE(m_table->rowCount(), 2);
    QVERIFY(m_rows->isVisible());
}

void LesionTableTest::clickSelectsAndTells()
{
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(1));

    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].value<PatientPoint>(), (PatientPoint{-8, -5, 31}));
    QCOMPARE(selected[0][1].toInt(), 2);
}

void LesionTableTest::secondClickTellsAgain()
{
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(1));
    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(1));

    QCOMPARE(selected.size(), 2); // the crosshair may have moved away meanwhile
}

void LesionTableTest::focusAloneTellsNothing()
{
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    child<QToolButton>("export")->setFocus();
    m_rows->setFocus(Qt::TabFocusReason);

    QCOMPARE(selected.size(), 0);
    QVERIFY(!m_rows->selectionModel()->hasSelection());
}

void LesionTableTest::arrowKeyGoesOn()
{
    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(0));
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    QTest::keyClick(m_rows, Qt::Key_Down);
    QTest::keyClick(m_rows, Qt::Key_Down);

    QCOMPARE(selected.size(), 2);
    QCOMPARE(selected[1][1].toInt(), 3);
}

void LesionTableTest::selectingFromOutsideIsSilent()
{
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    m_table->selectLesionAt({9, 9, 9});
    QVERIFY(m_rows->selectionModel()->isRowSelected(3));
    m_table->selectLesionAt({1, 2, -60});
    QVERIFY(!m_rows->selectionModel()->isRowSelected(3));
    m_table->selectLesionAt({500, 0, 0});
    QVERIFY(!m_rows->selectionModel()->hasSelection());

    QCOMPARE(selected.size(), 0);
    // And a click on the row chosen before still tells.
    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(2));
    QCOMPARE(selected.size(), 1);
}

void LesionTableTest::refillingKeepsThePlace()
{
    std::vector<LesionOutcome> many;
    for (int label = 1; label <= 60; ++label) {
        many.push_back(outcome(State::Detected, label, 1.0, {1.0 * label, 0, 0}));
    }
    m_table->setOutcomes(many, QStringLiteral("Any overlap."));
    QTRY_VERIFY(m_rows->verticalScrollBar()->maximum() > 0);
    m_table->selectLesionAt({50, 0, 0});
    const int scrolled = m_rows->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);

    many.push_back(outcome(State::Missed, 61, 1.0, {61, 0, 0}));
    m_table->setOutcomes(many, QStringLiteral("Any overlap."));

    QVERIFY(m_rows->selectionModel()->isRowSelected(49));
    QCOMPARE(m_rows->verticalScrollBar()->value(), scrolled);
    QCOMPARE(selected.size(), 0);
}

void LesionTableTest::nextAndPreviousGoRound()
{
    QSignalSpy selected(m_table.get(), &LesionTable::lesionSelected);
    for (int n = 0; n < 5; ++n) {
        m_table->selectNext();
    }
    QCOMPARE(selected.size(), 5);
    QCOMPARE(m_rows->currentIndex().row(), 0);
    m_table->selectPrevious();
    QCOMPARE(m_rows->currentIndex().row(), 3);
    m_table->setOutcomes({fourLesions().front()}, {}); // the only one, from wherever the eye went
    m_table->selectNext();
    m_table->selectNext(); // tells again
    m_table->clear();
    m_table->selectNext();
    QCOMPARE(selected.size(), 8);
}

void LesionTableTest::enterAndDoubleClickOpen()
{
    QSignalSpy activated(m_table.get(), &LesionTable::lesionActivated);

    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(2));
    QTest::keyClick(m_rows, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<PatientPoint>(), (PatientPoint{1, 2, -60}));
    QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(1));
    QTest::mouseDClick(m_rows->viewport(), Qt::LeftButton, {}, middleOf(1));
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[1][1].toInt(), 2);
}

void LesionTableTest::patternsAreShownAndSuggestionsMarked()
{
    QVERIFY(m_rows->isColumnHidden(LesionModel::Pattern));
    m_table->setLesions({fourLesions()[0].lesion, fourLesions()[1].lesion},
                        {{EnhancementPattern::Ring, false}, {EnhancementPattern::Nodular, true}});
    QVERIFY(!m_rows->isColumnHidden(LesionModel::Pattern));
    QVERIFY(m_rows->property("dense").toBool());
    QCOMPARE(cell(0, LesionModel::Pattern), QStringLiteral("Ring"));
    QCOMPARE(cell(1, LesionModel::Pattern), QStringLiteral("Nodular?"));
    QVERIFY(m_rows->columnWidth(LesionModel::Pattern) >
            m_rows->fontMetrics().horizontalAdvance(QStringLiteral("Nodular?")));
    // The window's column for it is 348 wide, 24 of it margins and scroll bar.
    QVERIFY2(m_rows->minimumWidth() <= 348 - 24, qPrintable(QString::number(m_rows->width())));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lesions.csv"));
    m_table->exportCsv(path.toStdString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QVERIFY(lines[0].endsWith(",rule,pattern"));
    QVERIFY(lines[1].endsWith(",ring"));
    QVERIFY(lines[2].endsWith(",nodular?"));
    m_table->setLesions({fourLesions()[0].lesion});
    QVERIFY(m_rows->isColumnHidden(LesionModel::Pattern));
    QVERIFY(!m_rows->property("dense").toBool());
}

void LesionTableTest::lesionsOfOneMaskHaveNoState()
{
    m_table->setLesions({fourLesions()[0].lesion, fourLesions()[1].lesion});

    QCOMPARE(m_table->rowCount(), 2);
    QVERIFY(m_rows->isColumnHidden(LesionModel::State));
    QVERIFY(!child<QToolButton>("missed")->isVisible());
    QVERIFY(!child<QLabel>("rule")->isVisible());
}

void LesionTableTest::saysWhyItIsEmpty()
{
    const auto* empty = child<QLabel>("empty");

    m_table->setOutcomes({}, QStringLiteral("Any overlap."));
    QCOMPARE(empty->text(), QStringLiteral("Neither mask has a lesion."));
    m_table->setLesions({});
    QCOMPARE(empty->text(), QStringLiteral("This mask has no lesions yet."));
    m_table->clear();
    QCOMPARE(empty->text(), QStringLiteral("Lesions are listed here once a mask is open."));
    QVERIFY(empty->isVisible());
    QVERIFY(!child<QToolButton>("export")->isEnabled());
}

void LesionTableTest::exportsWhatIsShown()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lesions.csv"));
    QTest::mouseClick(child<QToolButton>("detected"), Qt::LeftButton);

    m_table->exportCsv(path.toStdString());

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(),
             QByteArray("lesion,mask,volume_ml,size_mm,state,x_left_mm,y_posterior_mm,"
                        "z_superior_mm,rule\n"
                        "2,reference,0.750000,7.50,missed,-8.00,-5.00,31.00,\"Any overlap.\"\n"
                        "2,prediction,0.200000,2.00,spurious,9.00,9.00,9.00,\"Any overlap.\"\n"));
}

void LesionTableTest::exportNamesTheFileItCannotWrite()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("file")).toStdString();
    std::filesystem::create_directories(file / "lesions.csv"); // a folder of that name

    try {
        m_table->exportCsv(file / "lesions.csv");
        QFAIL("It claims to have written a folder.");
    } catch (const Error& error) {
        QVERIFY(error.describe().find("lesions.csv") != std::string::npos);
    }
}

QTEST_MAIN(LesionTableTest)
#include "lesion_table_test.moc"
