#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `predict`: a mask of lesions for one image, on its own grid.
void addPredict(CLI::App& program, Action& action);

} // namespace dawson
