#include "app/worker/training_cases.h"

#include "core/base/error.h"
#include "core/study/image_pair.h"
#include "core/training/split.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace dawson
{

namespace
{

/// A session's image and mask, or nothing and, where that explains it, why.
std::optional<TrainingCase> caseOf(const Study& study,
                                   const std::string& subject,
                                   const Session& session,
                                   const Grading& mask,
                                   std::string& why)
{
    if (mask.task != Task::Flair) {
        const PairSearch search = findPair(study, subject, session.id, mask.task);
        if (!search.pair) {
            why = " " + search.missing;
            return std::nullopt;
        }
        if (!mask.space.empty() && mask.space != search.pair->space()) {
            why = " The mask lies in another space than the pair of images, " +
                  search.pair->space() + ".";
            return std::nullopt;
        }
        const auto image = pairFiles(study.root, *search.pair).subtraction;
        return TrainingCase{subject, session.id, {image}, mask.path};
    }
    const Series* image = session.primary(mask.task);
    if (image == nullptr || !mask.space.empty()) {
        return std::nullopt;
    }
    return TrainingCase{subject, session.id, {image->path}, mask.path};
}

} // namespace

std::vector<std::string> eachOnce(const std::vector<std::string>& subjects)
{
    std::vector<std::string> once;
    for (const std::string& subject : subjects) {
        if (std::ranges::find(once, plainName(subject)) == once.end()) {
            once.push_back(plainName(subject));
        }
    }
    return once;
}

std::vector<TrainingCase> trainingCases(const Study& study,
                                        const std::string& reference,
                                        Task task,
                                        const std::vector<std::string>& subjects)
{
    std::vector<TrainingCase> cases;
    for (const std::string& wanted : eachOnce(subjects)) {
        const Subject* subject = study.subject(wanted);
        if (subject == nullptr) {
            throw Error(Error::Kind::Data,
                        "The project has no subject \"" + wanted + "\".",
                        study.root.string());
        }
        const std::size_t before = cases.size();
        std::string why;
        for (const Session& session : subject->sessions) {
            const Grading* mask = study.grading(reference, subject->id, session.id, task);
            if (mask == nullptr) {
                continue;
            }
            if (auto one = caseOf(study, subject->id, session, *mask, why)) {
                cases.push_back(std::move(*one));
            }
        }
        if (cases.size() == before) {
            throw Error(Error::Kind::Data,
                        "Subject \"" + subject->id + "\" has no image with a mask of \"" +
                            reference + "\" for this task." + why,
                        study.root.string());
        }
    }
    return cases;
}

} // namespace dawson
