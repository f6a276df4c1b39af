#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace dawson
{

/// A 3D convolution over channels-last arrays (batch, depth, height, width, channels; channels
/// fastest), "same" padding: stride 1 pads `dilation` on both sides for kernel 3; stride 2 pads 0
/// before and 1 after and needs even sizes. Weights are (output, input, k, k, k), row-major, and
/// like biases, scales and the gradients of all these always fp32.
struct ConvolutionShape {
    std::int64_t batch = 1;
    std::int64_t inputChannels = 1;
    std::int64_t outputChannels = 1;
    std::array<std::int64_t, 3> size{1, 1, 1}; ///< of the input: depth, height, width
    std::int64_t kernel = 3;                   ///< 1 or 3
    std::int64_t stride = 1;                   ///< 1 or 2
    std::int64_t dilation = 1;
    bool bf16 = false; ///< activations and their gradients, else fp32; sums are fp32 either way
};

/// What happens to each sum before it is stored, in this order. Pointers may be null.
struct ConvolutionEnd {
    const float* bias = nullptr; ///< per output channel
    bool relu = false;
    const float* scale = nullptr; ///< per output channel, with `shift`
    const float* shift = nullptr;
    bool accumulate = false; ///< at last, the old values of the output are added
};

/// Weights of one layer kept as oneDNN wants them (order, bf16), so that they are converted once
/// and not at every call. Empty at first; filled by use, also by several threads at once.
class PackedWeights
{
public:
    PackedWeights();
    ~PackedWeights();
    PackedWeights(const PackedWeights&) = delete;
    PackedWeights& operator=(const PackedWeights&) = delete;
    PackedWeights(PackedWeights&&) = delete;
    PackedWeights& operator=(PackedWeights&&) = delete;

    struct State;

    State& state() { return *m_state; }

private:
    std::unique_ptr<State> m_state;
};

struct ConvolutionWeights {
    const float* values = nullptr;
    PackedWeights* packed = nullptr; ///< may be null; else of this layer
    std::int64_t version = 0;        ///< another one than before: the values have changed
};

/// Whether this build has the kernels below (oneDNN); without, callers use LibTorch's own.
///
/// Why not always LibTorch's: its fp32 3D convolutions leave oneDNN at batch 1 and small sizes,
/// convert the layout around every call, and never use oneDNN for transposed ones.
bool hasConvolutionKernels();
/// Whether they can also take bf16 on this processor (AVX-512 with bf16 arithmetic, or AMX).
bool hasBf16Kernels();

/// Each throws Error(Data) when oneDNN refuses. As many threads as OpenMP allows.
void convolve(const ConvolutionShape& shape,
              const void* input,
              const ConvolutionWeights& weights,
              const ConvolutionEnd& end,
              void* output);
/// Gradient by the input; also the transposed convolution itself.
void convolveBack(const ConvolutionShape& shape,
                  const void* outputGradient,
                  const ConvolutionWeights& weights,
                  void* inputGradient);
/// Gradients by the weights and, unless null, the bias.
void convolutionWeightGradient(const ConvolutionShape& shape,
                               const void* input,
                               const void* outputGradient,
                               float* weightGradient,
                               float* biasGradient);

} // namespace dawson
