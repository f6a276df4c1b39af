#pragma once

#include "core/base/progress.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// What a default model is made from: nothing of it shows multiple sclerosis.
struct PretrainingSources {
    std::filesystem::path tumours;     ///< BIDS dataset with FLAIR and derivatives/labels/*_dseg
    std::filesystem::path labelMaps;   ///< folder of anatomical label maps
    std::vector<std::string> leaveOut; ///< tumours not to use: "sub-01477"
    int synthetic = 80;                ///< synthetic brains to learn from
    int planted = 3; ///< images of each tumour with made-up lesions in its healthy tissue
    std::uint64_t seed = 1;
};

/// Cases to learn from and, of other people and other anatomies, to validate on.
struct PretrainingCases {
    std::vector<TrainingCase> training;
    std::vector<TrainingCase> validation;
};

/// Makes the synthetic brains, the tumours' binary masks and the tumours with planted lesions below
/// `work`; files that are there are kept. The last two tumours and every sixth label map are for
/// validation only: those tumours as they are and with two sets of planted lesions each, and one
/// brain more for every 20 synthetic ones. A tumour without a T1 gives no planted ones. Throws
/// Error(Data) when there is nothing to make them from.
PretrainingCases makePretrainingCases(const PretrainingSources& sources,
                                      const std::filesystem::path& work,
                                      const Progress& progress = {});

/// Whole heads made from the label maps, with the brain as the mask; the tumours are not used. Held
/// out, kept and refused as above.
PretrainingCases makeHeadCases(const PretrainingSources& sources,
                               const std::filesystem::path& work,
                               const Progress& progress = {});

/// Subtractions of pairs of images, for the tasks "new" (follow-up minus baseline FLAIR: lesions
/// that appeared or grew, in synthetic pairs and planted beside tumours) and "enhancing" (T1 after
/// minus before gadolinium: metastases, synthetic and planted, and the enhancing part of the
/// tumours). Held out, kept and refused as above.
PretrainingCases makePairCases(const PretrainingSources& sources,
                               const std::string& task,
                               const std::filesystem::path& work,
                               const Progress& progress = {});

} // namespace dawson
