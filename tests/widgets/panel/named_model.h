#pragma once

#include "core/study/study.h"
#include "core/training/model_file.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// Writes a model file that can be listed, not run.
inline void writeModelNamed(const std::filesystem::path& path,
                            const std::string& name,
                            Task task = Task::Flair,
                            int inputChannels = 1)
{
    ModelFile model;
    model.card.name = name;
    model.card.task = taskName(task);
    model.card.kind = "default";
    model.patchSize = 16;
    model.architecture.width = 0.125;
    model.architecture.inputChannels = inputChannels;
    model.weights.push_back({"head.weight", {1, 2}, {0.5F, -0.25F}, true});
    std::filesystem::create_directories(path.parent_path());
    writeModel(path, model);
}

} // namespace dawson
