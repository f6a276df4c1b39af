#pragma once

#include "core/base/progress.h"
#include "core/run/job_spec.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dawson
{

/// What a job wrote, and what it could not.
struct PredictionOutcome {
    std::vector<std::string> written; ///< relative to the project

    struct Failure {
        std::string subject;
        std::string session;
        std::string sentence;
    };

    std::vector<Failure> failures; ///< the other items were done
};

/// Predicts every item of a job and writes the masks as the model's derivative dataset, with
/// sidecars; for new and enhancing lesions from the pair's subtraction, in the pair's space. An
/// item that fails, and what may be wrong with its pair, is told to `warn` in a sentence that
/// begins with its name, and the others go on; at the end `warn` hears how many failed. Brain masks
/// of whole heads are kept in the project, or below `spare` when it cannot be written. Throws the
/// first item's error when all have failed; Error(Cancelled).
PredictionOutcome predictJob(const PredictionJob& job,
                             const std::filesystem::path& spare,
                             const std::function<void(const std::string&)>& warn,
                             const Progress& progress);

} // namespace dawson
