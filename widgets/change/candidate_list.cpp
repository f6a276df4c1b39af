#include "widgets/change/candidate_list.h"

#include "widgets/panel/row_table.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kRowPx = kBodyPx + 3 * kSpace; ///< of a RowTable
constexpr int kSignWidth = 2 * kHeadPx;
constexpr int kShownRows = 7;
constexpr int kCellMargins = 4 * kSpace; ///< those of the style sheet and of the style
constexpr std::array<std::pair<int, const char*>, 3> kWidest{{{CandidateModel::Rank, "88"},
                                                              {CandidateModel::Score, "888.8"},
                                                              {CandidateModel::Volume, "88.888"}}};
constexpr std::array kMarkOrder{
    CandidateMark::Seen, CandidateMark::Confirmed, CandidateMark::Dismissed};
constexpr std::array<const char*, 3> kMarkKeys{"seen", "confirmed", "dismissed"};

} // namespace

CandidateList::CandidateList(QWidget* parent)
    : QWidget(parent)
    , m_hint(new QLabel(this))
    , m_empty(new QLabel(this))
    , m_content(new QWidget(this))
{
    setObjectName(QStringLiteral("candidateList"));
    m_hint->setObjectName(QStringLiteral("candidateList.hint"));
    m_hint->setProperty("role", QStringLiteral("caption"));
    m_hint->setWordWrap(true);
    m_empty->setObjectName(QStringLiteral("candidateList.empty"));
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setWordWrap(true);
    auto* rows = new QVBoxLayout(m_content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kControlGap);
    rows->addWidget(m_hint);
    rows->addWidget(makeTable());
    rows->addLayout(makeButtons());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_content);
    clear();
}

CandidateList::~CandidateList()
{
    // The view must not outlive the model it shows.
    delete m_table;
}

QWidget* CandidateList::makeTable()
{
    m_table = new RowTable(m_model, this);
    m_table->setObjectName(QStringLiteral("candidateList.rows"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setMinimumHeight((kShownRows + 2) * kRowPx);
    QHeaderView* head = m_table->horizontalHeader();
    head->setMinimumSectionSize(kSignWidth);
    head->setStretchLastSection(true);
    m_table->setColumnWidth(CandidateModel::Mark, kSignWidth);
    for (const auto& [column, widest] : kWidest) {
        const int text = m_table->fontMetrics().horizontalAdvance(QLatin1StringView(widest));
        m_table->setColumnWidth(column, text + kCellMargins);
    }
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &CandidateList::showButtons);
    connect(m_table, &RowTable::rowChosen, this, &CandidateList::tell);
    return m_table;
}

QLayout* CandidateList::makeButtons()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpace);
    for (std::size_t n = 0; n < kMarkOrder.size(); ++n) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("candidateList.") + QLatin1StringView(kMarkKeys[n]));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, n](bool on) {
            mark(on ? kMarkOrder[n] : CandidateMark::None);
        });
        row->addWidget(button);
        m_marks[n] = button;
    }
    return row;
}

void CandidateList::setRows(std::vector<CandidateModel::Row> rows)
{
    m_model.setRows(std::move(rows));
    m_empty->clear();
    retranslate();
}

void CandidateList::clear(const QString& what)
{
    m_model.setRows({});
    m_empty->setText(what);
    retranslate();
}

int CandidateList::openCount() const
{
    return static_cast<int>(
        std::count_if(m_model.rows().begin(), m_model.rows().end(), [](const auto& row) {
            return row.mark == CandidateMark::None;
        }));
}

void CandidateList::selectNext()
{
    const int first = m_table->selectedRow();
    for (int step = 1; step <= count(); ++step) {
        const int row = (first + step) % count();
        if (m_model.rows()[static_cast<std::size_t>(row)].mark == CandidateMark::None) {
            m_table->chooseRow(row);
            return;
        }
    }
}

void CandidateList::mark(CandidateMark mark)
{
    const int row = m_table->selectedRow();
    if (row < 0) {
        return;
    }
    m_model.setMark(row, mark);
    showButtons();
    Q_EMIT marked(m_model.rows()[static_cast<std::size_t>(row)].candidate.peak, mark);
}

void CandidateList::tell(int row)
{
    Q_EMIT candidateSelected(m_model.rows()[static_cast<std::size_t>(row)].candidate.peak);
}

void CandidateList::showButtons()
{
    const int row = m_table->selectedRow();
    const CandidateMark now =
        row < 0 ? CandidateMark::None : m_model.rows()[static_cast<std::size_t>(row)].mark;
    for (std::size_t n = 0; n < kMarkOrder.size(); ++n) {
        m_marks[n]->setEnabled(row >= 0);
        m_marks[n]->setChecked(now == kMarkOrder[n]);
    }
}

void CandidateList::retranslate()
{
    m_content->setVisible(count() > 0);
    m_empty->setVisible(count() == 0 && !m_empty->text().isEmpty());
    m_hint->setText(tr("Bright spots of the subtraction, to be looked at. They are no mask: what "
                       "is a lesion is painted by hand."));
    m_hint->setToolTip(QString::fromStdString(CandidateSpec().describe()));
    m_table->setAccessibleName(tr("Candidates"));
    const std::array<QString, 3> words{tr("Seen"), tr("Confirm"), tr("Dismiss")};
    const std::array<QString, 3> tips{
        tr("Looked at, not decided"),
        tr("It is a lesion: go there with the brush; the mask stays as it is"),
        tr("It is no lesion")};
    for (std::size_t n = 0; n < kMarkOrder.size(); ++n) {
        m_marks[n]->setText(words[n]);
        m_marks[n]->setToolTip(tips[n]);
        m_marks[n]->setIcon(markIcon(kMarkOrder[n]));
    }
    m_model.refresh();
    showButtons();
}

void CandidateList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
