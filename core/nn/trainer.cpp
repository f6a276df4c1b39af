#include "core/base/error.h"
#include "core/nn/plain_errors.h"
#include "core/nn/trainer_state.h"
#include "core/training/memory_ceiling.h"
#include "core/training/preflight.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <cassert>
#include <new>
#include <numeric>
#include <thread>
#include <utility>

namespace dawson
{

namespace
{

using Clock = std::chrono::steady_clock;

// Larger windows than one trains in steady the statistics of instance norm, and are faster. 96 did
// best of 64, 96 and 128 on validation cases, see docs/models/flair-default.md.
constexpr int kLeastWindow = 96;
constexpr double kCheckpointSeconds = 300.0;
constexpr int kStatisticsBatches = 40; ///< that running statistics are measured on

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Gives back what is free, so that what the process holds is what it uses: the ceiling is judged
/// by that, and the worker keeps all that it ever had.
void returnFreeMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/// Where many places without lesion were not found: batches then hold more lesion than was wanted.
std::string
missingNegatives(const PatchSampler& sampler, std::size_t cases, const TrainingSchedule& schedule)
{
    const std::size_t wanted = cases * static_cast<std::size_t>(schedule.copies) *
                               static_cast<std::size_t>(schedule.negativePatches);
    const std::size_t missing = sampler.missingNegatives();
    if (missing * 10 <= wanted) {
        return {};
    }
    return "Of " + std::to_string(wanted) + " patches without lesion " + std::to_string(missing) +
           " find no place in images so full of lesions; a smaller patch would.";
}

} // namespace

/// What follows from the size of batch and patch.
void Trainer::State::prepareSteps()
{
    std::vector<std::size_t> all(cases->cases().size());
    std::iota(all.begin(), all.end(), 0U);
    sampler = std::make_unique<PatchSampler>(*cases, all, schedule, !model.preprocessing.zScore);
    const std::string fewer = missingNegatives(*sampler, all.size(), schedule);
    if (!fewer.empty()) {
        watcher.warning(fewer);
    }
    if (validation) {
        validationPatches = std::make_unique<ValidationPatches>(*validation, schedule);
    }
    stepsPerEpoch = std::max(1, BatchQueue(*sampler, 1, schedule, 0).count());
    progress.batch = schedule.batch;
    progress.patchSize = schedule.patchSize;
}

void Trainer::State::check() const
{
    const auto problems = specProblems(spec, model.architecture);
    if (!problems.empty()) {
        throw Error(Error::Kind::Data, problems.front());
    }
}

void Trainer::State::build()
{
    progress.specDigest = trainingDigest(spec);
    ModelFile start = startingModel(spec);
    const std::vector<WeightTensor> weights = std::move(start.weights);
    model = std::move(start);
    model.weights.clear();
    check();
    model.patchSize = std::max(kLeastWindow, schedule.patchSize);
    schedule.learningRate = startingRate(spec);
    learner = std::make_unique<Learner>(model.architecture, schedule);
    if (!weights.empty()) {
        learner->load(weights);
    }
    if ((schedule.parentShare > 0.0 || schedule.ensembleWithParent) && !weights.empty()) {
        parent = learner->weights();
    }
    for (const std::string& subject : subjectsKnownTo(model.card, spec.validation)) {
        watcher.warning("The model to start from already knows the validation subject sub-" +
                        subject + "; its figures will look better than they are.");
    }
    for (const std::string& subject :
         innerFolds > 0 ? subjectsKnownTo(model.card, spec.training) : std::vector<std::string>()) {
        watcher.warning("The model to start from already knows sub-" + subject +
                        ", on which the threshold is chosen; its left-out figures will look "
                        "better than they are.");
    }
    if (learner->compute().device.is_cuda()) {
        return; // its memory is another; what does not fit is noticed there
    }
    const auto fitted = fittedTo(
        memoryCeilingBytes(schedule), schedule, model.architecture, learner->compute().bf16);
    if (!fitted.fits) {
        throw Error(Error::Kind::Data,
                    "The memory is not enough even for the smallest batch and patch; use a "
                    "smaller width, or allow more.");
    }
    schedule = fitted.schedule;
    if (!fitted.change.empty()) {
        watcher.warning(fitted.change);
    }
}

void Trainer::State::report(int epoch, double loss)
{
    ++stepsHere;
    const std::int64_t done = (epoch - 1) * stepsPerEpoch + progress.stepInEpoch;
    const double perStep = secondsSince(begun) / static_cast<double>(stepsHere);
    const auto all = static_cast<std::int64_t>(1 + innerFolds) * totalSteps();
    watcher.step({epoch,
                  done,
                  totalSteps(),
                  loss,
                  fraction(done),
                  perStep * static_cast<double>(std::max<std::int64_t>(0, all - done))});
}

void Trainer::State::tell(std::string_view phase)
{
    watcher.phase(phase, fraction(progress.epoch * stepsPerEpoch + progress.stepInEpoch));
}

/// Returns what is wished for at its end.
TrainingWatcher::Wish Trainer::State::pause()
{
    using Wish = TrainingWatcher::Wish;
    const auto start = Clock::now();
    writeLatest();
    tell("Paused");
    Wish wish = watcher.wish();
    while (wish == Wish::Pause) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        wish = watcher.wish();
    }
    begun += Clock::now() - start; // it is no time of the steps
    tell("Training");
    return wish;
}

