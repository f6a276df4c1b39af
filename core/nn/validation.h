#pragma once

#include "core/base/progress.h"
#include "core/nn/training_batch.h"
#include "core/training/case_store.h"
#include "core/training/model_file.h"
#include "core/training/operating_point.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace dawson
{

/// Probability of lesion for a prepared case of the store.
using Prediction = std::function<Volume(const std::vector<Volume>& channels, const Progress&)>;

/// Predicts `count` cases of a store and adds them to a search, one after the other. Where there
/// are more: first visits before second ones, and those without lesions at most half of them.
void scoreStore(const CaseStore& store,
                std::size_t count,
                const Prediction& predict,
                OperatingPointSearch& search,
                const Progress& progress = {});

/// Overlap of windows when an operating point is chosen: as one predicts.
inline constexpr double kFullOverlap = 0.5;

/// Of predicted lesions of a task: smaller ones are dropped in any case. 0 for tasks of one image.
double smallestLesionMm3(const std::string& task);

/// What cases without lesions say in a task (learnsFromLesionFree).
OperatingPointSearch::LesionFree lesionFreeIn(const std::string& task);

/// The points a training chooses from, and by which measure. One that stays near its parent's point
/// (staysNearParent) can keep it: minimum volume and core are the parent's where the schedule does
/// not choose them. Others of two images drop lesions below 3 mm3 in any case.
OperatingPointSearch operatingPointSearch(const TrainingSpec& spec, const OperatingPoint& parent);

/// What a training takes from it: the best, or for one that fine-tunes and asks for it
/// (TrainingSchedule::nearParent) the nearest to the parent's point that is as good.
OperatingPoint chosenPoint(const OperatingPointSearch& search,
                           const TrainingSpec& spec,
                           const OperatingPoint& parent);

/// Gives the model the point, unless nothing right was found with it, and its card the scores:
/// "validation sensitivity" and so on, where `where` is "validation ".
void adoptPoint(const OperatingPoint& point,
                const AgreementScore& score,
                const std::string& where,
                ModelFile& model);

/// How cases are predicted to be scored.
struct Scoring {
    std::size_t cases = 0; ///< so many, as scoreStore() chooses them
    int threads = 0;
    std::string precision = "auto";
    double overlap = kFullOverlap; ///< of windows
};

/// Predicts cases of a store with a model and adds them to a search.
void scoreModel(const ModelFile& model,
                const CaseStore& store,
                const Scoring& scoring,
                OperatingPointSearch& search,
                const Progress& progress);

/// Patches of the validation cases on which the training's own criterion is measured: chosen as the
/// training's are (positives and negatives in the same proportion, at most 16 a case), always the
/// same ones, not augmented.
class ValidationPatches
{
public:
    /// REQUIRES: `store` outlives it.
    ValidationPatches(const CaseStore& store, const TrainingSchedule& schedule);

    /// Mean over the batches; nothing when the cases give no patch.
    std::optional<double> loss(const std::function<double(const TrainingBatch&)>& lossOf) const;

private:
    TrainingSchedule m_schedule;
    std::optional<PatchSampler> m_sampler;
};

} // namespace dawson
