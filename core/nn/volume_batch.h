#pragma once

#include <array>
#include <cstdint>

namespace dawson
{

/// A channels-last volume batch: samples, depth, height, width, channels.
struct VolumeBatch {
    std::int64_t samples = 1;
    std::array<std::int64_t, 3> size{1, 1, 1};
    std::int64_t voxelBytes = 4; ///< of all channels
};

/// Takes each sample apart into factor^3 smaller ones, each of every factor-th voxel, samples
/// slowest: a convolution of dilation `factor` becomes an ordinary one, whose weight gradient is
/// several times faster. REQUIRES: factor divides the size.
void takeApart(const VolumeBatch& shape, int factor, const void* input, void* output);
/// The way back; `shape` is the whole one.
void putTogether(const VolumeBatch& shape, int factor, const void* input, void* output);

/// The channels of two batches of equally many voxels one after the other, and back.
struct JoinedRows {
    std::int64_t voxels = 0;
    std::int64_t firstBytes = 0; ///< of a voxel
    std::int64_t secondBytes = 0;
};

void joinRows(const JoinedRows& shape, const void* first, const void* second, void* joined);
void splitRows(const JoinedRows& shape, const void* joined, void* first, void* second);

} // namespace dawson
