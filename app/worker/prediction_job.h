#pragma once

#include "core/base/progress.h"
#include "core/run/job_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// Predicts every item of a job and writes the masks as the model's derivative dataset, with
/// sidecars; for new and enhancing lesions from the pair's subtraction, in the pair's space.
/// Returns the files written, relative to the project. An item that fails ends the job; masks
/// written before stay. Brain masks of whole heads are kept in the project, or below `spare` when
/// it cannot be written. Throws Error.
std::vector<std::string>
predictJob(const PredictionJob& job, const std::filesystem::path& spare, const Progress& progress);

} // namespace dawson
