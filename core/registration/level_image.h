#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/registration_spec.h"

#include <vector>

namespace dawson
{

/// Private to core/registration: what the stages compare. Intensities are winsorised to [0, 1],
/// optionally matched, and cut to the head; levels have cubic voxels along the image's own axes.

/// The foreground's box and 15 mm around it. Throws Error(Data) when nothing is there.
Volume headOf(const Volume& image, const Mask& foreground);

/// Intensities between the two shares of the foreground scaled to [0, 1], the others cut.
Volume winsorised(const Volume& image, const Mask& foreground, double low, double high);

/// Both winsorised: the moving one's quantiles moved to the fixed one's, linearly between twelve
/// (Nyul 2000, as ITK's histogram matching does it); foregrounds only.
Volume matched(const Volume& moving,
               const Mask& movingForeground,
               const Volume& fixed,
               const Mask& fixedForeground);

/// The levels on which the compared part still has some thousand voxels; always the finest.
std::vector<RegistrationLevel> usableLevels(const std::vector<RegistrationLevel>& levels,
                                            double comparedMl);

/// The image at each level, coarse to fine as the levels are.
std::vector<Volume> pyramid(const Volume& image, const std::vector<RegistrationLevel>& levels);

} // namespace dawson
