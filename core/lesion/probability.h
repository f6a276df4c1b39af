#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/lesion/lesion_map.h"

#include <vector>

namespace dawson
{

/// Where a probability becomes a lesion. With a core this is hysteresis thresholding (Canny 1986):
/// what is sure begins a lesion, what is likely around it belongs to it.
struct OperatingPoint {
    double threshold = 0.5;        ///< probability from which a voxel is lesion
    double minimumVolumeMm3 = 0.0; ///< smaller predicted lesions are dropped
    double coreProbability = 0.0;  ///< so are those without a voxel of at least this

    friend bool operator==(const OperatingPoint&, const OperatingPoint&) = default;
};

/// Voxels of at least `threshold`, never those of probability 0, as a mask of 1.
Mask thresholded(const Volume& probability, double threshold);

/// The same without its 26-connected components that are smaller than the point's minimum volume or
/// nowhere reach its core probability.
Mask maskAt(const Volume& probability, const OperatingPoint& point);

/// The highest probability in each lesion, in their order. REQUIRES: one grid.
std::vector<float> peaksOf(const LesionMap& lesions, const Volume& probability);

/// Lower limits of the bands of probabilityBands().
inline constexpr double kBandLimits[]{0.1, 0.25, 0.5, 0.75, 0.9};

/// The map as bands to draw: label n + 1 from kBandLimits[n] up to the next limit, 0 below.
Mask probabilityBands(const Volume& probability);

} // namespace dawson
