#pragma once

#include "core/lesion/probability.h"

#include <vector>

namespace dawson
{

/// A box of voxels with a probability.
struct Blob {
    VoxelIndex lower;
    int edge = 1;
    float value = 0.0F;
};

inline Geometry gridOf(double spacing = 1.0)
{
    return Geometry::axisAligned({20, 20, 20}, {spacing, spacing, spacing}, {0.0, 0.0, 0.0});
}

inline Volume mapOf(const std::vector<Blob>& blobs, double spacing = 1.0)
{
    const Geometry grid = gridOf(spacing);
    std::vector<float> voxels(grid.voxelCount(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const VoxelIndex v = grid.voxelAt(n);
        for (const Blob& blob : blobs) {
            const auto inside = [&](int at, int begin) {
                return at >= begin && at < begin + blob.edge;
            };
            if (inside(v.i, blob.lower.i) && inside(v.j, blob.lower.j) &&
                inside(v.k, blob.lower.k)) {
                voxels[n] = blob.value;
            }
        }
    }
    return {grid, std::move(voxels)};
}

inline Mask maskOf(const std::vector<Blob>& blobs)
{
    return thresholded(mapOf(blobs), 0.5);
}

/// Two reference lesions of 27 and 8 voxels.
inline std::vector<Blob> reference()
{
    return {{{2, 2, 2}, 3, 1.0F}, {{12, 12, 12}, 2, 1.0F}};
}

} // namespace dawson
