#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/affine_map.h"
#include "core/registration/registration_spec.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// Private to core/registration: the linear stages on one level, by mutual information.

/// Where and with what value the fixed image is looked at. The places lie off the voxel centres by
/// a fixed scatter: on the grid itself, mutual information has false maxima where grids coincide.
struct LinearSamples {
    struct Sample {
        PatientPoint at;
        float value = 0.0F;
    };

    std::vector<Sample> list;
    PatientPoint centre;   ///< the middle of the places
    double radiusMm = 1.0; ///< their root mean square distance from it
};

/// At most some 150,000 of the voxels where `weight` is not 0. Throws Error(Data) below 100.
LinearSamples samplesOf(const Volume& fixed, const Mask& weight);

struct LinearFit {
    AffineMap map;
    double value = 0.0;        ///< mutual information in nats; -infinity: the images do not overlap
    double overlapShare = 0.0; ///< of the samples that meet the moving image
};

/// How well a map fits, without moving it.
LinearFit assess(const LinearSamples& fixed, const Volume& moving, int bins, const AffineMap& map);

/// What may change of a map.
enum class Freedom { Rigid, Affine };

struct LinearSearch {
    Freedom freedom = Freedom::Rigid;
    int bins = 32;
    int iterations = 100;
    double spacingMm = 1.0; ///< of the level: the longest first step
};

/// Climbs from `start`. REQUIRES for Rigid: start is a rotation and a shift.
LinearFit improve(const LinearSamples& fixed,
                  const Volume& moving,
                  const AffineMap& start,
                  const LinearSearch& search,
                  const Progress& progress);

} // namespace dawson
