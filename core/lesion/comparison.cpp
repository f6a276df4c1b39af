#include "core/lesion/comparison.h"

#include "core/base/error.h"

#include <cassert>

namespace dawson
{

namespace
{

void requireSameGrid(const Geometry& reference, const Geometry& prediction)
{
    if (!sameGrid(reference, prediction)) {
        throw Error(Error::Kind::Geometry,
                    "Reference and prediction lie on different grids: " +
                        difference(reference, prediction).describe() +
                        "; put one on the other's grid first.");
    }
}

std::optional<double> share(std::size_t part, std::size_t other)
{
    if (part + other == 0) {
        return std::nullopt;
    }
    return static_cast<double>(part) / static_cast<double>(part + other);
}

/// One side of a comparison: which lesions count, and how many of their voxels the other side's
/// counting lesions cover. Indexed by label, 0 unused.
struct Side {
    std::vector<char> counts;
    std::vector<std::size_t> covered;

    Side(const LesionMap& map, const MatchRule& rule)
        : counts(map.lesions.size() + 1, 0)
        , covered(map.lesions.size() + 1, 0)
    {
        for (const Lesion& lesion : map.lesions) {
            counts[static_cast<std::size_t>(lesion.label)] =
                lesion.volumeMl >= rule.minVolumeMl * (1.0 - 1e-9) ? 1 : 0;
        }
    }
};

/// Counted over all lesions of the other side together: pieces add up, many to many.
void countOverlaps(const LesionMap& reference,
                   const LesionMap& prediction,
                   Side& referenceSide,
                   Side& predictionSide)
{
    for (std::size_t n = 0; n < reference.labels.size(); ++n) {
        const auto r = static_cast<std::size_t>(reference.labels[n]);
        const auto p = static_cast<std::size_t>(prediction.labels[n]);
        if (referenceSide.counts[r] != 0 && predictionSide.counts[p] != 0) {
            ++referenceSide.covered[r];
            ++predictionSide.covered[p];
        }
    }
}

void sortOut(const LesionMap& map,
             const Side& side,
             const MatchRule& rule,
             std::vector<std::int32_t>& found,
             std::vector<std::int32_t>& notFound)
{
    for (const Lesion& lesion : map.lesions) {
        const auto label = static_cast<std::size_t>(lesion.label);
        if (side.counts[label] == 0) {
            continue;
        }
        const auto covered = static_cast<double>(side.covered[label]);
        // A share met exactly counts, also when its product is rounded up.
        const double needed = rule.minOverlap * static_cast<double>(lesion.voxels);
        const bool enough = covered >= 1.0 && covered >= needed * (1.0 - 1e-9);
        (enough ? found : notFound).push_back(lesion.label);
    }
}

} // namespace

std::optional<double> LesionComparison::sensitivity() const
{
    return share(detected.size(), missed.size());
}

std::optional<double> LesionComparison::positivePredictiveValue() const
{
    return share(confirmed.size(), spurious.size());
}

std::optional<double> LesionComparison::f1() const
{
    const auto s = sensitivity();
    const auto p = positivePredictiveValue();
    if (!s || !p) {
        return std::nullopt;
    }
    return *s + *p == 0.0 ? 0.0 : 2.0 * *s * *p / (*s + *p);
}

LesionComparison
compareLesions(const LesionMap& reference, const LesionMap& prediction, const MatchRule& rule)
{
    assert(reference.connectivity == rule.connectivity);
    assert(prediction.connectivity == rule.connectivity);
    requireSameGrid(reference.geometry, prediction.geometry);
    Side referenceSide(reference, rule);
    Side predictionSide(prediction, rule);
    countOverlaps(reference, prediction, referenceSide, predictionSide);
    LesionComparison result;
    sortOut(reference, referenceSide, rule, result.detected, result.missed);
    sortOut(prediction, predictionSide, rule, result.confirmed, result.spurious);
    return result;
}

std::optional<double> dice(const Mask& reference, const Mask& prediction)
{
    requireSameGrid(reference.geometry(), prediction.geometry());
    std::size_t both = 0;
    std::size_t sum = 0;
    const auto a = reference.labels();
    const auto b = prediction.labels();
    for (std::size_t n = 0; n < a.size(); ++n) {
        const std::size_t inA = a[n] != 0 ? 1 : 0;
        const std::size_t inB = b[n] != 0 ? 1 : 0;
        sum += inA + inB;
        both += inA & inB;
    }
    if (sum == 0) {
        return std::nullopt;
    }
    return 2.0 * static_cast<double>(both) / static_cast<double>(sum);
}

} // namespace dawson
