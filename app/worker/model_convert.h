#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `model export`: a model file as safetensors; `model import`: the way back.
void addModelExport(CLI::App& group, Action& action);
void addModelImport(CLI::App& group, Action& action);

} // namespace dawson
