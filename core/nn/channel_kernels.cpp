#include "core/nn/channel_kernels.h"

#include "core/nn/wide_values.h"

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

constexpr std::int64_t kChunkValues = 32768;
constexpr std::int64_t kSumTile = 64;
constexpr std::int64_t kTile = 1024;

/// Rows joined until an inner loop is long enough to be vectorised whatever the channel count.
std::int64_t tileLength(std::int64_t channels, std::int64_t aim)
{
    return std::max<std::int64_t>(1, aim / channels) * channels;
}

/// A stretch of whole rows within one group.
struct Chunk {
    std::int64_t group = 0;
    std::int64_t begin = 0; ///< first value
    std::int64_t length = 0;
};

std::int64_t chunkRows(const ChannelRows& shape)
{
    return std::max<std::int64_t>(1, kChunkValues / shape.channels);
}

std::int64_t chunksPerGroup(const ChannelRows& shape)
{
    return (shape.rows + chunkRows(shape) - 1) / chunkRows(shape);
}

Chunk chunkAt(const ChannelRows& shape, std::int64_t number)
{
    const std::int64_t perGroup = chunksPerGroup(shape);
    const std::int64_t group = number / perGroup;
    const std::int64_t row = number % perGroup * chunkRows(shape);
    return {group,
            (group * shape.rows + row) * shape.channels,
            std::min(chunkRows(shape), shape.rows - row) * shape.channels};
}

/// Every group's factors, each repeated over a tile.
class TiledFactors
{
public:
    TiledFactors(const ChannelRows& shape, const std::vector<float>& factors)
        : m_length(tileLength(shape.channels, kTile))
    {
        m_values.reserve(static_cast<std::size_t>(shape.groups * m_length));
        for (std::int64_t group = 0; group < shape.groups; ++group) {
            const auto first = factors.begin() + group * shape.channels;
            for (std::int64_t n = 0; n < m_length; n += shape.channels) {
                m_values.insert(m_values.end(), first, first + shape.channels);
            }
        }
    }

    const float* of(std::int64_t group) const { return m_values.data() + group * m_length; }

private:
    std::int64_t m_length;
    std::vector<float> m_values;
};

/// A tile of values as floats: themselves, or widened into `buffer`.
const float* asFloats(const float* values, std::int64_t, float*)
{
    return values;
}

const float* asFloats(const Bf16* values, std::int64_t count, float* buffer)
{
    widen(values, count, buffer);
    return buffer;
}

/// Where floats are computed on their way to `output`, and their last step.
float* target(float* output, float*)
{
    return output;
}

float* target(Bf16*, float* buffer)
{
    return buffer;
}

void store(const float*, std::int64_t, float*) {}

void store(const float* floats, std::int64_t count, Bf16* output)
{
    narrow(floats, count, output);
}

/// Adds a chunk's a and a b into float tiles.
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
    const float* scale;
    const float* shift;
};

DAWSON_WIDE void
scaleTile(const float* values, const ScaleTile& factors, std::int64_t count, float* output)
{
    const float* scale = factors.scale;
    const float* shift = factors.shift;
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
    const float* scale = factors.scale;
    const float* shift = factors.shift;
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] = values[n] * scale[n] + shift[n] + addend[n];
    }
}

DAWSON_WIDE void addTile(const float* values, std::int64_t count, float* output)
{
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        output[n] += values[n];
    }
}

DAWSON_WIDE void rectify(std::int64_t count, float* values)
{
#pragma omp simd
    for (std::int64_t n = 0; n < count; ++n) {
        values[n] = values[n] > 0.0F ? values[n] : 0.0F;
    }
}

/// One tile of factors for normGradient.
struct FactorTile {
    const float* gradient;
    const float* value;
    const float* constant;
};

DAWSON_WIDE void gradientTile(const float* gradient,
                              const float* values,
                              const FactorTile& factors,
                              std::int64_t count,
                              float* output)
{
    const float* a = factors.gradient;
    const float* b = factors.value;
    const float* c = factors.constant;
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

/// Calls `work(chunk, begin, count, buffers)` for every tile of every chunk, on all threads;
/// `buffers` are three tiles of floats of the calling thread.
template <typename Work>
void overTiles(const ChannelRows& shape, Work work)
{
    const std::int64_t chunks = chunksPerGroup(shape) * shape.groups;
    const std::int64_t tile = tileLength(shape.channels, kTile);
#pragma omp parallel
    {
        std::vector<float> buffers(static_cast<std::size_t>(3 * tile));
#pragma omp for schedule(static)
        for (std::int64_t n = 0; n < chunks; ++n) {
            const Chunk chunk = chunkAt(shape, n);
            for (std::int64_t begin = 0; begin < chunk.length; begin += tile) {
                work(n,
                     chunk.begin + begin,
                     std::min(tile, chunk.length - begin),
                     std::array{buffers.data(), buffers.data() + tile, buffers.data() + 2 * tile});
            }
        }
    }
}

using Buffers = std::array<float*, 3>;

template <typename T>
ChannelSums productSums(const ChannelRows& shape, const T* a, const T* b)
{
    const std::int64_t chunks = chunksPerGroup(shape) * shape.groups;
    const std::int64_t tile = tileLength(shape.channels, kSumTile);
    std::vector<float> partial(static_cast<std::size_t>(chunks * 2 * tile), 0.0F);
    overTiles(shape, [&](std::int64_t n, std::int64_t begin, std::int64_t count, Buffers buffers) {
        const float* left = asFloats(a + begin, count, buffers[0]);
        const float* right = a == b ? left : asFloats(b + begin, count, buffers[1]);
        addProducts(left, right, count, tile, partial.data() + n * 2 * tile);
    });
    const auto size = static_cast<std::size_t>(shape.groups * shape.channels);
    ChannelSums sums{std::vector<double>(size, 0.0), std::vector<double>(size, 0.0)};
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
        const std::int64_t first = chunk / chunksPerGroup(shape) * shape.channels;
        const float* values = partial.data() + chunk * 2 * tile;
        for (std::int64_t within = 0; within < tile; ++within) {
            const auto slot = static_cast<std::size_t>(first + within % shape.channels);
            sums.first[slot] += values[within];
            sums.second[slot] += values[tile + within];
        }
    }
    return sums;
}

