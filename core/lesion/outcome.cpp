#include "core/lesion/comparison.h"

#include <algorithm>

namespace dawson
{

namespace
{

using Labels = std::vector<std::int32_t>;

/// For each label of a map the outcome label of its voxels; 0 for background and ignored lesions.
std::vector<std::uint8_t> outcomeOfLabels(const LesionMap& map,
                                          const Labels& agreed,
                                          const Labels& other,
                                          std::uint8_t otherLabel)
{
    std::vector<std::uint8_t> outcome(map.lesions.size() + 1, 0);
    for (const std::int32_t label : agreed) {
        outcome[static_cast<std::size_t>(label)] = kAgreedLabel;
    }
    for (const std::int32_t label : other) {
        outcome[static_cast<std::size_t>(label)] = otherLabel;
    }
    return outcome;
}

const Lesion& lesionOf(const LesionMap& map, std::int32_t label)
{
    return map.lesions[static_cast<std::size_t>(label) - 1];
}

} // namespace

std::vector<LesionOutcome> MaskComparison::outcomes() const
{
    std::vector<LesionOutcome> rows;
    for (const std::int32_t label : lesions.detected) {
        rows.push_back({LesionOutcome::State::Detected, lesionOf(reference, label)});
    }
    for (const std::int32_t label : lesions.missed) {
        rows.push_back({LesionOutcome::State::Missed, lesionOf(reference, label)});
    }
    std::sort(rows.begin(), rows.end(), [](const LesionOutcome& a, const LesionOutcome& b) {
        return a.lesion.label < b.lesion.label;
    });
    for (const std::int32_t label : lesions.spurious) {
        rows.push_back({LesionOutcome::State::Spurious, lesionOf(prediction, label)});
    }
    return rows;
}

MaskComparison compareMasks(const Mask& reference, const Mask& prediction, const MatchRule& rule)
{
    MaskComparison result;
    result.rule = rule;
    result.dice = dice(reference, prediction);
    result.reference = findLesions(reference, rule.connectivity, rule.minVolumeMl);
    result.prediction = findLesions(prediction, rule.connectivity, rule.minVolumeMl);
    result.lesions = compareLesions(result.reference, result.prediction, rule);
    return result;
}

Mask outcomeMask(const MaskComparison& comparison)
{
    const LesionComparison& lesions = comparison.lesions;
    const auto ofReference =
        outcomeOfLabels(comparison.reference, lesions.detected, lesions.missed, kMissedLabel);
    const auto ofPrediction =
        outcomeOfLabels(comparison.prediction, lesions.confirmed, lesions.spurious, kSpuriousLabel);
    Mask mask(comparison.reference.geometry);
    const auto labels = mask.labels();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const std::uint8_t r =
            ofReference[static_cast<std::size_t>(comparison.reference.labels[n])];
        const std::uint8_t p =
            ofPrediction[static_cast<std::size_t>(comparison.prediction.labels[n])];
        // Where a stricter rule leaves a missed lesion under a prediction, the smaller label wins:
        // agreed before missed before spurious.
        labels[n] = r == 0 || (p != 0 && p < r) ? p : r;
    }
    return mask;
}

} // namespace dawson
