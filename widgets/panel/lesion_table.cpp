#include "widgets/panel/lesion_table.h"

#include "core/base/atomic_file.h"
#include "widgets/panel/csv_export.h"
#include "widgets/panel/lesion_model.h"
#include "widgets/panel/row_table.h"
#include "widgets/panel/state_filter.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace dawson
{

namespace
{

constexpr double kSamePlaceMm = 0.01;
constexpr int kCellMargins = 4 * kSpace; ///< those of the style sheet and of the style
constexpr int kDenseMargins = 2 * kSpace;
constexpr int kIconRoom = 7 * kSpace;
constexpr int kSignWidth = kIconRoom + kSpace; ///< of the state without its word
/// The arrow stands above the words, where it hides none of them.
constexpr const char* kHeadStyle = "QHeaderView::section { padding: 9px %1px 3px %1px; }"
                                   "QHeaderView::up-arrow, QHeaderView::down-arrow {"
                                   " subcontrol-origin: padding; subcontrol-position: top center;"
                                   " width: 9px; height: 9px; }";

QString headStyle(bool dense)
{
    return QString::fromLatin1(kHeadStyle).arg(dense ? 1 : 6);
}

} // namespace

struct LesionTable::State {
    LesionModel model;
    StateFilter filter;
    QLabel* rule = nullptr;
    std::array<QToolButton*, kStates.size()> states{};
    CsvExport* save = nullptr;
    QStackedWidget* pages = nullptr; ///< the table, or why there is none
    RowTable* table = nullptr;
    QLabel* empty = nullptr;
    QString ruleText;
    bool compared = false;
    bool filled = false;

    const LesionRow& row(int shown) const
    {
        const QModelIndex source = filter.mapToSource(filter.index(shown, 0));
        return model.rows()[static_cast<std::size_t>(source.row())];
    }
};

LesionTable::LesionTable(QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>())
{
    setObjectName(QStringLiteral("lesionTable"));
    m_state->filter.setSourceModel(&m_state->model);
    m_state->filter.setSortRole(LesionModel::kSortRole);
    m_state->empty = new QLabel(this);
    m_state->empty->setObjectName(QStringLiteral("lesionTable.empty"));
    m_state->empty->setProperty("role", QStringLiteral("muted"));
    m_state->empty->setAlignment(Qt::AlignCenter);
    m_state->empty->setWordWrap(true);
    m_state->pages = new QStackedWidget(this);
    m_state->pages->addWidget(makeTable());
    m_state->pages->addWidget(m_state->empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    column->addLayout(makeHeadRow());
    column->addLayout(makeFilterRow());
    column->addWidget(m_state->pages, 1);
    column->addWidget(m_state->save->message());
    retranslate();
}

LesionTable::~LesionTable()
{
    // The view must not outlive the model it shows.
    delete m_state->table;
}

QWidget* LesionTable::makeTable()
{
    auto* table = new RowTable(m_state->filter, this);
    table->setObjectName(QStringLiteral("lesionTable.rows"));
    table->setSortingEnabled(true);
    table->sortByColumn(LesionModel::Number, Qt::AscendingOrder);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setMinimumSectionSize(kSectionGap);
    table->horizontalHeader()->setStyleSheet(headStyle(false));
    m_state->table = table;
    table->viewport()->installEventFilter(this);
    connect(table, &RowTable::rowChosen, this, [this](int row) {
        const Lesion& lesion = m_state->row(row).lesion;
        Q_EMIT lesionSelected(lesion.inside, lesion.label);
    });
    connect(table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const Lesion& lesion = m_state->row(index.row()).lesion;
        Q_EMIT lesionActivated(lesion.inside, lesion.label);
    });
    return table;
}

QLayout* LesionTable::makeHeadRow()
{
    m_state->rule = new QLabel(this);
    m_state->rule->setObjectName(QStringLiteral("lesionTable.rule"));
    m_state->rule->setProperty("role", QStringLiteral("caption"));
    m_state->rule->setWordWrap(true);
    m_state->save = new CsvExport(*this,
                                  QStringLiteral("lesionTable"),
                                  [this](const std::filesystem::path& path) { exportCsv(path); });
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpace);
    row->addWidget(m_state->rule, 1);
    row->addStretch(0);
    row->addWidget(m_state->save->button(), 0, Qt::AlignTop);
    return row;
}

