#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/training/training_spec.h"

#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

using nlohmann::json;

struct Preset {
    TrainingSchedule schedule;
    Architecture architecture;
};

/// Every key is required: a preset decides everything, so that an old file cannot quietly mean
/// something new.
Preset presetFrom(const json& document)
{
    Preset preset;
    const json& schedule = document.at("schedule");
    TrainingSchedule& to = preset.schedule;
    schedule.at("epochs").get_to(to.epochs);
    schedule.at("learningRate").get_to(to.learningRate);
    schedule.at("batch").get_to(to.batch);
    schedule.at("patchSize").get_to(to.patchSize);
    schedule.at("positivePatches").get_to(to.positivePatches);
    schedule.at("negativePatches").get_to(to.negativePatches);
    schedule.at("copies").get_to(to.copies);
    schedule.at("loss").get_to(to.loss);
    schedule.at("rate").get_to(to.rate);
    schedule.at("warmupShare").get_to(to.warmupShare);
    schedule.at("stepsPerEpoch").get_to(to.stepsPerEpoch);
    schedule.at("redraw").get_to(to.redraw);
    schedule.at("positives").get_to(to.positives);
    schedule.at("negatives").get_to(to.negatives);
    schedule.at("augmentation").get_to(to.augmentation);
    schedule.at("precision").get_to(to.precision);
    const json& network = document.at("architecture");
    network.at("levels").get_to(preset.architecture.levels);
    network.at("width").get_to(preset.architecture.width);
    network.at("head").get_to(preset.architecture.head);
    network.at("normalisation").get_to(preset.architecture.normalisation);
    return preset;
}

Preset readPreset(const std::string& name)
{
    const bool plain = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                               "0123456789-") == std::string::npos;
    if (!plain) {
        throw Error(Error::Kind::Format,
                    "There is no preset of this name; use \"quick\" or \"paper\".",
                    name);
    }
    const auto file = resourceFile("presets/" + name + ".json");
    try {
        return presetFrom(json::parse(readText(file)));
    } catch (const json::exception& failure) {
        throw Error(Error::Kind::Format,
                    std::string("The preset is damaged: ") + failure.what() + ".",
                    file.string());
    }
}

} // namespace

TrainingSchedule presetSchedule(const std::string& name)
{
    return readPreset(name).schedule;
}

Architecture presetArchitecture(const std::string& name)
{
    return readPreset(name).architecture;
}

} // namespace dawson
