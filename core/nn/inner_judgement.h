#pragma once

#include "core/training/operating_point.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <optional>

namespace dawson
{

class TrainingWatcher;

/// What trainings like one do on subjects that they have not learned from.
struct InnerJudgement {
    OperatingPoint point; ///< the best over all subjects left out
    AgreementScore score; ///< there; the point was chosen on the same, so a little too good
};

/// Trains each inner fold of a training (core/training/inner_folds.h), predicts the subjects it
/// left out and chooses the operating point over all of them, as the schedule says. Working files
/// lie below `folder`, one folder a fold, named after the subjects learned from (by a digest when
/// they are many). After an interruption trainings go on where they were; the subjects left out are
/// predicted anew, those of finished folds too. Nothing when there are no folds, or when the
/// watcher wishes to stop. The watcher sees fractions from 0 to 1, steps without loss, no epochs.
///
/// Cost: the training's, for each fold. Throws Error as Trainer::run does.
std::optional<InnerJudgement> judgeInnerFolds(const TrainingSpec& spec,
                                              const std::filesystem::path& folder,
                                              TrainingWatcher& watcher);

} // namespace dawson
