#include "core/training/operating_point.h"

#include "core/base/error.h"
#include "core/lesion/comparison.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <set>

namespace dawson
{

namespace
{

constexpr double kMm3PerMl = 1000.0;
constexpr double kRounding = 1.0 - 1e-9; ///< a lesion of exactly the minimum stays
constexpr double kTie = 1e-9;            ///< nearer than this is equal

/// A predicted lesion that is lesion to less than a tenth explains nothing: else one spot over the
/// whole brain touches all there is to find, and no choice could be better.
constexpr double kLeastAgreed = 0.1;

/// What counting at any minimum volume needs to know of one threshold.
struct Counts {
    struct Predicted {
        double volumeMm3 = 0.0;
        std::size_t voxels = 0;
        std::size_t agreed = 0; ///< voxels that are lesion in the reference too
        float peak = 0.0F;      ///< highest probability

        bool confirmed() const
        {
            return static_cast<double>(agreed) >= kLeastAgreed * static_cast<double>(voxels);
        }
    };

    std::vector<Predicted> predicted;
    std::vector<std::set<std::size_t>> touching; ///< of a reference lesion: which predicted ones
    std::size_t referenceVoxels = 0;
};

Counts
countsOf(const LesionMap& reference, const LesionMap& prediction, const std::vector<float>& peaks)
{
    Counts counts;
    for (const Lesion& lesion : prediction.lesions) {
        const float peak = peaks[counts.predicted.size()];
        counts.predicted.push_back({lesion.volumeMl * kMm3PerMl, lesion.voxels, 0, peak});
    }
    counts.touching.resize(reference.lesions.size());
    for (std::size_t n = 0; n < reference.labels.size(); ++n) {
        if (reference.labels[n] == 0) {
            continue;
        }
        ++counts.referenceVoxels;
        if (prediction.labels[n] == 0) {
            continue;
        }
        const auto found = static_cast<std::size_t>(prediction.labels[n]) - 1;
        ++counts.predicted[found].agreed;
        counts.touching[static_cast<std::size_t>(reference.labels[n]) - 1].insert(found);
    }
    return counts;
}

std::optional<double> ratio(std::size_t part, std::size_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                     : std::nullopt;
}

/// One case at one operating point.
struct CaseAgreement {
    std::optional<double> sensitivity;
    std::optional<double> ppv;
    std::optional<double> f1;
    std::optional<double> f2;
    std::optional<double> dice;
};

double overallOf(const std::string& measure, const CaseAgreement& agreement)
{
    const double f = (measure.starts_with("f2") ? agreement.f2 : agreement.f1).value_or(0.0);
    const double dice = agreement.dice.value_or(0.0);
    if (measure == "dice") {
        return dice;
    }
    return measure.ends_with("+dice") ? 0.5 * f + 0.5 * dice : f;
}

/// Whether a predicted lesion is one at this point.
bool stays(const Counts::Predicted& one, const OperatingPoint& point)
{
    return one.volumeMm3 >= point.minimumVolumeMm3 * kRounding &&
           one.peak >= static_cast<float>(point.coreProbability);
}

/// A case without lesions, as if it had one that is found.
double silenceOf(const std::string& measure, const Counts& counts, const OperatingPoint& point)
{
    const double found = measure.starts_with("f2") ? 5.0 : 2.0; // 1 + beta^2
    const auto wrong = std::ranges::count_if(
        counts.predicted, [&](const Counts::Predicted& one) { return stays(one, point); });
    return found / (found + static_cast<double>(wrong));
}

CaseAgreement agreementAt(const Counts& counts, const OperatingPoint& point)
{
    std::size_t kept = 0;
    std::size_t confirmed = 0;
    std::size_t voxels = counts.referenceVoxels;
    std::size_t agreed = 0;
    for (const Counts::Predicted& one : counts.predicted) {
        if (stays(one, point)) {
            ++kept;
            confirmed += one.confirmed() ? 1U : 0U;
            voxels += one.voxels;
            agreed += one.agreed;
        }
    }
    const auto detected = std::ranges::count_if(counts.touching, [&](const auto& touching) {
        return std::ranges::any_of(touching, [&](std::size_t found) {
            const auto& one = counts.predicted[found];
            return stays(one, point) && one.confirmed();
        });
    });
    CaseAgreement result;
    result.sensitivity = ratio(static_cast<std::size_t>(detected), counts.touching.size());
    result.ppv = ratio(confirmed, kept);
    if (result.sensitivity && result.ppv) {
        const double product = *result.sensitivity * *result.ppv;
        result.f1 = product > 0.0 ? 2.0 * product / (*result.sensitivity + *result.ppv) : 0.0;
        result.f2 = product > 0.0 ? 5.0 * product / (*result.sensitivity + 4.0 * *result.ppv) : 0.0;
    }
    result.dice = ratio(2 * agreed, voxels);
    return result;
}

double logit(double probability)
{
    constexpr double kLeast = 1e-3; // 0 and 1 are far, not infinitely far
    const double inside = std::clamp(probability, kLeast, 1.0 - kLeast);
    return std::log(inside / (1.0 - inside));
}

/// A core of 0 asks for no more than the threshold does.
double distance(const OperatingPoint& one, const OperatingPoint& other)
{
    const auto core = [](const OperatingPoint& point) {
        return logit(std::max(point.coreProbability, point.threshold));
    };
    return std::hypot(logit(one.threshold) - logit(other.threshold),
                      core(one) - core(other),
                      std::log1p(one.minimumVolumeMm3) - std::log1p(other.minimumVolumeMm3));
}

} // namespace

void OperatingPointSearch::Mean::add(std::size_t subject, const std::optional<double>& value)
{
    if (value) {
        m_subjects.resize(std::max(m_subjects.size(), subject + 1));
        m_subjects[subject].sum += *value;
        ++m_subjects[subject].count;
    }
}

std::vector<double> OperatingPointSearch::Mean::ofSubjects() const
{
    std::vector<double> means;
    for (const Sum& one : m_subjects) {
        if (one.count > 0) {
            means.push_back(one.sum / one.count);
        }
    }
    return means;
}

std::optional<double> OperatingPointSearch::Mean::value() const
{
    const std::vector<double> means = ofSubjects();
    const double sum = std::accumulate(means.begin(), means.end(), 0.0);
    return means.empty() ? std::nullopt : std::optional(sum / static_cast<double>(means.size()));
}

std::vector<OperatingPointSearch::Weighed> OperatingPointSearch::Candidate::subjects() const
{
    std::vector<Weighed> all;
    for (const double value : overall.ofSubjects()) {
        all.push_back({value, 1.0});
    }
    const auto with = static_cast<double>(all.size());
    const std::vector<double> silent = silence.ofSubjects();
    for (const double value : silent) {
        all.push_back({value, std::min(1.0, with / static_cast<double>(silent.size()))});
    }
    return all;
}

double OperatingPointSearch::Candidate::meanOverall() const
{
    if (overall.value().value_or(0.0) <= 0.0) {
        return 0.0;
    }
    double sum = 0.0;
    double weights = 0.0;
    for (const Weighed& one : subjects()) {
        sum += one.weight * one.value;
        weights += one.weight;
    }
    return sum / weights;
}

/// Whether it finds nothing right where the best does, or falls short of it by the standard error
/// of their differences or more; one subject has none, and by itself speaks only against what is
/// far worse.
bool OperatingPointSearch::surelyWorse(const Candidate& one, const Candidate& best)
{
    constexpr double kFarWorse = 0.5;
    const std::vector<Weighed> here = one.subjects();
    const std::vector<Weighed> there = best.subjects();
    if (one.meanOverall() <= 0.0 && best.meanOverall() > 0.0) {
        return true;
    }
    if (here.size() < 2) {
        return !here.empty() && here.front().value < kFarWorse * there.front().value - kTie;
    }
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t n = 0; n < here.size(); ++n) {
        sum += here[n].weight * (there[n].value - here[n].value);
        weights += here[n].weight;
    }
    const double mean = sum / weights;
    double squares = 0.0;
    for (std::size_t n = 0; n < here.size(); ++n) {
        const double apart = there[n].value - here[n].value - mean;
        squares += here[n].weight * here[n].weight * apart * apart;
    }
    const auto count = static_cast<double>(here.size());
    const double error = std::sqrt(squares * count / (count - 1.0)) / weights;
    return mean > kTie && mean > error - kTie;
}

