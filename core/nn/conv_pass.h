#pragma once

#include "core/nn/channel_kernels.h"
#include "core/nn/convolution_kernels.h"

#include <torch/torch.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace dawson
{

/// The steps of a ConvUnit and their gradients, on tensors: CPU, channels last
/// (at::MemoryFormat::ChannelsLast3d), our kernels. Activations and their gradients are fp32 or
/// bf16, as the input is; weights, statistics and the gradients of weights are fp32.

/// Everything of a pass that is not a tensor; goes through the graph as numbers.
struct PassPlan {
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t dilation = 1;
    std::int64_t groups = 1; ///< of statistics
    bool transposed = false;
    bool relu = true;
    bool norm = true;
    bool ownStatistics = true; ///< of this batch; else the running ones

    std::vector<std::int64_t> numbers() const
    {
        return {kernel, stride, dilation, groups, transposed, relu, norm, ownStatistics};
    }

    static PassPlan fromNumbers(const std::vector<std::int64_t>& n)
    {
        return {n[0], n[1], n[2], n[3], n[4] != 0, n[5] != 0, n[6] != 0, n[7] != 0};
    }
};

/// The tensor in channels-last order.
torch::Tensor rowsFirst(const torch::Tensor& tensor);

ChannelRows rowsOf(const torch::Tensor& tensor, std::int64_t groups);

struct PassWeights {
    torch::Tensor tensor;
    PackedWeights* packed = nullptr; ///< may be null
};

/// `addend`, if given, is overwritten with the result plus what it was before.
/// REQUIRES: no addend behind a transposed convolution.
torch::Tensor runConvolution(const PassPlan& plan,
                             const torch::Tensor& input,
                             const PassWeights& weight,
                             ConvolutionEnd end,
                             const torch::Tensor& addend = {});
/// Gradient of the convolution by its input.
torch::Tensor inputGradient(const PassPlan& plan,
                            const torch::Tensor& input,
                            const torch::Tensor& weight,
                            const torch::Tensor& gradient);
/// Gradients by weight and bias.
std::pair<torch::Tensor, torch::Tensor> parameterGradients(const PassPlan& plan,
                                                           const torch::Tensor& input,
                                                           const torch::Tensor& weight,
                                                           const torch::Tensor& gradient);

/// Statistics per group and channel, as the normalisation uses them.
struct Statistics {
    std::vector<float> mean;
    std::vector<float> inverse; ///< 1 / sqrt(variance + epsilon)
};

/// Kept over all batches; undefined tensors with instance norm.
struct RunningStatistics {
    torch::Tensor mean;
    torch::Tensor variance;
    double momentum = 0.0; ///< share of the newest batch
};

/// Of this batch; moves the running statistics along when there are any.
Statistics
measure(const torch::Tensor& values, std::int64_t groups, const RunningStatistics& running);
/// From the running statistics.
Statistics stored(const RunningStatistics& running);

/// The normalisation as one multiplication and one addition.
ScaleFactors
factorsOf(const Statistics& statistics, const torch::Tensor& gamma, const torch::Tensor& beta);

/// The gradient through normalisation and ReLU, and those by gamma and beta.
struct NormGradient {
    torch::Tensor values;
    torch::Tensor gamma;
    torch::Tensor beta;
};

NormGradient throughNorm(const PassPlan& plan,
                         const torch::Tensor& gradient,
                         const torch::Tensor& values,
                         const torch::Tensor& gamma,
                         const Statistics& statistics);

torch::Tensor asTensor(const std::vector<float>& values);
std::vector<float> asVector(const torch::Tensor& tensor);

} // namespace dawson
