#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace dawson
{

/// Writes a file so that its path holds either the old content or the whole new one, never a part:
/// `write` fills a temporary file in the same folder (with the same extension, since image writers
/// look at it), which is then synced to disk and renamed over `path`. Missing folders are made.
/// On failure the temporary file is removed, `path` is unchanged and Error(Io) names the file;
/// an Error thrown by `write` passes through.
void writeAtomically(const std::filesystem::path& path,
                     const std::function<void(const std::filesystem::path& temporary)>& write);

/// The same for text.
void writeTextAtomically(const std::filesystem::path& path, std::string_view text);

/// Whole content of a text file. Throws Error(Io) when it cannot be read or exceeds `maxBytes`.
std::string readText(const std::filesystem::path& path, std::size_t maxBytes = 64U << 20U);

/// Appends `line` and a newline, synced to disk before the call returns. Throws Error(Io).
void appendLine(const std::filesystem::path& path, std::string_view line);

} // namespace dawson
