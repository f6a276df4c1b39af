#include "core/base/error.h"
#include "core/training/model_part.h"
#include "core/training/safetensors_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

using nlohmann::json;

constexpr const char* kFormat = "dawson-model";
constexpr int kVersion = 3;
constexpr int kOfOneNetwork = 2; ///< programs that know no ensemble read it
constexpr const char* kSecondMemberPrefix = "second_member.";

/// Members by their key, one table for both directions.
template <typename Model, typename Visit>
void eachArchitectureField(Model& network, const Visit& visit)
{
    visit("levels", network.levels);
    visit("width", network.width);
    visit("input_channels", network.inputChannels);
    visit("head", network.head);
    visit("normalisation", network.normalisation);
    visit("family", network.family);
}

template <typename Steps, typename Visit>
void eachPreprocessingField(Steps& steps, const Visit& visit)
{
    visit("spacing_mm", steps.spacingMm);
    visit("bias_correction", steps.biasCorrection);
    visit("margin_voxels", steps.marginVoxels);
    visit("z_score", steps.zScore);
}

template <typename Model, typename Visit>
void eachPredictionField(Model& model, const Visit& visit)
{
    visit("threshold", model.threshold);
    visit("minimum_volume_mm3", model.minimumVolumeMm3);
    visit("core_probability", model.coreProbability);
    visit("patch_size", model.patchSize);
    visit("mirrored", model.mirrored);
    visit("windows", model.windows);
}

template <typename Card, typename Visit>
void eachCardField(Card& card, const Visit& visit)
{
    visit("name", card.name);
    visit("task", card.task);
    visit("kind", card.kind);
    visit("parent_digest", card.parentDigest);
    visit("parent_name", card.parentName);
    visit("trained_on", card.trainedOn);
    visit("subjects", card.subjects);
    visit("validation_subjects", card.validationSubjects);
    visit("ancestor_subjects", card.ancestorSubjects);
    visit("reference", card.reference);
    visit("preset", card.preset);
    visit("settings", card.settings);
    visit("created", card.created);
    visit("software_version", card.softwareVersion);
    visit("data_digest", card.dataDigest);
    visit("intended_use", card.intendedUse);
    visit("limits", card.limits);
    visit("seed", card.seed);
    visit("epochs", card.epochs);
    visit("metrics", card.metrics);
}

/// Fills members from an object; keys that are missing keep their default.
struct Take {
    const json& object;

    template <typename Value>
    void operator()(const char* key, Value& value) const
    {
        if (object.contains(key)) {
            object.at(key).get_to(value);
        }
    }
};

struct Put {
    json& object;

    template <typename Value>
    void operator()(const char* key, const Value& value) const
    {
        object[key] = value;
    }
};

json parsed(const SafetensorsFile& file, const char* key)
{
    const auto found = file.metadata.find(key);
    if (found == file.metadata.end()) {
        throw Error(Error::Kind::Model,
                    std::string("Its metadata lack \"") + key +
                        "\", without which a Dawson model cannot be made of it.");
    }
    return json::parse(found->second);
}

/// What readModel takes, and a task that there is.
void checkRanges(const ModelFile& model)
{
    const auto within = [](auto value, auto lowest, auto highest) {
        return value >= lowest && value <= highest; // never for NaN
    };
    const Preprocessing& steps = model.preprocessing;
    const bool predicts =
        within(model.threshold, 0.0, 1.0) && within(model.minimumVolumeMm3, 0.0, kMostMinimumMm3) &&
        within(model.coreProbability, 0.0, 1.0) && within(model.patchSize, 8, 1024) &&
        (model.windows == "gaussian" || model.windows == "average");
    const bool prepares =
        within(steps.spacingMm, 0.05, 50.0) && within(steps.marginVoxels, 0, 1000);
    const std::array<const char*, 4> tasks{"flair", "new", "enhancing", "brain"};
    const bool told = within(model.card.epochs, 0, kMostEpochs) &&
                      std::ranges::find(tasks, model.card.task) != tasks.end();
    if (!predicts || !prepares || !told) {
        throw Error(Error::Kind::Model, "Its metadata hold values outside what is possible.");
    }
}

