#pragma once

#include "core/training/training_spec.h"

namespace dawson
{

/// The fields of a schedule that have been there since format version 1 and decide the weights.
/// Calls visit(key, pointer to member) for each; the keys are those of job.json and the presets.
template <typename Visit>
void eachFirstField(const Visit& visit)
{
    visit("epochs", &TrainingSchedule::epochs);
    visit("learningRate", &TrainingSchedule::learningRate);
    visit("batch", &TrainingSchedule::batch);
    visit("patchSize", &TrainingSchedule::patchSize);
    visit("positivePatches", &TrainingSchedule::positivePatches);
    visit("negativePatches", &TrainingSchedule::negativePatches);
    visit("copies", &TrainingSchedule::copies);
    visit("loss", &TrainingSchedule::loss);
    visit("rate", &TrainingSchedule::rate);
    visit("warmupShare", &TrainingSchedule::warmupShare);
    visit("stepsPerEpoch", &TrainingSchedule::stepsPerEpoch);
    visit("redraw", &TrainingSchedule::redraw);
    visit("positives", &TrainingSchedule::positives);
    visit("negatives", &TrainingSchedule::negatives);
    visit("augmentation", &TrainingSchedule::augmentation);
    visit("precision", &TrainingSchedule::precision);
}

/// Those that came later. They count in a digest only when they differ from their default, so that
/// earlier checkpoints go on.
template <typename Visit>
void eachLaterField(const Visit& visit)
{
    visit("scratchLearningRate", &TrainingSchedule::scratchLearningRate);
    visit("tverskyAlpha", &TrainingSchedule::tverskyAlpha);
    visit("tverskyBeta", &TrainingSchedule::tverskyBeta);
    visit("carveMix", &TrainingSchedule::carveMix);
    visit("trained", &TrainingSchedule::trained);
    visit("best", &TrainingSchedule::best);
    visit("patience", &TrainingSchedule::patience);
    visit("minimumSize", &TrainingSchedule::minimumSize);
    visit("mirrored", &TrainingSchedule::mirrored);
    visit("windows", &TrainingSchedule::windows);
    visit("parentShare", &TrainingSchedule::parentShare);
    visit("sizeWeight", &TrainingSchedule::sizeWeight);
}

/// What a preset decides: all of a schedule but seed, threads and memory.
template <typename Visit>
void eachPresetField(const Visit& visit)
{
    eachFirstField(visit);
    eachLaterField(visit);
    // What is chosen after the last weight.
    visit("confidentCore", &TrainingSchedule::confidentCore);
    visit("sensitive", &TrainingSchedule::sensitive);
    visit("innerFolds", &TrainingSchedule::innerFolds);
    visit("nearParent", &TrainingSchedule::nearParent);
    visit("ensembleWithParent", &TrainingSchedule::ensembleWithParent);
}

template <typename Visit>
void eachScheduleField(const Visit& visit)
{
    eachPresetField(visit);
    visit("seed", &TrainingSchedule::seed);
    visit("threads", &TrainingSchedule::threads);
    visit("memoryGb", &TrainingSchedule::memoryGb);
}

} // namespace dawson
