#include "widgets/panel/evaluate_page.h"

#include "core/base/error.h"
#include "widgets/chart/lesion_chart.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/panel/lesion_thumbnails.h"
#include "widgets/panel/match_rule_form.h"
#include "widgets/panel/outcome_layer.h"
#include "widgets/panel/score_words.h"
#include "widgets/panel/splitter_memory.h"
#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

constexpr int kSideWidth = 250;
constexpr auto kUntickedKey = "evaluate/unticked"; ///< authors by folder, for each project

} // namespace

EvaluatePage::EvaluatePage(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("evaluatePage"));
    m_thumbnails = new LesionThumbnails(this);
    auto* split = new QSplitter(this);
    split->setObjectName(QStringLiteral("evaluatePage.split"));
    split->addWidget(buildRule());
    split->addWidget(buildResults());
    split->addWidget(m_thumbnails);
    split->setStretchFactor(1, 1);
    split->setSizes({kSideWidth, 4 * kSideWidth, kSideWidth});
    rememberSizes(*split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kControlGap, kControlGap, kControlGap, 0);
    column->addWidget(split);
    retranslate();
    connect(&m_comparing, &BackgroundTask::failed, this, &EvaluatePage::putAway);
    connect(&m_comparing, &BackgroundTask::failed, this, [this](const Error& error) {
        Q_EMIT problem(
            tr("The comparison failed: %1").arg(QString::fromStdString(error.describe())));
    });
    connect(&m_loading, &BackgroundTask::failed, this, [this](const Error& error) {
        Q_EMIT problem(
            tr("The case was not read: %1").arg(QString::fromStdString(error.describe())));
    });
}

EvaluatePage::~EvaluatePage() = default;

QWidget* EvaluatePage::buildRule()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, kControlGap);
    column->setSpacing(kSpace);
    const auto add = [&](QWidget* field, const char* name) {
        auto* label = new QLabel(side);
        label->setBuddy(field);
        field->setObjectName(QStringLiteral("evaluatePage.") + QLatin1String(name));
        column->addWidget(label);
        column->addWidget(field);
        m_labels.push_back(label);
    };
    m_reference = new QComboBox(side);
    m_authors = new QListWidget(side);
    m_match = new MatchRuleForm(side);
    add(m_reference, "reference");
    add(m_authors, "authors");
    column->addWidget(m_match);
    m_rule = new QLabel(side);
    m_rule->setObjectName(QStringLiteral("evaluatePage.rule"));
    m_rule->setWordWrap(true);
    m_notes = new QLabel(side);
    m_notes->setObjectName(QStringLiteral("evaluatePage.notes"));
    m_notes->setWordWrap(true);
    m_export = new QPushButton(icon(QStringLiteral("export")), QString(), side);
    m_export->setObjectName(QStringLiteral("evaluatePage.export"));
    column->addWidget(m_rule);
    column->addWidget(m_notes);
    column->addStretch();
    column->addWidget(m_export);
    connect(m_reference, &QComboBox::activated, this, &EvaluatePage::fillAuthors);
    connect(m_authors, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        noteTick(*item);
        refresh();
    });
    connect(m_match, &MatchRuleForm::changed, this, &EvaluatePage::refresh);
    connect(m_export, &QPushButton::clicked, this, &EvaluatePage::askForExport);
    return side;
}

QWidget* EvaluatePage::buildResults()
{
    m_chart = new LesionChart;
    auto* below = new QWidget;
    m_author = new QComboBox(below);
    m_author->setObjectName(QStringLiteral("evaluatePage.author"));
    m_case = new QComboBox(below);
    m_case->setObjectName(QStringLiteral("evaluatePage.case"));
    m_table = new LesionTable(below);
    auto* row = new QHBoxLayout;
    row->addWidget(m_author);
    row->addWidget(m_case);
    row->addStretch();
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_chart);
    split->addWidget(below);
    split->setObjectName(QStringLiteral("evaluatePage.rows"));
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    rememberSizes(*split);
    connect(m_author, &QComboBox::activated, this, &EvaluatePage::fillCases);
    connect(m_case, &QComboBox::activated, this, &EvaluatePage::showCase);
    connect(m_chart,
            &LesionChart::subjectActivated,
            this,
            [this](const QString& subject, const QString& session, int author) {
                m_author->setCurrentIndex(author);
                fillCases();
                m_case->setCurrentIndex(m_case->findText(caseLabel(subject, session)));
                showCase();
                openCase(std::nullopt);
            });
    connect(
        m_table, &LesionTable::lesionSelected, this, [this](const PatientPoint& point, int label) {
            m_thumbnails->showLesion(point,
                                     tr("Lesion %1 of %2").arg(label).arg(m_case->currentText()));
        });
    connect(m_table, &LesionTable::lesionActivated, this, [this](const PatientPoint& point, int) {
        openCase(point);
    });
    return split;
}

void EvaluatePage::retranslate()
{
    const std::array texts{tr("Reference"), tr("Compared with it")};
    for (std::size_t n = 0; n < texts.size(); ++n) {
        m_labels[n]->setText(texts[n]);
        m_labels[n]->buddy()->setAccessibleName(texts[n]);
    }
    m_export->setText(tr("Export\u2026"));
    m_export->setToolTip(tr("Save the chart as PNG or PDF, or the figures as CSV"));
    m_author->setAccessibleName(tr("Author whose lesions are listed"));
    m_case->setAccessibleName(tr("Case whose lesions are listed"));
}

