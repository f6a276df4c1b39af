#pragma once

#include "core/base/progress.h"
#include "core/run/job_spec.h"
#include "core/study/image_pair.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What became of one item of a job.
struct PairOutcome {
    enum class State { Made, Kept, Failed };
    std::string subject;
    std::string session;
    State state = State::Failed;
    std::string failure; ///< a sentence; Failed only
    std::optional<ImagePair> pair;
    PairRecord record; ///< not of Failed
};

/// Registers and subtracts the pairs of a job, one after another. `warn` gets what may be wrong
/// with each, beginning with its name; an item that fails is named there too, and the others go on.
/// Throws Error(Data) with the first reason when all have failed, and when there are none;
/// Error(Cancelled), Error(Model).
std::vector<PairOutcome> registerPairs(const RegistrationJob& job,
                                       const std::filesystem::path& spare,
                                       const std::function<void(const std::string&)>& warn,
                                       const Progress& progress = {});

/// The files of what was made, relative to the project.
std::vector<std::string> filesMade(const std::filesystem::path& project,
                                   const std::vector<PairOutcome>& outcomes);

} // namespace dawson
