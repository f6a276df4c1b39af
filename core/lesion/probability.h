#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

#include <vector>

namespace dawson
{

/// Where a probability becomes a lesion.
struct OperatingPoint {
    double threshold = 0.5;        ///< probability from which a voxel is lesion
    double minimumVolumeMm3 = 0.0; ///< smaller predicted lesions are dropped

    friend bool operator==(const OperatingPoint&, const OperatingPoint&) = default;
};

/// Voxels of at least `threshold`, never those of probability 0, as a mask of 1.
Mask thresholded(const Volume& probability, double threshold);

/// The same without its 26-connected components smaller than the point's minimum volume.
Mask maskAt(const Volume& probability, const OperatingPoint& point);

/// Lower limits of the bands of probabilityBands().
inline constexpr double kBandLimits[]{0.1, 0.25, 0.5, 0.75, 0.9};

/// The map as bands to draw: label n + 1 from kBandLimits[n] up to the next limit, 0 below.
Mask probabilityBands(const Volume& probability);

} // namespace dawson
