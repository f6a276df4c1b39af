#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"

namespace dawson
{

/// What of an image is tissue.
///
/// Where at least a twentieth of the voxels is exactly 0 (a brain-extracted image), that is the
/// background: the foreground is above 0, or different from 0 in an image with negative values.
/// Else the foreground is above Otsu's threshold, with its holes filled slice by slice along the
/// third axis, since fluid is dark on FLAIR but lies inside the head. So it is in what is not 0,
/// where that fills a box whose sides are dark: a head in noisy air, of which parts were set to 0.
Mask foregroundOf(const Volume& image);

/// The same of a resampled image, whose voxels outside `covered` lie beyond its source: their zeros
/// say nothing about the background.
Mask foregroundOf(const Volume& image, const Region& covered);

} // namespace dawson
