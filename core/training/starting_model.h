#pragma once

#include "core/training/model_file.h"
#include "core/training/training_spec.h"

#include <string>
#include <vector>

namespace dawson
{

/// What a training begins with: the model to fine-tune (its architecture, preprocessing, threshold
/// and weights, and in the card its name, digest and the subjects it knows), or the spec's
/// architecture and preprocessing without weights. How it will predict is the schedule's. A model
/// of "new" or "enhancing" that starts from one channel gets a second one of zero weights where the
/// spec's architecture has two (input_channels.h).
/// Throws Error(Io) or Error(Model) as readModel does, and Error(Model) with startFault.
ModelFile startingModel(const TrainingSpec& spec);

/// Why a model cannot be started from: it was made for another task. Empty when it can.
std::string startFault(const TrainingSpec& spec, const ModelCard& start);

/// How a training that starts from `start` prepares its images: as it does, but for startSpacingMm.
Preprocessing startPreparation(const TrainingSpec& spec, const ModelFile& start);

/// Whether the operating point is to be the parent's as far as the cases allow: it is asked for
/// (schedule.nearParent) and there is a parent.
bool staysNearParent(const TrainingSpec& spec);

/// The same training from scratch, for a comparison that favours neither: the architecture and
/// preprocessing of the model that `spec` fine-tunes, its own cases, seed and patches, the rate of
/// a training from scratch. Throws as readModelHeader does. REQUIRES: spec.startFrom is given.
TrainingSpec fromScratchLike(const TrainingSpec& spec);

/// What prevents a training, a sentence each: what scheduleProblems says, subjects on both sides of
/// the split.
std::vector<std::string> specProblems(const TrainingSpec& spec, const Architecture& architecture);

} // namespace dawson
