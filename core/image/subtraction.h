#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

#include <optional>

namespace dawson
{

/// How two images of one patient are made comparable before one is taken from the other.
enum class IntensityMatching {
    ZScore, ///< each to mean 0 and standard deviation 1 in the brain (Wahlig et al. 2023)
    Robust  ///< the same by median and 1.4826 x median absolute deviation: lesions weigh less
};

/// Follow-up minus baseline, or after minus before gadolinium: above 0 where it became brighter, in
/// standard deviations of the brain; exactly 0 outside. Inside is where both images have tissue
/// (core/image/preprocessing.h) and, if given, the brain mask. `followup` must lie on the
/// baseline's grid: registered and resampled. Throws Error(Geometry), saying the difference, when
/// an image or the mask does not; Error(Data) when nothing is inside or an image is flat there.
Volume subtract(const Volume& baseline,
                const Volume& followup,
                const std::optional<Mask>& brain = std::nullopt,
                IntensityMatching matching = IntensityMatching::ZScore);

/// The follow-up as it goes into the subtraction: in standard deviations of the brain, inside the
/// same voxels, exactly 0 outside. The second channel of networks that look at both. Throws as
/// subtract() does.
Volume matchedFollowup(const Volume& baseline,
                       const Volume& followup,
                       const std::optional<Mask>& brain = std::nullopt,
                       IntensityMatching matching = IntensityMatching::ZScore);

} // namespace dawson