void EvaluatePage::setStudy(const std::shared_ptr<const Study>& study)
{
    const bool same = study && m_study && study->root == m_study->root;
    m_study = study;
    if (!same) {
        putAway();
    }
    fillReferences();
}

void EvaluatePage::setTask(Task task)
{
    m_task = task;
    putAway();
    fillReferences();
}

void EvaluatePage::setGrader(const Author& grader)
{
    if (m_grader != grader.folder) {
        m_grader = grader.folder;
        putAway();
    }
    refresh();
}

/// What was compared for another reader, or failed since, must not be clicked at any more.
void EvaluatePage::putAway()
{
    m_comparing.cancel();
    showEvaluation({request(), {}, {}, {}});
}

std::vector<Author> EvaluatePage::maskingAuthors() const
{
    return m_study ? authorsOfTask(*m_study, m_task) : std::vector<Author>();
}

void EvaluatePage::fillReferences()
{
    const QVariant before = m_reference->currentData();
    m_reference->clear();
    for (const Author& author : maskingAuthors()) {
        m_reference->addItem(QString::fromStdString(author.name),
                             QString::fromStdString(author.folder));
    }
    m_reference->setCurrentIndex(std::max(0, m_reference->findData(before)));
    fillAuthors();
}

void EvaluatePage::fillAuthors()
{
    const QStringList unticked = untickedAuthors();
    {
        const QSignalBlocker quiet(m_authors);
        m_authors->clear();
        for (const Author& author : maskingAuthors()) {
            const QString folder = QString::fromStdString(author.folder);
            if (folder == m_reference->currentData().toString()) {
                continue;
            }
            auto* item = new QListWidgetItem(QString::fromStdString(author.name), m_authors);
            QPixmap swatch(kSectionGap, kSectionGap);
            swatch.fill(authorColor(author));
            item->setIcon(swatch);
            item->setData(Qt::UserRole, folder);
            item->setCheckState(unticked.contains(folder) ? Qt::Unchecked : Qt::Checked);
        }
    }
    refresh();
}

QStringList EvaluatePage::untickedAuthors() const
{
    const auto project = m_study ? QString::fromStdString(m_study->root.string()) : QString();
    return QSettings().value(QLatin1StringView(kUntickedKey)).toMap().value(project).toStringList();
}

void EvaluatePage::noteTick(const QListWidgetItem& item)
{
    const QString folder = item.data(Qt::UserRole).toString();
    QStringList unticked = untickedAuthors();
    unticked.removeAll(folder);
    if (item.checkState() == Qt::Unchecked) {
        unticked << folder;
    }
    QSettings kept;
    const auto project = QString::fromStdString(m_study->root.string());
    QVariantMap all = kept.value(QLatin1StringView(kUntickedKey)).toMap();
    all.remove(project);
    if (!unticked.isEmpty()) {
        all.insert(project, unticked);
    }
    kept.setValue(QLatin1StringView(kUntickedKey), all);
}

EvaluationRequest EvaluatePage::request() const
{
    EvaluationRequest result;
    result.task = m_task;
    result.reference = m_reference->currentData().toString().toStdString();
    for (int row = 0; row < m_authors->count(); ++row) {
        const QListWidgetItem* item = m_authors->item(row);
        if (item->checkState() == Qt::Checked) {
            result.authors.push_back(item->data(Qt::UserRole).toString().toStdString());
        }
    }
    result.rule = m_match->rule();
    result.blindGrader = m_grader;
    return result;
}

void EvaluatePage::refresh()
{
    const EvaluationRequest now = request();
    m_rule->setText(ruleSentence(now.rule));
    if (!m_study || now.reference.empty()) {
        putAway();
        if (m_study) {
            m_notes->setText(tr("Nobody has a mask of this task yet: %1.").arg(taskText(m_task)));
        }
        return;
    }
    m_notes->setText(tr("Comparing\u2026"));
    m_comparing.start<StudyEvaluation>(
        [study = m_study, now](const Progress& progress) {
            return evaluateStudy(*study, now, progress);
        },
        [this](const StudyEvaluation& result) { showEvaluation(result); });
}

void EvaluatePage::showEvaluation(const StudyEvaluation& evaluation)
{
    m_evaluation = evaluation;
    m_notes->setText(notesText(evaluation));
    ScoreTable scores =
        scoreTable(evaluation, m_reference->currentText(), ruleSentence(evaluation.request.rule));
    if (m_study) {
        scores.caution = trainedOnText(evaluation, listModels(m_study->root));
    }
    m_chart->setScores(scores);
    const QString before = m_author->currentText();
    m_author->clear();
    for (const AuthorEvaluation& author : evaluation.authors) {
        m_author->addItem(QString::fromStdString(author.author.name));
    }
    m_author->setCurrentIndex(std::max(0, m_author->findText(before)));
    m_export->setEnabled(hasComparison());
    Q_EMIT compared();
    fillCases();
}

void EvaluatePage::askForExport()
{
    const FileQuestion question{
        "exports",
        tr("Export the comparison"),
        tr("Chart as PDF (*.pdf);;Chart as picture (*.png);;Figures (*.csv)"),
        QStringLiteral("comparison.pdf"),
        {}};
    askForNewFile(this, question, [this](const QString& path) {
        try {
            exportTo(path);
        } catch (const Error& error) {
            Q_EMIT problem(tr("The comparison was not exported: %1")
                               .arg(QString::fromStdString(error.describe())));
        }
    });
}

void EvaluatePage::exportTo(const QString& path)
{
    m_chart->exportTo(path);
}

void EvaluatePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
