#include "core/base/error.h"
#include "core/nn/part_watcher.h"
#include "core/nn/trainer_state.h"
#include "core/training/spec_setting.h"
#include "core/training/split.h"

#include <algorithm>

namespace dawson
{

namespace
{

// Validation after each epoch is there to rank epochs; the threshold is chosen as one predicts.
constexpr double kQuickOverlap = 0.25;
// Without validation subjects the threshold is chosen on those learned from; so many tell enough.
constexpr std::size_t kMostTrainingCases = 10;

std::vector<std::string> subjectsIn(const CaseStore& store)
{
    std::vector<std::string> subjects;
    for (const StoredCase& one : store.cases()) {
        if (std::ranges::find(subjects, plainName(one.subject)) == subjects.end()) {
            subjects.push_back(plainName(one.subject));
        }
    }
    return subjects;
}

/// "1 study of 1 subject"
std::string studiesIn(const CaseStore& store)
{
    const auto counted = [](std::size_t count, const char* one, const char* many) {
        return std::to_string(count) + (count == 1 ? one : many);
    };
    return counted(store.cases().size(), " study of ", " studies of ") +
           counted(subjectsIn(store).size(), " subject", " subjects");
}

} // namespace

void Trainer::State::validate(EpochMetrics& metrics)
{
    watcher.phase("Validating", fraction(metrics.epoch * stepsPerEpoch));
    ModelFile now = result();
    now.mirrored = false; // nor with the parent: a quarter of the time; it is there to rank epochs
    const OperatingPoint middle{0.5, smallestLesionMm3(spec.task)};
    OperatingPointSearch search({middle.threshold},
                                {middle.minimumVolumeMm3},
                                schedule.best,
                                {0.0},
                                lesionFreeIn(spec.task));
    score(now, *validation, search, kQuickOverlap);
    const AgreementScore score = search.score(middle);
    metrics.sensitivity = score.sensitivity;
    metrics.ppv = score.ppv;
    metrics.f1 = score.f1;
    metrics.dice = score.dice;
    metrics.validationLoss = validationPatches->loss(
        [&](const TrainingBatch& batch) { return learner->lossWithoutLearning(batch); });
    if (isBetter(score.overall, metrics.validationLoss)) {
        progress.bestMetric = score.overall;
        progress.bestEpoch = metrics.epoch;
        now.mirrored = model.mirrored;
        writeModel(files.best, now);
        watcher.checkpoint(files.best);
    }
}

/// Of equal scores, as in the first epochs that find nothing, the lower loss decides; without one
/// the later epoch.
bool Trainer::State::isBetter(double overall, const std::optional<double>& loss) const
{
    if (!progress.bestMetric || overall != *progress.bestMetric) {
        return !progress.bestMetric || overall > *progress.bestMetric;
    }
    const auto best = std::ranges::find(progress.history, progress.bestEpoch, &EpochMetrics::epoch);
    const bool known = loss && best != progress.history.end() && best->validationLoss;
    return !known || *loss < *best->validationLoss;
}

/// All validation cases, or some of those learned from.
void Trainer::State::score(const ModelFile& with,
                           const CaseStore& store,
                           OperatingPointSearch& search,
                           double overlap)
{
    const std::size_t count =
        &store == validation.get() ? store.cases().size() : kMostTrainingCases;
    scoreModel(with,
               store,
               {count, schedule.threads, schedule.precision, overlap},
               search,
               Progress([this](double, std::string_view) {
                   return watcher.wish() != TrainingWatcher::Wish::Cancel;
               }));
}

/// The last one's where the epoch is not known.
double Trainer::State::lossOfEpoch(int epoch) const
{
    const auto found = std::ranges::find(progress.history, epoch, &EpochMetrics::epoch);
    return found != progress.history.end() ? found->trainingLoss
                                           : progress.history.back().trainingLoss;
}

ModelFile Trainer::State::finish()
{
    const bool ranked = progress.bestMetric && std::filesystem::exists(files.best);
    ModelFile best = ranked ? model : result();
    if (ranked) {
        best.weights = readModel(files.best).weights;
    }
    if (schedule.ensembleWithParent) {
        best.secondMember = parent; // none when it is from scratch
    }
    best.card.epochs = progress.bestEpoch > 0 ? progress.bestEpoch : progress.epoch;
    best.card.seed = schedule.seed;
    best.card.dataDigest = cases->digest();
    best.card.settings = settingsOf(schedule);
    best.card.subjects = subjectsIn(*cases);
    best.card.trainedOn = studiesIn(*cases);
    best.card.validationSubjects =
        validation ? subjectsIn(*validation) : std::vector<std::string>();
    best.card.metrics["training loss"] = progress.history.empty()
                                             ? progress.lossSum / std::max(1, progress.stepInEpoch)
                                             : lossOfEpoch(best.card.epochs);
    if (point == Point::Choose) {
        chooseOperatingPoint(best);
    }
    return best;
}

/// On the validation subjects, else on inner folds, else on those learned from; never on any other.
void Trainer::State::chooseOperatingPoint(ModelFile& result)
{
    if (const auto inner = innerJudgement()) {
        adoptPoint(inner->point, inner->score, "left-out ", result);
        return;
    }
    watcher.phase("Choosing the threshold", kChosenShare);
    OperatingPointSearch search = operatingPointSearch(spec, pointOf(result));
    score(result, validation ? *validation : *cases, search, kFullOverlap);
    const OperatingPoint best = chosenPoint(search, spec, pointOf(result));
    adoptPoint(best, search.score(best), validation ? "validation " : "training ", result);
}

/// Nothing when there are no inner folds, the training was ended early or a fold cannot be trained.
std::optional<InnerJudgement> Trainer::State::innerJudgement()
{
    if (innerFolds == 0 || stopped) {
        return std::nullopt;
    }
    learner.reset(); // its memory is needed; the result has its weights
    PartWatcher part(watcher, trainedShare(), kChosenShare, totalSteps());
    try {
        return judgeInnerFolds(packedSpec(), files.inner, part);
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Data) {
            throw;
        }
        watcher.warning(std::string("The threshold is chosen on the studies learned from: ") +
                        error.what());
        return std::nullopt;
    }
}

} // namespace dawson
