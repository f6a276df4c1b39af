#include "core/nn/conv_pass.h"

#include "core/base/error.h"
#include "core/nn/conv_unit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dawson
{

namespace
{

using torch::Tensor;

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast3d;

Tensor emptyLike(const Tensor& like, std::int64_t channels, const std::array<std::int64_t, 3>& size)
{
    return torch::empty({like.size(0), channels, size[0], size[1], size[2]},
                        like.options().memory_format(kChannelsLast));
}

/// The convolution of a pass; for a transposed one, of its adjoint.
ConvolutionShape shapeOf(const PassPlan& plan, const Tensor& input, const Tensor& weight)
{
    ConvolutionShape shape;
    shape.batch = input.size(0);
    shape.outputChannels = weight.size(0);
    shape.inputChannels = weight.size(1);
    const std::int64_t factor = plan.transposed ? 2 : 1;
    shape.size = {input.size(2) * factor, input.size(3) * factor, input.size(4) * factor};
    shape.kernel = plan.kernel;
    shape.stride = plan.stride;
    shape.dilation = plan.dilation;
    shape.bf16 = input.scalar_type() == torch::kBFloat16;
    return shape;
}

float inverseDeviation(double variance)
{
    return static_cast<float>(1.0 / std::sqrt(variance + kNormEpsilon));
}

/// Channels exchanged, kernels mirrored along all axes; what flip and transpose would give, but
/// several times faster.
Tensor mirroredWeights(const Tensor& weight)
{
    const std::int64_t outputs = weight.size(0);
    const std::int64_t inputs = weight.size(1);
    const std::int64_t taps = weight.size(2) * weight.size(3) * weight.size(4);
    Tensor result = torch::empty({inputs, outputs, weight.size(2), weight.size(3), weight.size(4)},
                                 weight.options());
    const float* from = weight.data_ptr<float>();
    float* to = result.data_ptr<float>();
#pragma omp parallel for schedule(static)
    for (std::int64_t input = 0; input < inputs; ++input) {
        for (std::int64_t output = 0; output < outputs; ++output) {
            const float* kernel = from + (output * inputs + input) * taps;
            std::reverse_copy(kernel, kernel + taps, to + (input * outputs + output) * taps);
        }
    }
    return result;
}

} // namespace

Tensor rowsFirst(const Tensor& tensor)
{
    return tensor.contiguous(kChannelsLast);
}

ChannelRows rowsOf(const Tensor& tensor, std::int64_t groups)
{
    return {groups,
            tensor.numel() / tensor.size(1) / groups,
            tensor.size(1),
            tensor.scalar_type() == torch::kBFloat16};
}

Tensor runConvolution(const PassPlan& plan,
                      const Tensor& input,
                      const PassWeights& weight,
                      ConvolutionEnd end,
                      const Tensor& addend)
{
    const ConvolutionShape shape = shapeOf(plan, input, weight.tensor);
    if (input.size(1) != (plan.transposed ? shape.outputChannels : shape.inputChannels)) {
        throw Error(Error::Kind::Data,
                    "An image with " + std::to_string(input.size(1)) +
                        " channels does not fit the weights of the network.");
    }
    const ConvolutionWeights weights{
        weight.tensor.data_ptr<float>(), weight.packed, weight.tensor._version()};
    if (!plan.transposed) {
        end.accumulate = addend.defined();
        Tensor output = end.accumulate ? addend
                                       : emptyLike(input,
                                                   shape.outputChannels,
                                                   {shape.size[0] / shape.stride,
                                                    shape.size[1] / shape.stride,
                                                    shape.size[2] / shape.stride});
        convolve(shape, input.data_ptr(), weights, end, output.data_ptr());
        return output;
    }
    Tensor output = emptyLike(input, shape.inputChannels, shape.size);
    convolveBack(shape, input.data_ptr(), weights, output.data_ptr());
    finishRows(rowsOf(output, 1), {end.bias, end.relu, end.scale, end.shift}, output.data_ptr());
    return output;
}

Tensor inputGradient(const PassPlan& plan,
                     const Tensor& input,
                     const Tensor& weight,
                     const Tensor& gradient)
{
    const ConvolutionShape shape = shapeOf(plan, input, weight);
    Tensor result = emptyLike(input, input.size(1), {input.size(2), input.size(3), input.size(4)});
    const ConvolutionWeights weights{.values = weight.data_ptr<float>()};
    if (plan.transposed) {
        convolve(shape, gradient.data_ptr(), weights, {}, result.data_ptr());
        return result;
    }
    if (plan.stride == 1 && input.size(1) >= 8 && !shape.bf16) {
        // The adjoint of a "same" convolution is one with mirrored kernels, and oneDNN's forward
        // kernels are up to twice as fast as its backward ones (in bf16 they are alike).
        ConvolutionShape mirrored = shape;
        std::swap(mirrored.inputChannels, mirrored.outputChannels);
        const Tensor turned = mirroredWeights(weight);
        convolve(mirrored,
                 gradient.data_ptr(),
                 {.values = turned.data_ptr<float>()},
                 {},
                 result.data_ptr());
        return result;
    }
    convolveBack(shape, gradient.data_ptr(), weights, result.data_ptr());
    return result;
}

std::pair<Tensor, Tensor> parameterGradients(const PassPlan& plan,
                                             const Tensor& input,
                                             const Tensor& weight,
                                             const Tensor& gradient)
{
    const ConvolutionShape shape = shapeOf(plan, input, weight);
    Tensor byWeight = torch::empty_like(weight);
    if (!plan.transposed) {
        Tensor byBias = torch::empty({weight.size(0)}, weight.options());
        convolutionWeightGradient(shape,
                                  input.data_ptr(),
                                  gradient.data_ptr(),
                                  byWeight.data_ptr<float>(),
                                  byBias.data_ptr<float>());
        return {byWeight, byBias};
    }
    convolutionWeightGradient(
        shape, gradient.data_ptr(), input.data_ptr(), byWeight.data_ptr<float>(), nullptr);
    const auto sums = momentSums(rowsOf(gradient, 1), gradient.data_ptr()).first;
    return {byWeight, asTensor({sums.begin(), sums.end()})};
}

Tensor asTensor(const std::vector<float>& values)
{
    return torch::tensor(values, torch::kFloat);
}

std::vector<float> asVector(const Tensor& tensor)
{
    const Tensor plain = tensor.detach().contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

Statistics measure(const Tensor& values, std::int64_t groups, const RunningStatistics& running)
{
    const ChannelRows shape = rowsOf(values, groups);
    const ChannelSums sums = momentSums(shape, values.data_ptr());
    Statistics result;
    std::vector<float> variances;
    const auto count = static_cast<double>(shape.rows);
    for (std::size_t n = 0; n < sums.first.size(); ++n) {
        const double mean = sums.first[n] / count;
        const double variance = std::max(0.0, sums.second[n] / count - mean * mean);
        result.mean.push_back(static_cast<float>(mean));
        result.inverse.push_back(inverseDeviation(variance));
        variances.push_back(static_cast<float>(variance * count / std::max(1.0, count - 1.0)));
    }
    if (running.mean.defined()) {
        const torch::NoGradGuard off;
        running.mean.lerp_(asTensor(result.mean), running.momentum);
        running.variance.lerp_(asTensor(variances), running.momentum);
    }
    return result;
}

Statistics stored(const RunningStatistics& running)
{
    Statistics result{asVector(running.mean), asVector(running.variance)};
    for (float& value : result.inverse) {
        value = inverseDeviation(value);
    }
    return result;
}

ScaleFactors factorsOf(const Statistics& statistics, const Tensor& gamma, const Tensor& beta)
{
    const auto gammas = asVector(gamma);
    const auto betas = asVector(beta);
    ScaleFactors factors;
    for (std::size_t n = 0; n < statistics.mean.size(); ++n) {
        const std::size_t channel = n % gammas.size();
        factors.scale.push_back(gammas[channel] * statistics.inverse[n]);
        factors.shift.push_back(betas[channel] - statistics.mean[n] * factors.scale.back());
    }
    return factors;
}

NormGradient throughNorm(const PassPlan& plan,
                         const Tensor& gradient,
                         const Tensor& values,
                         const Tensor& gamma,
                         const Statistics& statistics)
{
    const ChannelRows shape = rowsOf(values, plan.groups);
    const ChannelSums sums = gradientSums(shape, gradient.data_ptr(), values.data_ptr());
    const auto gammas = asVector(gamma);
    std::vector<float> byGamma(gammas.size(), 0.0F);
    std::vector<float> byBeta(gammas.size(), 0.0F);
    GradientFactors factors;
    factors.relu = plan.relu;
    const auto count = static_cast<double>(shape.rows);
    for (std::size_t n = 0; n < sums.first.size(); ++n) {
        const std::size_t channel = n % gammas.size();
        const double mean = statistics.mean[n];
        const double inverse = statistics.inverse[n];
        const double own = (sums.second[n] - mean * sums.first[n]) * inverse;
        const double factor = gammas[channel] * inverse;
        byGamma[channel] += static_cast<float>(own);
        byBeta[channel] += static_cast<float>(sums.first[n]);
        const double slope = plan.ownStatistics ? -factor * inverse * own / count : 0.0;
        const double level = plan.ownStatistics ? -factor * sums.first[n] / count : 0.0;
        factors.gradient.push_back(static_cast<float>(factor));
        factors.value.push_back(static_cast<float>(slope));
        factors.constant.push_back(static_cast<float>(level - slope * mean));
    }
    Tensor result = torch::empty_like(values, kChannelsLast);
    normGradient(shape, gradient.data_ptr(), values.data_ptr(), factors, result.data_ptr());
    return {result, asTensor(byGamma), asTensor(byBeta)};
}

} // namespace dawson
