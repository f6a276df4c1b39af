#pragma once

#include "core/image/mask.h"
#include "core/image/region.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dawson
{

/// Which neighbours join voxels into one lesion: by faces, also by edges, also by corners.
enum class Connectivity { Faces = 6, Edges = 18, Corners = 26 };

/// One connected component of a mask.
struct Lesion {
    std::int32_t label = 0; ///< its number in the map, from 1, largest first
    std::size_t voxels = 0;
    double volumeMl = 0.0;
    double diameterMm =
        0.0; ///< longest side of its oriented extent: see lesion_map.cpp; voxel size included
    PatientPoint centroid; ///< centre of mass
    PatientPoint
        inside; ///< centre of the lesion's own voxel nearest to the centroid: where to jump to
    Region region;
};

/// All lesions of a mask, and which voxel belongs to which. Immutable after findLesions.
struct LesionMap {
    Geometry geometry;
    Connectivity connectivity = Connectivity::Corners;
    std::vector<std::int32_t> labels; ///< 0 background, else Lesion::label
    std::vector<Lesion> lesions;      ///< lesions[n].label == n + 1

    /// The lesion at a voxel; 0 outside lesions and outside the image.
    std::int32_t labelAt(const VoxelIndex& voxel) const;
};

/// Connected components of all voxels that are not background. Components smaller than
/// `minVolumeMl` are left out of labels and list. Numbered by falling volume, ties by offset.
/// About 0.1 s on 256^3.
LesionMap findLesions(const Mask& mask,
                      Connectivity connectivity = Connectivity::Corners,
                      double minVolumeMl = 0.0);

} // namespace dawson
