#pragma once

#include "core/lesion/lesion_change.h"

#include <span>

namespace dawson
{

/// A lesion of one visit under the number that it keeps over the visits.
struct LesionId {
    std::int32_t label = 0; ///< in the visit's map
    int id = 0;             ///< from 1, never given twice to what is not the same lesion
    /// Where a lesion merged or split: ids of all earlier lesions it took in or came off, rising,
    /// its own among them when it keeps one of them; empty otherwise.
    std::vector<int> from;
};

/// Which number each lesion of a visit has; by label, one for each lesion of the map.
using LesionIds = std::vector<LesionId>;

/// Numbers of the first visit: the labels themselves, largest lesion first.
LesionIds firstIds(const LesionMap& map);

/// Numbers of a later visit. The rule, in this order:
///  1. The linked pair that shares most voxels passes the earlier lesion's id to the later lesion,
///     then the next pair, each lesion once (ties: smaller earlier id, then smaller label). So a
///     lesion keeps its id; a merged lesion has that of its largest part; of the pieces of a split
///     lesion the largest common part keeps it.
///  2. Every other lesion, by label, gets the next id that was never used: `nextId` counts on.
/// All lesions count, whatever their size, so that a change of the size limit renumbers nothing.
/// REQUIRES: links by linkLesions of these two visits; nextId above all ids ever given.
LesionIds continueIds(const LesionIds& prior,
                      const LesionMap& current,
                      std::span<const LesionLink> links,
                      int& nextId);

/// Numbers over a chain of visits that lie on one grid, one entry a visit.
/// Throws Error(Geometry) as linkLesions.
std::vector<LesionIds> trackLesions(std::span<const LesionMap> visits, double minOverlap = 0.0);

} // namespace dawson
