#include "widgets/change/change_table.h"

#include "core/base/atomic_file.h"
#include "widgets/change/change_model.h"
#include "widgets/change/change_sums.h"
#include "widgets/change/change_words.h"
#include "widgets/panel/csv_export.h"
#include "widgets/panel/row_table.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <optional>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kRowPx = kBodyPx + 3 * kSpace; ///< of a RowTable
constexpr int kSignWidth = kHeadPx + 2 * kSpace;
constexpr int kShownRows = 8;
constexpr auto kShareKey = "changes/minVolumeChange";
constexpr auto kLengthKey = "changes/minDiameterMm";

} // namespace

struct ChangeTable::State {
    ChangeModel model;
    QSortFilterProxyModel sorted;
    QComboBox* author = nullptr;
    QLabel* updating = nullptr;
    CsvExport* save = nullptr;
    ChangeSums* sums = nullptr;
    std::array<QLabel*, 2> limitNames{};
    QDoubleSpinBox* share = nullptr;
    QDoubleSpinBox* length = nullptr;
    QLabel* ruleText = nullptr;
    RowTable* table = nullptr;
    QLabel* notes = nullptr;
    QLabel* empty = nullptr;
    QWidget* content = nullptr; ///< all that needs a result
    ChangeRule rule;
    std::optional<VisitChanges> found;

    const ChangeRow& row(int shown) const
    {
        const int source = sorted.mapToSource(sorted.index(shown, 0)).row();
        return model.rows()[static_cast<std::size_t>(source)];
    }
};

ChangeTable::ChangeTable(QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>())
{
    setObjectName(QStringLiteral("changeTable"));
    m_state->sorted.setSourceModel(&m_state->model);
    m_state->sorted.setSortRole(ChangeModel::kSortRole);
    const auto label = [this](const char* name, const char* role) {
        auto* text = new QLabel(this);
        text->setObjectName(QStringLiteral("changeTable.") + QLatin1StringView(name));
        text->setProperty("role", QLatin1StringView(role));
        text->setWordWrap(true);
        return text;
    };
    m_state->ruleText = label("rule", "caption");
    m_state->notes = label("notes", "caption");
    m_state->empty = label("empty", "muted");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kControlGap);
    column->addLayout(makeHeadRow());
    column->addWidget(m_state->empty);
    m_state->content = new QWidget(this);
    auto* rows = new QVBoxLayout(m_state->content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kControlGap);
    m_state->sums = new ChangeSums(m_state->content);
    rows->addWidget(m_state->sums);
    rows->addLayout(makeRuleRow());
    rows->addWidget(m_state->ruleText);
    rows->addWidget(makeTable());
    rows->addWidget(m_state->notes);
    column->addWidget(m_state->content);
    column->addWidget(m_state->save->message());
    clear();
}

ChangeTable::~ChangeTable()
{
    // The view must not outlive the model it shows.
    delete m_state->table;
}

QLayout* ChangeTable::makeHeadRow()
{
    m_state->author = new QComboBox(this);
    m_state->author->setObjectName(QStringLiteral("changeTable.author"));
    m_state->author->setMinimumContentsLength(12);
    m_state->author->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_state->author, &QComboBox::activated, this, [this](int index) {
        Q_EMIT authorChosen(m_state->author->itemData(index).toString());
    });
    m_state->save = new CsvExport(*this,
                                  QStringLiteral("changeTable"),
                                  [this](const std::filesystem::path& path) { exportCsv(path); });
    auto* row = new QHBoxLayout;
    row->setSpacing(kControlGap);
    m_state->updating = new QLabel(this);
    m_state->updating->setObjectName(QStringLiteral("changeTable.updating"));
    m_state->updating->setProperty("role", QStringLiteral("caption"));
    m_state->updating->hide();
    row->addWidget(m_state->author, 1);
    row->addWidget(m_state->updating);
    row->addWidget(m_state->save->button());
    return row;
}

QLayout* ChangeTable::makeRuleRow()
{
    // One below the other: side by side they would widen the column they stand in.
    auto* rows = new QGridLayout;
    rows->setHorizontalSpacing(kControlGap);
    rows->setVerticalSpacing(kSpace);
    rows->setColumnStretch(2, 1);
    const auto limit = [&](std::size_t n, const char* name, double most, const QString& unit) {
        auto* box = new QDoubleSpinBox(this);
        box->setObjectName(QStringLiteral("changeTable.") + QLatin1StringView(name));
        box->setDecimals(0);
        box->setRange(0.0, most);
        box->setSuffix(unit);
        m_state->limitNames[n] = new QLabel(this);
        m_state->limitNames[n]->setBuddy(box);
        rows->addWidget(m_state->limitNames[n], static_cast<int>(n), 0);
        rows->addWidget(box, static_cast<int>(n), 1);
        return box;
    };
    m_state->share = limit(0, "share", 500.0, QStringLiteral("\u2009%"));
    m_state->share->setSingleStep(5.0);
    m_state->length = limit(1, "length", 50.0, QStringLiteral("\u2009mm"));
    const QSettings kept;
    ChangeRule& rule = m_state->rule;
    rule.minVolumeChange =
        kept.value(QLatin1StringView(kShareKey), rule.minVolumeChange).toDouble();
    rule.minDiameterMm = kept.value(QLatin1StringView(kLengthKey), rule.minDiameterMm).toDouble();
    m_state->share->setValue(100.0 * m_state->rule.minVolumeChange);
    m_state->length->setValue(m_state->rule.minDiameterMm);
    for (QDoubleSpinBox* box : {m_state->share, m_state->length}) {
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ChangeTable::takeRule);
    }
    return rows;
}

