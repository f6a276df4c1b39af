#include "core/nn/validation.h"

#include "core/base/error.h"
#include "core/nn/predictor.h"
#include "core/training/input_channels.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace dawson
{

namespace
{

constexpr int kPatchesACase = 16;

/// MSSEG-2 (Commowick et al. 2021) left out smaller new lesions.
constexpr double kSmallestPairLesionMm3 = 3.0;

TrainingSchedule withoutAugmentation(TrainingSchedule schedule)
{
    const int all = std::max(1, schedule.positivePatches + schedule.negativePatches);
    if (all > kPatchesACase) {
        schedule.positivePatches = kPatchesACase * schedule.positivePatches / all;
        schedule.negativePatches = kPatchesACase - schedule.positivePatches;
    }
    schedule.copies = 1;
    schedule.stepsPerEpoch = 0;
    schedule.redraw = false;
    schedule.augmentation = "none";
    schedule.carveMix = 0.0;
    return schedule;
}

/// Of all subjects alike where there are more than `count`: first visits, then second ones; not
/// more than half of them without lesions.
std::vector<std::size_t> someOf(const CaseStore& store, std::size_t count)
{
    std::vector<std::size_t> order(store.cases().size());
    std::iota(order.begin(), order.end(), 0U);
    if (count >= order.size()) {
        return order;
    }
    std::map<std::string, int> visits;
    std::vector<int> visit; // which of its subject's each case is
    for (const StoredCase& one : store.cases()) {
        visit.push_back(visits[plainName(one.subject)]++);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t n) { return visit[n]; });
    std::vector<std::size_t> chosen;
    std::vector<std::size_t> lesionFree;
    for (const std::size_t n : order) {
        (store.cases()[n].lesions > 0 ? chosen : lesionFree).push_back(n);
    }
    const std::size_t quiet = std::min(lesionFree.size(), count / 2);
    chosen.resize(std::min(chosen.size(), count - quiet));
    lesionFree.resize(std::min(lesionFree.size(), count - chosen.size()));
    chosen.insert(chosen.end(), lesionFree.begin(), lesionFree.end());
    return chosen;
}

} // namespace

/// Of a subtraction's false places most are specks of one or two voxels.
double smallestLesionMm3(const std::string& task)
{
    return comparesTwo(task) ? kSmallestPairLesionMm3 : 0.0;
}

void scoreStore(const CaseStore& store,
                std::size_t count,
                const Prediction& predict,
                OperatingPointSearch& search,
                const Progress& progress)
{
    const std::vector<std::size_t> chosen = someOf(store, count);
    const std::size_t last = chosen.size();
    for (std::size_t place = 0; place < last; ++place) {
        const std::size_t n = chosen[place];
        std::vector<Volume> channels;
        for (int channel = 0; channel < store.cases()[n].channels; ++channel) {
            channels.push_back(store.wholeImage(n, channel));
        }
        const auto done = static_cast<double>(place);
        const auto all = static_cast<double>(last);
        search.add(store.wholeMask(n),
                   predict(channels, progress.part(done / all, (done + 1.0) / all)),
                   plainName(store.cases()[n].subject));
    }
}

OperatingPointSearch::LesionFree lesionFreeIn(const std::string& task)
{
    using LesionFree = OperatingPointSearch::LesionFree;
    return learnsFromLesionFree(task) ? LesionFree::Counts : LesionFree::LeftOut;
}

OperatingPointSearch operatingPointSearch(const TrainingSpec& spec, const OperatingPoint& parent)
{
    const TrainingSchedule& schedule = spec.schedule;
    std::string measure = schedule.best;
    if (schedule.sensitive && measure.starts_with("f1")) {
        measure.replace(0, 2, "f2");
    }
    const bool near = staysNearParent(spec);
    const double smallest = smallestLesionMm3(spec.task);
    const auto values = [&](bool chosen, std::vector<double> searched, double own, double least) {
        if (!chosen) {
            return std::vector<double>{near ? own : least};
        }
        std::erase_if(searched, [least](double value) { return value < least; });
        if (near && std::ranges::find(searched, own) == searched.end()) {
            searched.push_back(own);
        }
        return searched;
    };
    return OperatingPointSearch(
        values(true, searchedThresholds(), parent.threshold, 0.0),
        values(schedule.minimumSize, searchedVolumesMm3(), parent.minimumVolumeMm3, smallest),
        measure,
        values(schedule.confidentCore, searchedCores(), parent.coreProbability, 0.0),
        lesionFreeIn(spec.task));
}

OperatingPoint chosenPoint(const OperatingPointSearch& search,
                           const TrainingSpec& spec,
                           const OperatingPoint& parent)
{
    return staysNearParent(spec) ? search.bestNear(parent) : search.best();
}

void adoptPoint(const OperatingPoint& point,
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

void scoreModel(const ModelFile& model,
                const CaseStore& store,
                const Scoring& scoring,
                OperatingPointSearch& search,
                const Progress& progress)
{
    Predictor predictor(model, scoring.threads, scoring.precision);
    WindowPlan plan = windowPlanOf(model);
    plan.overlap = scoring.overlap;
    scoreStore(
        store,
        scoring.cases,
        [&](const std::vector<Volume>& channels, const Progress& part) {
            return predictor.probability(channels, plan, part);
        },
        search,
        progress);
}

ValidationPatches::ValidationPatches(const CaseStore& store, const TrainingSchedule& schedule)
    : m_schedule(withoutAugmentation(schedule))
{
    std::vector<std::size_t> all(store.cases().size());
    std::iota(all.begin(), all.end(), 0U);
    try {
        m_sampler.emplace(store, all, m_schedule);
    } catch (const Error&) {
        m_sampler.reset(); // no case gives a patch, say none with a lesion when only those are used
    }
}

std::optional<double>
ValidationPatches::loss(const std::function<double(const TrainingBatch&)>& lossOf) const
{
    if (!m_sampler) {
        return std::nullopt;
    }
    BatchQueue batches(*m_sampler, 1, m_schedule, 0);
    double sum = 0.0;
    for (int n = 0; n < batches.count(); ++n) {
        sum += lossOf(batches.next());
    }
    return batches.count() > 0 ? std::optional(sum / batches.count()) : std::nullopt;
}

} // namespace dawson
