#pragma once

#include "core/base/progress.h"
#include "core/image/subtraction.h"
#include "core/registration/nudge.h"
#include "core/registration/registration.h"

#include <filesystem>
#include <optional>
#include <string>

namespace dawson
{

/// "affine", "syn"; rigid for any other word.
RegistrationType registrationType(const std::string& name);

/// Two images of one patient whose difference a model looks at.
struct PairInput {
    std::filesystem::path baseline; ///< first visit, or T1 before gadolinium
    std::filesystem::path followup; ///< second visit, or T1 after
    std::filesystem::path brain;    ///< on the baseline's grid; empty: found in a whole head
    bool registered = false;        ///< the second lies on the first already
    std::optional<Transform> known; ///< instead of registering: baseline to follow-up
    Nudge nudge{};                  ///< by hand, about the middle of the baseline's grid
    RegistrationSpec registration;
    IntensityMatching matching = IntensityMatching::ZScore;
    int threads = 0;
};

/// Follow-up minus baseline on the baseline's grid, inside the brain.
struct PairDifference {
    Volume difference;
    std::optional<Mask> brain;              ///< nothing for brain-extracted images
    Volume followup;                        ///< on the baseline's grid
    Transform transform;                    ///< baseline to follow-up, the nudge in it
    std::optional<Registration> registered; ///< nothing when the input was, or was known
    /// In the brain, else in the baseline's foreground, as all lies now; nothing where one is flat.
    std::optional<double> correlation;
    std::optional<double> detail; ///< the same of the fine structure (detail_likeness.h)
};

/// The one way to a subtraction, for training, prediction and command line: brain of the baseline,
/// registration of the follow-up inside it, resampling, subtraction (core/image/subtraction.h).
/// Throws Error, naming the file where it can.
PairDifference subtractPair(const PairInput& input, const Progress& progress = {});

/// Of T1 before and after gadolinium: a sentence where the two look like different sequences
/// (correlation below 0.88; measured: docs/registration.md), whose difference is tissue.
std::optional<std::string> sequenceWarning(const PairDifference& made);

/// The follow-up of `made` as it went into the subtraction: a model's second channel.
Volume currentOf(const PairInput& input, const PairDifference& made);

} // namespace dawson
