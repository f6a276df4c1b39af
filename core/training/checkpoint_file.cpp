#include "core/training/checkpoint_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/epoch_history.h"
#include "core/training/model_part.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dawson
{

namespace
{

constexpr const char* kFormat = "dawson-checkpoint";
constexpr std::int64_t kVersion = 6;

bool finite(const std::vector<float>& values)
{
    return std::all_of(
        values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

/// Why the moments do not belong to the weights; empty when they do.
std::string momentFault(const CheckpointFile& checkpoint)
{
    std::map<std::string, std::size_t> sizes;
    for (const WeightTensor& tensor : checkpoint.model.weights) {
        sizes[tensor.name] = tensor.values.size();
    }
    for (const AdamMoments& moment : checkpoint.moments) {
        const auto found = sizes.find(moment.name);
        if (found == sizes.end() || found->second != moment.first.size() ||
            found->second != moment.second.size()) {
            return "The optimiser's memory of \"" + moment.name + "\" fits no weight.";
        }
        if (!finite(moment.first) || !finite(moment.second)) {
            return "The optimiser's memory of \"" + moment.name + "\" is not finite.";
        }
    }
    return {};
}

void writeMoments(const Hdf5Node& node, const std::vector<AdamMoments>& moments)
{
    const Hdf5Node first = node.makeGroup("first");
    const Hdf5Node second = node.makeGroup("second");
    for (const AdamMoments& moment : moments) {
        const std::vector<std::int64_t> shape{static_cast<std::int64_t>(moment.first.size())};
        writeFloats(first, moment.name, shape, moment.first);
        writeFloats(second, moment.name, shape, moment.second);
    }
}

std::vector<AdamMoments> readMoments(const Hdf5Node& node)
{
    const Hdf5Node first = node.child("first");
    const Hdf5Node second = node.child("second");
    std::vector<AdamMoments> moments;
    for (const std::string& name : first.childNames()) {
        moments.push_back({name, readFloats(first.child(name)), readFloats(second.child(name))});
    }
    return moments;
}

void writeProgress(const Hdf5Node& node, const CheckpointFile& checkpoint)
{
    node.setWholes("optimiser_steps", {{checkpoint.optimiserSteps}});
    node.setWholes("epoch", {{checkpoint.epoch}});
    node.setWholes("step_in_epoch", {{checkpoint.stepInEpoch}});
    node.setNumbers("loss_sum", {{checkpoint.lossSum}});
    node.setWholes("batch", {{checkpoint.batch}});
    node.setWholes("patch_size", {{checkpoint.patchSize}});
    node.setText("arithmetic", checkpoint.arithmetic);
    node.setText("random_state", checkpoint.randomState);
    node.setNumbers("best_metric", {{stored(checkpoint.bestMetric)}});
    node.setWholes("best_epoch", {{checkpoint.bestEpoch}});
    node.setNumbers("seconds", {{checkpoint.seconds}});
    node.setText("spec_digest", checkpoint.specDigest);
    node.setText("data_digest", checkpoint.dataDigest);
    writeHistory(node.makeGroup("history"), checkpoint.history);
}

void readProgress(const Hdf5Node& node, std::int64_t version, CheckpointFile& checkpoint)
{
    if (version >= 2) {
        checkpoint.batch = static_cast<int>(wholeOf(node, "batch"));
        checkpoint.patchSize = static_cast<int>(wholeOf(node, "patch_size"));
    }
    if (version >= 4) {
        checkpoint.arithmetic = node.text("arithmetic");
    }
    if (version >= 6) {
        checkpoint.dataDigest = node.text("data_digest");
    }
    checkpoint.optimiserSteps = wholeOf(node, "optimiser_steps");
    checkpoint.epoch = static_cast<int>(wholeOf(node, "epoch"));
    checkpoint.stepInEpoch = static_cast<int>(wholeOf(node, "step_in_epoch"));
    checkpoint.lossSum = numberOf(node, "loss_sum");
    checkpoint.randomState = node.text("random_state");
    checkpoint.bestMetric = present(numberOf(node, "best_metric"));
    checkpoint.bestEpoch = static_cast<int>(wholeOf(node, "best_epoch"));
    checkpoint.seconds = numberOf(node, "seconds");
    checkpoint.specDigest = node.text("spec_digest");
    checkpoint.history = readHistory(node.child("history"), version >= 2);
}

} // namespace

void writeCheckpoint(const std::filesystem::path& path, const CheckpointFile& checkpoint)
{
    const std::string digest = checkedDigest(checkpoint.model, FloatStorage::Single, path);
    const std::string fault = momentFault(checkpoint);
    if (!fault.empty()) {
        throw Error(Error::Kind::Model, fault, path.string());
    }
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        const Hdf5Node file = Hdf5Node::create(temporary, path);
        writeFormat(file, kFormat, kVersion);
        writeModelPart(file.makeGroup("model"), checkpoint.model, FloatStorage::Single, digest);
        writeMoments(file.makeGroup("optimiser"), checkpoint.moments);
        writeProgress(file.makeGroup("progress"), checkpoint);
        file.flush();
    });
}

CheckpointFile readCheckpoint(const std::filesystem::path& path)
{
    const Hdf5Node file = Hdf5Node::open(path, Error::Kind::Model);
    const std::int64_t version = checkFormat(file, kFormat, kVersion);
    CheckpointFile checkpoint;
    checkpoint.model = readModelPart(file.child("model"), version, true);
    checkpoint.moments = readMoments(file.child("optimiser"));
    readProgress(file.child("progress"), version, checkpoint);
    const std::string fault = momentFault(checkpoint);
    if (!fault.empty()) {
        file.fail(fault);
    }
    return checkpoint;
}

} // namespace dawson
