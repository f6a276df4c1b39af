#pragma once

#include "core/image/mask.h"
#include "core/lesion/lesion_map.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dawson
{

/// A stretch of foreground along the first image axis: voxels (first, j, k) to (last, j, k).
struct VoxelRun {
    int first = 0;
    int last = 0;
    int j = 0;
    int k = 0;
    std::uint32_t component = 0; ///< runs of one connected component share it; not yet numbered

    std::size_t length() const { return static_cast<std::size_t>(last - first) + 1; }
};

/// All runs of a mask by rising offset, each with the index of the first run of its component: one
/// pass over the voxels, then union-find over the runs only.
std::vector<VoxelRun> connectedRuns(const Mask& mask, Connectivity connectivity);

} // namespace dawson
