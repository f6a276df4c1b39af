#include "core/registration/level_image.h"

#include "core/base/error.h"
#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

std::vector<float> sortedInside(const Volume& image, const Mask& inside)
{
    std::vector<float> values;
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        if (inside.labels()[n] != 0) {
            values.push_back(image.voxels()[n]);
        }
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// REQUIRES: not empty, sorted.
float quantile(const std::vector<float>& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

/// Straight lines through the points (from[n], to[n]), which rise.
float alongKnots(float value, const std::vector<float>& from, const std::vector<float>& to)
{
    const auto next = std::upper_bound(from.begin(), from.end(), value);
    if (next == from.begin()) {
        return to.front();
    }
    if (next == from.end()) {
        return to.back();
    }
    const auto n = static_cast<std::size_t>(next - from.begin());
    const float part = (value - from[n - 1]) / (from[n] - from[n - 1]);
    return to[n - 1] + part * (to[n] - to[n - 1]);
}

} // namespace

Volume headOf(const Volume& image, const Mask& foreground)
{
    constexpr double marginMm = 15.0;
    const Region box = foreground.foregroundRegion();
    if (box.empty()) {
        throw Error(Error::Kind::Data,
                    "The image is the same everywhere; there is nothing to align.");
    }
    const auto& grid = image.geometry();
    Region wide = box;
    const std::array<int*, 3> lower{&wide.lower.i, &wide.lower.j, &wide.lower.k};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int margin = static_cast<int>(std::ceil(marginMm / grid.spacing()[axis]));
        const int first = std::max(0, *lower[axis] - margin);
        const int end = std::min(grid.size()[axis], *lower[axis] + wide.size[axis] + margin);
        *lower[axis] = first;
        wide.size[axis] = end - first;
    }
    return crop(image, wide);
}

Volume winsorised(const Volume& image, const Mask& foreground, double low, double high)
{
    const auto sorted = sortedInside(image, foreground);
    if (sorted.empty() || sorted.front() == sorted.back()) {
        throw Error(Error::Kind::Data,
                    "The image is the same everywhere; there is nothing to align.");
    }
    const float top = quantile(sorted, high);
    // Air is part of the picture: the lower end is the background's, which lies below the tissue.
    const float least = *std::min_element(image.voxels().begin(), image.voxels().end());
    const float bottom = std::min(quantile(sorted, low), std::max(least, 0.0F));
    const float width = top > bottom ? top - bottom : sorted.back() - bottom;
    std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
    for (float& v : voxels) {
        v = std::clamp((v - bottom) / width, 0.0F, 1.0F);
    }
    return {image.geometry(), std::move(voxels)};
}

Volume matched(const Volume& moving,
               const Mask& movingForeground,
               const Volume& fixed,
               const Mask& fixedForeground)
{
    constexpr int knots = 12;
    const auto source = sortedInside(moving, movingForeground);
    const auto wanted = sortedInside(fixed, fixedForeground);
    if (source.empty() || wanted.empty()) {
        return moving;
    }
    std::vector<float> from{0.0F};
    std::vector<float> to{0.0F};
    for (int n = 0; n <= knots + 1; ++n) {
        const double share = static_cast<double>(n) / (knots + 1);
        const float at = quantile(source, share);
        if (at > from.back()) {
            from.push_back(at);
            to.push_back(std::max(to.back(), quantile(wanted, share)));
        }
    }
    std::vector<float> voxels(moving.voxels().begin(), moving.voxels().end());
    for (float& v : voxels) {
        v = alongKnots(v, from, to);
    }
    return {moving.geometry(), std::move(voxels)};
}

std::vector<RegistrationLevel> usableLevels(const std::vector<RegistrationLevel>& levels,
                                            double comparedMl)
{
    constexpr double fewest = 1000.0;
    std::vector<RegistrationLevel> usable;
    for (const RegistrationLevel& level : levels) {
        const double voxelMl = std::pow(level.spacingMm, 3.0) / 1000.0;
        if (comparedMl / voxelMl >= fewest || &level == &levels.back()) {
            usable.push_back(level);
        }
    }
    return usable;
}

std::vector<Volume> pyramid(const Volume& image, const std::vector<RegistrationLevel>& levels)
{
    // From fine to coarse, each from the one before: smoothing adds up and stays cheap.
    std::vector<Volume> result;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        const Volume& finer = result.empty() ? image : result.back();
        result.push_back(
            resampleLinear(finer, isotropicGeometry(image.geometry(), level->spacingMm)));
    }
    std::reverse(result.begin(), result.end());
    return result;
}

} // namespace dawson
