#pragma once

#include "core/phantom/label_volume.h"
#include "core/phantom/lesion_blob.h"
#include "core/phantom/random_source.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace dawson
{

/// A place in the brain for a lesion, and the direction that matters there.
struct LesionSite {
    PatientPoint point;
    Geometry::Vector normal{0.0, 0.0, 1.0}; ///< away from the ventricle or the cortex
};

/// Where in an anatomy lesions can lie, found once and drawn from often. The anatomy must outlive
/// it.
class LesionSites
{
public:
    explicit LesionSites(const LabelVolume& anatomy);

    /// White matter touching a ventricle. All return nothing when the anatomy has no such place.
    std::optional<LesionSite> ventricleWall(RandomSource& random) const;
    /// White matter touching the cortex.
    std::optional<LesionSite> cortexEdge(RandomSource& random) const;
    /// White matter at least `clearMm` from cortex and ventricles (as near as can be found).
    std::optional<LesionSite> deepWhite(RandomSource& random, double clearMm) const;
    /// Brain stem or cerebellar white matter.
    std::optional<LesionSite> infratentorial(RandomSource& random) const;
    std::optional<LesionSite> deepGrey(RandomSource& random) const;

private:
    using Offsets = std::vector<std::uint32_t>;

    std::optional<LesionSite> draw(const Offsets& from, RandomSource& random) const;
    Geometry::Vector awayFrom(const VoxelIndex& voxel, Tissue tissue) const;
    bool clear(const PatientPoint& point, double distanceMm) const;
    Tissue at(const VoxelIndex& voxel) const;

    const LabelVolume& m_anatomy;
    Offsets m_wall;
    Offsets m_edge;
    Offsets m_white;
    Offsets m_infratentorial;
    Offsets m_deepGrey;
};

} // namespace dawson
