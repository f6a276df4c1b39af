#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dawson
{

/// How much a voxel counts in a training criterion, so that lesions of few voxels are learned too:
/// a lesion of V mm3 of the patch, 26-connected, gives each of its voxels (1000 / V)^exponent, at
/// least 1 and at most 16; background and lesions that touch the patch's border, whose size is not
/// known, 1. With exponent 1 every lesion would count alike (cf. the blob loss, Kofler et al.
/// 2023), with 0 every voxel.
/// `mask`: size^3 voxels of `voxelMm3`, i fastest, 0 background. REQUIRES: exponent >= 0, voxelMm3
/// above 0.
/// Cost: about a millisecond for 64^3.
std::vector<float>
lesionWeights(std::span<const std::uint8_t> mask, int size, double voxelMm3, double exponent);

} // namespace dawson
