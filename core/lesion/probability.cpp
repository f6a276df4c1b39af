#include "core/lesion/probability.h"

#include "core/lesion/lesion_map.h"

#include <algorithm>
#include <iterator>

namespace dawson
{

namespace
{

constexpr double kMm3PerMl = 1000.0;
constexpr double kRounding = 1.0 - 1e-9; ///< a lesion of exactly the minimum stays

} // namespace

Mask thresholded(const Volume& probability, double threshold)
{
    std::vector<std::uint8_t> labels;
    labels.reserve(probability.voxels().size());
    for (const float value : probability.voxels()) {
        labels.push_back(value >= static_cast<float>(threshold) && value > 0.0F ? 1 : 0);
    }
    return {probability.geometry(), std::move(labels)};
}

Mask maskAt(const Volume& probability, const OperatingPoint& point)
{
    Mask mask = thresholded(probability, point.threshold);
    if (point.minimumVolumeMm3 <= 0.0) {
        return mask;
    }
    const LesionMap kept =
        findLesions(mask, Connectivity::Corners, point.minimumVolumeMm3 * kRounding / kMm3PerMl);
    std::vector<std::uint8_t> labels(kept.labels.size());
    std::transform(kept.labels.begin(), kept.labels.end(), labels.begin(), [](std::int32_t label) {
        return label != 0 ? std::uint8_t{1} : std::uint8_t{0};
    });
    return {mask.geometry(), std::move(labels)};
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
