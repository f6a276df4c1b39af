#pragma once

#include "core/base/progress.h"
#include "core/training/pretraining_sources.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// Cases to learn from and, of other people and other anatomies, to validate on.
struct PretrainingCases {
    std::vector<TrainingCase> training;
    std::vector<TrainingCase> validation;
    std::vector<std::string> warnings; ///< of what was made anew; the cases are there
};

/// Makes the synthetic brains, the tumours' binary masks and the tumours with planted lesions below
/// `work`; files that are there are kept. The last two tumours and every sixth label map are for
/// validation only: those tumours as they are and with two sets of planted lesions each, and one
/// brain more for every 20 synthetic ones. A tumour without a T1 gives no planted ones. Throws
/// Error(Data) when there is nothing to make them from, Error(Geometry) before anything is made
/// where images of a tumour lie on different grids.
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
