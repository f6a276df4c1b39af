#include "core/nn/conv_unit.h"
#include "core/nn/volume_batch.h"

namespace dawson
{

namespace
{

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast3d;

VolumeBatch wholeShape(const Tensor& whole)
{
    return {whole.size(0),
            {whole.size(2), whole.size(3), whole.size(4)},
            whole.size(1) * whole.element_size()};
}

Tensor apart(const Tensor& input, std::int64_t factor)
{
    const Tensor whole = input.contiguous(kChannelsLast);
    Tensor parts = torch::empty({whole.size(0) * factor * factor * factor,
                                 whole.size(1),
                                 whole.size(2) / factor,
                                 whole.size(3) / factor,
                                 whole.size(4) / factor},
                                whole.options().memory_format(kChannelsLast));
    takeApart(wholeShape(whole), static_cast<int>(factor), whole.data_ptr(), parts.data_ptr());
    return parts;
}

Tensor together(const Tensor& input, std::int64_t factor)
{
    const Tensor parts = input.contiguous(kChannelsLast);
    Tensor whole = torch::empty({parts.size(0) / (factor * factor * factor),
                                 parts.size(1),
                                 parts.size(2) * factor,
                                 parts.size(3) * factor,
                                 parts.size(4) * factor},
                                parts.options().memory_format(kChannelsLast));
    putTogether(wholeShape(whole), static_cast<int>(factor), parts.data_ptr(), whole.data_ptr());
    return whole;
}

struct Apart : torch::autograd::Function<Apart> {
    static Tensor forward(AutogradContext* context, const Tensor& input, std::int64_t factor)
    {
        context->saved_data["factor"] = factor;
        return apart(input, factor);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        return {together(gradients[0], context->saved_data["factor"].toInt()), Tensor()};
    }
};

struct Together : torch::autograd::Function<Together> {
    static Tensor forward(AutogradContext* context, const Tensor& input, std::int64_t factor)
    {
        context->saved_data["factor"] = factor;
        return together(input, factor);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        return {apart(gradients[0], context->saved_data["factor"].toInt()), Tensor()};
    }
};

JoinedRows joinedShape(const Tensor& like, std::int64_t first, std::int64_t second)
{
    const std::int64_t bytes = like.element_size();
    return {like.numel() / like.size(1), first * bytes, second * bytes};
}

Tensor emptyWith(const Tensor& like, std::int64_t channels)
{
    return torch::empty({like.size(0), channels, like.size(2), like.size(3), like.size(4)},
                        like.options().memory_format(kChannelsLast));
}

struct Joined : torch::autograd::Function<Joined> {
    static Tensor forward(AutogradContext* context, const Tensor& first, const Tensor& second)
    {
        context->saved_data["first"] = first.size(1);
        const Tensor a = first.contiguous(kChannelsLast);
        const Tensor b = second.contiguous(kChannelsLast);
        Tensor result = emptyWith(a, a.size(1) + b.size(1));
        joinRows(
            joinedShape(a, a.size(1), b.size(1)), a.data_ptr(), b.data_ptr(), result.data_ptr());
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const Tensor joined = gradients[0].contiguous(kChannelsLast);
        const std::int64_t first = context->saved_data["first"].toInt();
        const std::int64_t second = joined.size(1) - first;
        Tensor a = emptyWith(joined, first);
        Tensor b = emptyWith(joined, second);
        splitRows(
            joinedShape(joined, first, second), joined.data_ptr(), a.data_ptr(), b.data_ptr());
        return {a, b};
    }
};

} // namespace

Tensor joinChannels(const Tensor& first, const Tensor& second)
{
    const bool fit = kernelsFit(first) && first.scalar_type() == second.scalar_type();
    return fit ? Joined::apply(first, second)
               : torch::cat({first.to(second.scalar_type()), second}, 1);
}

Tensor spaceToBatch(const Tensor& input, std::int64_t factor)
{
    return factor == 1 ? input : Apart::apply(input, factor);
}

Tensor batchToSpace(const Tensor& input, std::int64_t factor)
{
    return factor == 1 ? input : Together::apply(input, factor);
}

} // namespace dawson
