#pragma once

#include "core/nn/convolution_kernels.h"
#include "core/training/training_spec.h"

#include <torch/torch.h>

#include <cstdint>

namespace dawson
{

struct PassPlan;

constexpr double kNormEpsilon = 1e-3;
/// Share of the newest batch in the running statistics while a network learns.
constexpr double kNormMomentum = 0.1;

/// What a ConvUnit is made of.
struct UnitPlan {
    std::int64_t inputChannels = 1;
    std::int64_t outputChannels = 1;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    bool transposed = false; ///< kernel 3, stride 2, doubles the size
    bool relu = true;
    bool norm = true;
    bool instanceNorm = false; ///< else batch norm
};

/// Convolution -> ReLU -> normalisation, the brick of the whole network (science 2.1), in one step
/// so that each activation is written once and read once.
///
/// On the CPU with our kernels, in fp32 or bf16; elsewhere (CUDA, no oneDNN) with LibTorch's
/// operators: the same numbers within rounding, which a test compares.
class ConvUnitImpl : public torch::nn::Module
{
public:
    explicit ConvUnitImpl(const UnitPlan& plan);

    /// How one pass differs from the plain one.
    struct Pass {
        std::int64_t dilation = 1;
        std::int64_t samples = 0;  ///< images in the batch when taken apart; 0: the batch itself
        torch::Tensor addend = {}; ///< added to the result; without a graph it is overwritten
        bool portable = false;     ///< LibTorch's operators even where our kernels would do
    };

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass);

    torch::Tensor forward(const torch::Tensor& input) { return forward(input, Pass{}); }

    /// Share of the next batches in the running statistics, kNormMomentum until it is set.
    void setMomentum(double momentum) { m_momentum = momentum; }

private:
    torch::Tensor portable(const torch::Tensor& input, const Pass& pass);
    /// Without a graph: fewer passes over memory, weights converted once.
    torch::Tensor infer(const PassPlan& plan, const torch::Tensor& input, const Pass& pass);

    UnitPlan m_plan;
    double m_momentum = kNormMomentum;
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    torch::Tensor m_gamma;
    torch::Tensor m_beta;
    torch::Tensor m_mean;
    torch::Tensor m_variance;
    PackedWeights m_packed;
};

TORCH_MODULE(ConvUnit);

/// Whether our kernels can take this tensor: CPU, kernels built in; fp32 without autocast, or bf16
/// where the processor has it.
bool kernelsFit(const torch::Tensor& input);

/// A network's input, in bf16 under autocast where our kernels can compute in it; from there every
/// activation is bf16. Elsewhere the tensor itself.
torch::Tensor asKernelsTakeIt(const torch::Tensor& input);

/// Each sample as factor^3 smaller ones (takeApart), and back. Differentiable.
/// REQUIRES: kernelsFit, and factor divides the size.
torch::Tensor spaceToBatch(const torch::Tensor& input, std::int64_t factor);
torch::Tensor batchToSpace(const torch::Tensor& input, std::int64_t factor);

/// Channels of the first, then of the second. LibTorch's cat does the same several times slower
/// where channels are last.
torch::Tensor joinChannels(const torch::Tensor& first, const torch::Tensor& second);

} // namespace dawson
