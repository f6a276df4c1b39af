#include "core/nn/conv_unit.h"

#include "core/nn/compute.h"
#include "core/nn/conv_pass.h"

#include <ATen/autocast_mode.h>

namespace dawson
{

namespace
{

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Gradient through the ReLU alone.
Tensor throughRelu(const Tensor& gradient, const Tensor& values)
{
    return gradient * (values > 0);
}

/// Inputs of the function below, in this order: input, weight, bias, then gamma and beta when there
/// is a norm, then the addend when there is one.
struct ConvUnitFunction : torch::autograd::Function<ConvUnitFunction> {
    static Tensor forward(AutogradContext* context,
                          at::TensorList tensors,
                          const PassPlan& plan,
                          const RunningStatistics& running)
    {
        const Tensor input = rowsFirst(tensors[0]);
        const Tensor weight = tensors[1].contiguous();
        const ConvolutionEnd end{.bias = tensors[2].data_ptr<float>(), .relu = plan.relu};
        const Tensor values = runConvolution(plan, input, {weight}, end);
        context->saved_data["plan"] = plan.numbers();
        if (!plan.norm) {
            context->save_for_backward({input, weight, values});
            return values;
        }
        const Statistics statistics =
            plan.ownStatistics ? measure(values, plan.groups, running) : stored(running);
        context->save_for_backward({input,
                                    weight,
                                    values,
                                    tensors[3],
                                    asTensor(statistics.mean),
                                    asTensor(statistics.inverse)});
        const bool added = tensors.size() > 5;
        context->saved_data["added"] = added;
        const Tensor addend = added ? rowsFirst(tensors[5]) : Tensor();
        Tensor output = torch::empty_like(values, at::MemoryFormat::ChannelsLast3d);
        scaleAndShift(rowsOf(values, plan.groups),
                      values.data_ptr(),
                      factorsOf(statistics, tensors[3], tensors[4]),
                      added ? addend.data_ptr() : nullptr,
                      output.data_ptr());
        return output;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto plan = PassPlan::fromNumbers(context->saved_data["plan"].toIntVector());
        const auto saved = context->get_saved_variables();
        const Tensor arriving = rowsFirst(gradients[0]);
        NormGradient norm;
        if (plan.norm) {
            const Statistics statistics{asVector(saved[4]), asVector(saved[5])};
            norm = throughNorm(plan, arriving, saved[2], saved[3], statistics);
        } else {
            norm.values = plan.relu ? rowsFirst(throughRelu(arriving, saved[2])) : arriving;
        }
        const auto [byWeight, byBias] = parameterGradients(plan, saved[0], saved[1], norm.values);
        variable_list result{Tensor(), byWeight, byBias};
        if (context->needs_input_grad(0)) {
            result[0] = inputGradient(plan, saved[0], saved[1], norm.values);
        }
        if (plan.norm) {
            result.insert(result.end(), {norm.gamma, norm.beta});
            if (context->saved_data["added"].toBool()) {
                result.push_back(arriving);
            }
        }
        result.resize(result.size() + 2); // plan and running statistics
        return result;
    }
};

Tensor glorot(const UnitPlan& plan)
{
    const std::int64_t first = plan.transposed ? plan.inputChannels : plan.outputChannels;
    const std::int64_t second = plan.transposed ? plan.outputChannels : plan.inputChannels;
    Tensor weight = torch::empty({first, second, plan.kernel, plan.kernel, plan.kernel});
    return torch::nn::init::xavier_uniform_(weight);
}

} // namespace

bool kernelsFit(const Tensor& input)
{
    if (!hasConvolutionKernels() || !input.device().is_cpu()) {
        return false;
    }
    const bool low = input.scalar_type() == torch::kBFloat16;
    return low ? hasBf16Kernels() : input.scalar_type() == torch::kFloat && !autocastsOnProcessor();
}

Tensor asKernelsTakeIt(const Tensor& input)
{
    const bool low = autocastsOnProcessor() && hasBf16Kernels();
    return low && input.device().is_cpu() ? input.to(torch::kBFloat16) : input;
}

ConvUnitImpl::ConvUnitImpl(const UnitPlan& plan)
    : m_plan(plan)
{
    m_weight = register_parameter("weight", glorot(plan));
    m_bias = register_parameter("bias", torch::zeros({plan.outputChannels}));
    if (!plan.norm) {
        return;
    }
    m_gamma = register_parameter("gamma", torch::ones({plan.outputChannels}));
    m_beta = register_parameter("beta", torch::zeros({plan.outputChannels}));
    if (!plan.instanceNorm) {
        m_mean = register_buffer("running_mean", torch::zeros({plan.outputChannels}));
        m_variance = register_buffer("running_var", torch::ones({plan.outputChannels}));
    }
}

Tensor ConvUnitImpl::forward(const Tensor& input, const Pass& pass)
{
    if (pass.portable || !kernelsFit(input)) {
        return portable(input, pass);
    }
    PassPlan plan;
    plan.kernel = m_plan.kernel;
    plan.stride = m_plan.stride;
    plan.dilation = pass.dilation;
    plan.transposed = m_plan.transposed;
    plan.relu = m_plan.relu;
    plan.norm = m_plan.norm;
    plan.ownStatistics = m_plan.instanceNorm || is_training();
    if (m_plan.instanceNorm) {
        plan.groups = pass.samples > 0 ? pass.samples : input.size(0);
    }
    if (!torch::GradMode::is_enabled()) {
        return infer(plan, rowsFirst(input), pass);
    }
    variable_list tensors{input, m_weight, m_bias};
    if (plan.norm) {
        tensors.insert(tensors.end(), {m_gamma, m_beta});
        if (pass.addend.defined()) {
            tensors.push_back(pass.addend);
        }
    }
    return ConvUnitFunction::apply(
        at::TensorList(tensors), plan, RunningStatistics{m_mean, m_variance, m_momentum});
}

Tensor ConvUnitImpl::infer(const PassPlan& plan, const Tensor& input, const Pass& pass)
{
    ConvolutionEnd end{.bias = m_bias.data_ptr<float>(), .relu = plan.relu};
    const PassWeights weight{m_weight, &m_packed};
    const Tensor addend = pass.addend.defined() ? rowsFirst(pass.addend) : Tensor();
    if (plan.norm && plan.ownStatistics) {
        Tensor values = runConvolution(plan, input, weight, end);
        const auto statistics = measure(values, plan.groups, {m_mean, m_variance, m_momentum});
        scaleAndShift(rowsOf(values, plan.groups),
                      values.data_ptr(),
                      factorsOf(statistics, m_gamma, m_beta),
                      addend.defined() ? addend.data_ptr() : nullptr,
                      values.data_ptr());
        return values;
    }
    // Known statistics: the norm is two more numbers at the end of the convolution.
    ScaleFactors factors;
    if (plan.norm) {
        factors = factorsOf(stored({m_mean, m_variance}), m_gamma, m_beta);
        end.scale = factors.scale.data();
        end.shift = factors.shift.data();
    }
    if (plan.transposed && addend.defined()) {
        return runConvolution(plan, input, weight, end) + addend;
    }
    return runConvolution(plan, input, weight, end, addend);
}

Tensor ConvUnitImpl::portable(const Tensor& input, const Pass& pass)
{
    Tensor x = input;
    if (m_plan.transposed) {
        // One plane too many at the far side of each axis: the adjoint of padding 0 and 1.
        x = torch::conv_transpose3d(x, m_weight, m_bias, 2);
        for (std::int64_t axis = 2; axis < 5; ++axis) {
            x = x.narrow(axis, 0, x.size(axis) - 1);
        }
    } else if (m_plan.stride == 2) {
        x = torch::conv3d(torch::constant_pad_nd(x, {0, 1, 0, 1, 0, 1}), m_weight, m_bias, 2);
    } else {
        const std::int64_t padding = pass.dilation * (m_plan.kernel / 2);
        x = torch::conv3d(x, m_weight, m_bias, 1, padding, pass.dilation);
    }
    if (m_plan.relu) {
        x = torch::relu(x);
    }
    if (m_plan.norm) {
        x = m_plan.instanceNorm
                ? torch::instance_norm(x, m_gamma, m_beta, {}, {}, true, 0.0, kNormEpsilon, false)
                : torch::batch_norm(x,
                                    m_gamma,
                                    m_beta,
                                    m_mean,
                                    m_variance,
                                    is_training(),
                                    m_momentum,
                                    kNormEpsilon,
                                    false);
    }
    return pass.addend.defined() ? x + pass.addend : x;
}

} // namespace dawson
