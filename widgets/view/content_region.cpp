#include "widgets/view/content_region.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dawson
{

namespace
{

constexpr int kStride = 3;            ///< a sample of the voxels is enough for a box
constexpr double kPlaneShare = 0.004; ///< of a plane's samples; fewer are noise
constexpr int kMarginVoxels = 4;

struct Range {
    int first = 0;
    int count = 0;
};

Range occupied(const std::vector<int>& counts, double samplesPerPlane)
{
    const auto full = [&](int count) { return count > kPlaneShare * samplesPerPlane; };
    const auto first = std::find_if(counts.begin(), counts.end(), full);
    if (first == counts.end()) {
        return {};
    }
    const auto last = std::find_if(counts.rbegin(), counts.rend(), full).base();
    return {static_cast<int>(first - counts.begin()), static_cast<int>(last - first)};
}

} // namespace

Region contentRegion(const Volume& volume, const IntensityWindow& window)
{
    const Geometry& geometry = volume.geometry();
    const auto& size = geometry.size();
    const double threshold = window.low + kTissueShare * window.width();
    std::array<std::vector<int>, 3> counts;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        counts[axis].resize(static_cast<std::size_t>((size[axis] + kStride - 1) / kStride), 0);
    }
    for (int k = 0; k < size[2]; k += kStride) {
        for (int j = 0; j < size[1]; j += kStride) {
            for (int i = 0; i < size[0]; i += kStride) {
                if (volume.at({i, j, k}) > threshold) {
                    ++counts[0][static_cast<std::size_t>(i / kStride)];
                    ++counts[1][static_cast<std::size_t>(j / kStride)];
                    ++counts[2][static_cast<std::size_t>(k / kStride)];
                }
            }
        }
    }
    double samples = 1.0;
    for (const auto& axis : counts) {
        samples *= static_cast<double>(axis.size());
    }
    std::array<Range, 3> ranges;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        ranges[axis] = occupied(counts[axis], samples / static_cast<double>(counts[axis].size()));
        if (ranges[axis].count == 0) {
            return Region::whole(geometry);
        }
    }
    const Region box{
        {ranges[0].first * kStride, ranges[1].first * kStride, ranges[2].first * kStride},
        {ranges[0].count * kStride, ranges[1].count * kStride, ranges[2].count * kStride}};
    return box.grown(kMarginVoxels, geometry);
}

} // namespace dawson
