#pragma once

#include "core/base/progress.h"
#include "core/image/subtraction.h"
#include "core/registration/registration.h"

#include <filesystem>
#include <optional>

namespace dawson
{

/// Two images of one patient whose difference a model looks at.
struct PairInput {
    std::filesystem::path baseline; ///< first visit, or T1 before gadolinium
    std::filesystem::path followup; ///< second visit, or T1 after
    std::filesystem::path brain;    ///< on the baseline's grid; empty: found in a whole head
    bool registered = false;        ///< the second lies on the first already
    RegistrationSpec registration;
    IntensityMatching matching = IntensityMatching::ZScore;
    int threads = 0;
};

/// Follow-up minus baseline on the baseline's grid, inside the brain.
struct PairDifference {
    Volume difference;
    std::optional<Mask> brain;              ///< nothing for brain-extracted images
    std::optional<Registration> registered; ///< nothing when the input was registered
};

/// The one way to a subtraction, for training, prediction and command line: brain of the baseline,
/// registration of the follow-up inside it, resampling, subtraction (core/image/subtraction.h).
/// Throws Error, naming the file where it can.
PairDifference subtractPair(const PairInput& input, const Progress& progress = {});

} // namespace dawson
