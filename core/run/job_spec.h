#pragma once

#include "core/training/pretraining_sources.h"
#include "core/training/training_spec.h"

#include <array>
#include <filesystem>
#include <optional>
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

/// Pairs of a project (core/study/image_pair.h), each registered and subtracted where it is missing
/// or stale.
struct RegistrationJob {
    std::filesystem::path project;
    std::string task = "new";        ///< new, enhancing
    std::string type = "rigid";      ///< rigid, affine, syn
    std::string matching = "zscore"; ///< zscore, robust
    bool force = false;              ///< also pairs that are up to date, accepted ones too

    struct Item {
        std::string subject;
        std::string session; ///< of the follow-up
        /// By hand, as PairRecord::nudge: replaces the one before. A pair that is up to date is not
        /// registered again for it, unless `force` says so.
        std::optional<std::array<double, 6>> nudge;
    };

    std::vector<Item> items;
};

/// The brains of images of a project, each found by a network of task "brain" and kept beside the
/// project's data (core/study/brain_mask_file.h).
struct BrainJob {
    std::filesystem::path project;
    std::vector<std::filesystem::path> images;
    bool force = false;            ///< also where there is a mask, a repaired one too
    std::filesystem::path model{}; ///< empty: the installed one
};

/// A default model from images that a machine makes. `training` has no cases: the worker makes them
/// from the sources first, in the run folder.
struct PretrainingJob {
    PretrainingSources sources;
    TrainingSpec training;
};

/// What job.json holds. Format: docs/formats/run_folder.md.
struct JobSpec {
    std::string title; ///< to show: "Fine-tune flair-default on 2 subjects of Grader 1"
    std::variant<TrainingSpec, PredictionJob, RegistrationJob, BrainJob, PretrainingJob> work;
};

/// What is trained: of a training and of a pre-training; nullptr for other work. Such a job has
/// epochs, can be paused, and goes on from its checkpoint.
const TrainingSpec* trainingOf(const JobSpec& job);

/// The model files that a job reads: to go on from or to mask with. The installed ones it finds by
/// itself are not among them.
std::vector<std::filesystem::path> modelsReadBy(const JobSpec& job);

/// Throws Error(Io) or Error(Format) saying which key is wrong.
JobSpec readJobSpec(const std::filesystem::path& jobJson);
void writeJobSpec(const std::filesystem::path& jobJson, const JobSpec& spec);

} // namespace dawson
