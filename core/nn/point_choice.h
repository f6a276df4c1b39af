#pragma once

#include "core/base/progress.h"
#include "core/training/case_store.h"
#include "core/training/model_file.h"

namespace dawson
{

/// Chooses a model's operating point anew: the best on all cases of the store, predicted as one
/// predicts, by the measure of the schedule, with the smallest lesion of its task
/// (operatingPointSearch); with `nearParent` the searched one nearest to its own that is as good
/// (OperatingPointSearch::bestNear). Its card gets the scores as "validation Dice" and so on; the
/// point stays where nothing right was found. Cost: a prediction a case. Throws Error(Model) as
/// Predictor does, Error(Cancelled).
void choosePoint(ModelFile& model,
                 const CaseStore& store,
                 const TrainingSchedule& schedule,
                 const Progress& progress = {});

} // namespace dawson
