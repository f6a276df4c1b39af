#include "widgets/panel/model_list.h"

#include "core/base/error.h"
#include "core/job/job_queue.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/panel/model_words.h"
#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace dawson
{

namespace
{

bool findsBrains(const AvailableModel& model)
{
    return model.problem.empty() && model.header.card.task == "brain";
}

/// "sensitivity 0.47, PPV 0.53" of subjects not learned from; empty when there were none.
QString scoresText(const ModelCard& card)
{
    QStringList words;
    const std::string where = card.metrics.contains("validation PPV") ? "validation " : "left-out ";
    for (const auto& [key, text] : {std::pair{"sensitivity", ModelList::tr("sensitivity %1")},
                                    std::pair{"PPV", ModelList::tr("PPV %1")}}) {
        const auto found = card.metrics.find(where + key);
        if (found != card.metrics.end()) {
            words << text.arg(QLocale().toString(found->second, 'f', 2));
        }
    }
    return words.join(QStringLiteral(", "));
}

/// Name, and below it the scores, or the kind when there are none; indented by descent.
QString lineText(const AvailableModel& model, int depth)
{
    const QString indent(depth, QChar(0x2003)); // em spaces keep their width
    const QString arrow = depth > 0 ? QStringLiteral("\u21b3 ") : QString();
    // Counted in lesions, which tell nothing of a brain.
    const QString scores = findsBrains(model) ? QString() : scoresText(model.header.card);
    QString below = scores.isEmpty() ? modelKindText(model.header.card.kind) : scores;
    if (findsBrains(model)) {
        below = ModelList::tr("masks brains, %1").arg(below);
    }
    return indent + arrow + QString::fromStdString(model.header.card.name) +
           (below.isEmpty() ? QString() : QLatin1Char('\n') + indent + below);
}

} // namespace

ModelList::ModelList(const JobQueue& queue, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
{
    setObjectName(QStringLiteral("modelList"));
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("modelList.list"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_card = new QLabel;
    m_card->setObjectName(QStringLiteral("modelList.card"));
    m_card->setWordWrap(true);
    m_card->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_card->setContentsMargins(kControlGap, kControlGap, kControlGap, kControlGap);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    column->addWidget(buildButtons());
    column->addWidget(scroll, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        showCard();
        Q_EMIT chosenChanged();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (chosen() != nullptr) {
            Q_EMIT pageRequested();
        }
    });
    retranslate();
    refresh();
}

QWidget* ModelList::buildButtons()
{
    auto* part = new QWidget(this);
    m_export = new QPushButton(icon(QStringLiteral("export")), QString(), part);
    m_export->setObjectName(QStringLiteral("modelList.export"));
    m_details = new QPushButton(icon(QStringLiteral("info")), QString(), part);
    m_details->setObjectName(QStringLiteral("modelList.details"));
    m_compare = new QPushButton(icon(QStringLiteral("evaluate")), QString(), part);
    m_compare->setObjectName(QStringLiteral("modelList.compare"));
    m_delete = new QPushButton(icon(QStringLiteral("delete")), QString(), part);
    m_delete->setObjectName(QStringLiteral("modelList.delete"));
    auto* rows = new QGridLayout(part);
    rows->setContentsMargins(0, kSpace, 0, kSpace);
    rows->setSpacing(kSpace);
    rows->addWidget(m_details, 0, 0);
    rows->addWidget(m_compare, 0, 1);
    rows->addWidget(m_export, 1, 0);
    rows->addWidget(m_delete, 1, 1);
    connect(m_compare, &QPushButton::clicked, this, &ModelList::comparisonRequested);
    connect(m_details, &QPushButton::clicked, this, &ModelList::pageRequested);
    connect(m_export, &QPushButton::clicked, this, &ModelList::askForExport);
    connect(m_delete, &QPushButton::clicked, this, &ModelList::askToDelete);
    return part;
}

void ModelList::retranslate()
{
    m_details->setText(tr("Details\u2026"));
    m_details->setToolTip(
        tr("Card, scores, curves and example masks of the chosen model (double click)"));
    m_compare->setText(tr("Compare\u2026"));
    m_compare->setToolTip(tr("Set models side by side: scores, lineage, what they learned from"));
    m_export->setText(tr("Export\u2026"));
    m_export->setToolTip(tr("Save a copy of the model for another project or machine"));
    m_delete->setText(tr("Delete\u2026"));
    m_delete->setToolTip(tr("Remove the model's file; masks it made stay. Default models stay."));
}

void ModelList::askForExport()
{
    const AvailableModel* model = chosen();
    if (model == nullptr) {
        return;
    }
    const QString name = QString::fromStdString(modelAuthorFolder(model->header.card.name)).mid(6);
    const FileQuestion question{"models",
                                tr("Export the model"),
                                tr("Dawson model (*.h5)"),
                                name + QStringLiteral(".h5"),
                                {}};
    askForNewFile(this, question, [this, source = *model](const QString& path) {
        try {
            exportModel(source, path.toStdString());
        } catch (const Error& error) {
            Q_EMIT problem(
                tr("The model was not exported: %1").arg(QString::fromStdString(error.describe())));
        }
    });
}

void ModelList::askToDelete()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    const AvailableModel model = m_models[m_rows[static_cast<std::size_t>(row)].model];
    if (refuseWhereNeeded(model)) {
        return;
    }
    auto* box = new QMessageBox(
        QMessageBox::Question,
        QStringLiteral("Dawson"),
        tr("Delete the model %1?").arg(QString::fromStdString(model.header.card.name)),
        QMessageBox::Yes | QMessageBox::Cancel,
        this);
    box->setObjectName(QStringLiteral("deleteModelQuestion"));
    QString consequences =
        tr("Its file is removed and cannot be brought back. Masks that it made stay.");
    if (const Job* job = jobThatNeeds(model.path, m_queue.jobs())) {
        consequences += QLatin1Char(' ') + tr("The job “%1” can no longer be resumed then.")
                                               .arg(QString::fromStdString(job->spec.title));
    }
    box->setInformativeText(consequences);
    box->button(QMessageBox::Yes)->setText(tr("Delete"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, model](int answer) {
        if (answer == QMessageBox::Yes && !refuseWhereNeeded(model)) { // a job may be new
            removeFile(model);
        }
    });
    box->open();
}

void ModelList::removeFile(const AvailableModel& model)
{
    try {
        deleteModel(model);
    } catch (const Error& error) {
        Q_EMIT problem(
            tr("The model was not deleted: %1").arg(QString::fromStdString(error.describe())));
    }
    std::erase(m_loaded, model.path);
    refresh();
}

bool ModelList::refuseWhereNeeded(const AvailableModel& model)
{
    const Job* job = jobThatNeeds(model.path, m_queue.jobs());
    if (job == nullptr || !hasYetToEnd(*job)) {
        return false;
    }
    Q_EMIT problem(tr("The model %1 is not deleted: the job “%2” is not over and needs it.")
                       .arg(QString::fromStdString(model.header.card.name),
                            QString::fromStdString(job->spec.title)));
    return true;
}

void ModelList::setTask(Task task)
{
    m_task = task;
    refresh();
    m_list->setCurrentRow(m_models.empty() ? -1 : 0);
}

void ModelList::setProject(const std::filesystem::path& project)
{
    m_project = project;
    refresh();
}

void ModelList::refresh()
{
    const AvailableModel* before = chosen();
    const auto chosenPath = before != nullptr ? before->path : std::filesystem::path();
    m_models = listModels(m_project);
    for (const auto& path : m_loaded) {
        if (std::ranges::find(m_models, path, &AvailableModel::path) == m_models.end()) {
            m_models.push_back(describeModel(path, false));
        }
    }
    m_names.clear();
    for (const AvailableModel& model : m_models) {
        m_names.push_back(model.header.card.name);
    }
    std::erase_if(m_models, [this](const AvailableModel& model) {
        return model.problem.empty() && model.header.card.task != taskName(m_task) &&
               !findsBrains(model);
    });
    std::ranges::stable_partition(m_models, [](const auto& model) { return !findsBrains(model); });
    m_rows = descentOf(m_models);
    fill(chosenPath);
    const AvailableModel* now = chosen();
    if ((now != nullptr ? now->path : std::filesystem::path()) != chosenPath) {
        Q_EMIT chosenChanged();
    }
    Q_EMIT listed();
}

std::vector<AvailableModel> ModelList::brainModels() const
{
    std::vector<AvailableModel> found;
    std::ranges::copy_if(m_models, std::back_inserter(found), findsBrains);
    return found;
}

int ModelList::rowOf(std::size_t model) const
{
    const auto found = std::ranges::find(m_rows, model, &ModelDescent::model);
    return static_cast<int>(found - m_rows.begin());
}

void ModelList::load(const std::filesystem::path& path)
{
    const ModelFile model = readModel(path); // the whole file with its digest, once
    requireWeightsOfItsNetwork(model, path);
    if (model.card.task != taskName(m_task) && model.card.task != "brain") {
        const auto other = taskFromName(model.card.task);
        const QString why =
            other ? tr("The model is for the task “%1”: choose that in the menu Task first.")
                        .arg(taskText(*other))
                  : tr("The model is for the task “%1”, which cannot be chosen here.")
                        .arg(QString::fromStdString(model.card.task));
        throw Error(Error::Kind::Model, why.toStdString(), path.string());
    }
    if (m_project.empty()) {
        m_loaded.push_back(path);
    }
    const auto place = m_project.empty() ? path : addModel(m_project, path);
    refresh();
    choose(place);
}

void ModelList::choose(const std::filesystem::path& path)
{
    for (std::size_t n = 0; n < m_models.size(); ++n) {
        if (m_models[n].path == path) {
            m_list->setCurrentRow(rowOf(n));
        }
    }
}

const AvailableModel* ModelList::chosen() const
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_rows.size())) {
        return nullptr;
    }
    const AvailableModel& model = m_models[m_rows[static_cast<std::size_t>(row)].model];
    return model.problem.empty() ? &model : nullptr;
}

