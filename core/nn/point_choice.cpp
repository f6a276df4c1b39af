#include "core/nn/point_choice.h"

#include "core/nn/validation.h"

namespace dawson
{

void choosePoint(ModelFile& model,
                 const CaseStore& store,
                 const TrainingSchedule& schedule,
                 const Progress& progress)
{
    TrainingSpec spec;
    spec.task = model.card.task;
    spec.schedule = schedule;
    OperatingPointSearch search = operatingPointSearch(spec, pointOf(model));
    const Scoring scoring{store.cases().size(), schedule.threads, schedule.precision, kFullOverlap};
    scoreModel(model, store, scoring, search, progress);
    const OperatingPoint point =
        schedule.nearParent ? search.bestNear(pointOf(model)) : search.best();
    adoptPoint(point, search.score(point), "validation ", model);
}

} // namespace dawson
