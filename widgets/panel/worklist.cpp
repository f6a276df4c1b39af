#include "widgets/panel/worklist.h"

#include "widgets/panel/task_words.h"
#include "widgets/panel/worklist_delegate.h"
#include "widgets/panel/worklist_model.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kStateWidth = 25;
constexpr int kLeastCase = 90;     ///< width of the column of cases
constexpr int kRowsMeasured = 500; ///< more rows are not looked through for the longest name
constexpr int kLeftOutPx = 250;    ///< for the names of subjects that are not listed
constexpr int kProblemLines = 120; ///< height of the open list of problems

} // namespace

Worklist::Worklist(QWidget* parent)
    : QWidget(parent)
    , m_model(new WorklistModel(this))
    , m_filter(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("worklist"));
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(WorklistModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(buildList());
    m_pages->addWidget(buildEmpty());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        showCounts();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { openRow(0); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        openRow(index.row());
    });
    connect(m_next, &QToolButton::clicked, this, &Worklist::openNextUndone);
    connect(m_import, &QPushButton::clicked, this, &Worklist::importRequested);
    connect(m_problems, &QToolButton::toggled, m_problemList, &QWidget::setVisible);
    retranslate();
}

QWidget* Worklist::buildList()
{
    auto* page = new QWidget;
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("worklist.search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_next = new QToolButton;
    m_next->setObjectName(QStringLiteral("worklist.next"));
    m_next->setIcon(icon(QStringLiteral("next-undone")));
    buildTable();
    m_counts = new QLabel;
    m_counts->setObjectName(QStringLiteral("worklist.counts"));
    m_counts->setProperty("role", QStringLiteral("caption"));
    m_counts->setWordWrap(true);
    m_counts->setContentsMargins(kControlGap, 0, kControlGap, kSpace);
    m_problems = new QToolButton;
    m_problems->setObjectName(QStringLiteral("worklist.problems"));
    m_problems->setIcon(icon(QStringLiteral("warning")));
    m_problems->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_problems->setCheckable(true);
    m_problemList = new QListWidget;
    m_problemList->setObjectName(QStringLiteral("worklist.problemList"));
    m_problemList->setWordWrap(true);
    m_problemList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problemList->setFixedHeight(kProblemLines);
    m_problemList->hide();

    auto* top = new QHBoxLayout;
    top->setContentsMargins(kControlGap, kControlGap, kControlGap, 0);
    top->addWidget(m_search, 1);
    top->addWidget(m_next);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, kSpace);
    column->setSpacing(kControlGap);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_counts);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(kControlGap, 0, kControlGap, 0);
    below->addWidget(m_problems);
    below->addStretch();
    column->addLayout(below);
    column->addWidget(m_problemList);
    return page;
}

void Worklist::buildTable()
{
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("worklist.table"));
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new WorklistDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(kStateWidth);
    m_table->installEventFilter(this);
}

QWidget* Worklist::buildEmpty()
{
    auto* page = new QWidget;
    m_empty = new QLabel;
    m_empty->setObjectName(QStringLiteral("worklist.empty"));
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_import = new QPushButton;
    m_import->setObjectName(QStringLiteral("worklist.import"));
    m_import->setIcon(icon(QStringLiteral("import")));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kSectionGap, kSectionGap, kSectionGap, kSectionGap);
    column->addStretch();
    column->addWidget(m_empty);
    column->addSpacing(kControlGap);
    column->addWidget(m_import, 0, Qt::AlignHCenter);
    column->addStretch();
    return page;
}

void Worklist::setStudy(const std::shared_ptr<const Study>& study)
{
    m_study = study;
    change([&] { m_model->setStudy(study); });
}

void Worklist::setGrader(const Author& grader)
{
    change([&] { m_model->setGrader(grader); });
}

void Worklist::setTask(Task task)
{
    change([&] { m_model->setTask(task); });
}

/// The model is rebuilt by a change; the chosen row is found again by its case.
void Worklist::change(const std::function<void()>& change)
{
    const int before = m_filter->mapToSource(m_table->currentIndex()).row();
    const QString subject = before < 0 ? QString() : m_model->subjectAt(before);
    const QString session = before < 0 ? QString() : m_model->sessionAt(before);
    change();
    refresh();
    const int row = before < 0 ? m_model->openRow() : m_model->rowOf(subject, session);
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    if (index.isValid()) {
        m_table->setCurrentIndex(index);
    }
}

void Worklist::setCurrentCase(const QString& subject, const QString& session)
{
    m_model->setOpenCase(subject, session);
    const QModelIndex open = m_filter->mapFromSource(m_model->index(m_model->openRow(), 0));
    if (open.isValid()) {
        m_table->setCurrentIndex(open);
        m_table->scrollTo(open);
    }
}

bool Worklist::openNextUndone()
{
    const auto row = m_model->nextUndone(m_model->openRow());
    if (row) {
        Q_EMIT openRequested(m_model->subjectAt(*row), m_model->sessionAt(*row));
    }
    return row.has_value();
}

void Worklist::openRow(int row)
{
    // No row fits the search, or the list is empty: there is nothing to open.
    const int source = m_filter->mapToSource(m_filter->index(row, 0)).row();
    if (source >= 0) {
        Q_EMIT openRequested(m_model->subjectAt(source), m_model->sessionAt(source));
    }
}

