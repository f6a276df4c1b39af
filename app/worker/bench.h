#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `bench train` and `bench predict`: seconds on this machine.
void addBench(CLI::App& program, Action& action);

} // namespace dawson
