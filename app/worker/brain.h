#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `brain --image IMG --output MASK`: the brain mask of a whole head.
void addBrain(CLI::App& program, Action& action);

} // namespace dawson
