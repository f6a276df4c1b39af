#pragma once

#include "app/worker/command.h"

namespace dawson
{

/// `subtract`: follow-up minus baseline, or T1 after minus before gadolinium.
void addSubtract(CLI::App& program, Action& action);

} // namespace dawson
