#pragma once

#include "core/training/training_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// Changes one thing of a training by its name in job.json: "loss=tversky", "carveMix=0.5",
/// "redraw=false". All keys of a schedule; `levels`, `width`, `head`, `normalisation` and `family`
/// of the architecture; `spacingMm`, `biasCorrection` (N4) and `marginVoxels` of the preprocessing.
/// Throws Error(Data) for an unknown key, a value of another type, and one of architecture or
/// preprocessing where a model to start from has its own; what the value means is checked before
/// the start (schedule_check.h).
void applySetting(TrainingSpec& spec, const std::string& setting);

/// A schedule as applySetting takes it, all keys.
std::vector<std::string> settingsOf(const TrainingSchedule& schedule);

} // namespace dawson
