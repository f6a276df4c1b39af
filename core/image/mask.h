#pragma once

#include "core/image/geometry.h"
#include "core/image/region.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dawson
{

/// A label image: 0 is background, 1 to 255 are labels, i fastest. A value; in an open case it
/// changes only through a MaskStroke (core/document).
class Mask
{
public:
    /// One background voxel.
    Mask();
    /// All background.
    explicit Mask(const Geometry& geometry);
    /// REQUIRES: labels.size() == geometry.voxelCount().
    Mask(const Geometry& geometry, std::vector<std::uint8_t> labels);

    const Geometry& geometry() const { return m_geometry; }

    std::span<const std::uint8_t> labels() const { return m_labels; }

    std::span<std::uint8_t> labels() { return m_labels; }

    /// REQUIRES for both: geometry().contains(voxel).
    std::uint8_t at(const VoxelIndex& voxel) const { return m_labels[m_geometry.offset(voxel)]; }

    void set(const VoxelIndex& voxel, std::uint8_t label)
    {
        m_labels[m_geometry.offset(voxel)] = label;
    }

    /// Number of voxels that are not background.
    std::size_t foregroundCount() const;
    double foregroundMl() const;
    /// Smallest box around the foreground; empty when there is none.
    Region foregroundRegion() const;

private:
    Geometry m_geometry;
    std::vector<std::uint8_t> m_labels;
};

} // namespace dawson
