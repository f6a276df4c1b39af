#pragma once

#include <QString>

#include <filesystem>

namespace dawson
{

/// Makes settings and demo project of a tour new.
/// REQUIRES: the application has a name of its own for tours, and no settings were read yet.
void separateTour();

/// A copy of `project` inside `folder` for a tour to write into, whatever the project's
/// permissions: the administrator may write everywhere, and a tour paints. Empty stays empty (the
/// demo). A copy of an earlier tour is replaced. Published changes become masks of new lesions to
/// compare with (app/tour_inputs.h). Throws Error.
std::filesystem::path copiedProject(const std::filesystem::path& project,
                                    const std::filesystem::path& folder);

} // namespace dawson
