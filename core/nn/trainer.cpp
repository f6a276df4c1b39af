#include "core/nn/trainer.h"

#include "core/base/error.h"
#include "core/nn/adam.h"
#include "core/nn/compute.h"
#include "core/nn/predictor.h"
#include "core/nn/training_batch.h"
#include "core/nn/unet3d.h"
#include "core/nn/validation.h"
#include "core/training/checkpoint_file.h"
#include "core/training/preflight.h"

#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

namespace dawson
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr double kPackedShare = 0.05;  ///< of the whole job's progress
constexpr double kTrainedShare = 0.97; ///< training ends here, then the threshold is chosen
// Larger windows than one trains in steady the statistics of instance norm, and are faster.
constexpr int kLeastWindow = 96;
constexpr double kCheckpointSeconds = 300.0;
// Validation after each epoch is there to rank epochs; the threshold is chosen as one predicts.
constexpr double kQuickOverlap = 0.25;
constexpr double kFullOverlap = 0.5;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

} // namespace

struct Trainer::State {
    State(TrainingSpec theSpec, TrainingFiles theFiles, TrainingWatcher& theWatcher)
        : spec(std::move(theSpec))
        , files(std::move(theFiles))
        , watcher(theWatcher)
    {
    }

    TrainingSpec spec;
    TrainingFiles files;
    TrainingWatcher& watcher;
    Compute compute;
    ModelFile model; ///< architecture, preprocessing, card; weights only when asked for
    UNet3d network{nullptr};
    std::unique_ptr<Adam> adam;
    std::unique_ptr<CaseStore> cases;
    std::unique_ptr<CaseStore> validation;
    std::unique_ptr<PatchSampler> sampler;
    CheckpointFile progress; ///< how far we are; its model and moments only while written
    bool stopped = false;
    std::int64_t stepsPerEpoch = 1;
    std::int64_t stepsHere = 0; ///< of this process
    Clock::time_point begun = Clock::now();
    Clock::time_point written = Clock::now();

    void packAll();
    std::unique_ptr<CaseStore> pack(const std::filesystem::path& path,
                                    const std::vector<TrainingCase>& list,
                                    const Progress& part);
    void build();
    void resume();
    void trainEpoch(int epoch);
    double step(const TrainingBatch& batch, std::int64_t number);
    void report(int epoch, double loss);
    void finishEpoch(int epoch);
    void validate(EpochMetrics& metrics);
    bool goOn();
    void writeLatest();
    ModelFile current() const;
    ModelFile finish();
    std::vector<Volume> predictValidation(const ModelFile& with, double overlap);

    std::int64_t totalSteps() const { return stepsPerEpoch * spec.schedule.epochs; }

    double fraction(std::int64_t steps) const
    {
        const double share = static_cast<double>(steps) / static_cast<double>(totalSteps());
        return kPackedShare + (kTrainedShare - kPackedShare) * std::min(1.0, share);
    }

    /// A progress that only listens for Cancel.
    Progress listening(double from, double to)
    {
        return Progress([this](double done, std::string_view name) {
                   watcher.phase(name, done);
                   return watcher.wish() != TrainingWatcher::Wish::Cancel;
               })
            .part(from, to);
    }
};

std::unique_ptr<CaseStore> Trainer::State::pack(const std::filesystem::path& path,
                                                const std::vector<TrainingCase>& list,
                                                const Progress& part)
{
    PackOptions options;
    options.preprocessing = model.preprocessing;
    options.keepWithoutLesion = &list == &spec.validation;
    const PackReport packed = packCases(path, list, options, part);
    for (const ExcludedCase& excluded : packed.excluded) {
        watcher.warning("sub-" + excluded.source.subject + " is left out: " + excluded.reason);
    }
    return std::make_unique<CaseStore>(path);
}

void Trainer::State::packAll()
{
    cases = pack(files.cases, spec.training, listening(0.0, kPackedShare * 0.8));
    if (!spec.validation.empty()) {
        validation = pack(
            files.validationCases, spec.validation, listening(kPackedShare * 0.8, kPackedShare));
    }
    std::vector<std::size_t> all(cases->cases().size());
    for (std::size_t n = 0; n < all.size(); ++n) {
        all[n] = n;
    }
    sampler = std::make_unique<PatchSampler>(*cases, all, spec.schedule);
    stepsPerEpoch = std::max(1, BatchQueue(*sampler, 1, spec.schedule.batch, 0).count());
}

