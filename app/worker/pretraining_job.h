#pragma once

#include "core/base/progress.h"
#include "core/nn/trainer.h"
#include "core/run/job_spec.h"
#include "core/training/model_file.h"

#include <filesystem>

namespace dawson
{

/// Makes the images of a pre-training in `work`/images, learns from them, and writes the model in
/// half precision; the same for the command line and a job. What is in `work` is gone on with.
/// `progress` is told while images are made, `watcher` from then on. Throws Error as the makers and
/// trainToFile() do, Error(Cancelled).
ModelFile makeDefaultModel(const PretrainingJob& job,
                           const std::filesystem::path& work,
                           const std::filesystem::path& output,
                           const Progress& progress,
                           TrainingWatcher& watcher);

/// Chooses threshold and core of the model that `job` starts from anew, on the images that a
/// pre-training keeps for validation, seen with voxels of job.training.startSpacingMm where that is
/// given; the weights stay. Writes the model with its own card, the new scores in it. Throws as
/// makeDefaultModel() does, and Error(Data) when nothing is kept for validation.
ModelFile chooseDefaultPoint(const PretrainingJob& job,
                             const std::filesystem::path& work,
                             const std::filesystem::path& output,
                             const Progress& progress,
                             TrainingWatcher& watcher);

} // namespace dawson
