#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `run`: does what a run folder's job.json says (docs/formats/run_folder.md).
void addRun(CLI::App& program, Action& action);

} // namespace dawson