void Trainer::State::build()
{
    torch::manual_seed(spec.schedule.seed);
    compute = chooseCompute(spec.schedule.precision, spec.schedule.threads);
    model.architecture = spec.architecture;
    model.preprocessing = spec.preprocessing;
    ModelFile parent;
    if (!spec.startFrom.empty()) {
        parent = readModel(spec.startFrom);
        model.architecture = parent.architecture;
        model.preprocessing = parent.preprocessing;
        model.threshold = parent.threshold;
        model.card.parentDigest = parent.digest;
        model.card.parentName = parent.card.name;
    }
    network = UNet3d(model.architecture);
    if (!spec.startFrom.empty()) {
        loadWeights(*network, parent.weights);
    }
    model.patchSize = std::max(kLeastWindow, spec.schedule.patchSize);
    network->to(compute.device);
    network->train();
    adam = std::make_unique<Adam>(*network);
}

void Trainer::State::resume()
{
    progress.specDigest = trainingDigest(spec);
    if (!std::filesystem::exists(files.latest)) {
        return;
    }
    CheckpointFile found = readCheckpoint(files.latest);
    if (found.specDigest != progress.specDigest) {
        throw Error(Error::Kind::Model,
                    "The checkpoint belongs to another training; remove it to start anew.",
                    files.latest.string());
    }
    loadWeights(*network, found.model.weights);
    adam->restore(found.moments, found.optimiserSteps);
    progress = std::move(found);
    progress.model = {};
    progress.moments.clear();
}

double Trainer::State::step(const TrainingBatch& batch, std::int64_t number)
{
    torch::Tensor logits;
    {
        const AutocastScope scope(compute);
        logits = network->forward(batch.image.to(compute.device));
    }
    const auto loss = lossOf(spec.schedule.loss, logits, batch.target.to(compute.device));
    loss.backward();
    const auto value = loss.item<double>();
    if (!std::isfinite(value)) {
        throw Error(Error::Kind::Data,
                    "The training ran off: its loss is not a number any more. Use a lower "
                    "learning rate.");
    }
    adam->step(learningRate(spec.schedule, number, totalSteps()));
    return value;
}

void Trainer::State::report(int epoch, double loss)
{
    ++stepsHere;
    const std::int64_t done = (epoch - 1) * stepsPerEpoch + progress.stepInEpoch;
    const double perStep = secondsSince(begun) / static_cast<double>(stepsHere);
    watcher.step({epoch,
                  done,
                  totalSteps(),
                  loss,
                  fraction(done),
                  perStep * static_cast<double>(std::max<std::int64_t>(0, totalSteps() - done))});
}

bool Trainer::State::goOn()
{
    using Wish = TrainingWatcher::Wish;
    Wish wish = watcher.wish();
    if (wish == Wish::Pause) {
        writeLatest();
        watcher.phase("Paused", fraction(progress.epoch * stepsPerEpoch + progress.stepInEpoch));
    }
    while (wish == Wish::Pause) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        wish = watcher.wish();
    }
    if (wish == Wish::Cancel) {
        writeLatest();
        throw Error(Error::Kind::Cancelled, "The training was cancelled.");
    }
    stopped = wish == Wish::Stop;
    return !stopped;
}

void Trainer::State::trainEpoch(int epoch)
{
    BatchQueue batches(*sampler, epoch, spec.schedule.batch, progress.stepInEpoch);
    while (progress.stepInEpoch < batches.count() && goOn()) {
        const auto start = Clock::now();
        const auto number = (epoch - 1) * stepsPerEpoch + progress.stepInEpoch;
        const double loss = step(batches.next(), number);
        progress.lossSum += loss;
        ++progress.stepInEpoch;
        progress.seconds += secondsSince(start);
        report(epoch, loss);
        if (secondsSince(written) > kCheckpointSeconds) {
            writeLatest();
        }
    }
}

