#include "core/lesion/probability.h"

#include <algorithm>
#include <cassert>
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

std::vector<float> peaksOf(const LesionMap& lesions, const Volume& probability)
{
    assert(lesions.labels.size() == probability.voxels().size());
    std::vector<float> peaks(lesions.lesions.size(), 0.0F);
    for (std::size_t n = 0; n < lesions.labels.size(); ++n) {
        if (lesions.labels[n] != 0) {
            float& peak = peaks[static_cast<std::size_t>(lesions.labels[n]) - 1];
            peak = std::max(peak, probability.voxels()[n]);
        }
    }
    return peaks;
}

Mask maskAt(const Volume& probability, const OperatingPoint& point)
{
    Mask mask = thresholded(probability, point.threshold);
    if (point.minimumVolumeMm3 <= 0.0 && point.coreProbability <= point.threshold) {
        return mask;
    }
    const LesionMap found =
        findLesions(mask, Connectivity::Corners, point.minimumVolumeMm3 * kRounding / kMm3PerMl);
    const std::vector<float> peaks = peaksOf(found, probability);
    std::vector<std::uint8_t> labels(found.labels.size(), 0);
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (found.labels[n] != 0) {
            const float peak = peaks[static_cast<std::size_t>(found.labels[n]) - 1];
            labels[n] = peak >= static_cast<float>(point.coreProbability) ? 1 : 0;
        }
    }
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
