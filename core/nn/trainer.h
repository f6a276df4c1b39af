#pragma once

#include "core/training/case_store.h"
#include "core/training/epoch_metrics.h"
#include "core/training/model_file.h"
#include "core/training/training_spec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dawson
{

/// One optimiser step, as a watcher sees it.
struct StepReport {
    int epoch = 0;         ///< from 1
    std::int64_t step = 0; ///< of the whole run, from 1
    std::int64_t steps = 0;
    std::optional<double> loss; ///< none while the operating point is being chosen
    double fraction = 0.0;      ///< of the whole job
    double secondsLeft = -1.0;
};

/// Whom a training tells, and whom it asks between batches. All calls come from the training
/// thread.
class TrainingWatcher
{
public:
    enum class Wish {
        Continue,
        Pause, ///< wait, without computing, until the wish changes
        Stop,  ///< end now and keep the best model
        Cancel ///< end now with Error(Cancelled)
    };

    TrainingWatcher() = default;
    TrainingWatcher(const TrainingWatcher&) = delete;
    TrainingWatcher& operator=(const TrainingWatcher&) = delete;
    TrainingWatcher(TrainingWatcher&&) = delete;
    TrainingWatcher& operator=(TrainingWatcher&&) = delete;
    virtual ~TrainingWatcher() = default;

    virtual Wish wish() = 0;
    virtual void phase(std::string_view name, double fraction) = 0;
    virtual void step(const StepReport& report) = 0;
    virtual void epoch(const EpochMetrics& metrics, double fraction) = 0;
    virtual void checkpoint(const std::filesystem::path& path) = 0;
    virtual void warning(const std::string& text) = 0;
};

/// Where a training keeps its files; all are made when missing.
struct TrainingFiles {
    std::filesystem::path cases;           ///< packed training cases
    std::filesystem::path validationCases; ///< packed validation cases
    std::filesystem::path latest;          ///< checkpoint; if it is there, training resumes from it
    std::filesystem::path best;            ///< model with the best validation so far
    std::filesystem::path inner;           ///< folder of the inner folds, see inner_judgement.h
    bool otherStartsAnew = false; ///< a checkpoint of other cases is left behind, not refused
};

/// Trains a network as its spec says: packs the cases, steps through the epochs, validates after
/// each, keeps the best, ends early when schedule.patience is over.
///
/// Steps are made smaller, with a warning, until their estimated memory keeps the ceiling, and
/// again whenever the process has grown beyond it or memory runs out while training; only when
/// memory runs out with the smallest it ends.
///
/// The same spec gives the same weights on the same machine and number of threads, also when it was
/// killed in between and resumed: places, order and augmentation follow from seed and epoch alone.
class Trainer
{
public:
    Trainer(TrainingSpec spec, TrainingFiles files, TrainingWatcher& watcher);
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;
    Trainer(Trainer&&) = delete;
    Trainer& operator=(Trainer&&) = delete;

    enum class Point {
        Choose,
        Leave ///< the operating point stays what it was before the first step
    };

    /// The best model by validation (the last one without validation). Its threshold, minimum size
    /// and core are chosen on the validation cases; without them on the inner folds
    /// (inner_judgement.h) when the schedule has some and the training went to its end, else on the
    /// cases learned from (at most ten). Validation cases without any lesion are none. Of its card
    /// the metrics, epochs, seed, parent, ancestors, data digest, subjects that were not left out
    /// and, as trainedOn, their number are filled in. Throws Error: Data (no usable case, a choice
    /// that cannot be trained with, a subject on both sides, loss not finite, memory), Model (start
    /// model does not fit), Io, Cancelled within one batch.
    ModelFile run(Point point = Point::Choose);

    /// The epochs that run() has finished, and those before an interruption, in order.
    const std::vector<EpochMetrics>& history() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
