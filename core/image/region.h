#pragma once

#include "core/image/geometry.h"

namespace dawson
{

/// A box of voxels: `lower` inside, `lower + size` outside. Empty when any size is 0.
struct Region {
    VoxelIndex lower;
    Geometry::Size size{0, 0, 0};

    bool empty() const { return size[0] <= 0 || size[1] <= 0 || size[2] <= 0; }

    bool contains(const VoxelIndex& voxel) const;
    std::size_t voxelCount() const;

    /// Grows to include `voxel`.
    void include(const VoxelIndex& voxel);
    /// Grows to include `other`.
    void include(const Region& other);
    /// Grows by `margin` voxels on every side, then cut to the image.
    Region grown(int margin, const Geometry& within) const;

    static Region whole(const Geometry& geometry);
    Region intersection(const Region& other) const;

    friend bool operator==(const Region&, const Region&) = default;
};

} // namespace dawson
