#pragma once

#include <filesystem>
#include <string_view>

namespace dawson
{

/// Program log, thread-safe. English; never patient names. Goes to stderr until logToFile().
void logInfo(std::string_view text);
void logWarning(std::string_view text);
void logError(std::string_view text);

/// Also writes the log to `path` from now on (rotating, three files of 1 MB). Throws Error(Io).
void logToFile(const std::filesystem::path& path);

} // namespace dawson
