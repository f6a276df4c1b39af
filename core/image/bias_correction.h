#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

namespace dawson
{

/// Private to core/image. Divides the image by the smooth bias field that N4 (Tustison 2010) finds
/// inside `foreground`; voxels outside stay as they are. The field is estimated on a grid of about
/// 4 mm and evaluated at full resolution, in three levels of at most 25 rounds: four levels of 50
/// move z-scores by 0.1 (rms) on a brain and a whole head, for two to three times the time, which
/// is some seconds for a brain and up to half a minute for a head.
/// Throws Error(Data) when there is no positive voxel to estimate from.
Volume correctBias(const Volume& image, const Mask& foreground, const Progress& progress = {});

} // namespace dawson
