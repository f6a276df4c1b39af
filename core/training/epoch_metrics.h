#pragma once

#include <optional>

namespace dawson
{

/// What one epoch showed. Validation is lesion-wise by the any-overlap rule, 26-connected, at
/// threshold 0.5, mean over subjects where defined; nothing when there are no validation subjects.
struct EpochMetrics {
    int epoch = 0; ///< from 1
    double trainingLoss = 0.0;
    std::optional<double> validationLoss;
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> dice;
    double seconds = 0.0;
};

} // namespace dawson
