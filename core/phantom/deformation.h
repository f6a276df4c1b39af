#pragma once

#include "core/image/mask.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/random_source.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// A brain as another one might be: perhaps mirrored, slightly scaled, turned and smoothly bent by
/// some millimetres, on the same grid. Drawn once, for all that lies on that grid.
class Deformation
{
public:
    Deformation(const Geometry& grid, RandomSource& random);

    /// REQUIRES for both: on the grid.
    LabelVolume of(const LabelVolume& anatomy) const;
    Mask of(const Mask& mask) const;

private:
    std::vector<std::uint32_t> m_sources; ///< of each voxel, where it comes from
};

} // namespace dawson
