#include "core/study/threshold_sweep.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/lesion/probability.h"
#include "core/study/evaluation.h"

namespace dawson
{

namespace
{

/// Sums of one threshold over the cases.
struct Sums {
    double sensitivity = 0.0;
    double ppv = 0.0;
    double lesions = 0.0;
    int withReference = 0;
    int withPrediction = 0;

    void add(const LesionMap& prediction, const LesionComparison& compared)
    {
        lesions += static_cast<double>(prediction.lesions.size());
        if (const auto value = compared.sensitivity()) {
            sensitivity += *value;
            ++withReference;
        }
        if (const auto value = compared.positivePredictiveValue()) {
            ppv += *value;
            ++withPrediction;
        }
    }

    SweepPoint point(double threshold, int cases) const
    {
        SweepPoint result{threshold, std::nullopt, std::nullopt, 0.0};
        if (withReference > 0) {
            result.sensitivity = sensitivity / withReference;
        }
        if (withPrediction > 0) {
            result.ppv = ppv / withPrediction;
        }
        result.lesions = cases > 0 ? lesions / cases : 0.0;
        return result;
    }
};

/// Adds one case to all sums at once, so that a case that fails leaves none half-counted.
void addCase(const Grading& model,
             const Grading& reference,
             const SweepRequest& request,
             std::vector<Sums>& sums,
             const Progress& progress)
{
    const Volume map = readVolume(model.probability);
    const MatchRule& rule = request.rule;
    const LesionMap truth =
        findLesions(readMask(reference.path), rule.connectivity, rule.minVolumeMl);
    std::vector<Sums> next = sums;
    for (std::size_t n = 0; n < request.thresholds.size(); ++n) {
        progress.report(static_cast<double>(n) / static_cast<double>(request.thresholds.size()));
        const OperatingPoint point{
            request.thresholds[n], request.minimumVolumeMm3, request.coreProbability};
        const LesionMap found =
            findLesions(maskAt(map, point), rule.connectivity, rule.minVolumeMl);
        next[n].add(found, compareLesions(truth, found, rule));
    }
    sums = std::move(next);
}

/// What a model made of a case, and what is held against it.
struct Judged {
    const Grading* model = nullptr;
    const Grading* reference = nullptr;
};

/// Those with both; `hidden` counts those of them that the blinded grader may not see yet.
std::vector<Judged> judgedCases(const Study& study, const SweepRequest& request, int& hidden)
{
    std::vector<Judged> cases;
    for (const Grading& model : study.gradings) {
        if (model.author != request.model || model.task != request.task ||
            model.probability.empty() ||
            study.grading(model.author, model.subject, model.session, model.task) != &model) {
            continue; // of a pair the mask in its space counts, as everywhere
        }
        const Grading* reference =
            study.grading(request.reference, model.subject, model.session, model.task);
        if (reference != nullptr && isHidden(study, request.blindGrader, *reference)) {
            ++hidden;
        } else if (reference != nullptr) {
            cases.push_back({&model, reference});
        }
    }
    return cases;
}

} // namespace

ThresholdSweep
sweepThresholds(const Study& study, const SweepRequest& request, const Progress& progress)
{
    ThresholdSweep result;
    std::vector<Sums> sums(request.thresholds.size());
    const std::vector<Judged> judged = judgedCases(study, request, result.hidden);
    const auto share = [&](std::size_t n) {
        return static_cast<double>(n) / static_cast<double>(judged.size());
    };
    for (std::size_t n = 0; n < judged.size(); ++n) {
        const auto& [model, reference] = judged[n];
        try {
            addCase(*model, *reference, request, sums, progress.part(share(n), share(n + 1)));
            ++result.cases;
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled) {
                throw;
            }
            result.leftOut.push_back("subject " + model->subject + ": " + error.describe());
        }
    }
    for (std::size_t n = 0; n < sums.size(); ++n) {
        result.points.push_back(sums[n].point(request.thresholds[n], result.cases));
    }
    progress.report(1.0);
    return result;
}

} // namespace dawson
