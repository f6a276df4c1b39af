#pragma once

#include "core/document/loaded_case.h"

#include <filesystem>

namespace dawson
{

/// A head-like volume of 256^3 at 1 mm with two graders' masks of some hundred lesions, made in
/// code, so that figures can be repeated anywhere. `root` takes the journal.
LoadedCase benchCase(const std::filesystem::path& root);
/// The same as a registered pair of task new: current, prior and subtraction, lesions of before.
LoadedCase benchPair(const std::filesystem::path& root);

} // namespace dawson
