#pragma once

#include "app/worker/command.h"
#include "core/training/training_spec.h"

#include <filesystem>

namespace dawson
{

class JsonOutput;

/// Prints what checkTraining() says of a training and how long it would take, by two steps measured
/// now; trains nothing and writes nothing but the JSON. `output`: the model, for its disk.
/// ExitCode::Failed when it could not start. Throws Error.
ExitCode
checkTrain(const TrainingSpec& wanted, const std::filesystem::path& output, const JsonOutput& json);

} // namespace dawson
