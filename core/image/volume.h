#pragma once

#include "core/image/geometry.h"

#include <memory>
#include <span>
#include <vector>

namespace dawson
{

/// A scalar image that never changes. Voxels are float, i fastest, all finite. Copies share the
/// voxels, so it is passed by value or as shared_ptr<const Volume> between threads freely.
class Volume
{
public:
    /// One voxel of value 0.
    Volume();

    /// Throws Error(Data) when a voxel is NaN or infinite.
    /// REQUIRES: voxels.size() == geometry.voxelCount().
    Volume(const Geometry& geometry, std::vector<float> voxels);

    const Geometry& geometry() const { return m_geometry; }

    std::span<const float> voxels() const { return *m_voxels; }

    /// Value of a voxel. REQUIRES: geometry().contains(voxel).
    float at(const VoxelIndex& voxel) const { return (*m_voxels)[m_geometry.offset(voxel)]; }

private:
    Geometry m_geometry;
    std::shared_ptr<const std::vector<float>> m_voxels;
};

} // namespace dawson
