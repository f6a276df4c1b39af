#pragma once

#include "core/training/augmentation.h"

#include <cstdint>
#include <span>

namespace dawson
{

/// What a worse scanner would do to one channel of a patch of `size`^3, as drawn: lower resolution
/// along all axes, a Gaussian blur, and a smooth factor over the patch. Exact zeros are background
/// and stay.
///
/// The factor is exp(f), f trilinear between points that are normal with the drawn standard
/// deviation and lie some 60 mm apart (two along each axis at least): a coil's field, not blobs of
/// a lesion's size. It acts on the height above the darkest voxel, which stands for intensity 0; of
/// differences on the value itself. About 10 ms for 64^3 when all three are drawn.
void degrade(std::span<float> image, int size, const AugmentationDraw& draw, std::uint64_t seed);

} // namespace dawson
