#pragma once

#include "core/training/training_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// What is wrong with numbers and words of a schedule and an architecture, a sentence each; empty
/// when core/nn can train with them.
std::vector<std::string> scheduleProblems(const TrainingSchedule& schedule,
                                          const Architecture& architecture);

} // namespace dawson
