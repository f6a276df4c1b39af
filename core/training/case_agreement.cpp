#include "core/training/case_agreement.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kMm3PerMl = 1000.0;
constexpr double kRounding = 1.0 - 1e-9; ///< a lesion of exactly the minimum stays
constexpr double kLeastAgreed = 0.1;

std::optional<double> ratio(std::size_t part, std::size_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                     : std::nullopt;
}

/// Whether a predicted lesion is one at this point.
bool stays(const ThresholdCounts::Predicted& one, const OperatingPoint& point)
{
    return one.volumeMm3 >= point.minimumVolumeMm3 * kRounding &&
           one.peak >= static_cast<float>(point.coreProbability);
}

} // namespace

bool ThresholdCounts::Predicted::confirmed() const
{
    return static_cast<double>(agreed) >= kLeastAgreed * static_cast<double>(voxels);
}

ThresholdCounts
countsOf(const LesionMap& reference, const LesionMap& prediction, const std::vector<float>& peaks)
{
    ThresholdCounts counts;
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

double CaseAgreement::by(const std::string& measure) const
{
    const double f = (measure.starts_with("f2") ? f2 : f1).value_or(0.0);
    const double overlap = dice.value_or(0.0);
    if (measure == "dice") {
        return overlap;
    }
    return measure.ends_with("+dice") ? 0.5 * f + 0.5 * overlap : f;
}

double lesionFreeScore(const ThresholdCounts& counts,
                       const OperatingPoint& point,
                       const std::string& measure)
{
    const double found = measure.starts_with("f2") ? 5.0 : 2.0; // 1 + beta^2
    const auto wrong = std::ranges::count_if(
        counts.predicted, [&](const ThresholdCounts::Predicted& one) { return stays(one, point); });
    return found / (found + static_cast<double>(wrong));
}

CaseAgreement agreementAt(const ThresholdCounts& counts, const OperatingPoint& point)
{
    std::size_t kept = 0;
    std::size_t confirmed = 0;
    std::size_t voxels = counts.referenceVoxels;
    std::size_t agreed = 0;
    for (const ThresholdCounts::Predicted& one : counts.predicted) {
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

} // namespace dawson
