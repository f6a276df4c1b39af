#include "core/phantom/visibility.h"

#include "core/phantom/components.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr std::size_t kLeastVoxels = 3;
constexpr double kLeastContrast = 0.04; ///< a tenth of the signal of white matter, or less
constexpr double kLeastInNoise = 2.0;

} // namespace

Mask visibleLesions(const LabelVolume& anatomy,
                    const LesionLayer& lesions,
                    const Contrast& contrast,
                    const Acquisition& acquisition)
{
    std::vector<float> change(lesions.share.size(), 0.0F);
    for (std::size_t n = 0; n < change.size(); ++n) {
        if (lesions.share[n] > 0.0F) {
            const double healthy = contrast.of(anatomy.labels[n]).mean;
            change[n] = static_cast<float>(
                lesions.share[n] * (contrast.lesionSignal(lesions.brightness[n]) - healthy));
        }
    }
    blurLikeScanner(change, anatomy.geometry, acquisition);
    const double least = kLeastContrast + kLeastInNoise * acquisition.noise;
    Mask mask = maskOf(lesions, anatomy.geometry);
    keepComponents(mask, [&](const std::vector<std::size_t>& offsets) {
        return offsets.size() >= kLeastVoxels && std::ranges::any_of(offsets, [&](std::size_t n) {
                   return std::abs(static_cast<double>(change[n])) >= least;
               });
    });
    return mask;
}

} // namespace dawson