/// After the model was rebuilt, which forgets the view's columns and current row.
void Worklist::refresh()
{
    QHeaderView* head = m_table->horizontalHeader();
    head->setSectionResizeMode(QHeaderView::Fixed);
    head->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < m_model->columnCount(); ++column) {
        head->resizeSection(column, kStateWidth);
    }
    m_table->verticalHeader()->setDefaultSectionSize(
        WorklistDelegate::rowHeight(m_model->linesBelow()));
    makeRoomForCases();
    const bool any = m_model->rowCount() > 0;
    m_pages->setCurrentIndex(any ? 0 : 1);
    m_empty->setText(m_study == nullptr ? tr("Open a project, and its cases are listed here.")
                     : m_study->subjects.empty() ? tr("This project has no images yet.")
                                                 : noCaseText(m_model->task()));
    m_import->setVisible(m_study != nullptr);
    showCounts();
    showProblems();
}

/// The list cannot be made so narrow that a name or a date is cut.
void Worklist::makeRoomForCases()
{
    QStyleOptionViewItem option;
    option.initFrom(m_table);
    option.font = m_table->font();
    int widest = kLeastCase;
    for (int row = 0; row < std::min(m_model->rowCount(), kRowsMeasured); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        widest = std::max(widest, m_table->itemDelegate()->sizeHint(option, index).width());
    }
    const int states = (m_model->columnCount() - 1) * kStateWidth;
    const int bar = m_table->verticalScrollBar()->sizeHint().width();
    m_table->setMinimumWidth(m_model->rowCount() == 0 ? 0 : widest + states + bar);
}

void Worklist::showCounts()
{
    if (m_filter->rowCount() == 0 && !m_search->text().isEmpty()) {
        m_counts->setText(tr("No case fits “%1”.").arg(m_search->text()));
        return;
    }
    const QString counts =
        tr("%1, %2: %3 of %4 submitted, %5 in progress")
            .arg(QString::fromStdString(m_model->grader().name), taskText(m_model->task()))
            .arg(m_model->count(GradingState::Submitted))
            .arg(m_model->rowCount())
            .arg(m_model->count(GradingState::InProgress));
    const LeftOut left = leftOut();
    m_counts->setText(left.subjects.isEmpty()
                          ? counts
                          : counts + QLatin1Char('\n') +
                                tr("Nothing to compare with: %1")
                                    .arg(WorklistDelegate::shortened(
                                        left.subjects, m_counts->font(), kLeftOutPx)));
    m_counts->setToolTip(left.sentences.join(QLatin1Char('\n')));
}

/// Subjects without any case of new lesions, which the list does not show, and why.
Worklist::LeftOut Worklist::leftOut() const
{
    LeftOut left;
    if (m_study == nullptr || m_model->task() != Task::New) {
        return left;
    }
    const std::vector<TaskCase> cases = taskCases(*m_study, Task::New);
    for (const Subject& subject : m_study->subjects) {
        const TaskCase* last = nullptr;
        bool readable = false;
        for (const TaskCase& one : cases) {
            last = one.subject == subject.id ? &one : last;
            readable = readable || (one.subject == subject.id && one.readable());
        }
        if (!readable && last != nullptr) {
            left.subjects << QString::fromStdString(subject.id);
            left.sentences << QString::fromStdString(last->missing);
        }
    }
    return left;
}

void Worklist::showProblems()
{
    m_problemList->clear();
    if (m_study != nullptr) {
        for (const auto& problem : m_study->problems) {
            m_problemList->addItem(QString::fromStdString(problem));
        }
    }
    const int count = m_problemList->count();
    m_problems->setText(count == 1 ? tr("One problem") : tr("%1 problems").arg(count));
    m_problems->setVisible(count > 0);
    m_problemList->setVisible(count > 0 && m_problems->isChecked());
}

void Worklist::retranslate()
{
    m_search->setPlaceholderText(tr("Search cases"));
    m_search->setAccessibleName(tr("Search cases"));
    m_search->setToolTip(tr("Subject, session, date or sequence; Enter opens the first"));
    m_next->setAccessibleName(tr("Next case not submitted"));
    m_next->setToolTip(tr("Next case you have not submitted (Ctrl+Alt+N)"));
    m_table->setAccessibleName(tr("Cases"));
    m_table->setToolTip(tr("Double click or Enter opens a case"));
    m_problems->setToolTip(tr("Files of the project that were left out, and why"));
    m_problemList->setAccessibleName(tr("Problems of the project"));
    m_import->setText(tr("Import images…"));
    m_import->setToolTip(tr("Add images from files or folders to this project"));
    refresh();
}

void Worklist::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

bool Worklist::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_search && key == Qt::Key_Down) {
        m_table->setFocus(Qt::TabFocusReason);
        m_table->selectRow(std::max(0, m_table->currentIndex().row()));
        return true;
    }
    // Views leave Enter to the dialog they are in; the worklist has none.
    if (watched == m_table && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        openRow(m_table->currentIndex().row());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dawson

#include "moc_worklist.cpp"