bool Trainer::State::goOn()
{
    using Wish = TrainingWatcher::Wish;
    const Wish asked = watcher.wish();
    const Wish wish = asked == Wish::Pause ? pause() : asked;
    if (wish == Wish::Cancel) {
        writeLatest();
        throw Error(Error::Kind::Cancelled, "The training was cancelled.");
    }
    stopped = wish == Wish::Stop;
    return !stopped;
}

void Trainer::State::trainEpoch(int epoch)
{
    tell("Training");
    const auto drawing = Clock::now();
    BatchQueue batches(*sampler, epoch, schedule, progress.stepInEpoch);
    waitedSeconds += secondsSince(drawing);
    progress.seconds += secondsSince(drawing);
    while (progress.stepInEpoch < batches.count() && goOn()) {
        const auto start = Clock::now();
        const auto number = (epoch - 1) * stepsPerEpoch + progress.stepInEpoch;
        const TrainingBatch batch = batches.next();
        waitedSeconds += secondsSince(start);
        const double loss = learner->step(batch, learningRate(schedule, number, totalSteps()));
        progress.lossSum += loss;
        ++progress.stepInEpoch;
        progress.seconds += secondsSince(start);
        report(epoch, loss);
        if (aboveCeiling()) {
            throw std::bad_alloc(); // answered like memory that has ended, before it has
        }
        if (secondsSince(written) > kCheckpointSeconds) {
            writeLatest();
        }
    }
    if (validation && !stopped) {
        writeLatest(); // a Cancel while it validates loses no step
    }
}

/// Smaller steps instead of an end, as often as it takes.
void Trainer::State::trainEpochAsMemoryAllows(int epoch)
{
    for (bool done = false; !done;) {
        try {
            trainEpoch(epoch);
            done = true;
        } catch (const std::exception& failure) {
            if (!isOutOfMemory(failure)) {
                throw;
            }
        }
        if (!done) {
            shrink(); // not while the failure is alive: it may hold what is to be freed
        }
    }
}

/// Whether smaller steps are called for by what the process holds, and possible.
bool Trainer::State::aboveCeiling() const
{
    const std::uint64_t ceiling = memoryCeilingBytes(schedule);
    return ceiling > 0 && !learner->compute().device.is_cuda() && residentMemoryBytes() > ceiling &&
           smallerSchedule(schedule, model.architecture);
}

void Trainer::State::shrink()
{
    const auto smaller = smallerSchedule(schedule, model.architecture);
    if (!smaller) {
        throw Error(Error::Kind::Data,
                    "The memory was not enough even for the smallest batch and patch; use a "
                    "smaller width.");
    }
    watcher.warning(sizeChange(schedule, *smaller) + " The epoch begins again.");
    schedule = *smaller;
    learner->optimiser().dropGradients();
    returnFreeMemory();
    progress.stepInEpoch = 0;
    progress.lossSum = 0.0;
    prepareSteps();
}

void Trainer::State::finishEpoch(int epoch)
{
    const auto start = Clock::now();
    EpochMetrics metrics;
    metrics.epoch = epoch;
    metrics.trainingLoss = progress.lossSum / std::max(1, progress.stepInEpoch);
    metrics.waitedSeconds = std::exchange(waitedSeconds, 0.0);
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
    result.weights = learner->weights();
    return result;
}

/// What the training would give if it ended now: its weights, and the parent's by their share.
/// Batch norm sees other values with the mean of two networks' weights than with either, so that
/// the mean of their running statistics would not be those of its own (Izmailov et al. 2018, 3.3).
ModelFile Trainer::State::result()
{
    ModelFile result = current();
    if (parent.empty() || schedule.parentShare == 0.0) {
        return result;
    }
    const auto share = static_cast<float>(schedule.parentShare);
    for (std::size_t n = 0; n < parent.size(); ++n) {
        auto& own = result.weights[n].values;
        assert(result.weights[n].name == parent[n].name && own.size() == parent[n].values.size());
        for (std::size_t v = 0; v < own.size(); ++v) {
            own[v] = (1.0F - share) * own[v] + share * parent[n].values[v];
        }
    }
    if (learner->hasStatistics()) {
        BatchQueue batches(*sampler, 1, schedule, 0); // the same ones whenever it is asked
        result.weights =
            learner->withStatistics(result.weights, batches, kStatisticsBatches, [this] {
                return watcher.wish() != TrainingWatcher::Wish::Cancel;
            });
    }
    return result;
}

void Trainer::State::writeLatest()
{
    CheckpointFile file = progress;
    file.model = current();
    file.moments = learner->optimiser().moments();
    file.optimiserSteps = learner->optimiser().steps();
    file.arithmetic = describeArithmetic(learner->compute());
    writeCheckpoint(files.latest, file);
    written = Clock::now();
    watcher.checkpoint(files.latest);
}

Trainer::Trainer(TrainingSpec spec, TrainingFiles files, TrainingWatcher& watcher)
    : m_state(std::make_unique<State>(std::move(spec), std::move(files), watcher))
{
}

Trainer::~Trainer() = default;

const std::vector<EpochMetrics>& Trainer::history() const
{
    return m_state->progress.history;
}

ModelFile Trainer::run(Point point)
{
    State& state = *m_state;
    state.point = point;
    return withPlainErrors([&state] {
        state.build();
        state.packAll();
        state.resume();
        state.prepareSteps();
        returnFreeMemory(); // of packing
        state.begun = Clock::now();
        while (!state.over()) {
            const int epoch = state.progress.epoch + 1;
            state.trainEpochAsMemoryAllows(epoch);
            if (!state.stopped) {
                state.finishEpoch(epoch);
                returnFreeMemory(); // of validation
            }
        }
        return state.finish();
    });
}

} // namespace dawson
