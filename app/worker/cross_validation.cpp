#include "app/worker/cross_validation.h"

#include "app/worker/brain_masks.h"
#include "app/worker/fold_files.h"
#include "app/worker/model_task.h"
#include "app/worker/project_pairs.h"
#include "app/worker/training_cases.h"
#include "app/worker/training_job.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/lesion/anima_rule.h"
#include "core/lesion/mean_error.h"
#include "core/nn/inner_judgement.h"
#include "core/nn/predictor.h"
#include "core/training/input_channels.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kDefault = "default";
constexpr const char* kTuned = "fine-tuned";
constexpr const char* kScratch = "from scratch";

FoldScore judge(const fs::path& reference, const fs::path& mask)
{
    const Mask truth = readMask(reference);
    const Mask found = readMask(mask);
    const MaskComparison loose = compareMasks(truth, found, {});
    const MaskComparison strict =
        compareMasks(truth, found, {.minOverlap = 0.1, .minVolumeMl = 0.003});
    FoldScore score;
    score.referenceLesions = static_cast<int>(loose.reference.lesions.size());
    score.predictedLesions = static_cast<int>(loose.prediction.lesions.size());
    score.sensitivity = loose.lesions.sensitivity();
    score.ppv = loose.lesions.positivePredictiveValue();
    score.strictSensitivity = strict.lesions.sensitivity();
    score.strictPpv = strict.lesions.positivePredictiveValue();
    const LesionComparison anima = compareByAnima(truth, found);
    score.animaSensitivity = anima.sensitivity();
    score.animaPpv = anima.positivePredictiveValue();
    score.dice = loose.dice;
    return score;
}

/// The folds of one cross-validation.
class Folds
{
public:
    Folds(const CrossValidationSpec& spec, TrainingWatcher& watcher)
        : m_spec(spec)
        , m_watcher(watcher)
    {
        const auto task = taskFromName(spec.task);
        if (!task) {
            throw Error(Error::Kind::Data, "There is no task called \"" + spec.task + "\".");
        }
        requireTask(readModelHeader(spec.model).card.task, spec.task, spec.model);
        const Study study = readStudy(spec.project);
        const Progress progress([&watcher](double, std::string_view phase) {
            watcher.phase(phase, 0.0);
            return watcher.wish() != TrainingWatcher::Wish::Cancel;
        });
        m_project = study.root;
        const auto warn = [&watcher](const std::string& sentence) { watcher.warning(sentence); };
        BrainMasks brains(m_project, spec.work / "brain", spec.training.schedule.threads, warn);
        for (const std::string& subject : eachOnce(spec.subjects)) {
            TrainingSpec ready = spec.training;
            ready.task = spec.task;
            ready.project = m_project;
            ready.startFrom = spec.model;
            ready.training = trainingCases(study, spec.reference, *task, {subject});
            preparePairs(ready, spec.work / "brain", warn, progress);
            brains.addTo(ready.training, warn, progress);
            if (learnsFromLesionFree(spec.task)) {
                noteLesionFree(ready.training);
            }
            m_zScore = m_zScore && ready.preprocessing.zScore;
            if (!ready.training.empty()) {
                m_cases.push_back(std::move(ready.training));
            }
        }
        if (m_cases.size() < 2) {
            throw Error(Error::Kind::Data, "Leaving one out needs at least two subjects.");
        }
        m_files.emplace(spec, m_cases, watcher);
        tellKnown();
    }

    std::size_t count() const { return m_cases.size(); }

