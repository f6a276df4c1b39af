#include "widgets/panel/model_words.h"

#include "widgets/panel/job_words.h"
#include "widgets/panel/task_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

constexpr std::size_t kMostNames = 12;

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
        words
            << QStringLiteral("%1 %2").arg(metricText(name)).arg(QLocale().toString(value, 'f', 2));
    }
    return words.join(QStringLiteral(", "));
}

/// The first names, and how many there are.
QString namesText(const std::vector<std::string>& names)
{
    QStringList shown;
    for (std::size_t n = 0; n < std::min(names.size(), kMostNames); ++n) {
        shown << QString::fromStdString(names[n]);
    }
    const QString list = shown.join(QStringLiteral(", "));
    return names.size() > kMostNames
               ? ModelWords::tr("%1, ... (%L2 in all)").arg(list).arg(names.size())
               : list;
}

const AvailableModel* modelOf(const std::string& digest, const std::vector<AvailableModel>& models)
{
    const auto found = std::ranges::find_if(models, [&digest](const AvailableModel& model) {
        return !digest.empty() && model.problem.empty() && model.header.digest == digest;
    });
    return found == models.end() ? nullptr : &*found;
}

/// "flair-default > mine > mine again": from the first ancestor that is here.
QString ancestryText(const AvailableModel& model, const std::vector<AvailableModel>& models)
{
    QStringList names{QString::fromStdString(model.header.card.name)};
    const ModelCard* card = &model.header.card;
    for (std::size_t n = 0; n < models.size() && !card->parentDigest.empty(); ++n) {
        const AvailableModel* parent = modelOf(card->parentDigest, models);
        if (parent == nullptr) {
            names.prepend(
                ModelWords::tr("%1 (not here)").arg(QString::fromStdString(card->parentName)));
            break;
        }
        card = &parent->header.card;
        names.prepend(QString::fromStdString(card->name));
    }
    return names.join(QStringLiteral(" \u2192 "));
}

QString childrenText(const AvailableModel& model, const std::vector<AvailableModel>& models)
{
    QStringList names;
    for (const AvailableModel& other : models) {
        if (!model.header.digest.empty() && other.header.card.parentDigest == model.header.digest) {
            names << QString::fromStdString(other.header.card.name);
        }
    }
    return names.join(QStringLiteral(", "));
}

QString preparationText(const Preprocessing& steps)
{
    QStringList words{ModelWords::tr("voxels of %1 mm").arg(steps.spacingMm)};
    if (steps.biasCorrection) {
        words << ModelWords::tr("N4");
    }
    words << (steps.zScore ? ModelWords::tr("z-score inside the brain")
                           : ModelWords::tr("a subtraction, in standard deviations"));
    return words.join(QStringLiteral(", "));
}

QString trainingText(const ModelCard& card)
{
    QStringList words;
    if (!card.preset.empty()) {
        words << ModelWords::tr("preset %1").arg(QString::fromStdString(card.preset));
    }
    words << ModelWords::tr("%1 epochs").arg(card.epochs)
          << ModelWords::tr("seed %1").arg(card.seed);
    return words.join(QStringLiteral(", "));
}

QString pointText(const ModelFile& model)
{
    QString text = QString::number(model.threshold, 'f', 2);
    if (model.coreProbability > 0.0) {
        text += ModelWords::tr(", core %1").arg(QLocale().toString(model.coreProbability, 'f', 2));
    }
    return text;
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
               task                   ? taskText(*task)
               : card.task == "brain" ? ModelWords::tr("Brains of whole heads")
                                      : QString::fromStdString(card.task)) +
           row(ModelWords::tr("Fine-tuned from:"), QString::fromStdString(parent)) +
           row(ModelWords::tr("Trained on:"), QString::fromStdString(card.trainedOn)) +
           row(ModelWords::tr("Scores:"), metricsText(card)) +
           row(ModelWords::tr("Network:"),
               ModelWords::tr("%1 levels, width %2, %L3 weights")
                   .arg(net.levels)
                   .arg(net.width)
                   .arg(parameterCount(model.header))) +
           row(ModelWords::tr("Threshold:"), pointText(model.header)) +
           row(ModelWords::tr("Made:"), QString::fromStdString(card.created)) +
           row(ModelWords::tr("Meant for:"), QString::fromStdString(card.intendedUse)) +
           row(ModelWords::tr("Limits:"), QString::fromStdString(card.limits)) +
           row(ModelWords::tr("File:"), pathText(model.path));
}

QString metricText(const std::string& name)
{
    const std::pair<const char*, QString> known[]{
        {"training loss", ModelWords::tr("training loss")},
        {"validation Dice", ModelWords::tr("validation Dice")},
        {"validation F1", ModelWords::tr("validation F1")},
        {"validation PPV", ModelWords::tr("validation PPV")},
        {"validation sensitivity", ModelWords::tr("validation sensitivity")},
        {"left-out Dice", ModelWords::tr("Dice on studies left out")},
        {"left-out F1", ModelWords::tr("F1 on studies left out")},
        {"left-out PPV", ModelWords::tr("PPV on studies left out")},
        {"left-out sensitivity", ModelWords::tr("sensitivity on studies left out")},
        {"training Dice", ModelWords::tr("training Dice")},
        {"training F1", ModelWords::tr("training F1")},
        {"training PPV", ModelWords::tr("training PPV")},
        {"training sensitivity", ModelWords::tr("training sensitivity")}};
    for (const auto& [key, text] : known) {
        if (name == key) {
            return text;
        }
    }
    return QString::fromStdString(name);
}

QString modelPageText(const AvailableModel& model, const std::vector<AvailableModel>& models)
{
    const ModelFile& header = model.header;
    const ModelCard& card = header.card;
    const QString smallest =
        header.minimumVolumeMm3 > 0.0
            ? ModelWords::tr("lesions of %1 mm\u00b3 and more").arg(header.minimumVolumeMm3)
            : QString();
    return modelCardText(model) + row(ModelWords::tr("Lineage:"), ancestryText(model, models)) +
           row(ModelWords::tr("Start of:"), childrenText(model, models)) +
           row(ModelWords::tr("Reference:"), QString::fromStdString(card.reference)) +
           row(ModelWords::tr("Learned from:"), namesText(card.subjects)) +
           row(ModelWords::tr("Validated on:"), namesText(card.validationSubjects)) +
           row(ModelWords::tr("Known from before:"), namesText(card.ancestorSubjects)) +
           row(ModelWords::tr("Training:"), trainingText(card)) +
           row(ModelWords::tr("Images:"), preparationText(header.preprocessing)) +
           row(ModelWords::tr("Keeps:"), smallest) +
           row(ModelWords::tr("Made with:"), QString::fromStdString(card.softwareVersion)) +
           row(ModelWords::tr("Digest of the data:"), QString::fromStdString(card.dataDigest)) +
           row(ModelWords::tr("Digest of the model:"), QString::fromStdString(header.digest));
}

} // namespace dawson
