#pragma once

#include <array>
#include <cstdint>

namespace dawson
{

/// A 3D convolution over channels-last arrays (batch, depth, height, width, channels; channels
/// fastest), "same" padding: stride 1 pads `dilation` on both sides for kernel 3; stride 2 pads 0
/// before and 1 after and needs even sizes. Weights are (output, input, k, k, k), row-major.
struct ConvolutionShape {
    std::int64_t batch = 1;
    std::int64_t inputChannels = 1;
    std::int64_t outputChannels = 1;
    std::array<std::int64_t, 3> size{1, 1, 1}; ///< of the input: depth, height, width
    std::int64_t kernel = 3;                   ///< 1 or 3
    std::int64_t stride = 1;                   ///< 1 or 2
    std::int64_t dilation = 1;
};

/// What happens to each sum before it is stored, in this order. Pointers may be null.
struct ConvolutionEnd {
    const float* bias = nullptr; ///< per output channel
    bool relu = false;
    const float* scale = nullptr; ///< per output channel, with `shift`
    const float* shift = nullptr;
};

/// Whether this build has the kernels below (oneDNN); without, callers use LibTorch's own.
///
/// Why not always LibTorch's: its fp32 3D convolutions leave oneDNN at batch 1 and small sizes,
/// convert the layout around every call, and never use oneDNN for transposed ones.
bool hasConvolutionKernels();

/// Each throws Error(Data) when oneDNN refuses. fp32; as many threads as OpenMP allows.
void convolve(const ConvolutionShape& shape,
              const float* input,
              const float* weights,
              const ConvolutionEnd& end,
              float* output);
/// Gradient by the input; also the transposed convolution itself.
void convolveBack(const ConvolutionShape& shape,
                  const float* outputGradient,
                  const float* weights,
                  float* inputGradient);
/// Gradients by the weights and, unless null, the bias.
void convolutionWeightGradient(const ConvolutionShape& shape,
                               const float* input,
                               const float* outputGradient,
                               float* weightGradient,
                               float* biasGradient);

} // namespace dawson
