#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `phantom`: a project of synthetic subjects with known lesions.
void addPhantom(CLI::App& program, Action& action);

} // namespace dawson
