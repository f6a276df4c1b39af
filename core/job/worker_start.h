#pragma once

#include "core/run/run_folder.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dawson
{

/// Private to core/job. Starts `worker run FOLDER` in a session of its own, so that it outlives the
/// window, at low priority, and with its output appended to the folder's worker.log. Returns its
/// process id, or nothing when it could not be started.
std::optional<std::int64_t> startWorker(const std::filesystem::path& worker,
                                        const RunFolder& folder);

/// Whether a process runs; one that ended but was not yet collected does not.
bool processLives(std::int64_t pid);

} // namespace dawson
