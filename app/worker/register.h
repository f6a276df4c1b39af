#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `register`: lays one image on another and saves the transform, both ways, and how good it is.
void addRegister(CLI::App& program, Action& action);

} // namespace dawson
