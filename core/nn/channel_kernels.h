#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dawson
{

/// A channels-last array seen as rows of channels: `groups` blocks of `rows` rows each. Every
/// group has statistics of its own: one group for batch norm, one per sample for instance norm.
struct ChannelRows {
    std::int64_t groups = 1;
    std::int64_t rows = 0; ///< of one group
    std::int64_t channels = 1;
};

/// Two sums per group and channel, groups slowest.
struct ChannelSums {
    std::vector<double> first;
    std::vector<double> second;
};

/// Sums of x and of x^2. The result does not depend on the number of threads.
ChannelSums momentSums(const ChannelRows& shape, const float* values);

/// Sums of g and of g x.
ChannelSums gradientSums(const ChannelRows& shape, const float* gradient, const float* values);

/// Factors of an affine map, per group and channel.
struct ScaleFactors {
    std::vector<float> scale;
    std::vector<float> shift;
};

/// output = scale x + shift (+ addend). `addend` may be null,
/// `output` may be `values` or `addend`.
void scaleAndShift(const ChannelRows& shape,
                   const float* values,
                   const ScaleFactors& factors,
                   const float* addend,
                   float* output);

/// Factors of the gradient through normalisation, per group and channel.
struct GradientFactors {
    std::vector<float> gradient; ///< times g
    std::vector<float> value;    ///< times x
    std::vector<float> constant;
    bool relu = false; ///< x is behind a ReLU: no gradient where it is 0
};

/// output = gradient g + value x + constant. `output` may be `gradient`.
void normGradient(const ChannelRows& shape,
                  const float* gradient,
                  const float* values,
                  const GradientFactors& factors,
                  float* output);

/// A channels-last volume batch: samples, depth, height, width, channels.
struct VolumeBatch {
    std::int64_t samples = 1;
    std::array<std::int64_t, 3> size{1, 1, 1};
    std::int64_t channels = 1;
};

/// Takes each sample apart into factor^3 smaller ones, each of every factor-th voxel, samples
/// slowest: a convolution of dilation `factor` becomes an ordinary one, whose weight gradient is
/// several times faster. REQUIRES: factor divides the size.
void takeApart(const VolumeBatch& shape, int factor, const float* input, float* output);
/// The way back; `shape` is the whole one.
void putTogether(const VolumeBatch& shape, int factor, const float* input, float* output);

} // namespace dawson
