#include "core/training/inner_folds.h"

#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace dawson
{

namespace
{

// Folds of fewer learn from one or two subjects each: what they say seldom moves a parent's point
// by a standard error, and they cost twice what the training itself does.
constexpr std::size_t kFewestAgainstParent = 4;

/// How many subjects it takes for their folds to be worth training.
std::size_t fewestSubjects(const TrainingSpec& spec)
{
    return staysNearParent(spec) ? kFewestAgainstParent : 2;
}

} // namespace

std::vector<InnerFold> innerFoldsOf(const TrainingSpec& spec)
{
    std::vector<TrainingCase> telling = spec.training;
    std::erase_if(telling, [](const TrainingCase& one) { return one.lesionFree; });
    const std::set<std::string> withLesions = subjectsOf(telling);
    if (!spec.validation.empty() || spec.schedule.innerFolds < 2 ||
        withLesions.size() < fewestSubjects(spec)) {
        return {};
    }
    std::vector<std::string> subjects(withLesions.begin(), withLesions.end());
    std::ranges::set_difference(
        subjectsOf(spec.training), withLesions, std::back_inserter(subjects));
    const auto wanted = static_cast<std::size_t>(spec.schedule.innerFolds);
    std::vector<InnerFold> folds(std::min(wanted, withLesions.size()));
    for (std::size_t n = 0; n < folds.size(); ++n) {
        InnerFold& fold = folds[n];
        std::vector<std::string> group;
        for (std::size_t subject = n; subject < subjects.size(); subject += folds.size()) {
            group.push_back(subjects[subject]);
        }
        fold.spec = spec;
        fold.spec.schedule.innerFolds = 0;
        fold.spec.training.clear();
        for (const TrainingCase& one : spec.training) {
            const bool out = std::ranges::find(group, plainName(one.subject)) != group.end();
            (out ? fold.leftOut : fold.spec.training).push_back(one);
        }
    }
    return folds;
}

} // namespace dawson
