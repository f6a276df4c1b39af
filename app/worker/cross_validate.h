#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `cross-validate`: default, fine-tuned and from scratch, one subject left out at a time.
void addCrossValidate(CLI::App& program, Action& action);

} // namespace dawson
