#pragma once

#include "core/image/geometry.h"
#include "core/registration/displacement_field.h"

#include <array>
#include <vector>

namespace dawson
{

/// Private to core/registration: a displacement on a grid of cubic voxels while it is being
/// searched, in voxels along the image's own axes, one plane for each. Single precision. All
/// functions run on all cores and give the same bits on any number of them.
struct VoxelField {
    explicit VoxelField(const Geometry::Size& gridSize);

    Geometry::Size size;
    std::array<std::vector<float>, 3> along;

    std::size_t count() const { return along[0].size(); }
};

/// First `first`, then `second`: x -> first(x) + second(x + first(x)). Outside the grid `second`
/// moves nothing.
VoxelField composed(const VoxelField& first, const VoxelField& second);

/// Gaussian of this variance in voxels squared; zero beyond the border, and zero on it.
void smooth(VoxelField& field, double variance);

/// The same on a single plane of values.
void smooth(std::vector<float>& plane, const Geometry::Size& size, double variance);

/// Scales so that the longest displacement is `longest`; a field of zeros stays.
void scaleTo(VoxelField& field, double longest);

/// Smooths where space is squeezed to less than `least` of its volume, and around it, so that no
/// later step folds it and its inverse stays smooth. Whether there was such a place.
bool relax(VoxelField& field, double least);

/// The field whose composition with this one moves nothing, found voxel by voxel; exact to 0.001
/// voxel where the field does not fold.
VoxelField inverted(const VoxelField& field);

/// The same displacement on another grid of cubic voxels.
VoxelField onGrid(const VoxelField& field, const Geometry& from, const Geometry& to);

DisplacementField inMillimetres(const VoxelField& field, const Geometry& grid);

} // namespace dawson
