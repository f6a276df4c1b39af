#pragma once

#include "core/training/model_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// A model that can be used, with its header.
struct AvailableModel {
    std::filesystem::path path;
    ModelFile header;     ///< without weights
    bool shipped = false; ///< a default model of the installation: never overwritten or deleted
    std::string problem;  ///< why the file cannot be used; empty when it can
};

/// The default models of the installation, then those of the project: models/*.h5 and the results
/// of finished runs, runs/*/model.h5, newest first. A damaged file is listed with its problem.
/// `project` may be empty.
std::vector<AvailableModel> listModels(const std::filesystem::path& project);

/// One file as listModels() has it.
AvailableModel describeModel(const std::filesystem::path& path, bool shipped);

/// Where a model stands by descent: its place in the list, and how many fine-tunings lie between it
/// and its first ancestor in the list.
struct ModelDescent {
    std::size_t model = 0;
    int depth = 0;
};

/// Every model of the list once, each followed by those fine-tuned from it (parentDigest), else in
/// the list's order. Copies of one file, and a model that is its own ancestor, are tolerated.
std::vector<ModelDescent> descentOf(const std::vector<AvailableModel>& models);

/// Throws Error(Model) naming `path` where the model's weights are not as many as its network has:
/// somebody has changed the file. core/nn checks each shape when it builds the network.
void requireWeightsOfItsNetwork(const ModelFile& model, const std::filesystem::path& path);

/// Whether a file of this path would lie among the shipped models, which are never replaced.
bool isShippedPlace(const std::filesystem::path& file);
/// Throws Error(Data) where it would.
void requireNotShipped(const std::filesystem::path& file);

/// Copies a model file to `target`, whole or not at all. Throws Error(Io), Error(Model) when the
/// file is damaged, Error(Data) when isShippedPlace(target).
void exportModel(const AvailableModel& model, const std::filesystem::path& target);

/// Copies a model file from elsewhere into the project's models/, under its own file name or, where
/// another file has that, with a number. Masks are kept by name (modelAuthorFolder): where another
/// model has it, be it the same weights at another operating point or voxel size, the copy is
/// called "NAME 2". Returns where it lies: where it was, when the project or the installation has
/// the same model already. Throws as exportModel().
std::filesystem::path addModel(const std::filesystem::path& project,
                               const std::filesystem::path& file);

/// Removes a model's file; masks it made stay. Throws Error(Data) for a shipped model, Error(Io)
/// when it cannot be removed.
void deleteModel(const AvailableModel& model);

/// The folder below derivatives/ that holds a model's masks: "model-" and its name in lower case,
/// letters and digits kept, all else "-".
std::string modelAuthorFolder(const std::string& modelName);

} // namespace dawson