/// The order of the network where the file tells it; running statistics by their names.
void arrange(std::vector<WeightTensor>& tensors, const std::vector<std::string>& order)
{
    std::map<std::string, std::size_t> places;
    for (std::size_t n = 0; n < order.size(); ++n) {
        places[order[n]] = n;
    }
    const auto place = [&](const WeightTensor& tensor) {
        const auto found = places.find(tensor.name);
        return found == places.end() ? order.size() : found->second;
    };
    std::stable_sort(
        tensors.begin(), tensors.end(), [&](const WeightTensor& a, const WeightTensor& b) {
            return place(a) < place(b);
        });
    for (WeightTensor& tensor : tensors) {
        tensor.trained =
            !tensor.name.ends_with("running_mean") && !tensor.name.ends_with("running_var");
    }
}

/// Moves out of all tensors what belongs to the second network.
void takeSecondMember(std::vector<WeightTensor>& tensors, std::vector<WeightTensor>& second)
{
    const auto begin =
        std::stable_partition(tensors.begin(), tensors.end(), [](const WeightTensor& tensor) {
            return !tensor.name.starts_with(kSecondMemberPrefix);
        });
    second.assign(std::make_move_iterator(begin), std::make_move_iterator(tensors.end()));
    tensors.erase(begin, tensors.end());
    for (WeightTensor& tensor : second) {
        tensor.name.erase(0, std::string_view(kSecondMemberPrefix).size());
    }
}

/// A later version may prepare or predict in a way that this one would pass over.
void checkFormat(const SafetensorsFile& file)
{
    const auto value = [&](const char* key) {
        const auto found = file.metadata.find(key);
        return found == file.metadata.end() ? std::string() : found->second;
    };
    if (value("format") != kFormat) {
        throw Error(Error::Kind::Model,
                    "Its metadata do not say that it holds a Dawson model (format " +
                        std::string(kFormat) + ").");
    }
    const std::string version = value("version");
    int number = 0;
    const char* end = version.data() + version.size();
    const auto read = std::from_chars(version.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 1 || number > kVersion) {
        throw Error(Error::Kind::Model,
                    "It is of version \"" + version +
                        "\" of Dawson's models; this program knows 1 to " +
                        std::to_string(kVersion) + ".");
    }
}

ModelFile modelFrom(SafetensorsFile& file)
{
    checkFormat(file);
    ModelFile model;
    eachArchitectureField(model.architecture, Take{parsed(file, "architecture")});
    eachPreprocessingField(model.preprocessing, Take{parsed(file, "preprocessing")});
    eachPredictionField(model, Take{parsed(file, "prediction")});
    eachCardField(model.card, Take{parsed(file, "card")});
    checkRanges(model);
    takeSecondMember(file.tensors, model.secondMember);
    const auto order = parsed(file, "order").get<std::vector<std::string>>();
    for (auto* tensors : {&file.tensors, &model.secondMember}) {
        arrange(*tensors, order);
    }
    model.weights = std::move(file.tensors);
    if (!model.secondMember.empty() && !sameNetwork(model.weights, model.secondMember)) {
        throw Error(Error::Kind::Model, kUnlikeMembers);
    }
    model.digest = file.metadata["digest"];
    return model;
}

} // namespace

void exportModel(const std::filesystem::path& path, const ModelFile& model)
{
    SafetensorsFile file;
    const auto put = [&](const char* key, const json& object) {
        file.metadata[key] = object.dump(-1, ' ', false, json::error_handler_t::replace);
    };
    json object = json::object();
    eachArchitectureField(model.architecture, Put{object});
    put("architecture", object);
    object = json::object();
    eachPreprocessingField(model.preprocessing, Put{object});
    put("preprocessing", object);
    object = json::object();
    eachPredictionField(model, Put{object});
    put("prediction", object);
    object = json::object();
    eachCardField(model.card, Put{object});
    put("card", object);
    json order = json::array();
    for (const WeightTensor& tensor : model.weights) {
        order.push_back(tensor.name);
    }
    put("order", order);
    file.metadata["format"] = kFormat;
    file.metadata["version"] =
        std::to_string(model.secondMember.empty() ? kOfOneNetwork : kVersion);
    file.metadata["digest"] = model.digest;
    file.tensors = model.weights;
    for (WeightTensor tensor : model.secondMember) {
        tensor.name = kSecondMemberPrefix + tensor.name;
        file.tensors.push_back(std::move(tensor));
    }
    writeSafetensors(path, file);
}

ModelFile importModel(const std::filesystem::path& path)
{
    SafetensorsFile file = readSafetensors(path);
    try {
        return modelFrom(file);
    } catch (const json::exception& failure) {
        throw Error(Error::Kind::Model,
                    std::string("Its metadata are damaged: ") + failure.what() + ".",
                    path.string());
    } catch (const Error& error) {
        throw Error(error.kind(), error.what(), path.string());
    }
}

} // namespace dawson
