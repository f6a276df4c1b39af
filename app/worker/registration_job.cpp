#include "app/worker/registration_job.h"

#include "app/worker/project_pairs.h"
#include "core/base/error.h"

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

std::string nameOf(const RegistrationJob::Item& item)
{
    return "sub-" + item.subject + (item.session.empty() ? "" : " ses-" + item.session);
}

PairWay wayOf(const RegistrationJob& job, const RegistrationJob::Item& item)
{
    PairWay way;
    way.type = registrationType(job.type);
    way.matching = job.matching == "robust" ? IntensityMatching::Robust : IntensityMatching::ZScore;
    way.force = job.force;
    // What the job is by default asks for nothing: the window registers stale pairs in this way.
    way.asBefore = way.type == RegistrationType::Rigid && way.matching == IntensityMatching::ZScore;
    way.nudge = item.nudge;
    return way;
}

PairOutcome
outcomeOf(ProjectPairs& pairs, const PairSearch& search, PairWay way, const Progress& progress)
{
    PairOutcome outcome;
    outcome.pair = search.pair;
    outcome.failure = search.missing;
    if (search.pair) {
        way.remarks = search.remarks;
        ProjectPairs::Made made = pairs.make(*search.pair, way, progress);
        outcome.state = made.kept ? PairOutcome::State::Kept : PairOutcome::State::Made;
        outcome.record = std::move(made.record);
    }
    return outcome;
}

void requireOne(const std::vector<PairOutcome>& outcomes)
{
    if (outcomes.empty()) {
        throw Error(Error::Kind::Data, "The job names no pair of images to register.");
    }
    const bool failed = std::ranges::all_of(outcomes, [](const PairOutcome& outcome) {
        return outcome.state == PairOutcome::State::Failed;
    });
    if (failed) {
        throw Error(Error::Kind::Data, outcomes.front().failure);
    }
}

} // namespace

std::vector<PairOutcome> registerPairs(const RegistrationJob& job,
                                       const fs::path& spare,
                                       const std::function<void(const std::string&)>& warn,
                                       const Progress& progress)
{
    const auto task = pairTask(job.task);
    if (!task) {
        throw Error(Error::Kind::Data, "The task \"" + job.task + "\" compares no two images.");
    }
    const Study study = readStudy(job.project);
    ProjectPairs pairs(study.root, spare / "brain", 0, warn);
    std::vector<PairOutcome> outcomes;
    const auto count = static_cast<double>(job.items.size());
    for (const RegistrationJob::Item& item : job.items) {
        const auto done = static_cast<double>(outcomes.size());
        const Progress part = progress.part(done / count, (done + 1.0) / count);
        part.report(0.0, "Registering " + nameOf(item));
        PairOutcome outcome;
        try {
            const PairSearch search = findPair(study, item.subject, item.session, *task);
            outcome = outcomeOf(pairs, search, wayOf(job, item), part);
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled || error.kind() == Error::Kind::Model) {
                throw;
            }
            outcome.failure = error.describe();
        }
        outcome.subject = item.subject;
        outcome.session = item.session;
        if (!outcome.failure.empty()) {
            warn(nameOf(item) + ": " + outcome.failure);
        }
        if (outcome.record.acceptedBy.empty()) {
            for (const std::string& warning : outcome.record.warnings) {
                warn(nameOf(item) + ": " + warning);
            }
        }
        outcomes.push_back(std::move(outcome));
    }
    requireOne(outcomes);
    return outcomes;
}

std::vector<std::string> filesMade(const fs::path& project,
                                   const std::vector<PairOutcome>& outcomes)
{
    std::vector<std::string> files;
    for (const PairOutcome& outcome : outcomes) {
        if (outcome.state == PairOutcome::State::Made) {
            const PairFiles made = pairFiles(project, *outcome.pair);
            for (const fs::path& path : {made.registered, made.subtraction, made.record}) {
                files.push_back(path.lexically_relative(project).generic_string());
            }
        }
    }
    return files;
}

} // namespace dawson
