#include "core/lesion/lesion_change.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

namespace dawson
{

namespace
{

/// A limit met exactly counts, also when its product is rounded up.
bool reaches(double value, double limit)
{
    return value >= limit - 1e-9 * std::max(1.0, std::abs(limit));
}

void requireSameGrid(const Geometry& prior, const Geometry& current)
{
    if (!sameGrid(prior, current)) {
        throw Error(Error::Kind::Geometry,
                    "The masks of the two visits lie on different grids: " +
                        difference(prior, current).describe() +
                        "; put one on the other's grid first.");
    }
}

const Lesion& lesionOf(const LesionMap& map, std::int32_t label)
{
    return map.lesions[static_cast<std::size_t>(label) - 1];
}

/// Voxels of each label on the map's own grid, which may not be the one its lesions were found on.
std::vector<std::size_t> voxelsOf(const LesionMap& map)
{
    std::vector<std::size_t> voxels(map.lesions.size() + 1, 0);
    for (const std::int32_t label : map.labels) {
        ++voxels[static_cast<std::size_t>(label)];
    }
    return voxels;
}

/// Disjoint sets over the lesions of both visits: those of the later one follow the earlier's.
class Groups
{
public:
    Groups(std::size_t prior, std::size_t current)
        : m_prior(prior)
        , m_parent(prior + current)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }

    void join(const LesionLink& link)
    {
        const std::size_t a = find(static_cast<std::size_t>(link.prior) - 1);
        const std::size_t b = find(m_prior + static_cast<std::size_t>(link.current) - 1);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

    /// By the first lesion of each.
    std::map<std::size_t, LesionChange> all()
    {
        std::map<std::size_t, LesionChange> groups;
        for (std::size_t n = 0; n < m_parent.size(); ++n) {
            LesionChange& group = groups[find(n)];
            const bool earlier = n < m_prior;
            const std::size_t label = (earlier ? n : n - m_prior) + 1;
            (earlier ? group.prior : group.current).push_back(static_cast<std::int32_t>(label));
        }
        return groups;
    }

private:
    std::size_t find(std::size_t n)
    {
        while (m_parent[n] != n) {
            m_parent[n] = m_parent[m_parent[n]];
            n = m_parent[n];
        }
        return n;
    }

    std::size_t m_prior = 0;
    std::vector<std::size_t> m_parent;
};

ChangeClass trendOf(const LesionChange& change, const ChangeRule& rule)
{
    const double share = change.changeShare().value_or(0.0);
    const double mm = change.currentDiameterMm - change.priorDiameterMm;
    if (reaches(share, rule.minVolumeChange) && reaches(mm, rule.minDiameterChangeMm)) {
        return ChangeClass::Enlarging;
    }
    if (reaches(-share, rule.minVolumeChange) && reaches(-mm, rule.minDiameterChangeMm)) {
        return ChangeClass::Shrinking;
    }
    return ChangeClass::Stable;
}

ChangeClass kindOf(const LesionChange& change)
{
    if (change.prior.empty()) {
        return ChangeClass::New;
    }
    if (change.current.empty()) {
        return ChangeClass::Resolved;
    }
    if (change.current.size() > change.prior.size()) {
        return ChangeClass::Split;
    }
    return change.prior.size() > 1 ? ChangeClass::Merged : change.trend;
}

void measure(LesionChange& change, const LesionMap& prior, const LesionMap& current)
{
    for (const std::int32_t label : change.prior) {
        const Lesion& lesion = lesionOf(prior, label);
        change.priorMl += lesion.volumeMl;
        change.priorDiameterMm = std::max(change.priorDiameterMm, lesion.diameterMm);
    }
    for (const std::int32_t label : change.current) {
        const Lesion& lesion = lesionOf(current, label);
        change.currentMl += lesion.volumeMl;
        change.currentDiameterMm = std::max(change.currentDiameterMm, lesion.diameterMm);
    }
    // Lesions are numbered by falling volume: the first label is the largest lesion.
    change.inside = change.current.empty() ? lesionOf(prior, change.prior.front()).inside
                                           : lesionOf(current, change.current.front()).inside;
}

void classify(LesionChange& change, const ChangeRule& rule)
{
    change.trend = trendOf(change, rule);
    change.kind = kindOf(change);
    if (change.prior.empty() || change.current.empty()) {
        change.trend = change.kind;
    }
}

bool comesBefore(const LesionChange& a, const LesionChange& b)
{
    if (a.kind != b.kind) {
        return a.kind < b.kind;
    }
    return std::max(a.priorMl, a.currentMl) > std::max(b.priorMl, b.currentMl);
}

/// As few decimals as the number needs.
std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", value);
    return text.data();
}

} // namespace

