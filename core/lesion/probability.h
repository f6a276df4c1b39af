#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

#include <vector>

namespace dawson
{

/// Lesions of a probability map: voxels of at least `threshold` (and above 0) as 1, without
/// components (26-connected) smaller than `minVolumeMl`. 5 ms on a brain of 1 mm without a least
/// volume, 0.1 s with one.
Mask lesionMask(const Volume& probability, double threshold, double minVolumeMl = 0.0);

/// Lower limits of the bands of probabilityBands().
inline constexpr double kBandLimits[]{0.1, 0.25, 0.5, 0.75, 0.9};

/// The map as bands to draw: label n + 1 from kBandLimits[n] up to the next limit, 0 below.
Mask probabilityBands(const Volume& probability);

} // namespace dawson
