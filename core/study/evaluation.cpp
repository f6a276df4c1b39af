#include "core/study/evaluation.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/grading_file.h"

namespace dawson
{

namespace
{

CaseEvaluation evaluateCase(const Grading& grading, const Mask& reference, const MatchRule& rule)
{
    const MaskComparison compared = compareMasks(reference, readMask(grading.path), rule);
    CaseEvaluation result;
    result.subject = grading.subject;
    result.session = grading.session;
    result.sensitivity = compared.lesions.sensitivity();
    result.ppv = compared.lesions.positivePredictiveValue();
    result.f1 = compared.lesions.f1();
    result.dice = compared.dice;
    result.referenceLesions = static_cast<int>(compared.reference.lesions.size());
    result.predictedLesions = static_cast<int>(compared.prediction.lesions.size());
    result.detected = static_cast<int>(compared.lesions.detected.size());
    result.confirmed = static_cast<int>(compared.lesions.confirmed.size());
    result.outcomes = compared.outcomes();
    return result;
}

std::string nameOf(const Author& author, const Grading& grading)
{
    return author.name + ", subject " + grading.subject +
           (grading.session.empty() ? "" : ", session ") + grading.session;
}

/// Such a mask is not what the model alone makes.
bool isKeptByHand(const Author& author, const Grading& grading)
{
    const auto sidecar =
        author.role == AuthorRole::Model ? readSidecar(grading.path) : std::nullopt;
    return sidecar && sidecar->thresholdKept;
}

/// All authors on one case, the reference read once.
void evaluateAuthors(const Study& study, const Grading& reference, StudyEvaluation& result)
{
    std::optional<Mask> mask;
    for (AuthorEvaluation& author : result.authors) {
        const Grading* grading = study.grading(
            author.author.folder, reference.subject, reference.session, reference.task);
        if (grading == nullptr) {
            continue;
        }
        if (isHidden(study, result.request.blindGrader, reference) ||
            isHidden(study, result.request.blindGrader, *grading)) {
            result.leftOut.push_back(nameOf(author.author, reference) +
                                     ": hidden until you have submitted your own mask of it "
                                     "(File > Submit mask).");
            continue;
        }
        try {
            if (!mask) {
                mask = readMask(reference.path);
            }
            author.cases.push_back(evaluateCase(*grading, *mask, result.request.rule));
            if (isKeptByHand(author.author, *grading)) {
                result.byHand.push_back(nameOf(author.author, reference) +
                                        ": its threshold was chosen by hand for this case.");
            }
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled) {
                throw;
            }
            result.leftOut.push_back(author.author.name + ", subject " + reference.subject + ": " +
                                     error.describe());
        }
    }
}

} // namespace

bool isHidden(const Study& study, const std::string& blindGrader, const Grading& grading)
{
    const Author* author = study.author(grading.author);
    if (blindGrader.empty() || author == nullptr || author->role != AuthorRole::Grader ||
        author->folder == blindGrader) {
        return false;
    }
    const Grading* own = study.grading(blindGrader, grading.subject, grading.session, grading.task);
    return own == nullptr || own->status != "submitted"; // unreadable or strange: hidden as well
}

StudyEvaluation
evaluateStudy(const Study& study, const EvaluationRequest& request, const Progress& progress)
{
    if (study.author(request.reference) == nullptr) {
        throw Error(Error::Kind::Data,
                    "The project has no masks of the chosen reference.",
                    request.reference);
    }
    StudyEvaluation result;
    result.request = request;
    for (const std::string& folder : request.authors) {
        if (const Author* author = study.author(folder)) {
            result.authors.push_back({*author, {}});
        }
    }
    std::size_t done = 0;
    for (const Subject& subject : study.subjects) {
        progress.report(static_cast<double>(done++) / static_cast<double>(study.subjects.size()),
                        subject.id);
        for (const Session& session : subject.sessions) {
            const Grading* reference =
                study.grading(request.reference, subject.id, session.id, request.task);
            if (reference != nullptr) {
                evaluateAuthors(study, *reference, result);
            }
        }
    }
    progress.report(1.0);
    return result;
}

} // namespace dawson
