#pragma once

#include "core/run/job_spec.h"
#include "core/training/schedule_fields.h"

#include <concepts>
#include <type_traits>

namespace dawson
{

/// Private to this folder: the members of job.json's parts by their key, one table for reading and
/// writing.

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, Architecture>
{
    visit("levels", value.levels);
    visit("width", value.width);
    visit("inputChannels", value.inputChannels);
    visit("head", value.head);
    visit("normalisation", value.normalisation);
    visit("family", value.family);
}

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, Preprocessing>
{
    visit("spacingMm", value.spacingMm);
    visit("biasCorrection", value.biasCorrection);
    visit("marginVoxels", value.marginVoxels);
    visit("zScore", value.zScore);
}

template <typename Value, typename Visit>
void eachMember(Value& value, const Visit& visit) requires
    std::same_as<std::remove_const_t<Value>, TrainingSchedule>
{
    eachScheduleField([&](const char* key, auto member) { visit(key, value.*member); });
}

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, TrainingCase>
{
    visit("subject", value.subject);
    visit("session", value.session);
    visit("images", value.images);
    visit("reference", value.reference);
    visit("brain", value.brain);
}

template <typename Value, typename Visit>
void eachMember(Value& value, const Visit& visit) requires
    std::same_as<std::remove_const_t<Value>, PredictionSpec>
{
    visit("model", value.model);
    visit("images", value.images);
    visit("brain", value.brain);
    visit("mask", value.mask);
    visit("probability", value.probability);
    visit("threshold", value.threshold);
    visit("minimumVolumeMm3", value.minimumVolumeMm3);
    visit("coreProbability", value.coreProbability);
    visit("mirroring", value.mirroring);
    visit("windows", value.windows);
    visit("threads", value.threads);
}

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, TrainingSpec>
{
    visit("name", value.name);
    visit("task", value.task);
    visit("preset", value.preset);
    visit("project", value.project);
    visit("reference", value.reference);
    visit("startFrom", value.startFrom);
    visit("startSpacingMm", value.startSpacingMm);
}

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, PredictionJob>
{
    visit("project", value.project);
    visit("authorFolder", value.authorFolder);
    visit("authorName", value.authorName);
    visit("task", value.task);
}

template <typename Value, typename Visit>
void eachMember(Value& value, const Visit& visit) requires
    std::same_as<std::remove_const_t<Value>, RegistrationJob>
{
    visit("project", value.project);
    visit("task", value.task);
    visit("type", value.type);
    visit("matching", value.matching);
    visit("force", value.force);
}

template <typename Value, typename Visit>
void eachMember(Value& value,
                const Visit& visit) requires std::same_as<std::remove_const_t<Value>, BrainJob>
{
    visit("project", value.project);
    visit("images", value.images);
    visit("force", value.force);
    visit("model", value.model);
}

template <typename Value, typename Visit>
void eachMember(Value& value, const Visit& visit) requires
    std::same_as<std::remove_const_t<Value>, PretrainingSources>
{
    visit("gliomas", value.tumours);
    visit("labelMaps", value.labelMaps);
    visit("leaveOut", value.leaveOut);
    visit("synthetic", value.synthetic);
    visit("planted", value.planted);
    visit("lesionMasks", value.lesionMasks);
    visit("brainTemplate", value.brainTemplate);
    visit("leaveOutMasks", value.leaveOutMasks);
    visit("seed", value.seed);
}

} // namespace dawson
