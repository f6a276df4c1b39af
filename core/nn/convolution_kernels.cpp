#include "core/nn/convolution_kernels.h"

#include "core/base/error.h"

#ifdef DAWSON_WITH_ONEDNN
#include <oneapi/dnnl/dnnl.hpp>
#endif

namespace dawson
{

#ifdef DAWSON_WITH_ONEDNN

namespace
{

using dnnl::memory;
using Tag = memory::format_tag;
constexpr auto kFloat = memory::data_type::f32;
constexpr auto kDirect = dnnl::algorithm::convolution_direct;

dnnl::engine& cpu()
{
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

/// The descriptors oneDNN wants, from our shape.
struct Layout {
    memory::desc input;
    memory::desc output;
    memory::desc weights; ///< oneDNN's choice
    memory::desc plain;   ///< ours
    memory::dims strides;
    memory::dims dilates;
    memory::dims before;
    memory::dims after;

    explicit Layout(const ConvolutionShape& s)
    {
        const bool halved = s.stride == 2;
        const auto before1 = halved ? 0 : s.dilation * (s.kernel / 2);
        const auto after1 = halved ? 1 : before1;
        const memory::dims weightDims{
            s.outputChannels, s.inputChannels, s.kernel, s.kernel, s.kernel};
        input = {{s.batch, s.inputChannels, s.size[0], s.size[1], s.size[2]}, kFloat, Tag::ndhwc};
        output = {{s.batch,
                   s.outputChannels,
                   s.size[0] / s.stride,
                   s.size[1] / s.stride,
                   s.size[2] / s.stride},
                  kFloat,
                  Tag::ndhwc};
        weights = {weightDims, kFloat, Tag::any};
        plain = {weightDims, kFloat, Tag::oidhw};
        strides = {s.stride, s.stride, s.stride};
        dilates = {s.dilation - 1, s.dilation - 1, s.dilation - 1};
        before = {before1, before1, before1};
        after = {after1, after1, after1};
    }
};

memory view(const memory::desc& shape, const float* values)
{
    return {shape, cpu(), const_cast<float*>(values)};
}

memory::desc channelRow(std::int64_t channels, bool broadcast)
{
    return broadcast ? memory::desc({1, channels, 1, 1, 1}, kFloat, Tag::ndhwc)
                     : memory::desc({channels}, kFloat, Tag::a);
}

/// Our weights in the order the primitive wants.
memory reordered(memory weights, const memory::desc& wanted, dnnl::stream& stream)
{
    if (weights.get_desc() == wanted) {
        return weights;
    }
    memory result(wanted, cpu());
    dnnl::reorder(weights, result).execute(stream, weights, result);
    return result;
}

dnnl::convolution_forward::primitive_desc
forwardPlan(const ConvolutionShape& shape, const Layout& layout, const ConvolutionEnd& end)
{
    dnnl::post_ops post;
    if (end.relu) {
        post.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
    }
    if (end.scale != nullptr) {
        const auto row = channelRow(shape.outputChannels, true);
        post.append_binary(dnnl::algorithm::binary_mul, row);
        post.append_binary(dnnl::algorithm::binary_add, row);
    }
    dnnl::primitive_attr attributes;
    attributes.set_post_ops(post);
    const auto biasRow =
        end.bias != nullptr ? channelRow(shape.outputChannels, false) : memory::desc();
    return {{dnnl::prop_kind::forward_training,
             kDirect,
             layout.input,
             layout.weights,
             biasRow,
             layout.output,
             layout.strides,
             layout.dilates,
             layout.before,
             layout.after},
            attributes,
            cpu()};
}

template <typename Work>
void guarded(Work work)
{
    try {
        work();
    } catch (const dnnl::error& error) {
        throw Error(Error::Kind::Data,
                    std::string("A layer of the network cannot be computed: ") + error.what());
    }
}

} // namespace

bool hasConvolutionKernels()
{
    return true;
}

void convolve(const ConvolutionShape& shape,
              const float* input,
              const float* weights,
              const ConvolutionEnd& end,
              float* output)
{
    guarded([&] {
        const Layout layout(shape);
        dnnl::stream stream(cpu());
        const auto plan = forwardPlan(shape, layout, end);
        std::unordered_map<int, memory> arguments{
            {DNNL_ARG_SRC, view(layout.input, input)},
            {DNNL_ARG_WEIGHTS, reordered(view(layout.plain, weights), plan.weights_desc(), stream)},
            {DNNL_ARG_DST, view(layout.output, output)}};
        if (end.bias != nullptr) {
            arguments[DNNL_ARG_BIAS] = view(channelRow(shape.outputChannels, false), end.bias);
        }
        if (end.scale != nullptr) {
            const int first = end.relu ? 1 : 0;
            const auto row = channelRow(shape.outputChannels, true);
            arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(first) | DNNL_ARG_SRC_1] =
                view(row, end.scale);
            arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(first + 1) | DNNL_ARG_SRC_1] =
                view(row, end.shift);
        }
        dnnl::convolution_forward(plan).execute(stream, arguments);
        stream.wait();
    });
}

