#pragma once

#include "core/study/grading_file.h"

#include <filesystem>

namespace dawson
{

/// Writes the sidecar of a mask as it is given, atomically. Keys of others in an existing sidecar
/// are kept; a damaged one is replaced. Throws Error(Io).
void writeSidecar(const std::filesystem::path& maskPath, const GradingSidecar& sidecar);

} // namespace dawson
