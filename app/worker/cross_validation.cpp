#include "app/worker/cross_validation.h"

#include "app/worker/brain_masks.h"
#include "app/worker/project_pairs.h"
#include "app/worker/training_cases.h"
#include "app/worker/training_job.h"
#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/lesion/anima_rule.h"
#include "core/lesion/mean_error.h"
#include "core/nn/inner_judgement.h"
#include "core/nn/predictor.h"
#include "core/training/preflight.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <sstream>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kDefault = "default";
constexpr const char* kTuned = "fine-tuned";
constexpr const char* kScratch = "from scratch";

/// "fine-tuned-cross07-seed1": names models and masks of a fold.
std::string stemOf(const std::string& arm, const std::string& subject, std::uint64_t seed)
{
    std::string stem = arm + "-" + subject + "-seed" + std::to_string(seed);
    std::ranges::replace(stem, ' ', '-');
    return stem;
}

/// "-rate0.001"
std::string rateSuffix(double rate)
{
    char text[32];
    std::snprintf(text, sizeof text, "-rate%g", rate);
    return text;
}

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
        , m_parent(readModelHeader(spec.model).digest)
    {
        const auto task = taskFromName(spec.task);
        if (!task) {
            throw Error(Error::Kind::Data, "There is no task called \"" + spec.task + "\".");
        }
        const Study study = readStudy(spec.project);
        const Progress progress([&watcher](double, std::string_view phase) {
            watcher.phase(phase, 0.0);
            return watcher.wish() != TrainingWatcher::Wish::Cancel;
        });
        BrainMasks brains(spec.project, spec.work / "brain", spec.training.schedule.threads);
        for (const std::string& subject : spec.subjects) {
            TrainingSpec ready = spec.training;
            ready.task = spec.task;
            ready.project = spec.project;
            ready.startFrom = spec.model;
            ready.training = trainingCases(study, spec.reference, *task, {subject});
            preparePairs(
                ready,
                spec.work / "brain",
                [&watcher](const std::string& sentence) { watcher.warning(sentence); },
                progress);
            brains.addTo(ready.training, progress);
            m_zScore = m_zScore && ready.preprocessing.zScore;
            m_cases.push_back(std::move(ready.training));
        }
        if (m_cases.size() < 2) {
            throw Error(Error::Kind::Data, "Leaving one out needs at least two subjects.");
        }
        fs::create_directories(spec.work);
    }

    std::size_t count() const { return m_cases.size(); }

    /// Scores of the subject left out, one for each of its sessions.
    std::vector<FoldScore> run(std::size_t leftOut, const std::string& arm, std::uint64_t seed)
    {
        std::vector<FoldScore> scores;
        std::string stem = stemOf(arm, m_cases[leftOut].front().subject, seed);
        std::optional<double> rate;
        fs::path model = m_spec.model;
        if (arm != kDefault) {
            TrainingSpec training = specOf(leftOut, arm);
            useBestRate(training, leftOut, arm);
            rate = startingRate(training);
            if (!ratesOf(arm).empty()) {
                stem += rateSuffix(*rate); // what another call chose from others is another model
            }
            training.name = stem;
            training.schedule.seed = seed;
            forgetOthers(stem, settingsDigest(training), m_cases[leftOut]);
            model = train(training, arm);
        } else {
            forgetOthers(stem, m_parent, m_cases[leftOut]);
        }
        for (const TrainingCase& one : m_cases[leftOut]) {
            const fs::path mask = maskOf(stem, one);
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
            scores.push_back(score);
        }
        return scores;
    }

private:
    fs::path maskOf(const std::string& stem, const TrainingCase& one) const
    {
        const std::string session = one.session.empty() ? "" : "-" + one.session;
        return m_spec.work / (stem + session + ".nii.gz");
    }

    /// Of all that decides a model of a fold and its masks.
    std::string settingsDigest(const TrainingSpec& spec) const
    {
        std::ostringstream text;
        text << trainingDigest(spec) << ' ' << m_parent << ' ' << spec.schedule.sensitive
             << spec.schedule.confidentCore << spec.schedule.innerFolds << ' '
             << fs::absolute(m_spec.project).string() << ' ' << m_spec.reference;
        Digest digest;
        digest.add(text.str());
        return digest.hex();
    }

    /// Removes what a call with other settings or another model left under this name, finished or
    /// not, and tells so.
    void forgetOthers(const std::string& stem,
                      const std::string& digest,
                      const std::vector<TrainingCase>& cases) const
    {
        const fs::path settings = m_spec.work / (stem + ".settings");
        if (fs::exists(settings) && readText(settings) == digest) {
            return;
        }
        const fs::path model = m_spec.work / (stem + ".h5");
        if (fs::exists(model) || fs::exists(maskOf(stem, cases.front()))) {
            m_watcher.warning(stem + " was made with other settings or another model: made anew.");
        }
        fs::remove(model);
        fs::remove_all(m_spec.work / (stem + ".training"));
        for (const TrainingCase& one : cases) {
            fs::remove(maskOf(stem, one));
        }
        writeTextAtomically(settings, digest);
    }

    /// A training on all subjects but one, with the schedule's rate and the first seed.
    TrainingSpec specOf(std::size_t leftOut, const std::string& arm) const
    {
        TrainingSpec spec = m_spec.training;
        spec.task = m_spec.task;
        spec.project = m_spec.project;
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

    /// What is left out inside one fold is learned from in another: each is trained once.
    fs::path innerFolder(const TrainingSpec& spec, const std::string& arm) const
    {
        TrainingSpec settings = spec; // what all of them share
        settings.training.clear();
        settings.validation.clear();
        settings.schedule.innerFolds = 0;
        return m_spec.work / "inner" /
               (stemOf(arm, "", spec.schedule.seed) + rateSuffix(startingRate(spec)) + "-" +
                settingsDigest(settings).substr(0, 8));
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
        double best = rates.front();
        double bestScore = -1.0;
        for (const double rate : rates) {
            useRate(spec, rate);
            const auto inner = judgeInnerFolds(spec, innerFolder(spec, arm), m_watcher);
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
        const fs::path output = m_spec.work / (spec.name + ".h5");
        if (fs::exists(output)) {
            return output;
        }
        const fs::path files = m_spec.work / (spec.name + ".training");
        trainToFile(spec, files, output, m_watcher, innerFolder(spec, arm));
        fs::remove_all(files);
        return output;
    }

    const CrossValidationSpec& m_spec;
    TrainingWatcher& m_watcher;
    std::vector<std::vector<TrainingCase>> m_cases; ///< by subject; subtracted, with brains
    std::string m_parent;                           ///< digest of the model they start from
    bool m_zScore = true;                           ///< not of subtractions
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
