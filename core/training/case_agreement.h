#pragma once

#include "core/lesion/comparison.h"
#include "core/lesion/probability.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dawson
{

/// What counting at any minimum volume and core needs to know of a case at one threshold.
struct ThresholdCounts {
    struct Predicted {
        double volumeMm3 = 0.0;
        std::size_t voxels = 0;
        std::size_t agreed = 0; ///< voxels that are lesion in the reference too
        float peak = 0.0F;      ///< highest probability

        /// A predicted lesion that is lesion to less than a tenth explains nothing: else one spot
        /// over the whole brain touches all there is to find, and no choice could be better.
        bool confirmed() const;
    };

    std::vector<Predicted> predicted;
    std::vector<std::set<std::size_t>> touching; ///< of a reference lesion: which predicted ones
    std::size_t referenceVoxels = 0;
};

/// `peaks`: highest probability of each predicted lesion.
ThresholdCounts
countsOf(const LesionMap& reference, const LesionMap& prediction, const std::vector<float>& peaks);

/// One case at one operating point; nothing where a ratio has no denominator.
struct CaseAgreement {
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> f2;
    std::optional<double> dice;

    /// By "f1", "f2", "dice", "f1+dice" or "f2+dice"; 0 for what is not defined.
    double by(const std::string& measure) const;
};

CaseAgreement agreementAt(const ThresholdCounts& counts, const OperatingPoint& point);

/// F1 or F2 of a case without lesions, as if it had one that is found: 2 / (2 + N) or 5 / (5 + N).
double lesionFreeScore(const ThresholdCounts& counts,
                       const OperatingPoint& point,
                       const std::string& measure);

} // namespace dawson
