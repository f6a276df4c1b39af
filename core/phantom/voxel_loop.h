#pragma once

#include "core/image/region.h"

namespace dawson
{

/// Calls `visit(VoxelIndex)` for the voxels of a box, in the order of their offsets.
template <typename Visit>
void forEachVoxel(const Region& box, const Visit& visit)
{
    for (int k = box.lower.k; k < box.lower.k + box.size[2]; ++k) {
        for (int j = box.lower.j; j < box.lower.j + box.size[1]; ++j) {
            for (int i = box.lower.i; i < box.lower.i + box.size[0]; ++i) {
                visit(VoxelIndex{i, j, k});
            }
        }
    }
}

} // namespace dawson