    /// Scores of the subject left out, one for each of its sessions.
    std::vector<FoldScore> run(std::size_t leftOut, const std::string& arm, std::uint64_t seed)
    {
        std::vector<FoldScore> scores;
        std::string stem = FoldFiles::stem(arm, m_cases[leftOut].front().subject, seed);
        std::optional<double> rate;
        fs::path model = m_spec.model;
        if (arm != kDefault) {
            TrainingSpec training = specOf(leftOut, arm);
            useBestRate(training, leftOut, arm);
            rate = startingRate(training);
            if (!ratesOf(arm).empty()) {
                stem += FoldFiles::rateSuffix(
                    *rate); // what another call chose from others is another model
            }
            training.name = stem;
            training.schedule.seed = seed;
            m_files->forgetOthers(stem, training, m_cases[leftOut]);
            model = train(training, arm);
        } else {
            m_files->forgetOthers(stem, m_cases[leftOut]);
        }
        for (const TrainingCase& one : m_cases[leftOut]) {
            const fs::path mask = m_files->maskOf(stem, one);
            if (!fs::exists(mask)) {
                PredictionSpec prediction;
                prediction.model = model;
                prediction.images = one.images;
                if (readModelHeader(model).architecture.inputChannels == 1) {
                    prediction.images.resize(1); // the subtraction is the first
                }
                prediction.brain = one.brain;
                prediction.mask = mask;
                prediction.threads = m_spec.training.schedule.threads;
                predictFiles(prediction);
            }
            FoldScore score = judge(one.reference, mask);
            score.arm = arm;
            score.subject = one.subject;
            score.session = one.session;
            score.seed = seed;
            score.rate = rate;
            score.known = arm != kScratch && m_known.contains(plainName(one.subject));
            scores.push_back(score);
        }
        return scores;
    }

private:
    /// A subject that the model has seen is none that was left out.
    void tellKnown()
    {
        const ModelCard card = readModelHeader(m_spec.model).card;
        std::string names;
        for (const auto& cases : m_cases) {
            for (const std::string& subject : subjectsKnownTo(card, cases)) {
                m_known.insert(subject);
                names += (names.empty() ? "" : ", ") + subject;
            }
        }
        if (!names.empty()) {
            m_watcher.warning("The model to judge already knows " + names +
                              ": its figures and those after fine-tuning will look better there "
                              "than they are.");
        }
    }

    /// A training on all subjects but one, with the schedule's rate and the first seed.
    TrainingSpec specOf(std::size_t leftOut, const std::string& arm) const
    {
        TrainingSpec spec = m_spec.training;
        spec.task = m_spec.task;
        spec.project = m_project;
        spec.reference = m_spec.reference;
        spec.schedule.seed = m_spec.seeds.front();
        spec.startFrom = m_spec.model;
        if (arm == kScratch) {
            spec = fromScratchLike(spec);
        }
        spec.preprocessing.zScore = spec.preprocessing.zScore && m_zScore;
        for (std::size_t n = 0; n < m_cases.size(); ++n) {
            if (n != leftOut) {
                spec.training.insert(spec.training.end(), m_cases[n].begin(), m_cases[n].end());
            }
        }
        return spec;
    }

    /// To choose from; none for the schedule's own.
    const std::vector<double>& ratesOf(const std::string& arm) const
    {
        return arm == kScratch ? m_spec.scratchRates : m_spec.rates;
    }

    void useBestRate(TrainingSpec& spec, std::size_t leftOut, const std::string& arm)
    {
        const auto& rates = ratesOf(arm);
        const auto known = m_rates.find({leftOut, arm});
        if (known != m_rates.end()) {
            useRate(spec, known->second);
        } else if (rates.size() > 1) {
            useRate(spec, bestRate(spec, rates, arm));
            m_rates[{leftOut, arm}] = startingRate(spec);
        } else {
            // Said the same way however it was chosen: inner folds are known by what they are.
            useRate(spec, rates.empty() ? startingRate(spec) : rates.front());
        }
    }

    static void useRate(TrainingSpec& spec, double rate)
    {
        spec.schedule.learningRate = rate;
        spec.schedule.scratchLearningRate = rate;
    }

    double bestRate(TrainingSpec spec, const std::vector<double>& rates, const std::string& arm)
    {
        spec.schedule.innerFolds = std::max(2, spec.schedule.innerFolds);
        spec.schedule.nearParent = false; // rates are compared each at its best point
        double best = rates.front();
        double bestScore = -1.0;
        for (const double rate : rates) {
            useRate(spec, rate);
            const auto inner = judgeInnerFolds(spec, m_files->innerFolder(spec, arm), m_watcher);
            if (!inner) {
                throw Error(Error::Kind::Data,
                            "Rates are chosen on inner folds: that needs three subjects or more.");
            }
            char text[160];
            std::snprintf(text,
                          sizeof text,
                          "%s, rate %g: %.3f on inner folds (threshold %.2f, core %.2f)",
                          arm.c_str(),
                          rate,
                          inner->score.overall,
                          inner->point.threshold,
                          inner->point.coreProbability);
            m_watcher.warning(text);
            if (inner->score.overall > bestScore) {
                bestScore = inner->score.overall;
                best = rate;
            }
        }
        return best;
    }

