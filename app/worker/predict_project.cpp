#include "app/worker/predict_project.h"

#include "app/worker/model_task.h"
#include "app/worker/training_cases.h"
#include "core/base/error.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "core/training/model_file.h"
#include "core/training/model_library.h"

namespace dawson
{

namespace
{

/// What the model looks at, and where the mask lies; no image and why when there is none.
struct Input {
    std::filesystem::path image;
    std::string space;
    std::string missing;
};

Input inputOf(const Study& study, const Subject& subject, const Session& session, Task task)
{
    if (task == Task::Flair) {
        const Series* series = session.primary(task);
        return series != nullptr ? Input{series->path, {}, {}}
                                 : Input{{}, {}, "sub-" + subject.id + " has no FLAIR."};
    }
    const PairSearch search = findPair(study, subject.id, session.id, task);
    return search.pair
               ? Input{pairFiles(study.root, *search.pair).subtraction, search.pair->space(), {}}
               : Input{{}, {}, search.missing};
}

std::vector<const Subject*> chosen(const Study& study, const std::vector<std::string>& wanted)
{
    std::vector<const Subject*> subjects;
    for (const std::string& id : eachOnce(wanted)) {
        subjects.push_back(study.subject(id));
        if (subjects.back() == nullptr) {
            throw Error(Error::Kind::Data,
                        "The project has no subject \"" + id + "\".",
                        study.root.string());
        }
    }
    for (const Subject& subject : study.subjects) {
        if (wanted.empty()) {
            subjects.push_back(&subject);
        }
    }
    return subjects;
}

} // namespace

PredictionJob planPrediction(const ProjectPrediction& wanted,
                             const PredictionSpec& like,
                             const std::function<void(const std::string&)>& warn)
{
    const Study study = readStudy(wanted.project);
    const ModelFile model = readModelHeader(like.model);
    requireTask(model.card.task, taskName(wanted.task), like.model);
    PredictionJob job;
    job.project = study.root;
    job.task = taskName(wanted.task);
    const std::string name = model.card.name.empty() ? like.model.stem().string() : model.card.name;
    job.authorFolder = wanted.author.empty() ? modelAuthorFolder(name) : wanted.author;
    job.authorName = name;
    const Author author{job.authorFolder, job.authorName, AuthorRole::Model};
    std::string why;
    for (const Subject* subject : chosen(study, wanted.subjects)) {
        for (const Session& session : subject->sessions) {
            const Input input = inputOf(study, *subject, session, wanted.task);
            if (input.image.empty()) {
                why = input.missing;
                warn(input.missing);
                continue;
            }
            Grading place;
            place.subject = subject->id;
            place.session = session.id;
            place.task = wanted.task;
            place.space = input.space;
            PredictionSpec spec = like;
            spec.images = {input.image};
            spec.mask = gradingPath(study.root, author, place);
            spec.probability = probabilityPath(spec.mask);
            job.items.push_back({subject->id, session.id, spec});
        }
    }
    if (job.items.empty()) {
        throw Error(Error::Kind::Data,
                    why.empty() ? "The project has no subjects." : why,
                    study.root.string());
    }
    return job;
}

} // namespace dawson
