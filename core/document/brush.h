#pragma once

#include "core/image/intensity_window.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace dawson
{

/// The plane a disc lies in: a point and the unit normal, in the patient.
struct SlicePlane {
    PatientPoint point;
    Geometry::Vector normal{0.0, 0.0, 1.0};
};

/// A round brush with a size in mm, so it covers the same tissue in anisotropic voxels.
struct Brush {
    enum class Shape { Disc, Ball };
    Shape shape = Shape::Disc;
    double diameterMm = 6.0;
    /// Painting only (not erasing) skips voxels whose intensity is outside.
    std::optional<IntensityWindow> threshold;
};

/// Offsets of the voxels a brush covers when swept from `from` to `to`: those whose centre lies
/// within the radius of the segment (a disc: within the slab of one voxel around the plane as
/// well), the voxel under `to` always among them. No gaps at any speed. Sorted, unique.
std::vector<std::uint32_t> sweptVoxels(const Geometry& geometry,
                                       const Brush& brush,
                                       const SlicePlane& plane,
                                       const PatientPoint& from,
                                       const PatientPoint& to);

/// Offsets of the 26-connected lesion that holds `seed`; empty when the voxel is background.
std::vector<std::uint32_t> connectedVoxels(const Mask& mask, const VoxelIndex& seed);

} // namespace dawson
