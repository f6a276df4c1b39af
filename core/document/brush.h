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
    /// Painting only (not erasing) skips voxels whose intensity, in the case's primary image, is
    /// outside.
    std::optional<IntensityWindow> threshold;

    friend bool operator==(const Brush&, const Brush&) = default;
};

/// Thickness in mm of the slab a disc fills: the largest step the plane's normal makes from voxel
/// to voxel along one image axis. Along that axis every column of voxels crosses the slab once, so
/// an axial disc on an axial grid is one slice, and an oblique one neither has holes nor doubles.
double slabThicknessMm(const Geometry& geometry, const Geometry::Vector& normal);

/// Offsets of the voxels a brush covers when swept from `from` to `to`, sorted and unique.
///
/// A ball covers the voxels whose centre lies within the radius of the segment (border included);
/// a disc those whose centre lies in the slab around the plane and, measured in the plane, within
/// the radius. The voxel under `to` is always among them, and where the brush is thinner than a
/// voxel so are the voxels under the segment: no gaps at any speed. Only rows near the segment are
/// visited: cost grows with the number of voxels returned, not with the image.
std::vector<std::uint32_t> sweptVoxels(const Geometry& geometry,
                                       const Brush& brush,
                                       const SlicePlane& plane,
                                       const PatientPoint& from,
                                       const PatientPoint& to);

/// Offsets of the 26-connected lesion that holds `seed`, sorted; empty when the voxel is background
/// or outside.
std::vector<std::uint32_t> connectedVoxels(const Mask& mask, const VoxelIndex& seed);

} // namespace dawson
