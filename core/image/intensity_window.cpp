#include "core/image/intensity_window.h"

#include <algorithm>
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

} // namespace

IntensityWindow robustWindow(const Volume& volume)
{
    const auto voxels = volume.voxels();
    const float background = *std::min_element(voxels.begin(), voxels.end());
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