std::vector<Volume> Trainer::State::predictValidation(const ModelFile& with, double overlap)
{
    Predictor predictor(with, spec.schedule.threads, spec.schedule.precision);
    return predictStore(
        *validation,
        [&](const std::vector<Volume>& channels, const Progress& part) {
            return predictor.probability(
                channels, {.size = with.patchSize, .overlap = overlap}, part);
        },
        Progress([this](double, std::string_view) {
            return watcher.wish() != TrainingWatcher::Wish::Cancel;
        }));
}

void Trainer::State::validate(EpochMetrics& metrics)
{
    watcher.phase("Validating", fraction(metrics.epoch * stepsPerEpoch));
    const ModelFile now = current();
    const auto score = scoreOf(*validation, predictValidation(now, kQuickOverlap), 0.5);
    metrics.sensitivity = score.sensitivity;
    metrics.ppv = score.ppv;
    metrics.dice = score.dice;
    metrics.validationLoss = score.loss;
    if (!progress.bestMetric || score.overall > *progress.bestMetric) {
        progress.bestMetric = score.overall;
        progress.bestEpoch = metrics.epoch;
        writeModel(files.best, now);
        watcher.checkpoint(files.best);
    }
}

void Trainer::State::finishEpoch(int epoch)
{
    const auto start = Clock::now();
    EpochMetrics metrics;
    metrics.epoch = epoch;
    metrics.trainingLoss = progress.lossSum / std::max(1, progress.stepInEpoch);
    if (validation) {
        validate(metrics);
    }
    progress.seconds += secondsSince(start);
    metrics.seconds = progress.seconds;
    for (const EpochMetrics& earlier : progress.history) {
        metrics.seconds -= earlier.seconds;
    }
    progress.history.push_back(metrics);
    progress.epoch = epoch;
    progress.stepInEpoch = 0;
    progress.lossSum = 0.0;
    watcher.epoch(metrics, fraction(epoch * stepsPerEpoch));
    writeLatest();
}

ModelFile Trainer::State::current() const
{
    ModelFile result = model;
    result.weights = weightsOf(*network);
    return result;
}

void Trainer::State::writeLatest()
{
    CheckpointFile file = progress;
    file.model = current();
    file.moments = adam->moments();
    file.optimiserSteps = adam->steps();
    writeCheckpoint(files.latest, file);
    written = Clock::now();
    watcher.checkpoint(files.latest);
}

ModelFile Trainer::State::finish()
{
    ModelFile result = current();
    if (progress.bestMetric && std::filesystem::exists(files.best)) {
        result.weights = readModel(files.best).weights;
    }
    result.card.epochs = progress.bestEpoch > 0 ? progress.bestEpoch : progress.epoch;
    result.card.seed = spec.schedule.seed;
    result.card.dataDigest = cases->digest();
    result.card.metrics["training loss"] =
        progress.history.empty() ? progress.lossSum / std::max(1, progress.stepInEpoch)
                                 : progress.history.back().trainingLoss;
    if (!validation) {
        return result;
    }
    watcher.phase("Choosing the threshold", kTrainedShare);
    const auto maps = predictValidation(result, kFullOverlap);
    result.threshold = bestThreshold(*validation, maps);
    const auto score = scoreOf(*validation, maps, result.threshold);
    const auto note = [&](const char* name, const std::optional<double>& value) {
        if (value) {
            result.card.metrics[name] = *value;
        }
    };
    note("validation sensitivity", score.sensitivity);
    note("validation PPV", score.ppv);
    note("validation Dice", score.dice);
    return result;
}

Trainer::Trainer(TrainingSpec spec, TrainingFiles files, TrainingWatcher& watcher)
    : m_state(std::make_unique<State>(std::move(spec), std::move(files), watcher))
{
}

Trainer::~Trainer() = default;

ModelFile Trainer::run()
{
    State& state = *m_state;
    try {
        state.build();
        state.packAll();
        state.resume();
        state.begun = Clock::now();
        state.watcher.phase("Training", kPackedShare);
        while (!state.stopped && state.progress.epoch < state.spec.schedule.epochs) {
            const int epoch = state.progress.epoch + 1;
            state.trainEpoch(epoch);
            if (!state.stopped) {
                state.finishEpoch(epoch);
            }
        }
        return state.finish();
    } catch (const c10::Error& error) {
        throw Error(Error::Kind::Data,
                    std::string("The network cannot be computed here: ") +
                        error.what_without_backtrace());
    }
}

} // namespace dawson
