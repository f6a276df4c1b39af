#pragma once

#include "core/image/intensity_window.h"
#include "core/image/region.h"
#include "core/image/volume.h"

namespace dawson
{

/// Share of the robust window above which a voxel is tissue rather than air or its noise.
constexpr double kTissueShare = 0.09;

/// The box a reader wants to fill the pane with: where the image holds tissue, with a margin of a
/// few voxels; the whole image when it holds none. A few ms on 256^3.
Region contentRegion(const Volume& volume, const IntensityWindow& window);

} // namespace dawson