void convolveBack(const ConvolutionShape& shape,
                  const float* outputGradient,
                  const float* weights,
                  float* inputGradient)
{
    guarded([&] {
        const Layout layout(shape);
        dnnl::stream stream(cpu());
        const dnnl::convolution_backward_data::primitive_desc plan({kDirect,
                                                                    layout.input,
                                                                    layout.weights,
                                                                    layout.output,
                                                                    layout.strides,
                                                                    layout.dilates,
                                                                    layout.before,
                                                                    layout.after},
                                                                   cpu(),
                                                                   forwardPlan(shape, layout, {}));
        dnnl::convolution_backward_data(plan).execute(
            stream,
            {{DNNL_ARG_DIFF_DST, view(layout.output, outputGradient)},
             {DNNL_ARG_WEIGHTS,
              reordered(view(layout.plain, weights), plan.weights_desc(), stream)},
             {DNNL_ARG_DIFF_SRC, view(layout.input, inputGradient)}});
        stream.wait();
    });
}

void convolutionWeightGradient(const ConvolutionShape& shape,
                               const float* input,
                               const float* outputGradient,
                               float* weightGradient,
                               float* biasGradient)
{
    guarded([&] {
        const Layout layout(shape);
        dnnl::stream stream(cpu());
        const auto biasRow =
            biasGradient != nullptr ? channelRow(shape.outputChannels, false) : memory::desc();
        const dnnl::convolution_backward_weights::primitive_desc plan(
            {kDirect,
             layout.input,
             layout.weights,
             biasRow,
             layout.output,
             layout.strides,
             layout.dilates,
             layout.before,
             layout.after},
            cpu(),
            forwardPlan(shape, layout, {biasGradient, false, nullptr, nullptr}));
        memory gradient = plan.diff_weights_desc() == layout.plain
                              ? view(layout.plain, weightGradient)
                              : memory(plan.diff_weights_desc(), cpu());
        std::unordered_map<int, memory> arguments{
            {DNNL_ARG_SRC, view(layout.input, input)},
            {DNNL_ARG_DIFF_DST, view(layout.output, outputGradient)},
            {DNNL_ARG_DIFF_WEIGHTS, gradient}};
        if (biasGradient != nullptr) {
            arguments[DNNL_ARG_DIFF_BIAS] = view(biasRow, biasGradient);
        }
        dnnl::convolution_backward_weights(plan).execute(stream, arguments);
        memory ours = view(layout.plain, weightGradient);
        if (gradient.get_desc() != layout.plain) {
            dnnl::reorder(gradient, ours).execute(stream, gradient, ours);
        }
        stream.wait();
    });
}

#else

bool hasConvolutionKernels()
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

void convolve(const ConvolutionShape&, const float*, const float*, const ConvolutionEnd&, float*)
{
    refuse();
}

void convolveBack(const ConvolutionShape&, const float*, const float*, float*)
{
    refuse();
}

void convolutionWeightGradient(const ConvolutionShape&, const float*, const float*, float*, float*)
{
    refuse();
}

#endif

} // namespace dawson