template <typename T>
void scaleAndShiftAs(const ChannelRows& shape,
                     const T* values,
                     const ScaleFactors& factors,
                     const T* addend,
                     T* output)
{
    const TiledFactors scale(shape, factors.scale);
    const TiledFactors shift(shape, factors.shift);
    overTiles(shape, [&](std::int64_t n, std::int64_t begin, std::int64_t count, Buffers buffers) {
        const std::int64_t group = n / chunksPerGroup(shape);
        const ScaleTile tile{scale.of(group), shift.of(group)};
        const float* input = asFloats(values + begin, count, buffers[0]);
        float* floats = target(output + begin, buffers[1]);
        if (addend != nullptr) {
            scaleTileAndAdd(
                input, tile, asFloats(addend + begin, count, buffers[2]), count, floats);
        } else {
            scaleTile(input, tile, count, floats);
        }
        store(floats, count, output + begin);
    });
}

template <typename T>
void finishRowsAs(const ChannelRows& whole, const RowEnd& end, T* values)
{
    const ChannelRows shape{1, whole.groups * whole.rows, whole.channels, whole.bf16};
    const auto tiles = [&](const float* row) {
        std::vector<float> factors(static_cast<std::size_t>(shape.channels), 0.0F);
        if (row != nullptr) {
            factors.assign(row, row + shape.channels);
        }
        return TiledFactors(shape, factors);
    };
    const TiledFactors bias = tiles(end.bias);
    const TiledFactors scale = tiles(end.scale);
    const TiledFactors shift = tiles(end.shift);
    overTiles(shape, [&](std::int64_t, std::int64_t begin, std::int64_t count, Buffers buffers) {
        asFloats(values + begin, count, buffers[0]);
        float* floats = target(values + begin, buffers[0]);
        addTile(bias.of(0), count, floats);
        if (end.relu) {
            rectify(count, floats);
        }
        if (end.scale != nullptr) {
            scaleTile(floats, {scale.of(0), shift.of(0)}, count, floats);
        }
        store(floats, count, values + begin);
    });
}

template <typename T>
void normGradientAs(const ChannelRows& shape,
                    const T* gradient,
                    const T* values,
                    const GradientFactors& factors,
                    T* output)
{
    const TiledFactors byGradient(shape, factors.gradient);
    const TiledFactors byValue(shape, factors.value);
    const TiledFactors constant(shape, factors.constant);
    overTiles(shape, [&](std::int64_t n, std::int64_t begin, std::int64_t count, Buffers buffers) {
        const std::int64_t group = n / chunksPerGroup(shape);
        const FactorTile tiles{byGradient.of(group), byValue.of(group), constant.of(group)};
        const float* arriving = asFloats(gradient + begin, count, buffers[0]);
        const float* own = asFloats(values + begin, count, buffers[1]);
        float* floats = target(output + begin, buffers[2]);
        gradientTile(arriving, own, tiles, count, floats);
        if (factors.relu) {
            blank(own, count, floats);
        }
        store(floats, count, output + begin);
    });
}

/// Calls `work` with pointers of the right type.
template <typename Work>
auto typed(const ChannelRows& shape, Work work)
{
    return shape.bf16 ? work(Bf16{}) : work(float{});
}

} // namespace

ChannelSums momentSums(const ChannelRows& shape, const void* values)
{
    return gradientSums(shape, values, values);
}

ChannelSums gradientSums(const ChannelRows& shape, const void* gradient, const void* values)
{
    return typed(shape, [&](auto type) {
        using T = decltype(type);
        return productSums(shape, static_cast<const T*>(gradient), static_cast<const T*>(values));
    });
}

void scaleAndShift(const ChannelRows& shape,
                   const void* values,
                   const ScaleFactors& factors,
                   const void* addend,
                   void* output)
{
    typed(shape, [&](auto type) {
        using T = decltype(type);
        scaleAndShiftAs(shape,
                        static_cast<const T*>(values),
                        factors,
                        static_cast<const T*>(addend),
                        static_cast<T*>(output));
    });
}

void finishRows(const ChannelRows& shape, const RowEnd& end, void* values)
{
    typed(shape,
          [&](auto type) { finishRowsAs(shape, end, static_cast<decltype(type)*>(values)); });
}

void normGradient(const ChannelRows& shape,
                  const void* gradient,
                  const void* values,
                  const GradientFactors& factors,
                  void* output)
{
    typed(shape, [&](auto type) {
        using T = decltype(type);
        normGradientAs(shape,
                       static_cast<const T*>(gradient),
                       static_cast<const T*>(values),
                       factors,
                       static_cast<T*>(output));
    });
}

} // namespace dawson
