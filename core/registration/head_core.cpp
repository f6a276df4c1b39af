#include "core/registration/head_core.h"

#include "core/image/resample.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace dawson
{

namespace
{

constexpr double kGridMm = 4.0;
constexpr int kDepth = 3; ///< in voxels of that grid
constexpr double kBelowTopMm = 140.0;

/// Keeps what has `kDepth` neighbours of the mask on both sides along an axis. Beyond the image
/// lies more of the head, as far as anyone knows.
void thin(Mask& mask, std::size_t axis)
{
    const auto& grid = mask.geometry();
    const auto& size = grid.size();
    const Mask old = mask;
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const VoxelIndex voxel = grid.voxelAt(n);
        const std::array<int, 3> at{voxel.i, voxel.j, voxel.k};
        const int first = std::max(0, at[axis] - kDepth);
        const int last = std::min(size[axis] - 1, at[axis] + kDepth);
        for (int m = first; m <= last; ++m) {
            std::array<int, 3> other = at;
            other[axis] = m;
            if (old.at({other[0], other[1], other[2]}) == 0) {
                mask.labels()[n] = 0;
            }
        }
    }
}

void cutBelow(Mask& mask, double lowestZ)
{
    const auto& grid = mask.geometry();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        if (grid.toPatient(grid.voxelAt(n)).z < lowestZ) {
            mask.labels()[n] = 0;
        }
    }
}

double topOf(const Mask& mask)
{
    const auto& grid = mask.geometry();
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        if (mask.labels()[n] != 0) {
            top = std::max(top, grid.toPatient(grid.voxelAt(n)).z);
        }
    }
    return top;
}

} // namespace

Mask headCore(const Mask& foreground)
{
    constexpr double leastShare = 0.25;
    Mask core = resampleNearest(foreground, isotropicGeometry(foreground.geometry(), kGridMm));
    const double top = topOf(core);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        thin(core, axis);
    }
    cutBelow(core, top - kBelowTopMm);
    return core.foregroundMl() >= leastShare * foreground.foregroundMl() ? core : foreground;
}

} // namespace dawson
