#pragma once

#include "core/image/mask.h"

#include <vector>

namespace dawson
{

/// Around a point, in mm.
struct Sphere {
    PatientPoint centre;
    double radiusMm = 0.0;
};

/// 64 voxels of 1 mm a side around the patient's origin; foreground are the voxels whose centre
/// lies in a sphere.
inline Mask withSpheres(const std::vector<Sphere>& spheres)
{
    Mask mask(Geometry::axisAligned({64, 64, 64}, {1.0, 1.0, 1.0}, {-32.0, -32.0, -32.0}));
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        const PatientPoint p = mask.geometry().toPatient(mask.geometry().voxelAt(n));
        for (const Sphere& sphere : spheres) {
            const double x = p.x - sphere.centre.x;
            const double y = p.y - sphere.centre.y;
            const double z = p.z - sphere.centre.z;
            if (x * x + y * y + z * z <= sphere.radiusMm * sphere.radiusMm) {
                mask.labels()[n] = 1;
            }
        }
    }
    return mask;
}

} // namespace dawson
