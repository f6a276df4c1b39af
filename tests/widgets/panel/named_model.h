#pragma once

#include "core/study/study.h"
#include "core/training/model_file.h"
#include "core/training/network_size.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// Writes a model file that can be listed and loaded, not run: as many weights as the network has,
/// in one row.
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
    const std::int64_t count = parameterCount(model.architecture);
    const std::vector<float> values(static_cast<std::size_t>(count), 0.5F);
    model.weights.push_back({"head.weight", {count}, values, true});
    std::filesystem::create_directories(path.parent_path());
    writeModel(path, model);
}

} // namespace dawson
