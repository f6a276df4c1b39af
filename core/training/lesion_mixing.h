#pragma once

#include "core/training/augmentation.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// CarveMix (Zhang et al., MICCAI 2021; NeuroImage 2023): a region around the lesions of one patch
/// is carved out and put, image and mask, at the same place of another, which keeps the rest.
///
/// The published region is {D <= lambda}, D the signed distance to the lesion's border (below 0
/// inside), lambda half the time uniform in [-d/2, 0] and half in [0, d], d the lesion's depth: a
/// part of it, or it and its surroundings. Here each 26-connected lesion has its own D and lambda,
/// because the depth of a large lesion would wipe out the small ones beside it.

/// 1 inside the region of a mask of `size`^3 voxels. Exact distances. A few ms for 64^3.
std::vector<std::uint8_t>
carvedRegion(const std::vector<std::uint8_t>& mask, int size, std::uint64_t seed);

/// Carves from `donor` into `receiver` wherever both show foreground (not 0 in the first channel).
/// Gives false, and leaves the receiver alone, when no lesion voxel would arrive.
/// REQUIRES: same size and channels.
bool carveInto(Patch& receiver, const Patch& donor, std::uint64_t seed);

} // namespace dawson
