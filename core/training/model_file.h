#pragma once

#include "core/lesion/probability.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dawson
{

/// What a model is, in words and numbers for people. Free text is English.
struct ModelCard {
    std::string name;
    std::string task = "flair";
    std::string kind;         ///< "default", "fine-tuned", "from scratch"
    std::string parentDigest; ///< model it was fine-tuned from
    std::string parentName;
    std::string trainedOn;                       ///< sentence: what data
    std::vector<std::string> subjects;           ///< learned from
    std::vector<std::string> validationSubjects; ///< the epoch and threshold were chosen on
    std::vector<std::string> ancestorSubjects;   ///< either of these, of the models before it
    std::string reference;                       ///< whose masks
    std::string preset;
    std::vector<std::string> settings; ///< the schedule as it was done: KEY=VALUE, keys of job.json
    std::string created;               ///< ISO 8601, UTC
    std::string softwareVersion;
    std::string dataDigest; ///< CaseStore::digest() of the cases it was trained on
    std::string intendedUse;
    std::string limits;
    std::uint64_t seed = 0;
    int epochs = 0;
    std::map<std::string, double> metrics; ///< "validation sensitivity" and the like
};

/// Every subject that had a say in the model, sorted: learned from, chosen on, or of a model it
/// descends from. A figure measured on one of them is not held out.
std::vector<std::string> knownSubjects(const ModelCard& card);

/// One named array of weights, row-major.
struct WeightTensor {
    std::string name;                ///< unique, at most 200 characters, no '/'
    std::vector<std::int64_t> shape; ///< at most 8 axes; none for a single number
    std::vector<float> values;
    bool trained = true; ///< false for running statistics
};

/// A model as data: HDF5 with typed datasets and attributes, nothing executable.
/// Format: docs/formats/model.md.
struct ModelFile {
    Architecture architecture;
    Preprocessing preprocessing;
    double threshold = 0.5;           ///< probability from which a voxel is lesion
    double minimumVolumeMm3 = 0.0;    ///< smaller predicted lesions are dropped
    double coreProbability = 0.0;     ///< and those without a voxel of at least this
    int patchSize = 96;               ///< window of the sliding prediction
    bool mirrored = false;            ///< averages over the image and its left-right mirror image
    std::string windows = "gaussian"; ///< windows weigh less near their border; or "average"
    ModelCard card;
    std::vector<WeightTensor> weights; ///< parameters and running statistics, in network order
    /// Those of a second network of the same architecture, or none: with it the probability is the
    /// mean of both networks' (TrainingSchedule::ensembleWithParent).
    std::vector<WeightTensor> secondMember;
    std::string digest; ///< SHA-256 over architecture and all weights; set by readModel
};

/// Empties both lists of weights, and frees their memory.
void dropWeights(ModelFile& model);

/// Whether two lists are of the same network: names, shapes, which are trained, and order.
bool sameNetwork(const std::vector<WeightTensor>& a, const std::vector<WeightTensor>& b);

/// Atomic. `halfPrecision` stores weights as IEEE half floats. Returns the digest.
/// Throws Error(Model) when a weight is not finite or the second member is of another network,
/// Error(Io) when it cannot be written.
std::string
writeModel(const std::filesystem::path& path, const ModelFile& model, bool halfPrecision = false);

/// Reads every version so far. Throws Error(Model) naming the file: not HDF5, other version,
/// missing part, digest mismatch, weight not finite, two unlike networks. Shapes against the
/// architecture are checked by core/nn when it is loaded.
ModelFile readModel(const std::filesystem::path& path);

/// The same with names and shapes of the weights but no values: milliseconds, for lists. The digest
/// is the one written in the file, not checked.
ModelFile readModelHeader(const std::filesystem::path& path);

/// Where the model's probability becomes a lesion.
OperatingPoint pointOf(const ModelFile& model);

/// Number of weights of a network that are trained (not running statistics), from the shapes.
std::int64_t parameterCount(const ModelFile& model);

} // namespace dawson
