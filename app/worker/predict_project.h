#pragma once

#include "core/base/progress.h"
#include "core/run/job_spec.h"
#include "core/study/study.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dawson
{

/// Which cases of a project a model masks.
struct ProjectPrediction {
    std::filesystem::path project;
    Task task = Task::Flair;
    std::vector<std::string> subjects; ///< "01" or "sub-01"; empty: all
    std::string author; ///< folder below derivatives/; empty: "model-" and the model file's name
};

/// The job that masks them, a probability map beside each, all else as `like` says. `warn` gets why
/// a case cannot be masked. Throws Error(Data) for an unknown subject and when no case is left,
/// Error(Model) for a model of another task.
PredictionJob planPrediction(const ProjectPrediction& wanted,
                             const PredictionSpec& like,
                             const std::function<void(const std::string&)>& warn);

} // namespace dawson
