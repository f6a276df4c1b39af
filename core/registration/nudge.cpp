#include "core/registration/nudge.h"

#include <algorithm>
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

Nudge nudgeOf(const PatientPoint& centre, const AffineMap& rigid)
{
    const auto& r = rigid.matrix;
    const PatientPoint to = rigid(centre);
    const double degrees = 180.0 / std::numbers::pi;
    return {to.x - centre.x,
            to.y - centre.y,
            to.z - centre.z,
            degrees * std::atan2(r[2][1], r[2][2]),
            degrees * std::asin(std::clamp(-r[2][0], -1.0, 1.0)),
            degrees * std::atan2(r[1][0], r[0][0])};
}

AffineMap turnAbout(const PatientPoint& centre, const Geometry::Vector& axis, double degrees)
{
    // Rodrigues: cos I + (1 - cos) a a^T + sin [a]x
    const double angle = degrees * std::numbers::pi / 180.0;
    AffineMap map;
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            map.matrix[i][j] =
                (1.0 - std::cos(angle)) * axis[i] * axis[j] + (i == j ? std::cos(angle) : 0.0);
        }
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t j = (i + 1) % 3;
        const std::size_t k = (i + 2) % 3;
        map.matrix[k][j] += std::sin(angle) * axis[i];
        map.matrix[j][k] -= std::sin(angle) * axis[i];
    }
    return shift(centre.x, centre.y, centre.z)
        .after(map)
        .after(shift(-centre.x, -centre.y, -centre.z));
}

Geometry moved(const Geometry& grid, const AffineMap& rigid)
{
    Geometry::Matrix direction{};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            for (std::size_t n = 0; n < 3; ++n) {
                direction[i][j] += rigid.matrix[i][n] * grid.direction()[n][j];
            }
        }
    }
    return {grid.size(), grid.spacing(), rigid(grid.origin()), direction};
}

Transform nudged(Transform transform, const AffineMap& map)
{
    transform.affine = transform.affine.after(map.inverse());
    return transform;
}

} // namespace dawson