void ModelList::fill(const std::filesystem::path& wanted)
{
    const QSignalBlocker quiet(m_list);
    int row = std::max(0, m_list->currentRow());
    m_list->clear();
    m_list->setAccessibleName(tr("Models"));
    for (const ModelDescent& place : m_rows) {
        const AvailableModel& model = m_models[place.model];
        const bool good = model.problem.empty();
        auto* item =
            new QListWidgetItem(icon(good ? QStringLiteral("model") : QStringLiteral("warning")),
                                lineText(model, place.depth),
                                m_list);
        item->setToolTip(good ? modelKindText(model.header.card.kind)
                              : QString::fromStdString(model.problem));
        row = !wanted.empty() && model.path == wanted ? m_list->count() - 1 : row;
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    showCard();
}

void ModelList::showCard()
{
    const int row = m_list->currentRow();
    m_export->setEnabled(chosen() != nullptr);
    m_details->setEnabled(chosen() != nullptr);
    m_compare->setEnabled(std::ranges::count_if(m_models, [this](const AvailableModel& model) {
                              return chosen() != nullptr && model.problem.empty() &&
                                     model.header.card.task == chosen()->header.card.task;
                          }) > 1);
    m_delete->setEnabled(false);
    if (row < 0 || row >= static_cast<int>(m_rows.size())) {
        m_card->setText(tr("There is no model of this task here yet: %1. Load one with Model > "
                           "Load, or train one from scratch on the right.")
                            .arg(taskText(m_task)));
        return;
    }
    const AvailableModel& model = m_models[m_rows[static_cast<std::size_t>(row)].model];
    m_delete->setEnabled(!model.shipped);
    m_card->setText(model.problem.empty()
                        ? modelCardText(model)
                        : tr("This file cannot be used: %1")
                              .arg(QString::fromStdString(model.problem).toHtmlEscaped()));
}

void ModelList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        const AvailableModel* now = chosen();
        fill(now != nullptr ? now->path : std::filesystem::path());
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
