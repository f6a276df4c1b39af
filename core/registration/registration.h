#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/quality.h"
#include "core/registration/registration_spec.h"
#include "core/registration/transform.h"

#include <optional>

namespace dawson
{

/// Two images of one patient to be laid on each other.
struct RegistrationPair {
    Volume fixed;
    Volume moving;
    /// On the fixed image's grid: compare inside only (a brain). Nothing: the whole head.
    std::optional<Mask> fixedMask;
    /// On the fixed image's grid: leave out of the comparison, so that what changed there (a new
    /// lesion) pulls at nothing.
    std::optional<Mask> lesionMask;
};

struct Registration {
    Transform transform;
    AffineMap rigid; ///< the result of the rigid stage alone, fixed to moving
    RegistrationQuality quality;
};

/// Finds the transform that brings `moving` onto `fixed`. The images may have any grids, whole
/// heads or extracted brains. Never a silent bad result: quality.warnings says what is wrong, and a
/// deformation that makes things worse is refused.
///
/// The same pair and spec give the same result to the last bit. Stops within a second of the
/// progress asking for it. Times: docs/registration.md.
/// Throws Error(Geometry) when a mask is not on the fixed image's grid, or when the images do not
/// overlap from the start asked for; Error(Data) for images that are the same everywhere, for empty
/// masks, and for a spec out of range.
Registration registerVolumes(const RegistrationPair& pair,
                             const RegistrationSpec& spec,
                             const Progress& progress = {});

} // namespace dawson
