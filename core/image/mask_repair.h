#pragma once

#include "core/image/mask.h"

namespace dawson
{

/// The largest part of a mask that hangs together by faces, with all holes that do not reach the
/// border of the image filled; labels become 0 and 1. Empty stays empty. Linear in the voxels.
Mask largestPartFilled(const Mask& mask);

} // namespace dawson
