#pragma once

#include "core/image/mask.h"

namespace dawson
{

/// 24 x 24 x 24 voxels of 1 mm, all background.
inline Mask emptyCube()
{
    return Mask(Geometry::axisAligned({24, 24, 24}, {1.0, 1.0, 1.0}));
}

/// `mask` with a box of foreground, from `lower` on, `size` voxels along each axis.
inline Mask withBox(Mask mask, const VoxelIndex& lower, const Geometry::Size& size)
{
    for (int k = lower.k; k < lower.k + size[2]; ++k) {
        for (int j = lower.j; j < lower.j + size[1]; ++j) {
            for (int i = lower.i; i < lower.i + size[0]; ++i) {
                mask.set({i, j, k}, 1);
            }
        }
    }
    return mask;
}

inline Mask withVoxel(Mask mask, const VoxelIndex& voxel)
{
    return withBox(std::move(mask), voxel, {1, 1, 1});
}

} // namespace dawson
