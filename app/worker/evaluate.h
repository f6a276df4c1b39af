#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `evaluate`: lesion-wise and voxel-wise agreement of two mask files.
void addEvaluate(CLI::App& program, Action& action);

} // namespace dawson
