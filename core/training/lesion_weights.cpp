#include "core/training/lesion_weights.h"

#include "core/lesion/voxel_runs.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_map>

namespace dawson
{

namespace
{

constexpr double kFullMm3 = 1000.0; ///< from which a lesion needs no help
constexpr double kMost = 16.0;      ///< or one stray voxel would outweigh the brain around it

struct Extent {
    std::size_t voxels = 0;
    bool cut = false; ///< goes on outside the patch
};

bool atBorder(const VoxelRun& run, int size)
{
    const int last = size - 1;
    return run.first == 0 || run.last == last || run.j == 0 || run.j == last || run.k == 0 ||
           run.k == last;
}

float weightOf(const Extent& extent, double voxelMm3, double exponent)
{
    if (extent.cut) {
        return 1.0F;
    }
    const double weight =
        std::pow(kFullMm3 / (voxelMm3 * static_cast<double>(extent.voxels)), exponent);
    return static_cast<float>(std::clamp(weight, 1.0, kMost));
}

} // namespace

std::vector<float>
lesionWeights(std::span<const std::uint8_t> mask, int size, double voxelMm3, double exponent)
{
    assert(exponent >= 0.0 && voxelMm3 > 0.0);
    const auto length = static_cast<std::size_t>(size);
    assert(mask.size() == length * length * length);
    const auto grid = Geometry::axisAligned({size, size, size}, {1.0, 1.0, 1.0});
    const auto runs = connectedRuns(Mask(grid, {mask.begin(), mask.end()}), Connectivity::Corners);
    std::unordered_map<std::uint32_t, Extent> extents;
    for (const VoxelRun& run : runs) {
        Extent& extent = extents[run.component];
        extent.voxels += run.length();
        extent.cut = extent.cut || atBorder(run, size);
    }
    std::vector<float> weights(mask.size(), 1.0F);
    for (const VoxelRun& run : runs) {
        const auto begin = grid.offset({run.first, run.j, run.k});
        std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(begin),
                    run.length(),
                    weightOf(extents[run.component], voxelMm3, exponent));
    }
    return weights;
}

} // namespace dawson