OperatingPointSearch::OperatingPointSearch(std::vector<double> thresholds,
                                           std::vector<double> minimumVolumesMm3,
                                           std::string measure,
                                           const std::vector<double>& coreProbabilities)
    : m_measure(std::move(measure))
{
    for (const double threshold : thresholds) {
        for (const double core : coreProbabilities) {
            for (const double volume : minimumVolumesMm3) {
                if (core <= 0.0 || core > threshold) {
                    Candidate candidate;
                    candidate.point = {threshold, volume, core};
                    m_candidates.push_back(candidate);
                }
            }
        }
    }
    assert(!m_candidates.empty());
}

std::size_t OperatingPointSearch::numberOf(const std::string& subject)
{
    const auto known = std::ranges::find(m_subjects, subject);
    const auto number = static_cast<std::size_t>(known - m_subjects.begin());
    if (subject.empty() || known == m_subjects.end()) {
        m_subjects.push_back(subject);
        return m_subjects.size() - 1;
    }
    return number;
}

void OperatingPointSearch::add(const Mask& reference,
                               const Volume& probability,
                               const std::string& subject)
{
    if (!sameGrid(reference.geometry(), probability.geometry())) {
        throw Error(Error::Kind::Geometry,
                    "The probability does not lie on the grid of the reference.");
    }
    const std::size_t number = numberOf(subject);
    const LesionMap expected = findLesions(reference);
    Counts counts;
    double counted = -1.0;
    for (Candidate& candidate : m_candidates) {
        if (candidate.point.threshold != counted) {
            counted = candidate.point.threshold;
            const LesionMap found = findLesions(thresholded(probability, counted));
            counts = countsOf(expected, found, peaksOf(found, probability));
        }
        const CaseAgreement here = agreementAt(counts, candidate.point);
        candidate.sensitivity.add(number, here.sensitivity);
        candidate.ppv.add(number, here.ppv);
        candidate.f1.add(number, here.f1);
        candidate.dice.add(number, here.dice);
        if (!expected.lesions.empty()) {
            candidate.overall.add(number, overallOf(m_measure, here));
        } else if (m_measure != "dice") {
            candidate.silence.add(number, silenceOf(m_measure, counts, candidate.point));
        }
    }
}

