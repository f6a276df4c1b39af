#pragma once

#include "core/base/progress.h"
#include "core/run/job_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// Predicts every item of a job and writes the masks as the model's derivative dataset, with
/// sidecars. Returns the files written, relative to the project. An item that fails ends the job;
/// masks written before stay. Throws Error.
std::vector<std::string> predictJob(const PredictionJob& job, const Progress& progress);

} // namespace dawson
