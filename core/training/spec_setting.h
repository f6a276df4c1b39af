#pragma once

#include "core/training/training_spec.h"

#include <string>

namespace dawson
{

/// Changes one thing of a training by its name in job.json: "loss=tversky", "carveMix=0.5",
/// "redraw=false". All keys of a schedule, and `levels`, `width`, `head`, `normalisation` and
/// `family` of the architecture. Throws Error(Data) for an unknown key or a value of another type;
/// what the value means is checked before the start (schedule_check.h).
void applySetting(TrainingSpec& spec, const std::string& setting);

} // namespace dawson
