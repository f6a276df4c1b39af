#include "core/training/operating_point.h"

#include "core/base/error.h"
#include "core/training/case_agreement.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace dawson
{

namespace
{

constexpr double kTie = 1e-9;     ///< nearer than this is equal
constexpr double kFarWorse = 0.5; ///< of the best; less is no choice

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

std::optional<double> OperatingPointSearch::Mean::of(std::size_t subject) const
{
    const bool known = subject < m_subjects.size() && m_subjects[subject].count > 0;
    return known ? std::optional(m_subjects[subject].sum / m_subjects[subject].count)
                 : std::nullopt;
}

std::optional<double> OperatingPointSearch::Mean::value() const
{
    double sum = 0.0;
    int count = 0;
    for (std::size_t subject = 0; subject < m_subjects.size(); ++subject) {
        if (const auto one = of(subject)) {
            sum += *one;
            ++count;
        }
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::vector<OperatingPointSearch::Weighed>
OperatingPointSearch::subjectsOf(const Candidate& one) const
{
    std::vector<Weighed> subjects;
    std::vector<double> lesionFree;
    for (std::size_t subject = 0; subject < m_subjects.size(); ++subject) {
        const auto value = one.all.of(subject);
        if (value && one.overall.of(subject)) {
            subjects.push_back({*value, 1.0});
        } else if (value) {
            lesionFree.push_back(*value);
        }
    }
    const auto with = static_cast<double>(subjects.size());
    for (const double value : lesionFree) {
        subjects.push_back({value, std::min(1.0, with / static_cast<double>(lesionFree.size()))});
    }
    return subjects;
}

double OperatingPointSearch::overallOf(const Candidate& one) const
{
    if (found(one) <= 0.0) {
        return 0.0;
    }
    double sum = 0.0;
    double weights = 0.0;
    for (const Weighed& subject : subjectsOf(one)) {
        sum += subject.weight * subject.value;
        weights += subject.weight;
    }
    return sum / weights;
}

double OperatingPointSearch::found(const Candidate& one)
{
    return one.overall.value().value_or(0.0);
}

double OperatingPointSearch::leastFound() const
{
    if (m_lesionFree == LesionFree::LeftOut) {
        return 0.0;
    }
    double most = 0.0;
    for (const Candidate& one : m_candidates) {
        most = std::max(most, found(one));
    }
    return kFarWorse * most;
}

/// Whether it falls short of the best by the standard error of their differences or more; one
/// subject has none, and by itself speaks only against what is far worse.
bool OperatingPointSearch::surelyWorse(const Candidate& one, const Candidate& best) const
{
    const std::vector<Weighed> here = subjectsOf(one);
    const std::vector<Weighed> there = subjectsOf(best);
    if (here.size() < 2) {
        return !here.empty() && here.front().value < kFarWorse * there.front().value - kTie;
    }
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t n = 0; n < here.size(); ++n) {
        sum += here[n].weight * (there[n].value - here[n].value);
        weights += here[n].weight;
    }
    if (weights <= 0.0) {
        return false; // none has lesions
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
                                           const std::vector<double>& coreProbabilities,
                                           LesionFree lesionFree)
    : m_measure(std::move(measure))
    , m_lesionFree(lesionFree)
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
    ThresholdCounts counts;
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
            candidate.overall.add(number, here.by(m_measure));
            candidate.all.add(number, here.by(m_measure));
        } else if (m_lesionFree == LesionFree::Counts && m_measure != "dice") {
            candidate.all.add(number, lesionFreeScore(counts, candidate.point, m_measure));
        }
    }
}

const OperatingPointSearch::Candidate& OperatingPointSearch::bestCandidate() const
{
    // Larger is better, one after the other; equal but for rounding is a tie.
    const auto ranks = [this](const Candidate& one) {
        return std::array{overallOf(one),
                          -std::abs(one.point.threshold - 0.5),
                          -one.point.minimumVolumeMm3,
                          -one.point.coreProbability};
    };
    const double least = leastFound();
    const Candidate* best = nullptr;
    for (const Candidate& one : m_candidates) {
        if (found(one) < least) {
            continue;
        }
        if (best == nullptr) {
            best = &one;
        }
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
    const double least = leastFound();
    const Candidate* near = &best;
    for (const Candidate& one : m_candidates) {
        const double here = distance(one.point, start);
        const double there = distance(near->point, start);
        const bool nearer = here < there - kTie;
        const bool better = here < there + kTie && overallOf(one) > overallOf(*near);
        if ((nearer || better) && found(one) >= least && !surelyWorse(one, best)) {
            near = &one;
        }
    }
    return near->point;
}

AgreementScore OperatingPointSearch::score(const OperatingPoint& point) const
{
    const auto here = std::find_if(m_candidates.begin(),
                                   m_candidates.end(),
                                   [&](const Candidate& one) { return one.point == point; });
    assert(here != m_candidates.end());
    return {here->sensitivity.value(),
            here->ppv.value(),
            here->f1.value(),
            here->dice.value(),
            overallOf(*here)};
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
