#pragma once

#include "core/nn/inner_judgement.h"
#include "core/nn/learner.h"
#include "core/nn/trainer.h"
#include "core/nn/validation.h"
#include "core/training/checkpoint_file.h"
#include "core/training/inner_folds.h"

#include <algorithm>
#include <chrono>
#include <memory>

namespace dawson
{

/// A training between two steps. Private to the trainer: trainer.cpp goes through the steps,
/// trainer_cases.cpp gets what it learns from and goes on from a checkpoint, trainer_scoring.cpp
/// looks at what was reached.
struct Trainer::State {
    State(TrainingSpec theSpec, TrainingFiles theFiles, TrainingWatcher& theWatcher)
        : spec(std::move(theSpec))
        , schedule(spec.schedule)
        , innerFolds(innerFoldsOf(spec).size())
        , files(std::move(theFiles))
        , watcher(theWatcher)
    {
    }

    TrainingSpec spec;         ///< as asked for
    TrainingSchedule schedule; ///< as it is done: its rate chosen, its steps such as memory allows
    std::size_t innerFolds;    ///< trainings that follow to choose the operating point
    TrainingFiles files;
    TrainingWatcher& watcher;
    Point point = Point::Choose;
    ModelFile model; ///< all but weights, which are added when asked for
    std::unique_ptr<Learner> learner;
    /// The learner's before the first step, if they are in the result.
    std::vector<WeightTensor> parent;
    std::unique_ptr<CaseStore> cases;
    std::unique_ptr<CaseStore> validation;
    std::unique_ptr<PatchSampler> sampler;
    std::unique_ptr<ValidationPatches> validationPatches;
    CheckpointFile progress; ///< how far we are; its model and moments only while written
    bool stopped = false;
    std::int64_t stepsPerEpoch = 1;
    std::int64_t stepsHere = 0; ///< of this process
    double waitedSeconds = 0.0; ///< for patches, in this epoch and process
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point written = std::chrono::steady_clock::now();

    void packAll();
    TrainingSpec packedSpec() const;
    void packValidation();
    void checkChannels(const CaseStore& store) const;
    void goWithoutValidation(const std::string& why);
    std::string otherTraining(const CheckpointFile& found) const;
    std::unique_ptr<CaseStore> pack(const std::filesystem::path& path,
                                    const std::vector<TrainingCase>& list,
                                    const Progress& part);
    void check() const;
    void build();
    void resume();
    void prepareSteps();
    void trainEpoch(int epoch);
    void trainEpochAsMemoryAllows(int epoch);
    void shrink();
    bool aboveCeiling() const;
    void report(int epoch, double loss);
    void finishEpoch(int epoch);
    void validate(EpochMetrics& metrics);
    bool isBetter(double overall, const std::optional<double>& loss) const;
    bool goOn();
    TrainingWatcher::Wish pause();
    void tell(std::string_view phase);
    void writeLatest();
    ModelFile current() const;
    ModelFile result();
    ModelFile finish();
    double lossOfEpoch(int epoch) const;
    void chooseOperatingPoint(ModelFile& result);
    std::optional<InnerJudgement> innerJudgement();
    void score(const ModelFile& with,
               const CaseStore& store,
               OperatingPointSearch& search,
               double overlap);

    bool over() const
    {
        const int waited = progress.epoch - progress.bestEpoch;
        const bool found = progress.bestMetric.value_or(0.0) > 0.0; // else it has hardly begun
        return stopped || progress.epoch >= schedule.epochs ||
               (validation && found && schedule.patience > 0 && waited >= schedule.patience);
    }

    std::int64_t totalSteps() const { return stepsPerEpoch * schedule.epochs; }

    static constexpr double kPackedShare = 0.05; ///< of the whole job's progress
    static constexpr double kChosenShare = 0.97; ///< from here the threshold is chosen

    /// Training ends here; inner folds may follow.
    double trainedShare() const { return kChosenShare / static_cast<double>(1 + innerFolds); }

    double fraction(std::int64_t steps) const
    {
        const double share = static_cast<double>(steps) / static_cast<double>(totalSteps());
        return kPackedShare + (trainedShare() - kPackedShare) * std::min(1.0, share);
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

} // namespace dawson
