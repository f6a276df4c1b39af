#include "widgets/panel/model_list.h"

#include "core/base/error.h"
#include "widgets/panel/job_words.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

QString row(const QString& name, const QString& value)
{
    return value.isEmpty() ? QString()
                           : QStringLiteral("<p style='margin:0 0 4px 0'><b>%1</b> %2</p>")
                                 .arg(name, value.toHtmlEscaped());
}

QString kindText(const std::string& kind)
{
    if (kind == "default") {
        return ModelList::tr("default model");
    }
    if (kind == "fine-tuned") {
        return ModelList::tr("fine-tuned");
    }
    return kind == "from scratch" ? ModelList::tr("trained from scratch")
                                  : QString::fromStdString(kind);
}

QString metricsText(const ModelCard& card)
{
    QStringList words;
    for (const auto& [name, value] : card.metrics) {
        words << QStringLiteral("%1 %2").arg(QString::fromStdString(name)).arg(value, 0, 'f', 2);
    }
    return words.join(QStringLiteral(", "));
}

QString cardText(const AvailableModel& model)
{
    const ModelCard& card = model.header.card;
    const Architecture& net = model.header.architecture;
    return row(ModelList::tr("Kind:"), kindText(card.kind)) +
           row(ModelList::tr("Fine-tuned from:"), QString::fromStdString(card.parentName)) +
           row(ModelList::tr("Trained on:"), QString::fromStdString(card.trainedOn)) +
           row(ModelList::tr("Scores:"), metricsText(card)) +
           row(ModelList::tr("Network:"),
               ModelList::tr("%1 levels, width %2, %L3 weights")
                   .arg(net.levels)
                   .arg(net.width)
                   .arg(parameterCount(model.header))) +
           row(ModelList::tr("Threshold:"), QString::number(model.header.threshold, 'f', 2)) +
           row(ModelList::tr("Made:"), QString::fromStdString(card.created)) +
           row(ModelList::tr("Meant for:"), QString::fromStdString(card.intendedUse)) +
           row(ModelList::tr("Limits:"), QString::fromStdString(card.limits)) +
           row(ModelList::tr("File:"), pathText(model.path));
}

} // namespace

ModelList::ModelList(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("modelList"));
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("modelList.list"));
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
    column->addWidget(scroll, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        showCard();
        Q_EMIT chosenChanged();
    });
    refresh();
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
        const bool known = std::any_of(
            m_models.begin(), m_models.end(), [&](const auto& m) { return m.path == path; });
        if (!known) {
            m_models.push_back({path, readModelHeader(path), false, {}});
        }
    }
    fill();
    choose(chosenPath);
}

void ModelList::load(const std::filesystem::path& path)
{
    (void)readModel(path); // the whole file with its digest, once
    m_loaded.push_back(path);
    refresh();
    choose(path);
}

void ModelList::choose(const std::filesystem::path& path)
{
    for (std::size_t n = 0; n < m_models.size(); ++n) {
        if (m_models[n].path == path) {
            m_list->setCurrentRow(static_cast<int>(n));
        }
    }
}

const AvailableModel* ModelList::chosen() const
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_models.size())) {
        return nullptr;
    }
    const AvailableModel& model = m_models[static_cast<std::size_t>(row)];
    return model.problem.empty() ? &model : nullptr;
}

void ModelList::fill()
{
    const int row = std::max(0, m_list->currentRow());
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_list->setAccessibleName(tr("Models"));
        for (const AvailableModel& model : m_models) {
            const bool good = model.problem.empty();
            auto* item = new QListWidgetItem(
                icon(good ? QStringLiteral("model") : QStringLiteral("warning")),
                QString::fromStdString(model.header.card.name),
                m_list);
            item->setToolTip(good ? kindText(model.header.card.kind)
                                  : QString::fromStdString(model.problem));
        }
    }
    m_list->setCurrentRow(std::min(row, static_cast<int>(m_models.size()) - 1));
    showCard();
}

void ModelList::showCard()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_models.size())) {
        m_card->setText(tr("There is no model here yet. Load one with Model > Load."));
        return;
    }
    const AvailableModel& model = m_models[static_cast<std::size_t>(row)];
    m_card->setText(model.problem.empty()
                        ? cardText(model)
                        : tr("This file cannot be used: %1")
                              .arg(QString::fromStdString(model.problem).toHtmlEscaped()));
}

void ModelList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        fill();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
