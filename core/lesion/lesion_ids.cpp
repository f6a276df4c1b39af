#include "core/lesion/lesion_ids.h"

#include <algorithm>
#include <map>

namespace dawson
{

namespace
{

/// How many links each lesion has, by label.
std::map<std::int32_t, std::size_t> linksPer(std::span<const LesionLink> links,
                                             std::int32_t LesionLink::*side)
{
    std::map<std::int32_t, std::size_t> counts;
    for (const LesionLink& link : links) {
        ++counts[link.*side];
    }
    return counts;
}

int idOf(const LesionIds& ids, std::int32_t label)
{
    return ids[static_cast<std::size_t>(label) - 1].id;
}

/// Largest common part first.
std::vector<LesionLink> ranked(std::span<const LesionLink> links, const LesionIds& prior)
{
    std::vector<LesionLink> sorted(links.begin(), links.end());
    std::stable_sort(sorted.begin(), sorted.end(), [&](const LesionLink& a, const LesionLink& b) {
        if (a.voxels != b.voxels) {
            return a.voxels > b.voxels;
        }
        const int idA = idOf(prior, a.prior);
        const int idB = idOf(prior, b.prior);
        return idA != idB ? idA < idB : a.current < b.current;
    });
    return sorted;
}

void passOn(const LesionIds& prior, std::span<const LesionLink> links, LesionIds& ids)
{
    std::vector<char> passed(prior.size() + 1, 0);
    for (const LesionLink& link : ranked(links, prior)) {
        LesionId& lesion = ids[static_cast<std::size_t>(link.current) - 1];
        char& used = passed[static_cast<std::size_t>(link.prior)];
        if (lesion.id == 0 && used == 0) {
            lesion.id = idOf(prior, link.prior);
            used = 1;
        }
    }
}

/// Where a lesion has more than one partner, or its partner has.
void noteOrigins(const LesionIds& prior, std::span<const LesionLink> links, LesionIds& ids)
{
    const auto perPrior = linksPer(links, &LesionLink::prior);
    const auto perCurrent = linksPer(links, &LesionLink::current);
    for (const LesionLink& link : links) {
        if (perPrior.at(link.prior) > 1 || perCurrent.at(link.current) > 1) {
            ids[static_cast<std::size_t>(link.current) - 1].from.push_back(idOf(prior, link.prior));
        }
    }
    for (LesionId& lesion : ids) {
        std::sort(lesion.from.begin(), lesion.from.end());
    }
}

LesionIds unnumbered(const LesionMap& map)
{
    LesionIds ids;
    for (const Lesion& lesion : map.lesions) {
        ids.push_back({lesion.label, 0, {}});
    }
    return ids;
}

} // namespace

LesionIds firstIds(const LesionMap& map)
{
    LesionIds ids = unnumbered(map);
    for (LesionId& lesion : ids) {
        lesion.id = lesion.label;
    }
    return ids;
}

LesionIds continueIds(const LesionIds& prior,
                      const LesionMap& current,
                      std::span<const LesionLink> links,
                      int& nextId)
{
    LesionIds ids = unnumbered(current);
    passOn(prior, links, ids);
    noteOrigins(prior, links, ids);
    for (LesionId& lesion : ids) {
        if (lesion.id == 0) {
            lesion.id = nextId++;
        }
    }
    return ids;
}

std::vector<LesionIds> trackLesions(std::span<const LesionMap> visits, double minOverlap)
{
    std::vector<LesionIds> history;
    int nextId = 1;
    for (std::size_t n = 0; n < visits.size(); ++n) {
        if (n == 0) {
            history.push_back(firstIds(visits[0]));
            nextId = static_cast<int>(visits[0].lesions.size()) + 1;
            continue;
        }
        const auto links = linkLesions(visits[n - 1], visits[n], minOverlap);
        history.push_back(continueIds(history[n - 1], visits[n], links, nextId));
    }
    return history;
}

} // namespace dawson
