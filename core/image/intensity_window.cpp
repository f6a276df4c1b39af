#include "core/image/intensity_window.h"

#include <algorithm>
#include <span>
#include <vector>

namespace dawson
{

namespace
{

constexpr std::size_t kMaxSamples = 1U << 20U;

double percentile(std::vector<float>& values, double share)
{
    const auto last = static_cast<double>(values.size() - 1);
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(share * last + 0.5);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

/// The value of air. A stripped or resampled image often dips a little below the exact 0 that
/// fills its surroundings; then 0 is the air, not the minimum.
float backgroundOf(std::span<const float> voxels)
{
    const float lowest = *std::min_element(voxels.begin(), voxels.end());
    const auto zeros = std::count(voxels.begin(), voxels.end(), 0.0F);
    const bool zeroFills = static_cast<double>(zeros) > 0.1 * static_cast<double>(voxels.size());
    return lowest < 0.0F && zeroFills ? 0.0F : lowest;
}

} // namespace

IntensityWindow robustWindow(const Volume& volume)
{
    const auto voxels = volume.voxels();
    const float background = backgroundOf(voxels);
    // An odd step never beats with even row lengths; a million voxels fix a percentile well.
    const std::size_t step = voxels.size() / kMaxSamples | 1U;
    std::vector<float> foreground;
    for (std::size_t n = 0; n < voxels.size(); n += step) {
        if (voxels[n] > background) {
            foreground.push_back(voxels[n]);
        }
    }
    if (foreground.empty()) {
        return {background - 0.5, background + 0.5};
    }
    IntensityWindow window{percentile(foreground, 0.005), percentile(foreground, 0.995)};
    if (window.width() <= 0.0) {
        window.low = background;
    }
    return window;
}

} // namespace dawson
