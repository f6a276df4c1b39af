#pragma once

#include "core/image/mask.h"
#include "core/lesion/lesion_map.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dawson
{

/// What became of a lesion between two visits.
enum class ChangeClass { New, Enlarging, Stable, Shrinking, Resolved, Merged, Split };

constexpr std::array<ChangeClass, 7> kChangeClasses{ChangeClass::New,
                                                    ChangeClass::Enlarging,
                                                    ChangeClass::Stable,
                                                    ChangeClass::Shrinking,
                                                    ChangeClass::Resolved,
                                                    ChangeClass::Merged,
                                                    ChangeClass::Split};

/// Key for CSV and JSON: "new", "enlarging", ...
std::string changeKey(ChangeClass kind);

/// When lesions of two visits are the same lesion, and when it has changed.
///
/// Lesions of both visits that share voxels, directly or through others, are one *group*. By the
/// number of lesions it had before and has now:
///   0 -> 1 new, 1 -> 0 resolved, 1 -> 1 enlarging, stable or shrinking by the two limits below,
///   several -> as many or fewer merged, one or several -> more split.
/// A group is left out, and counted as such, when none of its lesions, of either visit, reaches
/// `minDiameterMm`: a lesion is at least 3 mm long (MAGNIMS 2021), and what was one stays followed.
struct ChangeRule {
    /// Change of volume, as a share of the group's volume at the earlier visit, from which on it is
    /// enlarging (+) or shrinking (-).
    double minVolumeChange = 0.30;
    /// Besides, the change of the longest diameter that is asked for; 0 asks for none.
    double minDiameterChangeMm = 0.0;
    double minDiameterMm = 3.0; ///< of the longest diameter (Lesion::diameterMm)
    /// Share of the smaller of two lesions that the other must cover to be linked to it; 0 asks for
    /// one voxel.
    double minOverlap = 0.0;
    Connectivity connectivity = Connectivity::Corners; ///< for masks; maps bring their own

    /// In English, for reports: the whole rule in one sentence.
    std::string describe() const;
};

/// One group of lesions that belong together over the two visits.
struct LesionChange {
    ChangeClass kind = ChangeClass::Stable;
    /// Enlarging, stable or shrinking by volume and diameter, also where the kind is merged or
    /// split; the kind itself for new and resolved.
    ChangeClass trend = ChangeClass::Stable;
    std::vector<std::int32_t> prior;   ///< labels at the earlier visit, rising
    std::vector<std::int32_t> current; ///< labels at the later visit, rising
    double priorMl = 0.0;
    double currentMl = 0.0;
    double priorDiameterMm = 0.0; ///< of the longest of its lesions
    double currentDiameterMm = 0.0;
    PatientPoint inside; ///< where to jump: in its largest lesion of the later visit, else earlier

    double changeMl() const { return currentMl - priorMl; }

    /// As a share of the earlier volume; nothing for a new lesion.
    std::optional<double> changeShare() const;
};

/// How many groups of a class, and their volume at both visits.
struct ChangeSum {
    std::size_t count = 0;
    double priorMl = 0.0;
    double currentMl = 0.0;
};

/// A lesion of each visit that share voxels.
struct LesionLink {
    std::int32_t prior = 0;
    std::int32_t current = 0;
    std::size_t voxels = 0; ///< shared
};

/// Everything that changed between two visits, and by which rule.
struct LesionChanges {
    ChangeRule rule;
    std::vector<LesionChange> changes; ///< new first, in the order of the classes; largest first
    std::vector<LesionChange> leftOut; ///< groups below minDiameterMm, classed all the same

    ChangeSum sum(ChangeClass kind) const;
};

/// Pairs of lesions that share voxels, many to many, by rising labels. The lesions may have been
/// found on other grids: only `geometry` and `labels` of the maps are compared. Throws
/// Error(Geometry), saying the difference, when the grids do not agree. One pass over the voxels.
std::vector<LesionLink>
linkLesions(const LesionMap& prior, const LesionMap& current, double minOverlap = 0.0);

/// The lesions' evolution from the earlier to the later visit. Errors as linkLesions.
LesionChanges
findChanges(const LesionMap& prior, const LesionMap& current, const ChangeRule& rule = {});
LesionChanges findChanges(const Mask& prior, const Mask& current, const ChangeRule& rule = {});

} // namespace dawson
