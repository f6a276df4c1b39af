#pragma once

#include "core/phantom/label_volume.h"

#include <cmath>

namespace dawson
{

/// A brain of concentric spheres around the middle of 80 x 80 x 80 voxels of 1 mm: ventricle to 8
/// mm, white matter to 28 mm, cortex to 32 mm, CSF to 34 mm, skull to 38 mm; a ball of brain stem
/// of 6 mm within the white matter. Areas and distances are known in closed form.
inline LabelVolume onionBrain()
{
    LabelVolume map{Geometry::axisAligned({80, 80, 80}, {1.0, 1.0, 1.0}, {-39.5, -39.5, -39.5}),
                    {}};
    for (std::size_t n = 0; n < map.geometry.voxelCount(); ++n) {
        const PatientPoint p = map.geometry.toPatient(map.geometry.voxelAt(n));
        const double r = std::hypot(p.x, p.y, p.z);
        const bool stem = std::hypot(p.x, p.y, p.z + 18.0) < 6.0;
        map.labels.push_back(stem       ? 16
                             : r < 8.0  ? 4
                             : r < 28.0 ? 2
                             : r < 32.0 ? 3
                             : r < 34.0 ? 24
                             : r < 38.0 ? 514
                                        : 0);
    }
    return map;
}

} // namespace dawson
