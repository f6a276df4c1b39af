#include "widgets/panel/training_plan.h"

#include "core/study/grading_file.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kValidationShare = 0.2;

const Session* findSession(const Study& study, const CaseKey& key)
{
    const Subject* subject = study.subject(key.subject);
    return subject != nullptr ? subject->session(key.session) : nullptr;
}

const Series* findImage(const Study& study, const CaseKey& key, Task task)
{
    const Session* session = findSession(study, key);
    return session != nullptr ? session->primary(task) : nullptr;
}

} // namespace

TrainingSpec fromScratchTwin(const TrainingSpec& fineTuning, const std::string& name)
{
    TrainingSpec twin = fromScratchLike(fineTuning);
    twin.name = name;
    return twin;
}

std::vector<CaseKey> readableCases(const Study& study, Task task)
{
    std::vector<CaseKey> cases;
    for (const Subject& subject : study.subjects) {
        for (const Session& session : subject.sessions) {
            if (session.primary(task) != nullptr) {
                cases.push_back({subject.id, session.id});
            }
        }
    }
    return cases;
}

std::vector<CaseKey> maskedCases(const Study& study, Task task, const std::string& author)
{
    std::vector<CaseKey> cases = readableCases(study, task);
    std::erase_if(cases, [&](const CaseKey& key) {
        return study.grading(author, key.subject, key.session, task) == nullptr;
    });
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
    spec.schedule = presetSchedule(choice.preset);
    if (choice.start != nullptr) {
        spec.startFrom = choice.start->path;
        spec.architecture = choice.start->header.architecture;
        spec.preprocessing = choice.start->header.preprocessing;
    } else {
        spec.architecture = presetArchitecture(choice.preset);
    }
    std::vector<TrainingCase> cases;
    for (const CaseKey& key : choice.cases) {
        const Series* image = findImage(study, key, choice.task);
        const Grading* mask =
            study.grading(choice.reference, key.subject, key.session, choice.task);
        if (image != nullptr && mask != nullptr) {
            cases.push_back({key.subject, key.session, {image->path}, mask->path});
        }
    }
    Split split = splitBySubject(cases, kValidationShare, spec.schedule.seed);
    spec.training = std::move(split.training);
    spec.validation = std::move(split.validation);
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
        const Series* image = findImage(study, key, task);
        if (image == nullptr) {
            continue;
        }
        PredictionSpec spec;
        spec.model = model.path;
        spec.images = {image->path};
        spec.mask = gradingPath(study.root, author, key.subject, key.session, task);
        spec.probability = probabilityPath(spec.mask);
        job.items.push_back({key.subject, key.session, spec});
    }
    return job;
}

std::string freeModelName(const std::vector<AvailableModel>& models, const std::string& wanted)
{
    const auto taken = [&](const std::string& name) {
        return std::any_of(models.begin(), models.end(), [&](const AvailableModel& model) {
            return modelAuthorFolder(model.header.card.name) == modelAuthorFolder(name);
        });
    };
    std::string name = wanted;
    for (int n = 2; taken(name); ++n) {
        name = wanted + " " + std::to_string(n);
    }
    return name;
}

} // namespace dawson
