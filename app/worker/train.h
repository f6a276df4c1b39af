#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `train`: a model from the masks of some subjects of a project.
void addTrain(CLI::App& program, Action& action);

} // namespace dawson
