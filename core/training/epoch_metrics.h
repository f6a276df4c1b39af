#pragma once

#include <optional>

namespace dawson
{

/// What one epoch showed. Validation is lesion-wise, 26-connected, one voxel shared and a tenth of
/// the predicted lesion or more is lesion, at threshold 0.5 and any size, mean over the validation
/// cases where defined; nothing when there are none.
struct EpochMetrics {
    int epoch = 0;             ///< from 1
    double trainingLoss = 0.0; ///< the criterion, mean over the steps, while weights moved
    std::optional<double> validationLoss; ///< the same criterion on fixed validation patches
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> dice;
    double seconds = 0.0;
    std::optional<double> f1;   ///< lesion-wise, mean of each case's own
    double waitedSeconds = 0.0; ///< of them for patches, since this process began; in no file
};

} // namespace dawson
