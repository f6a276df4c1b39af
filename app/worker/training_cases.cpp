#include "app/worker/training_cases.h"

#include "core/base/error.h"

namespace dawson
{

namespace
{

std::string withoutPrefix(const std::string& subject)
{
    return subject.starts_with("sub-") ? subject.substr(4) : subject;
}

} // namespace

std::vector<TrainingCase> trainingCases(const Study& study,
                                        const std::string& reference,
                                        Task task,
                                        const std::vector<std::string>& subjects)
{
    std::vector<TrainingCase> cases;
    for (const std::string& wanted : subjects) {
        const Subject* subject = study.subject(withoutPrefix(wanted));
        if (subject == nullptr) {
            throw Error(Error::Kind::Data,
                        "The project has no subject \"" + withoutPrefix(wanted) + "\".",
                        study.root.string());
        }
        const std::size_t before = cases.size();
        for (const Session& session : subject->sessions) {
            const Series* image = session.primary(task);
            const Grading* mask = study.grading(reference, subject->id, session.id, task);
            if (image != nullptr && mask != nullptr && mask->space.empty()) {
                cases.push_back({subject->id, session.id, {image->path}, mask->path});
            }
        }
        if (cases.size() == before) {
            throw Error(Error::Kind::Data,
                        "Subject \"" + subject->id + "\" has no image with a mask of \"" +
                            reference + "\" for this task.",
                        study.root.string());
        }
    }
    return cases;
}

} // namespace dawson
