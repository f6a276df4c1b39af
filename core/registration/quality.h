#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/registration_spec.h"
#include "core/registration/transform.h"

#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What can be wrong with a registration that ended; failure proper is an Error.
enum class RegistrationWarning {
    LittleOverlap,   ///< the moving image covers less than half of the fixed foreground
    LowCorrelation,  ///< still below 0.5: perhaps two patients, or other contrasts
    CorrelationFell, ///< the linear result fits worse than the files' own coordinates
    AffineRefused,   ///< stretching made it worse: the rigid result was kept
    FieldNeedless,   ///< bending gained nothing: the linear result was kept; no fault
    FieldRefused,    ///< bending made it worse or folded space: the linear result was kept
    Inconsistent     ///< there and back misses by more than half a voxel of the field on average
};

/// A sentence for people, in English.
std::string describe(RegistrationWarning warning);
/// A key for programs, such as "low-correlation".
std::string nameOf(RegistrationWarning warning);

/// How good a registration is. Correlations (Pearson) are taken on the fixed image's own grid,
/// inside its mask or else its foreground, where the moving image has voxels.
struct RegistrationQuality {
    RegistrationType type = RegistrationType::Rigid; ///< what was kept
    bool masked = false;       ///< inside the mask given; else inside the foreground
    double overlapShare = 0.0; ///< of that inside which the moving image covers

    std::optional<double> correlationBefore; ///< by the files' coordinates; nothing: no overlap
    std::optional<double> correlationRigid;
    std::optional<double> correlationAfter;

    /// Of the field; nothing for a linear transform.
    std::optional<FieldJacobian> jacobian;
    /// Distance in mm of a point of the inside from where going to the moving image and back ends.
    std::optional<double> inverseMeanMm;
    std::optional<double> inverse95Mm;

    std::vector<RegistrationWarning> warnings;
};

/// Pearson's correlation of the fixed image with the moving one brought onto its grid, and what
/// share of `inside` takes part. The correlation is nothing below 50 voxels, or where one image is
/// flat. REQUIRES: inside is on the fixed image's grid.
struct Likeness {
    std::optional<double> correlation;
    double overlapShare = 0.0;
};

Likeness likeness(const Volume& fixed,
                  const Volume& moving,
                  const Mask& inside,
                  const Transform& transform,
                  const Progress& progress = {});

/// Mean and 95th percentile, in mm, of how far points of `inside` end from their start after
/// forward and inverse.
struct InverseConsistency {
    double meanMm = 0.0;
    double p95Mm = 0.0;
};

InverseConsistency inverseConsistency(const Transform& transform, const Mask& inside);

} // namespace dawson