const OperatingPointSearch::Candidate& OperatingPointSearch::bestCandidate() const
{
    // Larger is better, one after the other; equal but for rounding is a tie.
    const auto ranks = [](const Candidate& one) {
        return std::array{one.meanOverall(),
                          -std::abs(one.point.threshold - 0.5),
                          -one.point.minimumVolumeMm3,
                          -one.point.coreProbability};
    };
    const Candidate* best = &m_candidates.front();
    for (const Candidate& one : m_candidates) {
        const auto ours = ranks(one);
        const auto theirs = ranks(*best);
        const auto differs = std::ranges::mismatch(
            ours, theirs, [](double a, double b) { return std::abs(a - b) <= kTie; });
        if (differs.in1 != ours.end() && *differs.in1 > *differs.in2) {
            best = &one;
        }
    }
    return *best;
}

OperatingPoint OperatingPointSearch::best() const
{
    return bestCandidate().point;
}

OperatingPoint OperatingPointSearch::bestNear(const OperatingPoint& start) const
{
    const Candidate& best = bestCandidate();
    const Candidate* near = &best;
    for (const Candidate& one : m_candidates) {
        const double here = distance(one.point, start);
        const double there = distance(near->point, start);
        const bool nearer = here < there - kTie;
        const bool better = here < there + kTie && one.meanOverall() > near->meanOverall();
        if ((nearer || better) && !surelyWorse(one, best)) {
            near = &one;
        }
    }
    return near->point;
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
            found->meanOverall()};
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

std::vector<double> searchedCores()
{
    return {0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98};
}

std::vector<double> searchedVolumesMm3()
{
    return {0.0, 3.0, 6.0, 10.0, 20.0, 40.0};
}

} // namespace dawson
