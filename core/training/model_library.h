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

/// The folder below derivatives/ that holds a model's masks: "model-" and its name in lower case,
/// letters and digits kept, all else "-".
std::string modelAuthorFolder(const std::string& modelName);

} // namespace dawson
