#pragma once

#include "core/nn/network.h"

namespace dawson
{

inline Architecture small(const char* head, const char* norm, const char* family = "residual")
{
    Architecture architecture;
    architecture.levels = 3;
    architecture.width = 0.25;
    architecture.head = head;
    architecture.normalisation = norm;
    architecture.family = family;
    return architecture;
}

/// Values every platform makes alike: no random generator involved.
inline torch::Tensor pattern(torch::IntArrayRef shape, double step)
{
    std::int64_t count = 1;
    for (const auto size : shape) {
        count *= size;
    }
    const auto angle = torch::arange(count, torch::kDouble) * 12.9898 + step;
    return torch::frac(torch::sin(angle) * 43758.5453).to(torch::kFloat).view(shape);
}

inline void fill(Network& network)
{
    const torch::NoGradGuard off;
    double step = 0.37;
    for (auto& parameter : network.named_parameters()) {
        auto& values = parameter.value();
        // Biases above 0 keep the ReLUs alive, so that every weight has a gradient.
        const double centre = parameter.key().ends_with("gamma")  ? 1.0
                              : parameter.key().ends_with("bias") ? 0.3
                                                                  : 0.0;
        values.copy_(pattern(values.sizes(), step) * 0.3 + centre);
        step += 0.11;
    }
}

inline double largestDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Length of the difference as a share of the length of `b`.
double distance(const torch::Tensor& a, const torch::Tensor& b)
{
    const double length = b.norm().item<double>();
    return (a.to(torch::kFloat) - b).norm().item<double>() / std::max(length, 1e-12);
}

} // namespace dawson
