#include "core/nn/predictor.h"
#include "core/nn/trainer_state.h"

namespace dawson
{

namespace
{

// Validation after each epoch is there to rank epochs; the threshold is chosen as one predicts.
constexpr double kQuickOverlap = 0.25;
constexpr double kFullOverlap = 0.5;
// Without validation subjects the threshold is chosen on those learned from; so many tell enough.
constexpr std::size_t kMostTrainingCases = 10;

} // namespace

void Trainer::State::scoreWith(const ModelFile& with,
                               const CaseStore& store,
                               double overlap,
                               OperatingPointSearch& search)
{
    Predictor predictor(with, schedule.threads, schedule.precision);
    WindowPlan plan = windowPlanOf(with);
    plan.overlap = overlap;
    scoreStore(
        store,
        &store == validation.get() ? store.cases().size() : kMostTrainingCases,
        [&](const std::vector<Volume>& channels, const Progress& part) {
            return predictor.probability(channels, plan, part);
        },
        search,
        Progress([this](double, std::string_view) {
            return watcher.wish() != TrainingWatcher::Wish::Cancel;
        }));
}

void Trainer::State::validate(EpochMetrics& metrics)
{
    watcher.phase("Validating", fraction(metrics.epoch * stepsPerEpoch));
    ModelFile now = result();
    now.mirrored = false; // half the time; it is there to rank epochs
    OperatingPointSearch search({0.5}, {0.0}, schedule.best);
    scoreWith(now, *validation, kQuickOverlap, search);
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
    chooseOperatingPoint(best);
    return best;
}

/// On the validation subjects, else on those learned from; never on any other.
void Trainer::State::chooseOperatingPoint(ModelFile& result)
{
    watcher.phase("Choosing the threshold", kTrainedShare);
    std::string measure = schedule.best;
    if (schedule.sensitive && measure.starts_with("f1")) {
        measure.replace(0, 2, "f2");
    }
    const std::vector<double> none{0.0};
    OperatingPointSearch search(searchedThresholds(),
                                schedule.minimumSize ? searchedVolumesMm3() : none,
                                measure,
                                schedule.confidentCore ? searchedCores() : none);
    scoreWith(result, validation ? *validation : *cases, kFullOverlap, search);
    const OperatingPoint point = search.best();
    const AgreementScore score = search.score(point);
    if (score.overall > 0.0) {
        result.threshold = point.threshold;
        result.minimumVolumeMm3 = point.minimumVolumeMm3;
        result.coreProbability = point.coreProbability;
    }
    const std::string where = validation ? "validation " : "training ";
    const auto note = [&](const char* name, const std::optional<double>& value) {
        if (value) {
            result.card.metrics[where + name] = *value;
        }
    };
    note("sensitivity", score.sensitivity);
    note("PPV", score.ppv);
    note("F1", score.f1);
    note("Dice", score.dice);
}

} // namespace dawson
