#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

namespace dawson
{

/// Resampling in patient space. Points outside the source get `outside` (background for masks).
/// Nothing in Dawson resamples without the caller asking for it by one of these names.

/// Trilinear. Where the target's voxels are larger than the source's, the source is smoothed first
/// so that it does not alias (Gaussian, sigma = 0.5 voxel of the target where the ratio
/// exceeds 1.5).
Volume resampleLinear(const Volume& source, const Geometry& target, float outside = 0.0F);

/// Trilinear and never smoothed: for maps whose levels mean something, such as probabilities, which
/// a threshold is asked of afterwards. Smoothing for coarser voxels would lower every small peak.
Volume interpolateLinear(const Volume& source, const Geometry& target, float outside = 0.0F);

/// What resampleLinear interpolates: the source itself, or smoothed where `target`'s voxels are
/// larger. For those who resample by a way of their own.
Volume smoothedFor(const Volume& source, const Geometry& target);

/// The label of the nearest source voxel.
Mask resampleNearest(const Mask& source, const Geometry& target);

/// Each label's indicator is interpolated linearly and the most probable label (background
/// included) wins, so that shapes survive better than with the nearest neighbour. Same grid: a
/// copy.
Mask resampleLabels(const Mask& source, const Geometry& target);

/// The grid with cubic voxels of `spacingMm` that covers the same field of view: same axes and the
/// same outer corner; sizes rounded up.
Geometry isotropicGeometry(const Geometry& geometry, double spacingMm = 1.0);

/// The same voxels with axes reordered and flipped so that they run closest to L, P, S (identity
/// direction in LPS for a straight image). No interpolation.
Geometry canonicalGeometry(const Geometry& geometry);
Volume toCanonical(const Volume& volume);
Mask toCanonical(const Mask& mask);

/// A box of voxels as an image of its own, its geometry moved along.
Volume crop(const Volume& volume, const Region& region);
Mask crop(const Mask& mask, const Region& region);

} // namespace dawson
