#pragma once

#include <cstdint>
#include <vector>

namespace dawson
{

/// A channels-last array seen as rows of channels: `groups` blocks of `rows` rows each. Every
/// group has statistics of its own: one group for batch norm, one per sample for instance norm.
///
/// The values below are floats, or bf16 (the upper half of a float, rounded to even); sums and
/// factors are always computed in fp32 or better.
struct ChannelRows {
    std::int64_t groups = 1;
    std::int64_t rows = 0; ///< of one group
    std::int64_t channels = 1;
    bool bf16 = false;
};

/// Two sums per group and channel, groups slowest.
struct ChannelSums {
    std::vector<double> first;
    std::vector<double> second;
};

/// Sums of x and of x^2. The result does not depend on the number of threads.
ChannelSums momentSums(const ChannelRows& shape, const void* values);

/// Sums of g and of g x.
ChannelSums gradientSums(const ChannelRows& shape, const void* gradient, const void* values);

/// Factors of an affine map, per group and channel.
struct ScaleFactors {
    std::vector<float> scale;
    std::vector<float> shift;
};

/// output = scale x + shift (+ addend). `addend` may be null,
/// `output` may be `values` or `addend`.
void scaleAndShift(const ChannelRows& shape,
                   const void* values,
                   const ScaleFactors& factors,
                   const void* addend,
                   void* output);

/// What happens to every row, in this order; one number per channel each.
struct RowEnd {
    const float* bias = nullptr;
    bool relu = false;
    const float* scale = nullptr; ///< may be null, with `shift`
    const float* shift = nullptr;
};

/// In place, in one pass.
void finishRows(const ChannelRows& shape, const RowEnd& end, void* values);

/// Factors of the gradient through normalisation, per group and channel.
struct GradientFactors {
    std::vector<float> gradient; ///< times g
    std::vector<float> value;    ///< times x
    std::vector<float> constant;
    bool relu = false; ///< x is behind a ReLU: no gradient where it is 0
};

/// output = gradient g + value x + constant. `output` may be `gradient`.
void normGradient(const ChannelRows& shape,
                  const void* gradient,
                  const void* values,
                  const GradientFactors& factors,
                  void* output);

} // namespace dawson
