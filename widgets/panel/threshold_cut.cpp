#include "widgets/panel/threshold_cut.h"

#include "core/image/image_file.h"
#include "core/lesion/comparison.h"
#include "core/lesion/probability.h"
#include "core/study/grading_file.h"
#include "core/training/model_library.h"
#include "widgets/panel/threshold_panel.h"
#include "widgets/theme/signed_color.h"

#include <QLocale>

#include <iterator>
#include <memory>
#include <vector>

namespace dawson
{

namespace
{

std::vector<QColor> bandColors()
{
    std::vector<QColor> colors{QColor()};
    constexpr int bands = static_cast<int>(std::size(kBandLimits));
    for (int n = 0; n < bands; ++n) {
        colors.push_back(bandColor(n));
    }
    return colors;
}

QString ratioText(const std::optional<double>& ratio)
{
    return ratio ? QLocale().toString(*ratio, 'f', 2) : ThresholdPanel::tr("undefined");
}

} // namespace

CutCount countCut(const Mask& cut, const std::optional<Mask>& reference)
{
    CutCount result;
    const LesionMap lesions = findLesions(cut);
    result.lesions = lesions.lesions.size();
    result.volumeMl = cut.foregroundMl();
    if (reference) {
        const LesionComparison compared =
            compareLesions(findLesions(*reference), lesions, MatchRule());
        result.sensitivity = compared.sensitivity();
        result.ppv = compared.positivePredictiveValue();
        result.compared = true;
    }
    return result;
}

QString cutText(const CutCount& count, const OperatingPoint& point)
{
    QString text =
        ThresholdPanel::tr("%n lesion(s), %1 ml", nullptr, static_cast<int>(count.lesions))
            .arg(QLocale().toString(count.volumeMl, 'f', 1));
    if (point.coreProbability > point.threshold) {
        text +=
            ThresholdPanel::tr(", core %1").arg(QLocale().toString(point.coreProbability, 'f', 2));
    }
    if (count.compared) {
        text += QLatin1Char('\n') + ThresholdPanel::tr("Sensitivity %1, PPV %2 (any overlap)")
                                        .arg(ratioText(count.sensitivity), ratioText(count.ppv));
    }
    return text;
}

std::optional<OperatingPoint> pointOf(const std::string& authorFolder,
                                      const std::filesystem::path& project)
{
    for (const AvailableModel& model : listModels(project)) {
        if (modelAuthorFolder(model.header.card.name) == authorFolder) {
            return pointOf(model.header);
        }
    }
    return std::nullopt;
}

ThresholdTrial readTrial(const Grading& grading,
                         const Author& author,
                         const std::filesystem::path& project,
                         const Progress& progress)
{
    const auto sidecar = readSidecar(grading.path).value_or(GradingSidecar());
    ThresholdTrial trial;
    trial.author = author;
    trial.models = pointOf(author.folder, project);
    trial.own = trial.models.value_or(OperatingPoint());
    trial.own.coreProbability = sidecar.coreProbability.value_or(trial.own.coreProbability);
    trial.own.minimumVolumeMm3 = sidecar.minimumVolumeMm3.value_or(trial.own.minimumVolumeMm3);
    trial.kept = sidecar.threshold;
    trial.map = std::make_shared<const Volume>(readVolume(grading.probability, progress));
    return trial;
}

FileState readStateOf(const std::filesystem::path& path)
{
    std::error_code ignored;
    return {path,
            std::filesystem::last_write_time(path, ignored),
            std::filesystem::file_size(path, ignored)};
}

MaskLayer bandLayer(const QString& id, const QString& name, const Volume& probability)
{
    MaskLayer layer;
    layer.id = id;
    layer.name = name;
    layer.mask = std::make_shared<const Mask>(probabilityBands(probability));
    layer.labelColors = bandColors();
    layer.color = layer.labelColors.back();
    layer.inSpace = false; // faint bands would hide the lesions
    return layer;
}

} // namespace dawson