QLayout* LesionTable::makeFilterRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpace);
    for (const auto state : kStates) {
        QToolButton* button = stateButton(state, this);
        connect(button, &QToolButton::toggled, this, [this, state](bool shown) {
            m_state->filter.setShown(state, shown);
            showPage();
        });
        m_state->states[indexOf(state)] = button;
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

/// Columns stand closer, so that the table does not widen its surroundings.
void LesionTable::setDense(bool dense)
{
    RowTable& table = *m_state->table;
    if (table.property("dense").toBool() == dense) {
        return;
    }
    table.setProperty("dense", dense);
    table.style()->unpolish(&table);
    table.style()->polish(&table);
    table.horizontalHeader()->setStyleSheet(headStyle(dense));
}

/// Wide enough for any number met in a brain; the position takes what is left, if more.
void LesionTable::setColumnWidths()
{
    const int margins = m_state->model.hasPatterns() ? kDenseMargins : kCellMargins;
    const auto fit = [this, margins](LesionModel::Column column,
                                     std::initializer_list<QString> texts) {
        int width = 0;
        for (const QString& text : texts) {
            width = std::max(width, m_state->table->fontMetrics().horizontalAdvance(text));
        }
        m_state->table->setColumnWidth(column, width + margins);
        return width + margins; // the last column may be stretched beyond it
    };
    const int words =
        kIconRoom + fit(LesionModel::State,
                        {stateName(kStates[0]), stateName(kStates[1]), stateName(kStates[2])});
    const int needed = words +
                       fit(LesionModel::Number, {QStringLiteral("P88"), QStringLiteral("888")}) +
                       fit(LesionModel::Volume, {QStringLiteral("88.888"), tr("Volume")}) +
                       fit(LesionModel::Pattern,
                           {patternText({EnhancementPattern::Nodular, true}),
                            patternText({EnhancementPattern::Ring, true})}) *
                           (m_state->model.hasPatterns() ? 1 : 0) +
                       fit(LesionModel::Size, {QStringLiteral("888.8")}) +
                       fit(LesionModel::Position, {positionText({-88.0, -88.0, -88.0})});
    const bool narrow = m_state->compared && needed > m_state->table->viewport()->width();
    m_state->model.setStatesAsSigns(narrow);
    m_state->table->setColumnWidth(LesionModel::State, narrow ? kSignWidth : words);
    // Whoever makes the room sees to it that no position is cut off.
    const int state = m_state->compared ? kSignWidth : 0;
    m_state->table->setMinimumWidth(needed - words + state +
                                    m_state->table->verticalScrollBar()->sizeHint().width() +
                                    2 * m_state->table->frameWidth());
}

void LesionTable::retranslate()
{
    std::array<int, kStates.size()> counts{};
    for (const LesionRow& row : m_state->model.rows()) {
        if (row.state) {
            ++counts[indexOf(*row.state)];
        }
    }
    for (const auto state : kStates) {
        QToolButton* button = m_state->states[indexOf(state)];
        button->setText(
            QStringLiteral("%1\u2009%2").arg(stateName(state)).arg(counts[indexOf(state)]));
        button->setIcon(stateIcon(state));
        button->setToolTip(tr("Show or hide these lesions"));
        button->setVisible(m_state->compared);
    }
    m_state->save->setQuestion(tr("Save the lesions"), QStringLiteral("lesions.csv"));
    m_state->save->button()->setToolTip(tr("Save the rows shown as CSV"));
    m_state->save->button()->setAccessibleName(tr("Save the lesions as CSV"));
    m_state->save->button()->setEnabled(!m_state->model.rows().empty());
    m_state->table->setAccessibleName(tr("Lesions"));
    m_state->table->setColumnHidden(LesionModel::State, !m_state->compared);
    m_state->table->setColumnHidden(LesionModel::Pattern, !m_state->model.hasPatterns());
    m_state->rule->setText(m_state->ruleText);
    m_state->rule->setVisible(!m_state->ruleText.isEmpty());
    m_state->model.refresh();
    setDense(m_state->model.hasPatterns());
    setColumnWidths();
    showPage();
}

void LesionTable::showPage()
{
    const bool none = m_state->filter.rowCount() == 0;
    m_state->pages->setCurrentIndex(none ? 1 : 0);
    if (!m_state->filled) {
        m_state->empty->setText(tr("Lesions are listed here once a mask is open."));
    } else if (!m_state->model.rows().empty()) {
        m_state->empty->setText(tr("No lesion in the states chosen above."));
    } else if (m_state->compared) {
        m_state->empty->setText(tr("Neither mask has a lesion."));
    } else {
        m_state->empty->setText(tr("This mask has no lesions yet."));
    }
}

void LesionTable::fill(std::vector<LesionRow> rows, bool compared, const QString& rule)
{
    m_state->compared = compared;
    m_state->ruleText = rule;
    m_state->save->message()->hide();
    // Painting fills the table again and again; the eye must not lose its place.
    const int chosen = m_state->table->selectedRow();
    std::optional<PatientPoint> place;
    if (chosen >= 0) {
        place = m_state->row(chosen).lesion.inside;
    }
    const int scrolled = m_state->table->verticalScrollBar()->value();
    m_state->model.setRows(std::move(rows));
    retranslate();
    if (place) {
        selectLesionAt(*place);
    }
    m_state->table->verticalScrollBar()->setValue(scrolled);
}

void LesionTable::setOutcomes(const std::vector<LesionOutcome>& outcomes, const QString& rule)
{
    m_state->filled = true;
    fill(lesionRows(outcomes), true, rule);
}

void LesionTable::setLesions(const std::vector<Lesion>& lesions,
                             const std::vector<LesionPattern>& patterns)
{
    m_state->filled = true;
    fill(lesionRows(lesions, patterns), false, QString());
}

void LesionTable::clear()
{
    m_state->filled = false;
    fill({}, false, QString());
}

int LesionTable::rowCount() const
{
    return m_state->filter.rowCount();
}

void LesionTable::selectLesionAt(const PatientPoint& point)
{
    int found = -1;
    for (int row = 0; row < rowCount() && found < 0; ++row) {
        const PatientPoint& inside = m_state->row(row).lesion.inside;
        if (std::hypot(inside.x - point.x, inside.y - point.y, inside.z - point.z) < kSamePlaceMm) {
            found = row;
        }
    }
    m_state->table->selectQuietly(found);
}

void LesionTable::selectNext()
{
    const int current = m_state->table->selectedRow();
    if (rowCount() > 0) {
        m_state->table->chooseRow((current + 1) % rowCount());
    }
}

void LesionTable::selectPrevious()
{
    const int current = m_state->table->selectedRow();
    if (rowCount() > 0) {
        m_state->table->chooseRow(current > 0 ? current - 1 : rowCount() - 1);
    }
}

void LesionTable::exportCsv(const std::filesystem::path& path) const
{
    std::vector<LesionRow> rows;
    for (int row = 0; row < rowCount(); ++row) {
        rows.push_back(m_state->row(row));
    }
    writeTextAtomically(path, lesionCsv(rows, m_state->ruleText));
}

bool LesionTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        setColumnWidths();
    }
    return QWidget::eventFilter(watched, event);
}

void LesionTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
