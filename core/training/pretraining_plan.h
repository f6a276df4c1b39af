#pragma once

#include "core/training/preflight.h"
#include "core/training/pretraining_sources.h"
#include "core/training/training_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// The tasks a default model can be made for: "flair", "new", "enhancing", "brain".
std::vector<std::string> pretrainingTasks();

/// What decides a pre-training besides its cases, which are made first: the preset, with what the
/// task needs: heads at 3 mm judged by Dice for "brain", subtractions as they are for "new" and
/// "enhancing". Throws Error(Format) for an unknown preset.
TrainingSpec pretrainingSpec(const std::string& task, const std::string& preset);

/// What a pre-training has to learn from, told from file names only.
struct PretrainingMaterial {
    std::size_t gliomas = 0;    ///< in the folder
    std::size_t labelMaps = 0;  ///< in the folder
    std::size_t training = 0;   ///< images; fewer where a glioma has no T1 to plant lesions by
    std::size_t validation = 0; ///< images of other people and other anatomies
    std::string problem;        ///< why nothing can be made, a sentence; empty when it can
};

PretrainingMaterial pretrainingMaterial(const PretrainingSources& sources, const std::string& task);

/// What can be known before it starts, as of other trainings; the time counts the making of the
/// images on one core, too. `folder`: where the run folder will be, for its disk.
Preflight checkPretraining(const PretrainingSources& sources,
                           const TrainingSpec& spec,
                           const std::filesystem::path& folder,
                           std::optional<double> secondsPerStep);

} // namespace dawson
