#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

namespace dawson
{

/// The brain in a region that holds it with some of what lies around it: fluid, bone, scalp.
///
/// Inside the region Otsu's threshold parts bright tissue from dark; what is bright is worn off by
/// 2.5 mm, its largest part grown back, gaps of up to 10 mm closed and holes filled. On FLAIR, T1
/// and PD this is the brain. Where less than half of the region is bright (T2: fluid is), or less
/// than half of it would be left, the region comes back as it is. Labels become 0 and 1. Some
/// seconds for a clinical image. REQUIRES: one grid.
Mask brainWithin(const Mask& region, const Volume& image);

} // namespace dawson
