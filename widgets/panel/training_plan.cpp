#include "widgets/panel/training_plan.h"

#include "core/study/evaluation.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kValidationShare = 0.2;

/// What a model of the task looks at: the image, or for a pair its subtraction, which a job makes
/// where it is missing. Empty without it.
std::filesystem::path modelInput(const Study& study, const CaseKey& key, Task task)
{
    if (task == Task::Flair) {
        const Subject* subject = study.subject(key.subject);
        const Session* session = subject != nullptr ? subject->session(key.session) : nullptr;
        const Series* image = session != nullptr ? session->primary(task) : nullptr;
        return image != nullptr ? image->path : std::filesystem::path();
    }
    const auto pair = findPair(study, key.subject, key.session, task).pair;
    return pair ? pairFiles(study.root, *pair).subtraction : std::filesystem::path();
}

/// Where a mask of the case lies: on the baseline's grid for a pair.
std::string maskSpace(const Study& study, const CaseKey& key, Task task)
{
    if (task == Task::Flair) {
        return {};
    }
    const auto pair = findPair(study, key.subject, key.session, task).pair;
    return pair ? pair->space() : std::string();
}

} // namespace

TrainingSpec fromScratchTwin(const TrainingSpec& fineTuning, const std::string& name)
{
    TrainingSpec twin = fromScratchLike(fineTuning);
    twin.name = name;
    return twin;
}

std::vector<CaseKey> maskedCases(const Study& study, Task task, const std::string& author)
{
    std::vector<CaseKey> cases;
    for (const TaskCase& one : readableCases(study, task)) {
        if (study.grading(author, one.subject, one.session, task) != nullptr) {
            cases.push_back({one.subject, one.session});
        }
    }
    return cases;
}

TrainingSpec planTraining(const Study& study, const TrainingChoice& choice)
{
    TrainingSpec spec;
    spec.name = choice.name;
    spec.task = taskName(choice.task);
    spec.preset = choice.preset;
    spec.project = study.root;
    spec.reference = choice.reference;
    spec.schedule = presetSchedule(choice.preset, spec.task);
    spec.schedule.trained = choice.trained;
    spec.schedule.memoryGb = choice.memoryGb;
    if (choice.start != nullptr) {
        spec.startFrom = choice.start->path;
        spec.architecture = choice.start->header.architecture;
        spec.preprocessing = choice.start->header.preprocessing;
    } else {
        spec.architecture = presetArchitecture(choice.preset, spec.task);
        spec.preprocessing.zScore = choice.task == Task::Flair; // a subtraction is scaled already
    }
    if (choice.withCurrent && choice.task != Task::Flair) {
        spec.architecture.inputChannels = 2; // the job adds the image to the subtraction
    }
    std::vector<TrainingCase> cases;
    for (const CaseKey& key : choice.cases) {
        const auto image = modelInput(study, key, choice.task);
        const Grading* mask =
            study.grading(choice.reference, key.subject, key.session, choice.task);
        if (!image.empty() && mask != nullptr) {
            cases.push_back({key.subject, key.session, {image}, mask->path});
        }
    }
    Split split = splitBySubject(cases, kValidationShare, spec.schedule.seed);
    spec.training = std::move(split.training);
    spec.validation = std::move(split.validation);
    return spec;
}

bool learnsFromHidden(const Study& study, const TrainingChoice& choice, const std::string& grader)
{
    return std::ranges::any_of(choice.cases, [&](const CaseKey& one) {
        const Grading* mask =
            study.grading(choice.reference, one.subject, one.session, choice.task);
        return mask != nullptr && isHidden(study, grader, *mask);
    });
}

TrainingSpec checkable(const Study& study, TrainingSpec spec)
{
    const Task task = taskFromName(spec.task).value_or(Task::Flair);
    if (task == Task::Flair) {
        return spec;
    }
    for (auto* cases : {&spec.training, &spec.validation}) {
        for (TrainingCase& one : *cases) {
            const auto pair = findPair(study, one.subject, one.session, task).pair;
            if (pair && !std::filesystem::exists(one.images.front())) {
                one.images.front() = pair->baseline.path;
            }
        }
    }
    return spec;
}

PredictionJob
planPrediction(const Study& study, const AvailableModel& model, const std::vector<CaseKey>& cases)
{
    const Task task = taskFromName(model.header.card.task).value_or(Task::Flair);
    PredictionJob job;
    job.project = study.root;
    job.authorName = model.header.card.name;
    job.authorFolder = modelAuthorFolder(model.header.card.name);
    job.task = taskName(task);
    const Author author{job.authorFolder, job.authorName, AuthorRole::Model};
    for (const CaseKey& key : cases) {
        const auto image = modelInput(study, key, task);
        if (image.empty()) {
            continue;
        }
        Grading place;
        place.subject = key.subject;
        place.session = key.session;
        place.task = task;
        place.space = maskSpace(study, key, task);
        PredictionSpec spec;
        spec.model = model.path;
        spec.images = {image};
        spec.mask = gradingPath(study.root, author, place);
        spec.probability = probabilityPath(spec.mask);
        job.items.push_back({key.subject, key.session, spec});
    }
    return job;
}

bool isTaken(const std::vector<std::string>& taken, const std::string& name)
{
    return std::ranges::any_of(taken, [&](const std::string& other) {
        return modelAuthorFolder(other) == modelAuthorFolder(name);
    });
}

std::string freeModelName(const std::vector<std::string>& taken, const std::string& wanted)
{
    std::string name = wanted;
    for (int n = 2; isTaken(taken, name); ++n) {
        name = wanted + " " + std::to_string(n);
    }
    return name;
}

} // namespace dawson
