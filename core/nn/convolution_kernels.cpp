#include "core/nn/convolution_kernels.h"

#include "core/base/error.h"

#include <map>
#include <mutex>
#include <omp.h>
#include <oneapi/dnnl/dnnl.hpp>
#include <string_view>
#include <vector>

namespace dawson
{

struct PackedWeights::State {
    std::mutex mutex;
    std::int64_t version = 0;
    std::vector<dnnl::memory> orders;
};

namespace
{

using dnnl::memory;
using Tag = memory::format_tag;
using Type = memory::data_type;
using Arguments = std::unordered_map<int, memory>;
constexpr auto kDirect = dnnl::algorithm::convolution_direct;

dnnl::engine& cpu()
{
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

memory::dims inputDims(const ConvolutionShape& s)
{
    return {s.batch, s.inputChannels, s.size[0], s.size[1], s.size[2]};
}

memory::dims outputDims(const ConvolutionShape& s)
{
    return {s.batch,
            s.outputChannels,
            s.size[0] / s.stride,
            s.size[1] / s.stride,
            s.size[2] / s.stride};
}

memory::desc row(std::int64_t channels)
{
    return {{channels}, Type::f32, Tag::a};
}

memory::desc broadcastRow(std::int64_t channels)
{
    return {{1, channels, 1, 1, 1}, Type::f32, Tag::ndhwc};
}

/// The descriptors oneDNN wants, from our shape.
struct Layout {
    memory::desc input;
    memory::desc output;
    memory::desc plainWeights;
    memory::desc weights;        ///< oneDNN's choice
    memory::desc weightGradient; ///< likewise
    memory::dims strides;
    memory::dims dilates;
    memory::dims before;
    memory::dims after;

    explicit Layout(const ConvolutionShape& s)
    {
        const bool halved = s.stride == 2;
        const auto before1 = halved ? 0 : s.dilation * (s.kernel / 2);
        const auto after1 = halved ? 1 : before1;
        const auto type = s.bf16 ? Type::bf16 : Type::f32;
        const memory::dims weightDims{
            s.outputChannels, s.inputChannels, s.kernel, s.kernel, s.kernel};
        input = {inputDims(s), type, Tag::ndhwc};
        output = {outputDims(s), type, Tag::ndhwc};
        plainWeights = {weightDims, Type::f32, Tag::oidhw};
        weights = {weightDims, type, Tag::any};
        weightGradient = {weightDims, Type::f32, Tag::any};
        strides = {s.stride, s.stride, s.stride};
        dilates = {s.dilation - 1, s.dilation - 1, s.dilation - 1};
        before = {before1, before1, before1};
        after = {after1, after1, after1};
    }
};

memory view(const memory::desc& shape, const void* values)
{
    return {shape, cpu(), const_cast<void*>(values)};
}

/// The weights in the order and type the primitive wants.
memory reordered(const ConvolutionShape& shape,
                 const ConvolutionWeights& weights,
                 const memory::desc& wanted,
                 dnnl::stream& stream)
{
    memory plain = view(Layout(shape).plainWeights, weights.values);
    if (plain.get_desc() == wanted) {
        return plain;
    }
    const auto convert = [&] {
        memory result(wanted, cpu());
        dnnl::reorder(plain, result).execute(stream, plain, result);
        stream.wait();
        return result;
    };
    if (weights.packed == nullptr) {
        return convert();
    }
    PackedWeights::State& state = weights.packed->state();
    const std::lock_guard lock(state.mutex);
    if (state.version != weights.version) {
        state.orders.clear();
        state.version = weights.version;
    }
    for (const memory& kept : state.orders) {
        if (kept.get_desc() == wanted) {
            return kept;
        }
    }
    return state.orders.emplace_back(convert());
}

dnnl::convolution_forward::primitive_desc forwardPlan(const ConvolutionShape& shape,
                                                      const ConvolutionEnd& end)
{
    const Layout layout(shape);
    dnnl::post_ops post;
    if (end.relu) {
        post.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
    }
    if (end.scale != nullptr) {
        post.append_binary(dnnl::algorithm::binary_mul, broadcastRow(shape.outputChannels));
        post.append_binary(dnnl::algorithm::binary_add, broadcastRow(shape.outputChannels));
    }
    if (end.accumulate) {
        post.append_sum(1.0F);
    }
    dnnl::primitive_attr attributes;
    attributes.set_post_ops(post);
    return {{dnnl::prop_kind::forward_training,
             kDirect,
             layout.input,
             layout.weights,
             end.bias != nullptr ? row(shape.outputChannels) : memory::desc(),
             layout.output,
             layout.strides,
             layout.dilates,
             layout.before,
             layout.after},
            attributes,
            cpu()};
}

dnnl::convolution_backward_data::primitive_desc backPlan(const ConvolutionShape& shape)
{
    const Layout layout(shape);
    return {{kDirect,
             layout.input,
             layout.weights,
             layout.output,
             layout.strides,
             layout.dilates,
             layout.before,
             layout.after},
            cpu(),
            forwardPlan(shape, {})};
}

dnnl::convolution_backward_weights::primitive_desc gradientPlan(const ConvolutionShape& shape,
                                                                bool withBias)
{
    const Layout layout(shape);
    return {{kDirect,
             layout.input,
             layout.weightGradient,
             withBias ? row(shape.outputChannels) : memory::desc(),
             layout.output,
             layout.strides,
             layout.dilates,
             layout.before,
             layout.after},
            cpu(),
            forwardPlan(shape, {})};
}

template <typename Primitive>
struct Made {
    typename Primitive::primitive_desc plan;
    Primitive primitive;
};

/// Planning a convolution costs as much as computing a small one, so plans are kept, by shape, what
/// follows the sums, and number of threads.
template <typename Primitive, typename Plan>
const Made<Primitive>& made(const ConvolutionShape& s, std::int64_t ending, Plan plan)
{
    using Key = std::array<std::int64_t, 12>;
    thread_local std::map<Key, Made<Primitive>> kept;
    const Key key{s.batch,
                  s.inputChannels,
                  s.outputChannels,
                  s.size[0],
                  s.size[1],
                  s.size[2],
                  s.kernel,
                  s.stride,
                  s.dilation,
                  s.bf16,
                  ending,
                  omp_get_max_threads()};
    const auto found = kept.find(key);
    if (found != kept.end()) {
        return found->second;
    }
    const typename Primitive::primitive_desc wanted = plan();
    return kept.emplace(key, Made<Primitive>{wanted, Primitive(wanted)}).first->second;
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

/// What follows the sums, as arguments; the order is that of forwardPlan.
void addEnd(const ConvolutionShape& shape, const ConvolutionEnd& end, Arguments& arguments)
{
    int place = end.relu ? 1 : 0;
    const auto operand = [&](const memory::desc& description, const void* values) {
        arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(place) | DNNL_ARG_SRC_1] =
            view(description, values);
        ++place;
    };
    if (end.bias != nullptr) {
        arguments[DNNL_ARG_BIAS] = view(row(shape.outputChannels), end.bias);
    }
    if (end.scale != nullptr) {
        operand(broadcastRow(shape.outputChannels), end.scale);
        operand(broadcastRow(shape.outputChannels), end.shift);
    }
}

/// Adds what a convolution gave to what was there.
void addTo(const memory::desc& shape, void* output, const memory& part, dnnl::stream& stream)
{
    const dnnl::binary::primitive_desc plan({dnnl::algorithm::binary_add, shape, shape, shape},
                                            cpu());
    const memory there = view(shape, output);
    dnnl::binary(plan).execute(
        stream, {{DNNL_ARG_SRC_0, there}, {DNNL_ARG_SRC_1, part}, {DNNL_ARG_DST, there}});
    stream.wait();
}

/// The AVX2 kernels take a sum as the first thing after the convolution only; where it is the last,
/// oneDNN is left with its reference loop, thirty times slower.
bool isReference(const dnnl::convolution_forward::primitive_desc& plan)
{
    return std::string_view(plan.impl_info_str()).starts_with("ref");
}

} // namespace

bool hasConvolutionKernels()
{
    return true;
}

bool hasBf16Kernels()
{
    using dnnl::cpu_isa;
    const cpu_isa isa = dnnl::get_effective_cpu_isa();
    return isa == cpu_isa::avx512_core_bf16 || isa == cpu_isa::avx512_core_amx;
}

void convolve(const ConvolutionShape& shape,
              const void* input,
              const ConvolutionWeights& weights,
              const ConvolutionEnd& end,
              void* output)
{
    guarded([&] {
        const std::int64_t ending = (end.bias != nullptr ? 1 : 0) + (end.relu ? 2 : 0) +
                                    (end.scale != nullptr ? 4 : 0) + (end.accumulate ? 8 : 0);
        const auto& [plan, primitive] =
            made<dnnl::convolution_forward>(shape, ending, [&] { return forwardPlan(shape, end); });
        dnnl::stream stream(cpu());
        if (end.accumulate && isReference(plan)) {
            ConvolutionEnd apart = end;
            apart.accumulate = false;
            const memory part(plan.dst_desc(), cpu());
            convolve(shape, input, weights, apart, part.get_data_handle());
            addTo(plan.dst_desc(), output, part, stream);
            return;
        }
        Arguments arguments{
            {DNNL_ARG_SRC, view(plan.src_desc(), input)},
            {DNNL_ARG_WEIGHTS, reordered(shape, weights, plan.weights_desc(), stream)},
            {DNNL_ARG_DST, view(plan.dst_desc(), output)}};
        addEnd(shape, end, arguments);
        primitive.execute(stream, arguments);
        stream.wait();
    });
}

void convolveBack(const ConvolutionShape& shape,
                  const void* outputGradient,
                  const ConvolutionWeights& weights,
                  void* inputGradient)
{
    guarded([&] {
        const auto& [plan, primitive] =
            made<dnnl::convolution_backward_data>(shape, 0, [&] { return backPlan(shape); });
        dnnl::stream stream(cpu());
        primitive.execute(
            stream,
            {{DNNL_ARG_DIFF_DST, view(plan.diff_dst_desc(), outputGradient)},
             {DNNL_ARG_WEIGHTS, reordered(shape, weights, plan.weights_desc(), stream)},
             {DNNL_ARG_DIFF_SRC, view(plan.diff_src_desc(), inputGradient)}});
        stream.wait();
    });
}

void convolutionWeightGradient(const ConvolutionShape& shape,
                               const void* input,
                               const void* outputGradient,
                               float* weightGradient,
                               float* biasGradient)
{
    guarded([&] {
        const bool withBias = biasGradient != nullptr;
        const auto& [plan, primitive] = made<dnnl::convolution_backward_weights>(
            shape, withBias, [&] { return gradientPlan(shape, withBias); });
        dnnl::stream stream(cpu());
        memory ours = view(Layout(shape).plainWeights, weightGradient);
        memory gradient = plan.diff_weights_desc() == ours.get_desc()
                              ? ours
                              : memory(plan.diff_weights_desc(), cpu());
        Arguments arguments{{DNNL_ARG_SRC, view(plan.src_desc(), input)},
                            {DNNL_ARG_DIFF_DST, view(plan.diff_dst_desc(), outputGradient)},
                            {DNNL_ARG_DIFF_WEIGHTS, gradient}};
        if (withBias) {
            arguments[DNNL_ARG_DIFF_BIAS] = view(row(shape.outputChannels), biasGradient);
        }
        primitive.execute(stream, arguments);
        if (gradient.get_desc() != ours.get_desc()) {
            dnnl::reorder(gradient, ours).execute(stream, gradient, ours);
        }
        stream.wait();
    });
}

PackedWeights::PackedWeights()
    : m_state(std::make_unique<State>())
{
}

PackedWeights::~PackedWeights() = default;

} // namespace dawson
