#include "core/nn/volume_batch.h"

#include <cstddef>
#include <cstring>

namespace dawson
{

namespace
{

/// Calls `copy(whole, part)` with the numbers of every voxel in the whole and taken apart.
template <typename Copy>
void overVoxels(const VolumeBatch& shape, int factor, Copy copy)
{
    const auto [depth, height, width] = shape.size;
    const std::int64_t f = factor;
    const std::int64_t partVoxels = depth * height * width / (f * f * f);
    const std::int64_t rows = shape.samples * depth * height;
#pragma omp parallel for schedule(static)
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t j = row % height;
        const std::int64_t k = row / height % depth;
        const std::int64_t part = (row / (height * depth) * f + k % f) * f + j % f;
        const std::int64_t partRow = (k / f * (height / f) + j / f) * (width / f);
        for (std::int64_t i = 0; i < width; ++i) {
            copy(row * width + i, (part * f + i % f) * partVoxels + partRow + i / f);
        }
    }
}

} // namespace

void takeApart(const VolumeBatch& shape, int factor, const void* input, void* output)
{
    const auto bytes = static_cast<std::size_t>(shape.voxelBytes);
    const auto* from = static_cast<const std::byte*>(input);
    auto* to = static_cast<std::byte*>(output);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        std::memcpy(to + part * shape.voxelBytes, from + whole * shape.voxelBytes, bytes);
    });
}

void putTogether(const VolumeBatch& shape, int factor, const void* input, void* output)
{
    const auto bytes = static_cast<std::size_t>(shape.voxelBytes);
    const auto* from = static_cast<const std::byte*>(input);
    auto* to = static_cast<std::byte*>(output);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        std::memcpy(to + whole * shape.voxelBytes, from + part * shape.voxelBytes, bytes);
    });
}

} // namespace dawson
