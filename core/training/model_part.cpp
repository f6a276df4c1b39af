#include "core/training/model_part.h"

#include "core/base/digest.h"
#include "core/training/half_float.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace dawson
{

namespace
{

static_assert(std::endian::native == std::endian::little, "digests are defined on little endian");

constexpr std::size_t kMaxNameLength = 200;
constexpr const char* kSecondMember = "second_member"; ///< group of its weights

float stored(float value, FloatStorage storage)
{
    return storage == FloatStorage::Half ? floatFromHalf(halfFromFloat(value)) : value;
}

void addBytes(Digest& digest, const auto& value)
{
    digest.add(std::as_bytes(std::span(&value, 1)));
}

void addTensor(Digest& digest, const WeightTensor& tensor, FloatStorage storage)
{
    digest.add(tensor.name + "\n");
    for (const std::int64_t length : tensor.shape) {
        digest.add(std::to_string(length) + ",");
    }
    digest.add("\n");
    if (storage == FloatStorage::Single) {
        digest.add(std::as_bytes(std::span(tensor.values)));
        return;
    }
    std::vector<float> rounded(tensor.values.size());
    std::transform(tensor.values.begin(), tensor.values.end(), rounded.begin(), [](float value) {
        return stored(value, FloatStorage::Half);
    });
    digest.add(std::as_bytes(std::span(rounded)));
}

std::string modelDigest(const ModelFile& model, FloatStorage storage)
{
    Digest digest;
    const Architecture& network = model.architecture;
    digest.add("levels " + std::to_string(network.levels) + "\nwidth ");
    addBytes(digest, network.width);
    digest.add("\nchannels " + std::to_string(network.inputChannels) + "\nhead " + network.head +
               "\nnormalisation " + network.normalisation + "\n");
    if (network.family != Architecture{}.family) {
        digest.add("family " + network.family + "\n");
    }
    for (const WeightTensor& tensor : model.weights) {
        addTensor(digest, tensor, storage);
    }
    if (!model.secondMember.empty()) {
        digest.add("second member\n");
    }
    for (const WeightTensor& tensor : model.secondMember) {
        addTensor(digest, tensor, storage);
    }
    return digest.hex();
}

/// What is wrong with a tensor; empty when nothing is.
std::string tensorFault(const WeightTensor& tensor, FloatStorage storage)
{
    std::size_t count = 1;
    for (const std::int64_t length : tensor.shape) {
        if (length < 0) {
            return "has a negative size";
        }
        count *= static_cast<std::size_t>(length);
    }
    if (count != tensor.values.size()) {
        return "has another number of values than its shape says";
    }
    const bool finite = std::all_of(tensor.values.begin(), tensor.values.end(), [&](float value) {
        return std::isfinite(stored(value, storage));
    });
    return finite ? "" : "holds a value that is not finite as it would be stored";
}

/// What is wrong with the weights of a network; empty when nothing is.
std::string weightsFault(const std::vector<WeightTensor>& weights, FloatStorage storage)
{
    std::set<std::string> names;
    for (const WeightTensor& tensor : weights) {
        std::string fault = tensorFault(tensor, storage);
        if (tensor.name.empty() || tensor.name.size() > kMaxNameLength ||
            tensor.name.find('/') != std::string::npos || tensor.name == ".") {
            fault = "has a name that cannot be stored";
        } else if (!names.insert(tensor.name).second) {
            fault = "is there twice";
        }
        if (!fault.empty()) {
            return "The weight \"" + tensor.name + "\" " + fault;
        }
    }
    return {};
}

void writeArchitecture(const Hdf5Node& node, const Architecture& network)
{
    node.setWholes("levels", {{network.levels}});
    node.setNumbers("width", {{network.width}});
    node.setWholes("input_channels", {{network.inputChannels}});
    node.setText("head", network.head);
    node.setText("normalisation", network.normalisation);
    node.setText("family", network.family);
}

int wholeWithin(const Hdf5Node& node, const std::string& name, int lowest, int highest)
{
    const std::int64_t value = wholeOf(node, name);
    if (value < lowest || value > highest) {
        node.fail("The attribute \"" + name + "\" is " + std::to_string(value) +
                  ", outside what is possible.");
    }
    return static_cast<int>(value);
}

double numberWithin(const Hdf5Node& node, const std::string& name, double lowest, double highest)
{
    const double value = numberOf(node, name);
    if (!(value >= lowest && value <= highest)) {
        node.fail("The attribute \"" + name + "\" is outside what is possible.");
    }
    return value;
}

Architecture readArchitecture(const Hdf5Node& node, std::int64_t version)
{
    Architecture network;
    network.levels = wholeWithin(node, "levels", 1, 8);
    network.width = numberWithin(node, "width", 1.0 / 64.0, 64.0);
    network.inputChannels = wholeWithin(node, "input_channels", 1, 64);
    network.head = node.text("head");
    network.normalisation = node.text("normalisation");
    if (version >= 2) {
        network.family = node.text("family");
    }
    return network;
}

void writePreprocessing(const Hdf5Node& node, const Preprocessing& steps)
{
    node.setNumbers("spacing_mm", {{steps.spacingMm}});
    node.setWholes("bias_correction", {{steps.biasCorrection ? 1 : 0}});
    node.setWholes("margin_voxels", {{steps.marginVoxels}});
    node.setWholes("z_score", {{steps.zScore ? 1 : 0}});
}

Preprocessing readPreprocessing(const Hdf5Node& node, std::int64_t version)
{
    Preprocessing steps;
    steps.spacingMm = numberWithin(node, "spacing_mm", 0.05, 50.0);
    steps.biasCorrection = wholeWithin(node, "bias_correction", 0, 1) == 1;
    steps.marginVoxels = wholeWithin(node, "margin_voxels", 0, 1000);
    if (version >= 3) {
        steps.zScore = wholeWithin(node, "z_score", 0, 1) == 1;
    }
    return steps;
}

/// The card's texts by their attribute; one table for both directions.
template <typename Card, typename Visit>
void eachText(Card& card, const Visit& visit)
{
    visit("name", card.name);
    visit("task", card.task);
    visit("kind", card.kind);
    visit("parent_digest", card.parentDigest);
    visit("parent_name", card.parentName);
    visit("trained_on", card.trainedOn);
    visit("reference", card.reference);
    visit("preset", card.preset);
    visit("created", card.created);
    visit("software_version", card.softwareVersion);
    visit("data_digest", card.dataDigest);
    visit("intended_use", card.intendedUse);
    visit("limits", card.limits);
}

void writeCard(const Hdf5Node& node, const ModelCard& card)
{
    eachText(card, [&](const char* name, const std::string& text) { node.setText(name, text); });
    node.setTexts("settings", card.settings);
    node.setTexts("subjects", card.subjects);
    node.setTexts("validation_subjects", card.validationSubjects);
    node.setTexts("ancestor_subjects", card.ancestorSubjects);
    node.setText("seed", std::to_string(card.seed));
    node.setWholes("epochs", {{card.epochs}});
    const Hdf5Node metrics = node.makeGroup("metrics");
    for (const auto& [name, value] : card.metrics) {
        metrics.setNumbers(name, {{value}});
    }
}

ModelCard readCard(const Hdf5Node& node, std::int64_t version)
{
    ModelCard card;
    eachText(card, [&](const char* name, std::string& text) { text = node.text(name); });
    card.subjects = node.texts("subjects");
    if (version >= 2) {
        card.validationSubjects = node.texts("validation_subjects");
        card.ancestorSubjects = node.texts("ancestor_subjects");
    }
    if (version >= 6) {
        card.settings = node.texts("settings");
    }
    try {
        card.seed = std::stoull(node.text("seed"));
    } catch (const std::logic_error&) {
        node.fail("The attribute \"seed\" must be a whole number in digits.");
    }
    card.epochs = wholeWithin(node, "epochs", 0, kMostEpochs);
    const Hdf5Node metrics = node.child("metrics");
    for (const std::string& name : metrics.attributeNames()) {
        card.metrics[name] = numberOf(metrics, name);
    }
    return card;
}

void writeWeights(const Hdf5Node& node,
                  const std::vector<WeightTensor>& weights,
                  FloatStorage storage)
{
    for (std::size_t n = 0; n < weights.size(); ++n) {
        const WeightTensor& tensor = weights[n];
        const Hdf5Node dataset =
            writeFloats(node, tensor.name, tensor.shape, tensor.values, storage);
        dataset.setWholes("order", {{static_cast<std::int64_t>(n)}});
        dataset.setWholes("trained", {{tensor.trained ? 1 : 0}});
    }
}

std::vector<WeightTensor> readWeights(const Hdf5Node& node, bool withValues)
{
    const std::vector<std::string> names = node.childNames();
    std::vector<WeightTensor> weights(names.size());
    for (const std::string& name : names) {
        const Hdf5Node dataset = node.child(name);
        const std::int64_t order = wholeOf(dataset, "order");
        if (order < 0 || order >= static_cast<std::int64_t>(names.size()) ||
            !weights[static_cast<std::size_t>(order)].name.empty()) {
            node.fail("The order of its weights is damaged.");
        }
        WeightTensor& tensor = weights[static_cast<std::size_t>(order)];
        tensor.name = name;
        tensor.shape = shapeOf(dataset);
        tensor.trained = wholeOf(dataset, "trained") != 0;
        if (withValues) {
            tensor.values = readFloats(dataset);
        }
    }
    return weights;
}

} // namespace

std::string
checkedDigest(const ModelFile& model, FloatStorage storage, const std::filesystem::path& path)
{
    for (const auto* weights : {&model.weights, &model.secondMember}) {
        const std::string fault = weightsFault(*weights, storage);
        if (!fault.empty()) {
            throw Error(Error::Kind::Model, fault + "; it was not written.", path.string());
        }
    }
    if (!model.secondMember.empty() && !sameNetwork(model.weights, model.secondMember)) {
        throw Error(Error::Kind::Model,
                    std::string(kUnlikeMembers) + "; it was not written.",
                    path.string());
    }
    return modelDigest(model, storage);
}

void writeModelPart(const Hdf5Node& node,
                    const ModelFile& model,
                    FloatStorage storage,
                    const std::string& digest)
{
    node.setText("digest", digest);
    node.setNumbers("threshold", {{model.threshold}});
    node.setWholes("patch_size", {{model.patchSize}});
    node.setNumbers("minimum_volume_mm3", {{model.minimumVolumeMm3}});
    node.setNumbers("core_probability", {{model.coreProbability}});
    node.setWholes("mirrored", {{model.mirrored ? 1 : 0}});
    node.setText("windows", model.windows);
    writeArchitecture(node.makeGroup("architecture"), model.architecture);
    writePreprocessing(node.makeGroup("preprocessing"), model.preprocessing);
    writeCard(node.makeGroup("card"), model.card);
    writeWeights(node.makeGroup("weights"), model.weights, storage);
    if (!model.secondMember.empty()) {
        writeWeights(node.makeGroup(kSecondMember), model.secondMember, storage);
    }
}

namespace
{

/// What came with version 2, and the core with 5: how a probability becomes a mask.
void readPredictionPlan(const Hdf5Node& node, std::int64_t version, ModelFile& model)
{
    if (version >= 5) {
        model.coreProbability = numberWithin(node, "core_probability", 0.0, 1.0);
    }
    model.minimumVolumeMm3 = numberWithin(node, "minimum_volume_mm3", 0.0, kMostMinimumMm3);
    model.mirrored = wholeWithin(node, "mirrored", 0, 1) == 1;
    model.windows = node.text("windows");
    if (model.windows != "gaussian" && model.windows != "average") {
        node.fail("Its windows are joined in an unknown way: \"" + model.windows + "\".");
    }
}

} // namespace

ModelFile readModelPart(const Hdf5Node& node, std::int64_t version, bool withWeights)
{
    ModelFile model;
    model.digest = node.text("digest");
    model.threshold = numberWithin(node, "threshold", 0.0, 1.0);
    model.patchSize = wholeWithin(node, "patch_size", 8, 1024);
    if (version >= 2) {
        readPredictionPlan(node, version, model);
    }
    model.architecture = readArchitecture(node.child("architecture"), version);
    model.preprocessing = readPreprocessing(node.child("preprocessing"), version);
    model.card = readCard(node.child("card"), version);
    model.weights = readWeights(node.child("weights"), withWeights);
    if (version >= 7 && node.hasChild(kSecondMember)) {
        model.secondMember = readWeights(node.child(kSecondMember), withWeights);
        if (!sameNetwork(model.weights, model.secondMember)) {
            node.fail(std::string(kUnlikeMembers) + "; the model is unusable.");
        }
    }
    if (!withWeights) {
        return model;
    }
    for (const auto* weights : {&model.weights, &model.secondMember}) {
        const std::string fault = weightsFault(*weights, FloatStorage::Single);
        if (!fault.empty()) {
            node.fail(fault + "; the model is unusable.");
        }
    }
    if (modelDigest(model, FloatStorage::Single) != model.digest) {
        node.fail("Its digest does not fit its content: it is damaged or was changed.");
    }
    return model;
}

void writeFormat(const Hdf5Node& file, const std::string& format, std::int64_t version)
{
    file.setText("format", format);
    file.setWholes("version", {{version}});
}

std::int64_t checkFormat(const Hdf5Node& file, const std::string& format, std::int64_t newest)
{
    const auto names = file.attributeNames();
    if (std::find(names.begin(), names.end(), "format") == names.end() ||
        file.text("format") != format) {
        file.fail("It is an HDF5 file, but not a " + format + " file.");
    }
    const std::int64_t found = wholeOf(file, "version");
    if (found < 1 || found > newest) {
        file.fail("It is of format version " + std::to_string(found) +
                  ", this Dawson reads up to " + std::to_string(newest) +
                  "; use a matching Dawson.");
    }
    return found;
}

} // namespace dawson
