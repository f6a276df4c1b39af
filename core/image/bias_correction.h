#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

namespace dawson
{

/// Private to core/image. Divides the image by the smooth bias field that N4 (Tustison 2010) finds
/// inside `foreground`; voxels outside stay as they are. The field is estimated on a grid of about
/// 4 mm and evaluated at full resolution. About 4 s for a brain, up to half a minute for a head.
/// Throws Error(Data) when there is no positive voxel to estimate from.
Volume correctBias(const Volume& image, const Mask& foreground, const Progress& progress = {});

} // namespace dawson
