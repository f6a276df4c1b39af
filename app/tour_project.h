#pragma once

#include <QString>

#include <filesystem>

namespace dawson
{

/// Makes settings and demo project of a tour new.
/// REQUIRES: the application has a name of its own for tours, and no settings were read yet.
void separateTour();

/// The project a tour may write into: `project`, or a copy of it inside `folder` when it cannot be
/// written. Empty stays empty (the demo). Throws Error(Io).
std::filesystem::path writableProject(const std::filesystem::path& project,
                                      const std::filesystem::path& folder);

} // namespace dawson
