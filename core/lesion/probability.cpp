#include "core/lesion/probability.h"

#include "core/lesion/lesion_map.h"

#include <algorithm>
#include <iterator>

namespace dawson
{

Mask lesionMask(const Volume& probability, double threshold, double minVolumeMl)
{
    const auto least = static_cast<float>(threshold);
    std::vector<std::uint8_t> labels(probability.voxels().size());
    std::ranges::transform(probability.voxels(), labels.begin(), [least](float value) {
        return static_cast<std::uint8_t>(value >= least && value > 0.0F ? 1 : 0);
    });
    Mask mask(probability.geometry(), std::move(labels));
    if (minVolumeMl <= 0.0) {
        return mask;
    }
    const LesionMap kept = findLesions(mask, Connectivity::Corners, minVolumeMl);
    std::ranges::transform(kept.labels, mask.labels().begin(), [](std::int32_t label) {
        return static_cast<std::uint8_t>(label > 0 ? 1 : 0);
    });
    return mask;
}

Mask probabilityBands(const Volume& probability)
{
    std::vector<std::uint8_t> labels(probability.voxels().size());
    std::ranges::transform(probability.voxels(), labels.begin(), [](float value) {
        const auto* above = std::ranges::upper_bound(kBandLimits, static_cast<double>(value));
        return static_cast<std::uint8_t>(std::distance(std::begin(kBandLimits), above));
    });
    return {probability.geometry(), std::move(labels)};
}

} // namespace dawson