std::string changeKey(ChangeClass kind)
{
    constexpr std::array<const char*, 7> keys{
        "new", "enlarging", "stable", "shrinking", "resolved", "merged", "split"};
    return keys[static_cast<std::size_t>(kind)];
}

std::string ChangeRule::describe() const
{
    const std::string percent = number(minVolumeChange * 100.0) + " %";
    std::string text = "lesions of the two visits are linked by ";
    text += minOverlap > 0.0 ? number(minOverlap * 100.0) + " % of the smaller one covered"
                             : std::string("one shared voxel");
    text +=
        "; enlarging from +" + percent + ", shrinking from -" + percent + " of the earlier volume";
    if (minDiameterChangeMm > 0.0) {
        text += " and " + number(minDiameterChangeMm) + " mm of the longest diameter";
    }
    text += "; merged: several before and no more now, split: more now than before";
    text += "; left out when under " + number(minDiameterMm) + " mm long at both visits; " +
            std::to_string(static_cast<int>(connectivity)) + "-connected lesions";
    return text;
}

std::optional<double> LesionChange::changeShare() const
{
    return priorMl > 0.0 ? std::optional<double>(changeMl() / priorMl) : std::nullopt;
}

ChangeSum LesionChanges::sum(ChangeClass kind) const
{
    ChangeSum total;
    for (const LesionChange& change : changes) {
        if (change.kind == kind) {
            ++total.count;
            total.priorMl += change.priorMl;
            total.currentMl += change.currentMl;
        }
    }
    return total;
}

std::vector<LesionLink>
linkLesions(const LesionMap& prior, const LesionMap& current, double minOverlap)
{
    requireSameGrid(prior.geometry, current.geometry);
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> shared;
    for (std::size_t n = 0; n < prior.labels.size(); ++n) {
        if (prior.labels[n] != 0 && current.labels[n] != 0) {
            ++shared[{prior.labels[n], current.labels[n]}];
        }
    }
    const std::vector<std::size_t> before = voxelsOf(prior);
    const std::vector<std::size_t> now = voxelsOf(current);
    std::vector<LesionLink> links;
    for (const auto& [labels, voxels] : shared) {
        const std::size_t smaller = std::min(before[static_cast<std::size_t>(labels.first)],
                                             now[static_cast<std::size_t>(labels.second)]);
        if (reaches(static_cast<double>(voxels), minOverlap * static_cast<double>(smaller))) {
            links.push_back({labels.first, labels.second, voxels});
        }
    }
    return links;
}

LesionChanges findChanges(const LesionMap& prior, const LesionMap& current, const ChangeRule& rule)
{
    Groups groups(prior.lesions.size(), current.lesions.size());
    for (const LesionLink& link : linkLesions(prior, current, rule.minOverlap)) {
        groups.join(link);
    }
    LesionChanges result{rule, {}, {}};
    result.rule.connectivity = current.connectivity;
    for (auto& [first, change] : groups.all()) {
        measure(change, prior, current);
        classify(change, rule);
        const double longest = std::max(change.priorDiameterMm, change.currentDiameterMm);
        (reaches(longest, rule.minDiameterMm) ? result.changes : result.leftOut)
            .push_back(std::move(change));
    }
    std::stable_sort(result.changes.begin(), result.changes.end(), comesBefore);
    std::stable_sort(result.leftOut.begin(), result.leftOut.end(), comesBefore);
    return result;
}

LesionChanges findChanges(const Mask& prior, const Mask& current, const ChangeRule& rule)
{
    return findChanges(
        findLesions(prior, rule.connectivity), findLesions(current, rule.connectivity), rule);
}

} // namespace dawson
