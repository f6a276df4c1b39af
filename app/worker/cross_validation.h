#pragma once

#include "core/lesion/comparison.h"
#include "core/study/study.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

class TrainingWatcher;

/// What is compared: "default", "fine-tuned", "from scratch".
std::vector<std::string> crossValidationArms();

/// Leave one subject out: train on the others, judge on the one left out, each in turn.
struct CrossValidationSpec {
    std::filesystem::path project;
    std::string task = "flair";
    std::string reference;             ///< author folder of the masks
    std::vector<std::string> subjects; ///< each once left out, however often named; at least two
    std::filesystem::path model;       ///< where fine-tuning starts; also judged as it is
    TrainingSpec training;             ///< preset, schedule; cases, start and seed are filled in
    std::vector<std::uint64_t> seeds{1};
    /// Rates to choose from, for fine-tuning and from scratch: the one that does best on the inner
    /// folds of the training subjects, with the first seed. Empty: the schedule's own.
    std::vector<double> rates;
    std::vector<double> scratchRates;
    std::vector<std::string> arms{crossValidationArms()}; ///< some of them
    std::filesystem::path work; ///< models and masks; what the same settings left is not made again
};

/// One mask against the reference, by three rules.
struct FoldScore {
    std::string arm;     ///< "default", "fine-tuned", "from scratch"
    std::string subject; ///< left out
    std::string session;
    std::uint64_t seed = 0;     ///< 0 for "default", which nothing is drawn for
    std::optional<double> rate; ///< learned with; none for "default"
    bool known = false;         ///< the model that it starts from has seen the subject before
    int referenceLesions = 0;
    int predictedLesions = 0;
    std::optional<double> sensitivity; ///< any overlap, 26-connected
    std::optional<double> ppv;
    std::optional<double> strictSensitivity; ///< a tenth covered, lesions of at least 3 mm3
    std::optional<double> strictPpv;
    std::optional<double> animaSensitivity; ///< core/lesion/anima_rule.h
    std::optional<double> animaPpv;
    std::optional<double> dice;
};

/// Mean over subjects of the means over seeds; the error is that between subjects.
struct ArmSummary {
    std::string arm;
    std::string measure; ///< "sensitivity", "ppv", "strictSensitivity", "strictPpv",
                         ///< "animaSensitivity", "animaPpv", "dice"
    int subjects = 0;    ///< where it is defined
    std::optional<double> mean;
    std::optional<double> standardError; ///< nothing for one subject
};

/// Trains, predicts and judges all folds and seeds; a fold that is done in `work` is read, so that
/// an interrupted call goes on. `done` gets every score as it comes. Fine-tuned and from scratch
/// share network, cases, schedule and seed; their rates are the preset's for each, or chosen on the
/// inner folds (core/nn/inner_judgement.h). The operating point is the model's own. The subject
/// left out has no part in either; one that the model to start from knows already is told to the
/// watcher and marked in its scores. What `work` holds is used when neither settings, nor model,
/// nor the content of images and masks have changed. Throws Error.
std::vector<FoldScore> crossValidate(const CrossValidationSpec& spec,
                                     TrainingWatcher& watcher,
                                     const std::function<void(const FoldScore&)>& done);

std::vector<ArmSummary> summarise(const std::vector<FoldScore>& scores);

} // namespace dawson
