#include "core/nn/channel_kernels.h"

#include <algorithm>
#include <cstring>

// Memory-bound loops: wide registers help, the instruction set is chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define DAWSON_WIDE __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define DAWSON_WIDE
#endif

namespace dawson
{

namespace
{

constexpr std::int64_t kChunkRows = 2048;
constexpr std::int64_t kTile = 64;

/// Rows joined until an inner loop is long enough to be vectorised whatever the channel count.
std::int64_t tileLength(std::int64_t channels)
{
    return std::max<std::int64_t>(1, kTile / channels) * channels;
}

/// One group's factors repeated over a tile.
std::vector<float>
tiled(const std::vector<float>& factors, const ChannelRows& shape, std::int64_t group)
{
    std::vector<float> tile(static_cast<std::size_t>(tileLength(shape.channels)));
    for (std::size_t n = 0; n < tile.size(); ++n) {
        const auto channel = static_cast<std::int64_t>(n) % shape.channels;
        tile[n] = factors[static_cast<std::size_t>(group * shape.channels + channel)];
    }
    return tile;
}

/// A stretch of whole rows within one group.
struct Chunk {
    std::int64_t group = 0;
    std::int64_t begin = 0; ///< first value
    std::int64_t length = 0;
};

std::int64_t chunksPerGroup(const ChannelRows& shape)
{
    return (shape.rows + kChunkRows - 1) / kChunkRows;
}

Chunk chunkAt(const ChannelRows& shape, std::int64_t number)
{
    const std::int64_t perGroup = chunksPerGroup(shape);
    const std::int64_t group = number / perGroup;
    const std::int64_t row = number % perGroup * kChunkRows;
    return {group,
            (group * shape.rows + row) * shape.channels,
            std::min(kChunkRows, shape.rows - row) * shape.channels};
}

/// Adds a chunk's a and a b into float tiles; `b` null means a itself.
DAWSON_WIDE void
addProducts(const float* a, const float* b, std::int64_t length, std::int64_t tile, float* sums)
{
    float* products = sums + tile;
    for (std::int64_t begin = 0; begin < length; begin += tile) {
        const std::int64_t count = std::min(tile, length - begin);
        const float* left = a + begin;
        const float* right = b + begin;
#pragma omp simd
        for (std::int64_t n = 0; n < count; ++n) {
            sums[n] += left[n];
            products[n] += left[n] * right[n];
        }
    }
}

/// One tile of factors for scaleAndShift.
struct ScaleTile {
    std::vector<float> scale;
    std::vector<float> shift;
};

DAWSON_WIDE void
scaleTile(const float* values, const ScaleTile& factors, std::int64_t count, float* output)
{
    const float* scale = factors.scale.data();
    const float* shift = factors.shift.data();
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = values[n] * scale[n] + shift[n];
    }
}

DAWSON_WIDE void scaleTileAndAdd(const float* values,
                                 const ScaleTile& factors,
                                 const float* addend,
                                 std::int64_t count,
                                 float* output)
{
    const float* scale = factors.scale.data();
    const float* shift = factors.shift.data();
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = values[n] * scale[n] + shift[n] + addend[n];
    }
}

/// One tile of factors for normGradient.
struct FactorTile {
    std::vector<float> gradient;
    std::vector<float> value;
    std::vector<float> constant;
};

DAWSON_WIDE void gradientTile(const float* gradient,
                              const float* values,
                              const FactorTile& factors,
                              std::int64_t count,
                              float* output)
{
    const float* a = factors.gradient.data();
    const float* b = factors.value.data();
    const float* c = factors.constant.data();
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = a[n] * gradient[n] + b[n] * values[n] + c[n];
    }
}

DAWSON_WIDE void blank(const float* values, std::int64_t count, float* output)
{
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = values[n] > 0.0F ? output[n] : 0.0F;
    }
}

