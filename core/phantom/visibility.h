#pragma once

#include "core/phantom/acquisition.h"

namespace dawson
{

/// The lesions an image will show, as voxels of which lesions hold at least half. Parts of at least
/// 3 voxels that hang together (by corners, too) are kept when blur, slices and noise leave them
/// 0.04 + 2 x noise brighter or darker than the tissue they lie in, at their clearest voxel: nobody
/// can be asked to find the others.
Mask visibleLesions(const LabelVolume& anatomy,
                    const LesionLayer& lesions,
                    const Contrast& contrast,
                    const Acquisition& acquisition);

} // namespace dawson
