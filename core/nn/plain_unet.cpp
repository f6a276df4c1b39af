#include "core/nn/plain_unet.h"

#include "core/base/error.h"

#include <array>
#include <cmath>

namespace dawson
{

namespace
{

using torch::Tensor;

constexpr std::array<int, 6> kChannels{32, 64, 128, 256, 320, 320};
constexpr double kLeak = 0.01;

void check(const Architecture& a)
{
    const bool known = a.family == "plain" && a.head == "plain" &&
                       (a.normalisation == "batch" || a.normalisation == "instance");
    const bool possible = a.levels >= 3 && a.levels <= 5 && a.width > 0.0 && a.width <= 4.0 &&
                          a.inputChannels >= 1 && a.inputChannels <= 16;
    if (!known || !possible) {
        throw Error(Error::Kind::Model,
                    "This plain network cannot be built: use 3 to 5 levels, a width up to 4, 1 to "
                    "16 input channels, head \"plain\", normalisation \"batch\" or "
                    "\"instance\".");
    }
}

Tensor through(std::vector<ConvUnit>& units, Tensor x, const ConvUnitImpl::Pass& pass)
{
    for (ConvUnit& unit : units) {
        x = torch::leaky_relu(unit->forward(x, pass), kLeak);
    }
    return x;
}

} // namespace

std::vector<ConvUnit> PlainUNetImpl::level(const std::string& name,
                                           std::int64_t inputChannels,
                                           std::int64_t channels,
                                           std::int64_t stride)
{
    UnitPlan plan{.inputChannels = inputChannels,
                  .outputChannels = channels,
                  .stride = stride,
                  .relu = false,
                  .instanceNorm = m_architecture.normalisation == "instance"};
    std::vector<ConvUnit> units{ConvUnit(plan)};
    plan.inputChannels = channels;
    plan.stride = 1;
    units.emplace_back(plan);
    auto child = register_module(name, std::make_shared<torch::nn::Module>());
    child->register_module("first", units[0].ptr());
    child->register_module("second", units[1].ptr());
    return units;
}

PlainUNetImpl::PlainUNetImpl(const Architecture& architecture)
    : m_architecture(architecture)
{
    check(architecture);
    const auto channels = [&](std::size_t n) {
        return std::max<std::int64_t>(1, std::llround(kChannels[n] * architecture.width));
    };
    const auto levels = static_cast<std::size_t>(architecture.levels);
    std::int64_t inputs = architecture.inputChannels;
    for (std::size_t n = 0; n <= levels; ++n) {
        m_encoders.push_back(
            level("encoder" + std::to_string(n), inputs, channels(n), n == 0 ? 1 : 2));
        inputs = channels(n);
    }
    for (std::size_t n = levels; n-- > 0;) {
        const auto number = std::to_string(n);
        m_ups.push_back(register_module("up" + number,
                                        ConvUnit(UnitPlan{.inputChannels = inputs,
                                                          .outputChannels = channels(n),
                                                          .stride = 2,
                                                          .transposed = true,
                                                          .relu = false,
                                                          .norm = false})));
        m_decoders.push_back(level("decoder" + number, 2 * channels(n), channels(n), 1));
        inputs = channels(n);
    }
    m_head = register_module("head0",
                             ConvUnit(UnitPlan{.inputChannels = inputs,
                                               .outputChannels = 1,
                                               .kernel = 1,
                                               .relu = false,
                                               .norm = false}));
}

Tensor PlainUNetImpl::run(const Tensor& input, bool portable)
{
    ConvUnitImpl::Pass pass;
    pass.portable = portable;
    std::vector<Tensor> skips;
    Tensor x = input;
    for (auto& units : m_encoders) {
        x = through(units, x, pass);
        skips.push_back(x);
    }
    for (std::size_t n = 0; n < m_ups.size(); ++n) {
        const Tensor& skip = skips[m_ups.size() - 1 - n];
        const Tensor up = m_ups[n]->forward(x, pass);
        x = through(m_decoders[n], torch::cat({up.to(skip.scalar_type()), skip}, 1), pass);
    }
    return m_head->forward(x, pass);
}

std::int64_t PlainUNetImpl::sizeMultiple() const
{
    return std::int64_t{1} << m_architecture.levels;
}

} // namespace dawson
