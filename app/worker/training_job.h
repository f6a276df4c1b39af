#pragma once

#include "core/nn/trainer.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// Trains as `spec` says with its working files below `folder` (`cases.h5`,
/// `validation_cases.h5`, `checkpoints/`, `inner/`): pairs are subtracted, whole heads get a mask
/// of their brain to learn inside it, but where a model learns to find brains. Then fills in the
/// model's card and writes the model to `output`. Trainings that share inner folds may have them in
/// one folder, `inner`. Returns the model with its digest. Throws Error.
ModelFile trainToFile(const TrainingSpec& spec,
                      const std::filesystem::path& folder,
                      const std::filesystem::path& output,
                      TrainingWatcher& watcher,
                      const std::filesystem::path& inner = {});

/// The working files below a folder.
TrainingFiles trainingFiles(const std::filesystem::path& folder);

/// What the card of a model trained as `spec` says, with what Trainer has filled in.
void describeModel(const TrainingSpec& spec, ModelCard& card);

} // namespace dawson
