#include "core/training/operating_point.h"

#include "core/base/error.h"
#include "core/lesion/comparison.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dawson
{

namespace
{

constexpr double kMm3PerMl = 1000.0;
constexpr double kRounding = 1.0 - 1e-9; ///< a lesion of exactly the minimum stays

/// What counting at any minimum volume needs to know of one threshold.
struct Counts {
    struct Predicted {
        double volumeMm3 = 0.0;
        std::size_t voxels = 0;
        std::size_t agreed = 0; ///< voxels that are lesion in the reference too
    };

    std::vector<Predicted> predicted;
    std::vector<double> largestTouching; ///< a reference lesion: mm3; below 0: nothing touches it
    std::size_t referenceVoxels = 0;
};

Counts countsOf(const LesionMap& reference, const LesionMap& prediction)
{
    Counts counts;
    for (const Lesion& lesion : prediction.lesions) {
        counts.predicted.push_back({lesion.volumeMl * kMm3PerMl, lesion.voxels, 0});
    }
    counts.largestTouching.assign(reference.lesions.size(), -1.0);
    for (std::size_t n = 0; n < reference.labels.size(); ++n) {
        if (reference.labels[n] == 0) {
            continue;
        }
        ++counts.referenceVoxels;
        if (prediction.labels[n] == 0) {
            continue;
        }
        auto& found = counts.predicted[static_cast<std::size_t>(prediction.labels[n]) - 1];
        auto& largest = counts.largestTouching[static_cast<std::size_t>(reference.labels[n]) - 1];
        ++found.agreed;
        largest = std::max(largest, found.volumeMm3);
    }
    return counts;
}

std::optional<double> ratio(std::size_t part, std::size_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                     : std::nullopt;
}

double overallOf(const std::string& measure, double f1, double dice)
{
    if (measure == "f1") {
        return f1;
    }
    return measure == "dice" ? dice : 0.5 * f1 + 0.5 * dice;
}

/// One case at one operating point.
struct CaseAgreement {
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> dice;
};

CaseAgreement agreementAt(const Counts& counts, double minimumMm3)
{
    const double least = minimumMm3 * kRounding;
    std::size_t kept = 0;
    std::size_t confirmed = 0;
    std::size_t voxels = counts.referenceVoxels;
    std::size_t agreed = 0;
    for (const Counts::Predicted& one : counts.predicted) {
        if (one.volumeMm3 >= least) {
            ++kept;
            confirmed += one.agreed > 0 ? 1U : 0U;
            voxels += one.voxels;
            agreed += one.agreed;
        }
    }
    const auto detected =
        std::count_if(counts.largestTouching.begin(),
                      counts.largestTouching.end(),
                      [&](double largest) { return largest >= 0.0 && largest >= least; });
    CaseAgreement result;
    result.sensitivity = ratio(static_cast<std::size_t>(detected), counts.largestTouching.size());
    result.ppv = ratio(confirmed, kept);
    if (result.sensitivity && result.ppv) {
        const double sum = *result.sensitivity + *result.ppv;
        result.f1 = sum > 0.0 ? 2.0 * *result.sensitivity * *result.ppv / sum : 0.0;
    }
    result.dice = ratio(2 * agreed, voxels);
    return result;
}

} // namespace

void OperatingPointSearch::Mean::add(const std::optional<double>& value)
{
    if (value) {
        sum += *value;
        ++count;
    }
}

std::optional<double> OperatingPointSearch::Mean::value() const
{
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

OperatingPointSearch::OperatingPointSearch(std::vector<double> thresholds,
                                           std::vector<double> minimumVolumesMm3,
                                           std::string measure)
    : m_thresholds(std::move(thresholds))
    , m_volumes(std::move(minimumVolumesMm3))
    , m_measure(std::move(measure))
{
    assert(!m_thresholds.empty() && !m_volumes.empty());
    for (const double threshold : m_thresholds) {
        for (const double volume : m_volumes) {
            Candidate candidate;
            candidate.point = {threshold, volume};
            m_candidates.push_back(candidate);
        }
    }
}

void OperatingPointSearch::add(const Mask& reference, const Volume& probability)
{
    if (!sameGrid(reference.geometry(), probability.geometry())) {
        throw Error(Error::Kind::Geometry,
                    "The probability does not lie on the grid of the reference.");
    }
    const LesionMap expected = findLesions(reference);
    auto candidate = m_candidates.begin();
    for (const double threshold : m_thresholds) {
        const Counts counts = countsOf(expected, findLesions(thresholded(probability, threshold)));
        for (const double volume : m_volumes) {
            const CaseAgreement here = agreementAt(counts, volume);
            candidate->sensitivity.add(here.sensitivity);
            candidate->ppv.add(here.ppv);
            candidate->f1.add(here.f1);
            candidate->dice.add(here.dice);
            if (!expected.lesions.empty()) {
                const double f1 = here.f1.value_or(0.0);
                const double dice = here.dice.value_or(0.0);
                candidate->overall.add(overallOf(m_measure, f1, dice));
            }
            ++candidate;
        }
    }
}

OperatingPoint OperatingPointSearch::best() const
{
    const auto value = [](const Candidate& one) { return one.overall.value().value_or(0.0); };
    const auto apart = [](const Candidate& one) { return std::abs(one.point.threshold - 0.5); };
    const Candidate* best = &m_candidates.front();
    for (const Candidate& one : m_candidates) {
        const double gain = value(one) - value(*best);
        const double nearer = apart(*best) - apart(one);
        const bool tied = std::abs(gain) <= 1e-9;
        const bool smaller = one.point.minimumVolumeMm3 < best->point.minimumVolumeMm3;
        if (gain > 1e-9 || (tied && (nearer > 1e-9 || (std::abs(nearer) <= 1e-9 && smaller)))) {
            best = &one;
        }
    }
    return best->point;
}

AgreementScore OperatingPointSearch::score(const OperatingPoint& point) const
{
    const auto found = std::find_if(m_candidates.begin(),
                                    m_candidates.end(),
                                    [&](const Candidate& one) { return one.point == point; });
    assert(found != m_candidates.end());
    return {found->sensitivity.value(),
            found->ppv.value(),
            found->f1.value(),
            found->dice.value(),
            found->overall.value().value_or(0.0)};
}

std::vector<double> searchedThresholds()
{
    std::vector<double> thresholds{0.02};
    for (int step = 1; step < 20; ++step) {
        thresholds.push_back(0.05 * step);
    }
    thresholds.push_back(0.98);
    return thresholds;
}

std::vector<double> searchedVolumesMm3()
{
    return {0.0, 3.0, 6.0, 10.0, 20.0, 40.0};
}

} // namespace dawson
