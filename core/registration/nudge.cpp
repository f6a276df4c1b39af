#include "core/registration/nudge.h"

#include <cmath>
#include <numbers>

namespace dawson
{

namespace
{

/// About axis 0, 1 or 2 through the origin.
AffineMap turn(std::size_t axis, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180.0;
    const std::size_t a = (axis + 1) % 3;
    const std::size_t b = (axis + 2) % 3;
    AffineMap map;
    map.matrix[a][a] = std::cos(angle);
    map.matrix[a][b] = -std::sin(angle);
    map.matrix[b][a] = std::sin(angle);
    map.matrix[b][b] = std::cos(angle);
    return map;
}

AffineMap shift(double x, double y, double z)
{
    AffineMap map;
    map.offset = {x, y, z};
    return map;
}

} // namespace

AffineMap nudgeMap(const PatientPoint& centre, const Nudge& nudge)
{
    AffineMap map = shift(-centre.x, -centre.y, -centre.z);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        map = turn(axis, nudge[axis + 3]).after(map);
    }
    return shift(centre.x + nudge[0], centre.y + nudge[1], centre.z + nudge[2]).after(map);
}

Transform nudged(Transform transform, const AffineMap& map)
{
    transform.affine = transform.affine.after(map.inverse());
    return transform;
}

} // namespace dawson
