#pragma once

#include "core/study/import.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// Where an item goes in the project; masks to their author. REQUIRES: its fields are filled.
std::filesystem::path importPath(const std::filesystem::path& root, const ImportItem& item);

/// The mask's author as a derivative dataset: "grader-2" "Grader 2".
Author importAuthor(const ImportItem& item);

/// Whether `image` is what `mask` was drawn on: same subject and session, and the task's sequence.
bool isPrimaryOf(const ImportItem& image, const ImportItem& mask);

/// "FLAIR" or "T1w + Gd", for messages.
std::string primaryName(Task task);

} // namespace dawson
