#include "widgets/panel/model_words.h"

#include "widgets/panel/job_words.h"
#include "widgets/panel/task_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace dawson
{

namespace
{

/// Only for its context.
class ModelWords
{
    Q_DECLARE_TR_FUNCTIONS(dawson::ModelWords)
};

QString row(const QString& name, const QString& value)
{
    return value.isEmpty() ? QString()
                           : QStringLiteral("<p style='margin:0 0 4px 0'><b>%1</b> %2</p>")
                                 .arg(name, value.toHtmlEscaped());
}

QString metricsText(const ModelCard& card)
{
    QStringList words;
    for (const auto& [name, value] : card.metrics) {
        words << QStringLiteral("%1 %2").arg(QString::fromStdString(name)).arg(value, 0, 'f', 2);
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

QString modelKindText(const std::string& kind)
{
    if (kind == "default") {
        return ModelWords::tr("default model");
    }
    if (kind == "fine-tuned") {
        return ModelWords::tr("fine-tuned");
    }
    return kind == "from scratch" ? ModelWords::tr("trained from scratch")
                                  : QString::fromStdString(kind);
}

QString modelCardText(const AvailableModel& model)
{
    const ModelCard& card = model.header.card;
    const Architecture& net = model.header.architecture;
    // A model trained in stages under one name is its own ancestor; that tells nobody anything.
    const std::string parent = card.parentName == card.name ? std::string() : card.parentName;
    const auto task = taskFromName(card.task);
    return row(ModelWords::tr("Kind:"), modelKindText(card.kind)) +
           row(ModelWords::tr("Masks:"),
               task ? taskText(*task) : QString::fromStdString(card.task)) +
           row(ModelWords::tr("Fine-tuned from:"), QString::fromStdString(parent)) +
           row(ModelWords::tr("Trained on:"), QString::fromStdString(card.trainedOn)) +
           row(ModelWords::tr("Scores:"), metricsText(card)) +
           row(ModelWords::tr("Network:"),
               ModelWords::tr("%1 levels, width %2, %L3 weights")
                   .arg(net.levels)
                   .arg(net.width)
                   .arg(parameterCount(model.header))) +
           row(ModelWords::tr("Threshold:"), QString::number(model.header.threshold, 'f', 2)) +
           row(ModelWords::tr("Made:"), QString::fromStdString(card.created)) +
           row(ModelWords::tr("Meant for:"), QString::fromStdString(card.intendedUse)) +
           row(ModelWords::tr("Limits:"), QString::fromStdString(card.limits)) +
           row(ModelWords::tr("File:"), pathText(model.path));
}

} // namespace dawson
