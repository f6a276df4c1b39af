#include "core/nn/adam.h"

#include "core/base/error.h"
#include "core/nn/adam_kernel.h"

#include <cmath>
#include <map>
#include <numbers>

namespace dawson
{

namespace
{

constexpr double kFirstDecay = 0.9;
constexpr double kSecondDecay = 0.999;
constexpr double kEpsilon = 1e-8;

std::vector<float> numbers(const torch::Tensor& tensor)
{
    const auto plain = tensor.to(torch::kCPU).contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

void fill(torch::Tensor tensor, const std::vector<float>& values)
{
    tensor.copy_(torch::from_blob(const_cast<float*>(values.data()), tensor.sizes()));
}

/// Whether the kernel can take them; LibTorch's operators make seven passes over memory.
bool inOnePass(const torch::Tensor& weight, const torch::Tensor& gradient)
{
    const auto plain = [](const torch::Tensor& tensor) {
        return tensor.device().is_cpu() && tensor.is_contiguous() &&
               tensor.scalar_type() == torch::kFloat;
    };
    return plain(weight) && plain(gradient);
}

} // namespace

Adam::Adam(const torch::nn::Module& network)
{
    for (const auto& parameter : network.named_parameters()) {
        const auto& weight = parameter.value();
        if (!weight.requires_grad()) {
            continue;
        }
        m_slots.push_back({parameter.key(),
                           weight,
                           torch::zeros_like(weight, at::MemoryFormat::Contiguous),
                           torch::zeros_like(weight, at::MemoryFormat::Contiguous)});
    }
}

void Adam::dropGradients()
{
    for (Slot& slot : m_slots) {
        slot.weight.mutable_grad() = torch::Tensor();
    }
}

void Adam::step(double learningRate)
{
    const torch::NoGradGuard off;
    ++m_steps;
    const auto count = static_cast<double>(m_steps);
    const double firstScale = 1.0 - std::pow(kFirstDecay, count);
    const double secondScale = 1.0 - std::pow(kSecondDecay, count);
    const AdamRates rates{static_cast<float>(1.0 - kFirstDecay),
                          static_cast<float>(kSecondDecay),
                          static_cast<float>(1.0 - kSecondDecay),
                          static_cast<float>(kEpsilon),
                          static_cast<float>(learningRate / firstScale),
                          static_cast<float>(1.0 / secondScale)};
    for (Slot& slot : m_slots) {
        torch::Tensor gradient = slot.weight.grad();
        if (!gradient.defined()) {
            continue;
        }
        if (inOnePass(slot.weight, gradient)) {
            adamStep({slot.weight.numel(),
                      slot.weight.data_ptr<float>(),
                      gradient.data_ptr<float>(),
                      slot.first.data_ptr<float>(),
                      slot.second.data_ptr<float>()},
                     rates);
            slot.weight.unsafeGetTensorImpl()->bump_version(); // PackedWeights notice it
            slot.weight.mutable_grad() = torch::Tensor();
            continue;
        }
        slot.first.lerp_(gradient, 1.0 - kFirstDecay);
        slot.second.mul_(kSecondDecay).addcmul_(gradient, gradient, 1.0 - kSecondDecay);
        const auto spread = (slot.second / secondScale).sqrt_().add_(kEpsilon);
        slot.weight.addcdiv_(slot.first, spread, -learningRate / firstScale);
        slot.weight.mutable_grad() = torch::Tensor();
    }
}

std::vector<AdamMoments> Adam::moments() const
{
    std::vector<AdamMoments> result;
    if (m_steps == 0) {
        return result;
    }
    for (const Slot& slot : m_slots) {
        result.push_back({slot.name, numbers(slot.first), numbers(slot.second)});
    }
    return result;
}

void Adam::restore(const std::vector<AdamMoments>& moments, std::int64_t steps)
{
    m_steps = steps;
    if (moments.empty()) {
        return;
    }
    std::map<std::string, const AdamMoments*> byName;
    for (const AdamMoments& one : moments) {
        byName[one.name] = &one;
    }
    for (Slot& slot : m_slots) {
        const auto found = byName.find(slot.name);
        const auto size = static_cast<std::size_t>(slot.weight.numel());
        if (found == byName.end() || found->second->first.size() != size ||
            found->second->second.size() != size) {
            throw Error(Error::Kind::Model, "The checkpoint belongs to another network.");
        }
        fill(slot.first, found->second->first);
        fill(slot.second, found->second->second);
    }
}

double learningRate(const TrainingSchedule& schedule, std::int64_t step, std::int64_t steps)
{
    if (schedule.rate != "warmup-cosine") {
        return schedule.learningRate;
    }
    const auto all = static_cast<double>(std::max<std::int64_t>(1, steps));
    const double rise = std::max(1.0, schedule.warmupShare * all);
    const auto now = static_cast<double>(step);
    if (now < rise) {
        return schedule.learningRate * (now + 1.0) / rise;
    }
    const double done = std::min(1.0, (now - rise) / std::max(1.0, all - rise));
    const double falling = 0.5 * (1.0 + std::cos(std::numbers::pi * done));
    return schedule.learningRate * (0.01 + 0.99 * falling);
}

} // namespace dawson
