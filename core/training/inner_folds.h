#pragma once

#include "core/training/training_spec.h"

#include <vector>

namespace dawson
{

/// A training on some of the subjects of another one, to be judged on the rest.
struct InnerFold {
    TrainingSpec spec; ///< like the whole one, without the subjects left out
    std::vector<TrainingCase> leftOut;
};

/// The subjects of a training in schedule.innerFolds groups, or as many as there are subjects, each
/// left out once, all its sessions together: what the nested part of a nested cross-validation is
/// made of. Which subjects share a group does not depend on the order of the cases. Each group and
/// what is left without it has a subject with lesions: those known to have none
/// (TrainingCase::lesionFree) are dealt out apart and do not count here. Empty when no folds are
/// asked for, when there are validation cases, which serve better, or fewer than two subjects; a
/// fine-tuned model that stays near its parent's point (schedule.nearParent) has none below four.
std::vector<InnerFold> innerFoldsOf(const TrainingSpec& spec);

} // namespace dawson
