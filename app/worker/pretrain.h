#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `pretrain`: a default model from brains without multiple sclerosis, tumours and synthetic ones.
void addPretrain(CLI::App& program, Action& action);

} // namespace dawson
