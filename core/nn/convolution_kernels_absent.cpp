#include "core/base/error.h"
#include "core/nn/convolution_kernels.h"

namespace dawson
{

struct PackedWeights::State {
};

bool hasConvolutionKernels()
{
    return false;
}

bool hasBf16Kernels()
{
    return false;
}

namespace
{

[[noreturn]] void refuse()
{
    throw Error(Error::Kind::Data, "This build has no convolution kernels of its own.");
}

} // namespace

void convolve(
    const ConvolutionShape&, const void*, const ConvolutionWeights&, const ConvolutionEnd&, void*)
{
    refuse();
}

void convolveBack(const ConvolutionShape&, const void*, const ConvolutionWeights&, void*)
{
    refuse();
}

void convolutionWeightGradient(const ConvolutionShape&, const void*, const void*, float*, float*)
{
    refuse();
}

PackedWeights::PackedWeights()
    : m_state(std::make_unique<State>())
{
}

PackedWeights::~PackedWeights() = default;

} // namespace dawson
