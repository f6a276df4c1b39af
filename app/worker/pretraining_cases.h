#pragma once

#include "core/base/progress.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dawson
{

/// What a default model is made from: nothing of it shows multiple sclerosis.
struct PretrainingSources {
    std::filesystem::path tumours;   ///< BIDS dataset with FLAIR and derivatives/labels/*_dseg
    std::filesystem::path labelMaps; ///< folder of anatomical label maps
    int synthetic = 48;              ///< synthetic brains to learn from; an eighth more to validate
    std::uint64_t seed = 1;
};

/// Cases to learn from and, of other people and other anatomies, to validate on.
struct PretrainingCases {
    std::vector<TrainingCase> training;
    std::vector<TrainingCase> validation;
};

/// Makes the synthetic brains and the tumours' binary masks below `work`; files that are there are
/// kept. The last two tumours and every sixth label map are for validation only. Throws Error(Data)
/// when there is nothing to make them from.
PretrainingCases makePretrainingCases(const PretrainingSources& sources,
                                      const std::filesystem::path& work,
                                      const Progress& progress = {});

} // namespace dawson
