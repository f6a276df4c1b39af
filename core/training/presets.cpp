#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/training/input_channels.h"
#include "core/training/schedule_fields.h"

#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

using nlohmann::json;

struct Preset {
    TrainingSchedule schedule;
    Architecture architecture;
    std::string subtractionNormalisation;
    bool subtractionEnsemble = false;
};

/// Every key is required: a preset decides everything, so that an old file cannot quietly mean
/// something new.
Preset presetFrom(const json& document)
{
    Preset preset;
    const json& schedule = document.at("schedule");
    eachPresetField(
        [&](const char* key, auto member) { schedule.at(key).get_to(preset.schedule.*member); });
    schedule.at("subtractionEnsembleWithParent").get_to(preset.subtractionEnsemble);
    const json& network = document.at("architecture");
    network.at("levels").get_to(preset.architecture.levels);
    network.at("width").get_to(preset.architecture.width);
    network.at("head").get_to(preset.architecture.head);
    network.at("normalisation").get_to(preset.architecture.normalisation);
    network.at("subtractionNormalisation").get_to(preset.subtractionNormalisation);
    network.at("family").get_to(preset.architecture.family);
    return preset;
}

Preset readPreset(const std::string& name)
{
    const bool plain = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                               "0123456789-") == std::string::npos;
    if (!plain) {
        throw Error(Error::Kind::Format,
                    "There is no preset of this name; use \"quick\", \"robust\" or \"paper\".",
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

double startingRate(const TrainingSpec& spec)
{
    const bool own = spec.startFrom.empty() && spec.schedule.scratchLearningRate > 0.0;
    return own ? spec.schedule.scratchLearningRate : spec.schedule.learningRate;
}

std::vector<std::string> presetNames()
{
    return {"quick", "robust", "paper"};
}

TrainingSchedule presetSchedule(const std::string& name, const std::string& task)
{
    Preset preset = readPreset(name);
    if (comparesTwo(task)) {
        preset.schedule.ensembleWithParent = preset.subtractionEnsemble;
    }
    return preset.schedule;
}

Architecture presetArchitecture(const std::string& name, const std::string& task)
{
    Preset preset = readPreset(name);
    if (comparesTwo(task)) {
        preset.architecture.normalisation = preset.subtractionNormalisation;
    }
    return preset.architecture;
}

} // namespace dawson
