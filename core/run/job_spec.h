#pragma once

#include "core/training/training_spec.h"

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace dawson
{

/// Several images through one model, written as the model's derivative dataset.
struct PredictionJob {
    std::filesystem::path project;
    std::string authorFolder; ///< derivatives/<folder>
    std::string authorName;
    std::string task = "flair";

    struct Item {
        std::string subject;
        std::string session;
        PredictionSpec spec;
    };

    std::vector<Item> items;
};

/// What job.json holds. Format: docs/formats/run_folder.md.
struct JobSpec {
    std::string title; ///< to show: "Fine-tune flair-default on 2 subjects of Grader 1"
    std::variant<TrainingSpec, PredictionJob> work;
};

/// Throws Error(Io) or Error(Format) saying which key is wrong.
JobSpec readJobSpec(const std::filesystem::path& jobJson);
void writeJobSpec(const std::filesystem::path& jobJson, const JobSpec& spec);

} // namespace dawson