    fs::path train(const TrainingSpec& spec, const std::string& arm)
    {
        const fs::path output = m_files->modelOf(spec.name);
        if (fs::exists(output)) {
            return output;
        }
        const fs::path files = m_files->trainingOf(spec.name);
        trainToFile(spec, files, output, m_watcher, m_files->innerFolder(spec, arm));
        fs::remove_all(files);
        return output;
    }

    const CrossValidationSpec& m_spec;
    TrainingWatcher& m_watcher;
    std::vector<std::vector<TrainingCase>> m_cases; ///< by subject; subtracted, with brains
    std::optional<FoldFiles> m_files;
    fs::path m_project;
    std::set<std::string> m_known; ///< subjects that the model has seen
    bool m_zScore = true;          ///< not of subtractions
    std::map<std::pair<std::size_t, std::string>, double> m_rates; ///< by subject left out and arm
};

/// Mean and its standard error; values of one subject are averaged before.
ArmSummary summaryOf(const std::map<std::string, std::vector<double>>& bySubject)
{
    std::vector<double> means;
    for (const auto& [subject, values] : bySubject) {
        means.push_back(meanWithError(values).value().mean);
    }
    ArmSummary result;
    result.subjects = static_cast<int>(means.size());
    if (const auto together = meanWithError(means)) {
        result.mean = together->mean;
        result.standardError = together->standardError;
    }
    return result;
}

} // namespace

std::vector<std::string> crossValidationArms()
{
    return {kDefault, kTuned, kScratch};
}

std::vector<FoldScore> crossValidate(const CrossValidationSpec& spec,
                                     TrainingWatcher& watcher,
                                     const std::function<void(const FoldScore&)>& done)
{
    Folds folds(spec, watcher);
    std::vector<FoldScore> scores;
    const auto add = [&](std::size_t leftOut, const char* arm, std::uint64_t seed) {
        if (std::ranges::find(spec.arms, arm) == spec.arms.end()) {
            return;
        }
        for (const FoldScore& score : folds.run(leftOut, arm, seed)) {
            scores.push_back(score);
            done(score);
        }
    };
    for (std::size_t leftOut = 0; leftOut < folds.count(); ++leftOut) {
        add(leftOut, kDefault, 0);
    }
    for (const std::uint64_t seed : spec.seeds) {
        for (std::size_t leftOut = 0; leftOut < folds.count(); ++leftOut) {
            add(leftOut, kTuned, seed);
            add(leftOut, kScratch, seed);
        }
    }
    return scores;
}

std::vector<ArmSummary> summarise(const std::vector<FoldScore>& scores)
{
    using Measure = std::optional<double> FoldScore::*;
    const std::pair<const char*, Measure> measures[]{
        {"sensitivity", &FoldScore::sensitivity},
        {"ppv", &FoldScore::ppv},
        {"strictSensitivity", &FoldScore::strictSensitivity},
        {"strictPpv", &FoldScore::strictPpv},
        {"animaSensitivity", &FoldScore::animaSensitivity},
        {"animaPpv", &FoldScore::animaPpv},
        {"dice", &FoldScore::dice}};
    std::vector<ArmSummary> summaries;
    for (const std::string& arm : crossValidationArms()) {
        if (std::ranges::find(scores, arm, &FoldScore::arm) == scores.end()) {
            continue;
        }
        for (const auto& [name, measure] : measures) {
            std::map<std::string, std::vector<double>> bySubject;
            for (const FoldScore& score : scores) {
                if (score.arm == arm && score.*measure) {
                    bySubject[score.subject].push_back(*(score.*measure));
                }
            }
            ArmSummary summary = summaryOf(bySubject);
            summary.arm = arm;
            summary.measure = name;
            summaries.push_back(summary);
        }
    }
    return summaries;
}

} // namespace dawson