ChannelSums productSums(const ChannelRows& shape, const float* a, const float* b)
{
    const std::int64_t chunks = chunksPerGroup(shape) * shape.groups;
    const std::int64_t tile = tileLength(shape.channels);
    std::vector<float> partial(static_cast<std::size_t>(chunks * 2 * tile), 0.0F);
#pragma omp parallel for schedule(static)
    for (std::int64_t n = 0; n < chunks; ++n) {
        const Chunk chunk = chunkAt(shape, n);
        addProducts(
            a + chunk.begin, b + chunk.begin, chunk.length, tile, partial.data() + n * 2 * tile);
    }
    const auto size = static_cast<std::size_t>(shape.groups * shape.channels);
    ChannelSums sums{std::vector<double>(size, 0.0), std::vector<double>(size, 0.0)};
    for (std::int64_t n = 0; n < chunks * tile; ++n) {
        const std::int64_t chunk = n / tile;
        const std::int64_t within = n % tile;
        const auto slot = static_cast<std::size_t>(chunk / chunksPerGroup(shape) * shape.channels +
                                                   within % shape.channels);
        const auto place = static_cast<std::size_t>(chunk * 2 * tile + within);
        sums.first[slot] += partial[place];
        sums.second[slot] += partial[place + static_cast<std::size_t>(tile)];
    }
    return sums;
}

/// Calls `work(begin, count)` for every tile of a chunk.
template <typename Work>
void overTiles(const Chunk& chunk, std::int64_t tile, Work work)
{
    for (std::int64_t begin = 0; begin < chunk.length; begin += tile) {
        work(chunk.begin + begin, std::min(tile, chunk.length - begin));
    }
}

/// Calls `copy(whole, part)` with the offsets of every voxel in the whole and taken apart.
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
            copy((row * width + i) * shape.channels,
                 ((part * f + i % f) * partVoxels + partRow + i / f) * shape.channels);
        }
    }
}

} // namespace

ChannelSums momentSums(const ChannelRows& shape, const float* values)
{
    return productSums(shape, values, values);
}

ChannelSums gradientSums(const ChannelRows& shape, const float* gradient, const float* values)
{
    return productSums(shape, gradient, values);
}

void scaleAndShift(const ChannelRows& shape,
                   const float* values,
                   const ScaleFactors& factors,
                   const float* addend,
                   float* output)
{
    const std::int64_t chunks = chunksPerGroup(shape) * shape.groups;
    const std::int64_t tile = tileLength(shape.channels);
#pragma omp parallel for schedule(static)
    for (std::int64_t n = 0; n < chunks; ++n) {
        const Chunk chunk = chunkAt(shape, n);
        const ScaleTile tiles{tiled(factors.scale, shape, chunk.group),
                              tiled(factors.shift, shape, chunk.group)};
        overTiles(chunk, tile, [&](std::int64_t begin, std::int64_t count) {
            if (addend != nullptr) {
                scaleTileAndAdd(values + begin, tiles, addend + begin, count, output + begin);
            } else {
                scaleTile(values + begin, tiles, count, output + begin);
            }
        });
    }
}

void normGradient(const ChannelRows& shape,
                  const float* gradient,
                  const float* values,
                  const GradientFactors& factors,
                  float* output)
{
    const std::int64_t chunks = chunksPerGroup(shape) * shape.groups;
    const std::int64_t tile = tileLength(shape.channels);
#pragma omp parallel for schedule(static)
    for (std::int64_t n = 0; n < chunks; ++n) {
        const Chunk chunk = chunkAt(shape, n);
        const FactorTile tiles{tiled(factors.gradient, shape, chunk.group),
                               tiled(factors.value, shape, chunk.group),
                               tiled(factors.constant, shape, chunk.group)};
        overTiles(chunk, tile, [&](std::int64_t begin, std::int64_t count) {
            gradientTile(gradient + begin, values + begin, tiles, count, output + begin);
            if (factors.relu) {
                blank(values + begin, count, output + begin);
            }
        });
    }
}

void takeApart(const VolumeBatch& shape, int factor, const float* input, float* output)
{
    const auto bytes = static_cast<std::size_t>(shape.channels) * sizeof(float);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        std::memcpy(output + part, input + whole, bytes);
    });
}

void putTogether(const VolumeBatch& shape, int factor, const float* input, float* output)
{
    const auto bytes = static_cast<std::size_t>(shape.channels) * sizeof(float);
    overVoxels(shape, factor, [&](std::int64_t whole, std::int64_t part) {
        std::memcpy(output + whole, input + part, bytes);
    });
}

} // namespace dawson
