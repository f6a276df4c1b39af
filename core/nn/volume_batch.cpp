#include "core/nn/volume_batch.h"

#include <cstddef>
#include <cstring>

namespace dawson
{

namespace
{

/// A few bytes; most channel rows are multiples of 32, for which no call is needed.
void copyRow(std::byte* to, const std::byte* from, std::int64_t bytes)
{
    constexpr std::int64_t kBlock = 32;
    if (bytes % kBlock != 0) {
        std::memcpy(to, from, static_cast<std::size_t>(bytes));
        return;
    }
    for (std::int64_t done = 0; done < bytes; done += kBlock) {
        std::memcpy(to + done, from + done, kBlock);
    }
}

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
    const auto* from = static_cast<const std::byte*>(input);
    auto* to = static_cast<std::byte*>(output);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        copyRow(to + part * shape.voxelBytes, from + whole * shape.voxelBytes, shape.voxelBytes);
    });
}

void putTogether(const VolumeBatch& shape, int factor, const void* input, void* output)
{
    const auto* from = static_cast<const std::byte*>(input);
    auto* to = static_cast<std::byte*>(output);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        copyRow(to + whole * shape.voxelBytes, from + part * shape.voxelBytes, shape.voxelBytes);
    });
}

void joinRows(const JoinedRows& shape, const void* first, const void* second, void* joined)
{
    const auto* a = static_cast<const std::byte*>(first);
    const auto* b = static_cast<const std::byte*>(second);
    auto* to = static_cast<std::byte*>(joined);
    const std::int64_t bytes = shape.firstBytes + shape.secondBytes;
#pragma omp parallel for schedule(static)
    for (std::int64_t n = 0; n < shape.voxels; ++n) {
        copyRow(to + n * bytes, a + n * shape.firstBytes, shape.firstBytes);
        copyRow(to + n * bytes + shape.firstBytes, b + n * shape.secondBytes, shape.secondBytes);
    }
}

void splitRows(const JoinedRows& shape, const void* joined, void* first, void* second)
{
    const auto* from = static_cast<const std::byte*>(joined);
    auto* a = static_cast<std::byte*>(first);
    auto* b = static_cast<std::byte*>(second);
    const std::int64_t bytes = shape.firstBytes + shape.secondBytes;
#pragma omp parallel for schedule(static)
    for (std::int64_t n = 0; n < shape.voxels; ++n) {
        copyRow(a + n * shape.firstBytes, from + n * bytes, shape.firstBytes);
        copyRow(b + n * shape.secondBytes, from + n * bytes + shape.firstBytes, shape.secondBytes);
    }
}

} // namespace dawson