QWidget* ChangeTable::makeTable()
{
    auto* table = new RowTable(m_state->sorted, this);
    table->setObjectName(QStringLiteral("changeTable.rows"));
    table->setSortingEnabled(true);
    table->sortByColumn(ChangeModel::Kind, Qt::AscendingOrder);
    table->horizontalHeader()->setMinimumSectionSize(kSignWidth);
    // Figures are never cut; the lesions' numbers get what is left.
    table->setProperty("dense", true);
    table->setTextElideMode(Qt::ElideMiddle);
    table->horizontalHeader()->setSectionResizeMode(ChangeModel::Id, QHeaderView::Stretch);
    table->setColumnWidth(ChangeModel::Kind, kSignWidth);
    table->setMinimumHeight(kShownRows * kRowPx);
    m_state->table = table;
    connect(table, &RowTable::rowChosen, this, [this](int row) {
        Q_EMIT changeSelected(m_state->row(row).change.inside);
    });
    return table;
}

void ChangeTable::setAuthors(const std::vector<Author>& authors, const QString& chosen)
{
    m_state->author->clear();
    for (const Author& author : authors) {
        m_state->author->addItem(QString::fromStdString(author.name),
                                 QString::fromStdString(author.folder));
    }
    m_state->author->setCurrentIndex(m_state->author->findData(chosen));
    m_state->author->setEnabled(authors.size() > 1);
    m_state->author->setVisible(!authors.empty());
}

void ChangeTable::setSearch(const VisitChangesSearch& search)
{
    if (!search.found) {
        clear(missingSentence(search));
        return;
    }
    // Painting fills the list again and again; the eye must not lose its place.
    const int chosen = m_state->table->selectedRow();
    const QString kept = chosen < 0 ? QString() : m_state->row(chosen).idText();
    const int scrolled = m_state->table->verticalScrollBar()->value();
    m_state->found = search.found;
    m_state->model.setRows(changeRows(*search.found));
    int again = -1;
    for (int row = 0; !kept.isEmpty() && row < rowCount(); ++row) {
        again = m_state->row(row).idText() == kept ? row : again;
    }
    m_state->table->selectQuietly(again);
    m_state->table->verticalScrollBar()->setValue(scrolled);
    m_state->save->message()->hide();
    setUpdating(false);
    retranslate();
}

void ChangeTable::clear(const QString& what)
{
    m_state->found.reset();
    m_state->model.setRows({});
    m_state->save->message()->hide();
    m_state->empty->setText(what);
    setUpdating(false);
    retranslate();
}

void ChangeTable::setUpdating(bool updating)
{
    // Without a list its place says what is going on.
    m_state->updating->setVisible(updating && m_state->found);
}

int ChangeTable::rowCount() const
{
    return m_state->sorted.rowCount();
}

const ChangeRule& ChangeTable::rule() const
{
    return m_state->rule;
}

void ChangeTable::takeRule()
{
    m_state->rule.minVolumeChange = m_state->share->value() / 100.0;
    m_state->rule.minDiameterMm = m_state->length->value();
    QSettings kept;
    kept.setValue(QLatin1StringView(kShareKey), m_state->rule.minVolumeChange);
    kept.setValue(QLatin1StringView(kLengthKey), m_state->rule.minDiameterMm);
    Q_EMIT ruleChanged(m_state->rule);
}

void ChangeTable::showNotes()
{
    QStringList notes;
    if (m_state->found) {
        const VisitChanges& found = *m_state->found;
        if (!found.changes.leftOut.empty()) {
            notes << tr("%n lesion(s) left out as too short.",
                        nullptr,
                        static_cast<int>(found.changes.leftOut.size()));
        }
        notes << tr("Numbers followed over %n visit(s).", nullptr, static_cast<int>(found.visits));
        if (!found.accepted) {
            notes << tr("Nobody has accepted the registration of this pair yet.");
        }
    }
    m_state->notes->setText(notes.join(QLatin1Char(' ')));
}

void ChangeTable::retranslate()
{
    m_state->content->setVisible(m_state->found.has_value());
    m_state->empty->setVisible(!m_state->found && !m_state->empty->text().isEmpty());
    m_state->author->setAccessibleName(tr("Whose lesion masks are compared"));
    m_state->author->setToolTip(tr("Whose lesion masks are compared"));
    m_state->updating->setText(tr("Updating\u2026"));
    m_state->save->setQuestion(tr("Save the changes"), QStringLiteral("changes.csv"));
    m_state->save->button()->setToolTip(tr("Save the changes as CSV"));
    m_state->save->button()->setAccessibleName(m_state->save->button()->toolTip());
    m_state->save->button()->setVisible(m_state->found.has_value());
    m_state->limitNames[0]->setText(tr("Changed if by at least"));
    m_state->limitNames[1]->setText(tr("Listed if at least"));
    m_state->share->setToolTip(tr("Change of volume from which on a lesion is enlarging or "
                                  "shrinking"));
    m_state->length->setToolTip(tr("Longest diameter that a lesion must have at one visit"));
    m_state->table->setAccessibleName(tr("Changes"));
    m_state->ruleText->setText(
        ruleSentence(m_state->found ? m_state->found->changes.rule : m_state->rule));
    m_state->model.refresh();
    for (const int figures :
         {ChangeModel::Before, ChangeModel::Now, ChangeModel::Change, ChangeModel::Share}) {
        m_state->table->fitColumn(figures);
    }
    m_state->sums->setChanges(m_state->found ? m_state->found->changes : LesionChanges());
    m_state->sums->refresh();
    showNotes();
}

void ChangeTable::exportCsv(const std::filesystem::path& path) const
{
    std::vector<ChangeRow> rows;
    for (int row = 0; row < rowCount(); ++row) {
        rows.push_back(m_state->row(row));
    }
    writeTextAtomically(path, changeCsv(rows, *m_state->found));
}

void ChangeTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
