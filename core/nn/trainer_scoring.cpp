#include "core/base/error.h"
#include "core/nn/part_watcher.h"
#include "core/nn/trainer_state.h"

namespace dawson
{

namespace
{

// Validation after each epoch is there to rank epochs; the threshold is chosen as one predicts.
constexpr double kQuickOverlap = 0.25;
// Without validation subjects the threshold is chosen on those learned from; so many tell enough.
constexpr std::size_t kMostTrainingCases = 10;

void take(const OperatingPoint& point,
          const AgreementScore& score,
          const std::string& where,
          ModelFile& model)
{
    if (score.overall > 0.0) {
        model.threshold = point.threshold;
        model.minimumVolumeMm3 = point.minimumVolumeMm3;
        model.coreProbability = point.coreProbability;
    }
    const auto note = [&](const char* name, const std::optional<double>& value) {
        if (value) {
            model.card.metrics[where + name] = *value;
        }
    };
    note("sensitivity", score.sensitivity);
    note("PPV", score.ppv);
    note("F1", score.f1);
    note("Dice", score.dice);
}

} // namespace

void Trainer::State::validate(EpochMetrics& metrics)
{
    watcher.phase("Validating", fraction(metrics.epoch * stepsPerEpoch));
    ModelFile now = result();
    now.mirrored = false; // half the time; it is there to rank epochs
    OperatingPointSearch search({0.5}, {0.0}, schedule.best);
    score(now, *validation, search, kQuickOverlap);
    const AgreementScore score = search.score({0.5, 0.0});
    metrics.sensitivity = score.sensitivity;
    metrics.ppv = score.ppv;
    metrics.f1 = score.f1;
    metrics.dice = score.dice;
    metrics.validationLoss = validationPatches->loss(
        [&](const TrainingBatch& batch) { return learner->lossWithoutLearning(batch); });
    if (!progress.bestMetric || score.overall > *progress.bestMetric) {
        progress.bestMetric = score.overall;
        progress.bestEpoch = metrics.epoch;
        writeModel(files.best, result());
        watcher.checkpoint(files.best);
    }
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

ModelFile Trainer::State::finish()
{
    ModelFile best = result();
    if (progress.bestMetric && std::filesystem::exists(files.best)) {
        best.weights = readModel(files.best).weights;
    }
    best.card.epochs = progress.bestEpoch > 0 ? progress.bestEpoch : progress.epoch;
    best.card.seed = schedule.seed;
    best.card.dataDigest = cases->digest();
    best.card.metrics["training loss"] = progress.history.empty()
                                             ? progress.lossSum / std::max(1, progress.stepInEpoch)
                                             : progress.history.back().trainingLoss;
    if (point == Point::Choose) {
        chooseOperatingPoint(best);
    }
    return best;
}

/// On the validation subjects, else on inner folds, else on those learned from; never on any other.
void Trainer::State::chooseOperatingPoint(ModelFile& result)
{
    if (const auto inner = innerJudgement()) {
        take(inner->point, inner->score, "left-out ", result);
        return;
    }
    watcher.phase("Choosing the threshold", kChosenShare);
    OperatingPointSearch search = operatingPointSearch(schedule);
    score(result, validation ? *validation : *cases, search, kFullOverlap);
    const OperatingPoint best = search.best();
    take(best, search.score(best), validation ? "validation " : "training ", result);
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
        return judgeInnerFolds(spec, files.inner, part);
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
