#include "core/nn/unet3d.h"

#include "core/base/error.h"

#include <array>
#include <cmath>

namespace dawson
{

namespace
{

using torch::Tensor;

constexpr std::array<std::int64_t, 5> kBlockChannels{16, 64, 128, 256, 256};
constexpr std::array<std::int64_t, 5> kDownChannels{64, 128, 256, 256, 256};
constexpr std::array<std::int64_t, 5> kUpChannels{16, 16, 64, 128, 128};
constexpr std::array<std::int64_t, 5> kDilations{2, 2, 3, 3, 1};
constexpr std::int64_t kHeadChannels = 16;

std::int64_t scaled(std::int64_t channels, double width)
{
    return std::max<std::int64_t>(1, std::llround(static_cast<double>(channels) * width));
}

void check(const Architecture& a)
{
    const bool known = (a.head == "plain" || a.head == "lab") &&
                       (a.normalisation == "batch" || a.normalisation == "instance") &&
                       a.family == "residual";
    const bool possible = a.levels >= 3 && a.levels <= 5 && a.width > 0.0 && a.width <= 4.0 &&
                          a.inputChannels >= 1 && a.inputChannels <= 16;
    if (!known || !possible) {
        throw Error(Error::Kind::Model,
                    "This network cannot be built: use 3 to 5 levels, a width up to 4, 1 to 16 "
                    "input channels, head \"plain\" or \"lab\", normalisation \"batch\" or "
                    "\"instance\".");
    }
}

bool divides(std::int64_t factor, const Tensor& tensor)
{
    return tensor.size(2) % factor == 0 && tensor.size(3) % factor == 0 &&
           tensor.size(4) % factor == 0;
}

} // namespace

ResidualBlockImpl::ResidualBlockImpl(std::int64_t inputChannels,
                                     std::int64_t channels,
                                     std::int64_t dilation,
                                     bool instanceNorm)
    : m_dilation(dilation)
{
    UnitPlan plan;
    plan.inputChannels = inputChannels;
    plan.outputChannels = channels;
    plan.instanceNorm = instanceNorm;
    m_first = register_module("first", ConvUnit(plan));
    UnitPlan shortcut = plan;
    shortcut.kernel = 1;
    shortcut.relu = false;
    m_short = register_module("short", ConvUnit(shortcut));
    plan.inputChannels = channels;
    m_second = register_module("second", ConvUnit(plan));
}

Tensor ResidualBlockImpl::forward(const Tensor& input, bool portable)
{
    // Taken apart for the gradient by the weights, which is slow when dilated.
    const bool split = torch::GradMode::is_enabled() && !portable && kernelsFit(input) &&
                       divides(m_dilation, input);
    const std::int64_t factor = split ? m_dilation : 1;
    const Tensor x = spaceToBatch(input, factor);
    ConvUnitImpl::Pass pass;
    pass.samples = input.size(0);
    pass.portable = portable;
    const Tensor beside = m_short->forward(x, pass);
    pass.dilation = split ? 1 : m_dilation;
    const Tensor first = m_first->forward(x, pass);
    pass.addend = beside;
    return batchToSpace(m_second->forward(first, pass), factor);
}

UNet3dImpl::UNet3dImpl(const Architecture& architecture)
    : m_architecture(architecture)
{
    check(architecture);
    const double width = architecture.width;
    UnitPlan plan;
    plan.instanceNorm = architecture.normalisation == "instance";
    std::int64_t channels = architecture.inputChannels;
    const auto levels = static_cast<std::size_t>(architecture.levels);
    for (std::size_t n = 0; n < levels; ++n) {
        const auto name = std::to_string(n);
        plan.inputChannels = scaled(kBlockChannels[n], width);
        plan.outputChannels = scaled(kDownChannels[n], width);
        plan.stride = 2;
        m_encoders.push_back(register_module(
            "encoder" + name,
            ResidualBlock(channels, plan.inputChannels, kDilations[n], plan.instanceNorm)));
        m_downs.push_back(register_module("down" + name, ConvUnit(plan)));
        channels = plan.outputChannels;
    }
    plan.transposed = true;
    for (std::size_t n = levels; n-- > 0;) {
        const auto name = std::to_string(n);
        plan.inputChannels = scaled(kBlockChannels[n], width);
        plan.outputChannels = scaled(kUpChannels[n], width);
        m_decoders.push_back(register_module(
            "decoder" + name, ResidualBlock(channels, plan.inputChannels, 1, plan.instanceNorm)));
        m_ups.push_back(register_module("up" + name, ConvUnit(plan)));
        channels = plan.outputChannels + plan.inputChannels;
    }
    const std::int64_t middle = scaled(kHeadChannels, width);
    const bool lab = architecture.head == "lab";
    plan = UnitPlan{.inputChannels = channels,
                    .outputChannels = lab ? middle : 1,
                    .kernel = 1,
                    .relu = lab,
                    .norm = lab,
                    .instanceNorm = plan.instanceNorm};
    m_head.push_back(register_module("head0", ConvUnit(plan)));
    for (int n = 1; lab && n < 3; ++n) {
        plan.inputChannels = middle;
        plan.outputChannels = n == 2 ? 1 : middle;
        m_head.push_back(register_module("head" + std::to_string(n), ConvUnit(plan)));
    }
}

Tensor UNet3dImpl::run(const Tensor& input, bool portable)
{
    ConvUnitImpl::Pass pass;
    pass.portable = portable;
    std::vector<Tensor> skips;
    Tensor x = portable ? input : asKernelsTakeIt(input);
    for (std::size_t n = 0; n < m_encoders.size(); ++n) {
        skips.push_back(m_encoders[n]->forward(x, portable));
        x = m_downs[n]->forward(skips.back(), pass);
    }
    for (std::size_t n = 0; n < m_decoders.size(); ++n) {
        const Tensor up = m_ups[n]->forward(m_decoders[n]->forward(x, portable), pass);
        const Tensor& skip = skips[m_decoders.size() - 1 - n];
        x = portable ? torch::cat({up.to(skip.scalar_type()), skip}, 1) : joinChannels(up, skip);
    }
    for (auto& unit : m_head) {
        x = unit->forward(x, pass);
    }
    return x;
}

std::int64_t UNet3dImpl::sizeMultiple() const
{
    return std::int64_t{1} << m_architecture.levels;
}

} // namespace dawson
