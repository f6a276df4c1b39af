#pragma once

#include "core/base/progress.h"
#include "core/lesion/comparison.h"
#include "core/study/study.h"

#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Which authors are compared with whom, and by which rule.
struct EvaluationRequest {
    std::string reference;            ///< Author::folder
    std::vector<std::string> authors; ///< Author::folder of each
    Task task = Task::Flair;
    MatchRule rule;
    /// This grader still reads: other graders' masks of a case are left out until this one has
    /// submitted a mask of it. Empty: nobody is blinded.
    std::string blindGrader;
};

/// One author's mask against the reference's of the same case.
struct CaseEvaluation {
    std::string subject;
    std::string session;
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> dice;
    int referenceLesions = 0;
    int predictedLesions = 0;
    int detected = 0;
    int confirmed = 0;
    std::vector<LesionOutcome> outcomes;
};

struct AuthorEvaluation {
    Author author;
    std::vector<CaseEvaluation> cases; ///< in the study's order; only cases both have masked
};

struct StudyEvaluation {
    EvaluationRequest request;
    std::vector<AuthorEvaluation> authors;
    std::vector<std::string> leftOut; ///< a sentence for each pair that could not be compared
    std::vector<std::string> byHand;  ///< for each model's mask cut at a threshold somebody kept
};

/// Compares every author with the reference on every case that both have a mask of. A pair that
/// cannot be compared (unreadable, other grid) is left out with its reason, never the end of it.
/// Throws Error(Data) when the reference is not an author of the study, Error(Cancelled).
StudyEvaluation
evaluateStudy(const Study& study, const EvaluationRequest& request, const Progress& progress = {});

/// Whether `blindGrader` may not see this mask yet: another grader's, of a case this one has not
/// submitted a mask of. Nothing is hidden when nobody is blinded (empty).
bool isHidden(const Study& study, const std::string& blindGrader, const Grading& grading);

} // namespace dawson
