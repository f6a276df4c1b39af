#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `model show`: what a model file holds.
void addModel(CLI::App& program, Action& action);

} // namespace dawson
