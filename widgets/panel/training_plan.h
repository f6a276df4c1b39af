#pragma once

#include "core/run/job_spec.h"
#include "core/study/task_cases.h"
#include "core/training/model_library.h"

#include <string>
#include <vector>

namespace dawson
{

/// One visit of one subject.
struct CaseKey {
    std::string subject;
    std::string session;

    friend bool operator==(const CaseKey&, const CaseKey&) = default;
};

/// What the form for a training holds.
struct TrainingChoice {
    Task task = Task::Flair;
    std::string reference; ///< Author::folder
    std::vector<CaseKey> cases;
    std::string preset = "quick";
    const AvailableModel* start = nullptr; ///< nullptr: from scratch
    bool withCurrent = false;              ///< of a pair: the current image beside the subtraction
    std::string name;                      ///< of the new model
    std::string trained = "everything";    ///< TrainingSchedule::trained
    double memoryGb = 0.0; ///< TrainingSchedule::memoryGb; 0: a share of the machine's
};

/// Cases with an image for the task and a mask of the author.
std::vector<CaseKey> maskedCases(const Study& study, Task task, const std::string& author);
/// The run these choices mean: images (of a pair the subtraction) and masks of the cases, a fifth
/// of the subjects held out for validation where there are at least three. Throws Error(Format)
/// when the preset is damaged.
TrainingSpec planTraining(const Study& study, const TrainingChoice& choice);

/// Whether a mask that this learns from is one that `grader` (Author::folder; empty: nobody) may
/// not see yet.
bool learnsFromHidden(const Study& study, const TrainingChoice& choice, const std::string& grader);

/// The same run as it can be checked before its pairs are registered: where a subtraction is
/// missing, the baseline, which is on the same grid, stands for it.
TrainingSpec checkable(const Study& study, TrainingSpec spec);

/// The fair opponent of a fine-tuning: the same network, cases, split, schedule and seed, but
/// random weights to begin with. Throws Error(Model) when the model to start from cannot be read.
TrainingSpec fromScratchTwin(const TrainingSpec& fineTuning, const std::string& name);

/// The images of these cases (of a pair the subtraction, made by the job where it is missing)
/// through one model, into its derivative dataset. Cases without are skipped.
PredictionJob
planPrediction(const Study& study, const AvailableModel& model, const std::vector<CaseKey>& cases);

/// Whether a model of this name would write its masks where one of these names does.
bool isTaken(const std::vector<std::string>& taken, const std::string& name);

/// `wanted`, or with a number that makes it free: "flair-default fine-tuned 2".
std::string freeModelName(const std::vector<std::string>& taken, const std::string& wanted);

} // namespace dawson
