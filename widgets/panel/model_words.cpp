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
constexpr int kScoresPlace = 4; ///< among what a card says
constexpr int kLastFacts = 3;   ///< of a page: software and digests

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
    for (const auto& [name, value] : shownMetrics(card)) {
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
               ? ModelWords::tr("%1, \u2026 (%L2 in all)").arg(list).arg(names.size())
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
            // A default that went on from itself: the file of its first stage is shipped to nobody.
            const bool stage = card->kind == "default" && card->parentName == card->name;
            const QString note =
                stage ? ModelWords::tr("%1 (earlier stage)") : ModelWords::tr("%1 (not here)");
            names.prepend(note.arg(QString::fromStdString(card->parentName)));
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
    QStringList words{ModelWords::tr("voxels of %1 mm").arg(QLocale().toString(steps.spacingMm))};
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
        words << ModelWords::tr("preset %1").arg(presetText(card.preset));
    }
    words << ModelWords::tr("%1 epochs").arg(card.epochs)
          << ModelWords::tr("seed %1").arg(card.seed);
    return words.join(QStringLiteral(", "));
}

QString predictionText(const ModelFile& model)
{
    QStringList words;
    if (!model.secondMember.empty()) {
        words << ModelWords::tr("the mean of two networks, its own and the one it started from");
    }
    if (model.mirrored) {
        words << ModelWords::tr("the mean of the image and its mirror image");
    }
    return words.join(QStringLiteral(", "));
}

QString pointText(const ModelFile& model)
{
    QString text = QLocale().toString(model.threshold, 'f', 2);
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

QString presetText(const std::string& preset)
{
    if (preset == "quick") {
        return ModelWords::tr("Quick");
    }
    if (preset == "robust") {
        return ModelWords::tr("Robust");
    }
    return preset == "paper" ? ModelWords::tr("Paper") : QString::fromStdString(preset);
}

namespace
{

/// What its card says at first sight.
std::vector<ModelFact> cardFacts(const AvailableModel& model)
{
    const ModelCard& card = model.header.card;
    const Architecture& net = model.header.architecture;
    // A model trained in stages under one name is its own ancestor; that tells nobody anything.
    const std::string parent = card.parentName == card.name ? std::string() : card.parentName;
    const auto task = taskFromName(card.task);
    return {{ModelWords::tr("Kind:"), modelKindText(card.kind)},
            {ModelWords::tr("Masks:"),
             task                   ? taskText(*task)
             : card.task == "brain" ? ModelWords::tr("Brains of whole heads")
                                    : QString::fromStdString(card.task)},
            {ModelWords::tr("Fine-tuned from:"), QString::fromStdString(parent)},
            {ModelWords::tr("Trained on:"), QString::fromStdString(card.trainedOn)},
            {ModelWords::tr("Network:"),
             (net.family == "plain"
                  ? ModelWords::tr("plain U-Net, %1 levels, width %2, %L3 weights")
                  : ModelWords::tr("residual U-Net, %1 levels, width %2, %L3 weights"))
                 .arg(net.levels)
                 .arg(QLocale().toString(net.width))
                 .arg(parameterCount(model.header))},
            {ModelWords::tr("Prediction:"), predictionText(model.header)},
            {ModelWords::tr("Threshold:"), pointText(model.header)},
            {ModelWords::tr("Made:"), QString::fromStdString(card.created)},
            {ModelWords::tr("Meant for:"), QString::fromStdString(card.intendedUse)},
            {ModelWords::tr("Limits:"), QString::fromStdString(card.limits)},
            {ModelWords::tr("File:"), pathText(model.path)}};
}

/// What its page adds.
std::vector<ModelFact> pageFacts(const AvailableModel& model,
                                 const std::vector<AvailableModel>& models)
{
    const ModelFile& header = model.header;
    const ModelCard& card = header.card;
    const QString smallest = header.minimumVolumeMm3 > 0.0
                                 ? ModelWords::tr("lesions of %1 mm\u00b3 and more")
                                       .arg(QLocale().toString(header.minimumVolumeMm3))
                                 : QString();
    return {
        {ModelWords::tr("Lineage:"), ancestryText(model, models)},
        {ModelWords::tr("Starting point of:"), childrenText(model, models)},
        {ModelWords::tr("Reference:"), QString::fromStdString(card.reference)},
        {ModelWords::tr("Learned from:"), namesText(card.subjects)},
        {ModelWords::tr("Validated on:"), namesText(card.validationSubjects)},
        {ModelWords::tr("Known to the model it started from:"), namesText(card.ancestorSubjects)},
        {ModelWords::tr("Training:"), trainingText(card)},
        {ModelWords::tr("Images:"), preparationText(header.preprocessing)},
        {ModelWords::tr("Keeps only:"), smallest},
        {ModelWords::tr("Made with:"), QString::fromStdString(card.softwareVersion)},
        {ModelWords::tr("Digest of the data:"), QString::fromStdString(card.dataDigest)},
        {ModelWords::tr("Digest of the model:"), QString::fromStdString(header.digest)}};
}

QString rows(const std::vector<ModelFact>& facts)
{
    QString text;
    for (const ModelFact& fact : facts) {
        text += row(fact.name, fact.value);
    }
    return text;
}

} // namespace

std::vector<ModelFact> modelFacts(const AvailableModel& model,
                                  const std::vector<AvailableModel>& models)
{
    std::vector<ModelFact> facts = cardFacts(model);
    const std::vector<ModelFact> more = pageFacts(model, models);
    // Where it comes from and what it learned from first, software and digests last.
    facts.insert(facts.begin() + kScoresPlace - 1, more.begin(), more.end() - kLastFacts);
    facts.insert(facts.end(), more.end() - kLastFacts, more.end());
    for (ModelFact& fact : facts) {
        if (fact.name.endsWith(QLatin1Char(':'))) {
            fact.name.chop(1);
        }
    }
    return facts;
}

QString modelCardText(const AvailableModel& model)
{
    std::vector<ModelFact> facts = cardFacts(model);
    facts.insert(facts.begin() + kScoresPlace,
                 {ModelWords::tr("Scores:"), metricsText(model.header.card)});
    return rows(facts);
}

std::map<std::string, double> shownMetrics(const ModelCard& card)
{
    std::map<std::string, double> shown = card.metrics;
    if (card.task == "brain") {
        std::erase_if(shown, [](const auto& metric) {
            return metric.first.find("Dice") == std::string::npos &&
                   metric.first.find("loss") == std::string::npos;
        });
    }
    return shown;
}

QString metricText(const std::string& name)
{
    const std::pair<const char*, QString> known[]{
        {"training loss", ModelWords::tr("training loss")},
        {"validation Dice", ModelWords::tr("validation Dice")},
        {"validation F1", ModelWords::tr("validation F1")},
        {"validation PPV", ModelWords::tr("validation PPV")},
        {"validation sensitivity", ModelWords::tr("validation sensitivity")},
        {"left-out Dice", ModelWords::tr("Dice on cases left out")},
        {"left-out F1", ModelWords::tr("F1 on cases left out")},
        {"left-out PPV", ModelWords::tr("PPV on cases left out")},
        {"left-out sensitivity", ModelWords::tr("sensitivity on cases left out")},
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
    return modelCardText(model) + rows(pageFacts(model, models));
}

} // namespace dawson
