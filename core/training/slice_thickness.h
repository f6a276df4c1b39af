#pragma once

#include <span>

namespace dawson
{

/// How an image would look had it been acquired in thick slices and resampled to its own voxels:
/// along one axis (0 = i, 1 = j, 2 = k) averages over `thickness` voxels, then straight lines
/// between the slices' middles. `phase` in [0, 1): where the first slice begins, in slices. Values
/// that do not change along the axis stay; `thickness` up to 1 changes nothing.
/// REQUIRES: image.size() == size^3, i fastest.
struct ThickSlices {
    double thickness = 1.0;
    int axis = 2;
    double phase = 0.0;
};

void thickenSlices(std::span<float> image, int size, const ThickSlices& slices);

} // namespace dawson
