#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

#include <optional>

namespace dawson
{

/// Pearson's correlation of the fine structure of two images that lie on each other: of what is
/// left at 3 mm when all that 9 mm show is taken away, inside the mask. Any two heads laid on each
/// other are alike in the large; furrows and ventricles are one person's own. Nothing where too few
/// voxels (50) take part or an image has no detail. Measured: docs/registration.md.
/// REQUIRES: all on one grid.
std::optional<double>
detailLikeness(const Volume& fixed, const Volume& registered, const Mask& inside);

/// Below it the two are probably not of one patient (or not of one contrast).
inline constexpr double kOnePatientsDetail = 0.65;

} // namespace dawson
