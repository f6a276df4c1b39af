#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/transform.h"

namespace dawson
{

/// Bringing images of one side of a transform onto a grid of the other. On all cores, some 0.1 s
/// for a clinical image.

/// Whose voxels are brought over.
enum class WarpDirection {
    MovingToFixed, ///< a moving image onto a grid in fixed space
    FixedToMoving  ///< a fixed image, or a mask drawn on it, onto a grid in moving space
};

/// Trilinear; smoothed first where the target's voxels are much larger than the source's, as
/// resampleLinear does. Voxels that the source does not reach get `outside`.
Volume warpVolume(const Volume& source,
                  const Geometry& target,
                  const Transform& transform,
                  WarpDirection direction = WarpDirection::MovingToFixed,
                  float outside = 0.0F);

/// The most probable label by linear interpolation of each label's indicator (background
/// included): no label appears that is not in the source.
Mask warpMask(const Mask& source,
              const Geometry& target,
              const Transform& transform,
              WarpDirection direction = WarpDirection::MovingToFixed);

/// 1 where the source has a voxel for the target's.
Mask coverage(const Geometry& source,
              const Geometry& target,
              const Transform& transform,
              WarpDirection direction = WarpDirection::MovingToFixed);

} // namespace dawson
