#pragma once

#include <algorithm>
#include <cmath>

namespace dawson
{

/// A place in the model brain in mm: `x` from the midline outwards, `a` to the front, `s` upwards;
/// the middle of the anterior commissure is at 0.
struct ModelPoint {
    double x = 0.0;
    double a = 0.0;
    double s = 0.0;
};

inline ModelPoint operator-(const ModelPoint& p, const ModelPoint& q)
{
    return {p.x - q.x, p.a - q.a, p.s - q.s};
}

inline double length(const ModelPoint& p)
{
    return std::sqrt(p.x * p.x + p.a * p.a + p.s * p.s);
}

/// Solids are functions of space: the distance to their surface in mm, negative inside, to first
/// order. Union is the minimum, intersection the maximum, `grown` a subtraction.

inline double ellipsoid(const ModelPoint& p, const ModelPoint& center, const ModelPoint& radii)
{
    const ModelPoint d = p - center;
    const ModelPoint scaled{d.x / radii.x, d.a / radii.a, d.s / radii.s};
    const double k0 = length(scaled);
    const double k1 = length({scaled.x / radii.x, scaled.a / radii.a, scaled.s / radii.s});
    return k1 < 1e-9 ? -std::min({radii.x, radii.a, radii.s}) : k0 * (k0 - 1.0) / k1;
}

/// A round stick from `from` to `to`, its radius changing along.
inline double stick(const ModelPoint& p,
                    const ModelPoint& from,
                    const ModelPoint& to,
                    double radiusFrom,
                    double radiusTo)
{
    const ModelPoint axis = to - from;
    const ModelPoint d = p - from;
    const double t = std::clamp((d.x * axis.x + d.a * axis.a + d.s * axis.s) /
                                    (axis.x * axis.x + axis.a * axis.a + axis.s * axis.s),
                                0.0,
                                1.0);
    return length({d.x - t * axis.x, d.a - t * axis.a, d.s - t * axis.s}) -
           (radiusFrom + t * (radiusTo - radiusFrom));
}

/// Union with a rounded seam of about `seam` mm.
inline double blend(double a, double b, double seam)
{
    const double h = std::max(seam - std::abs(a - b), 0.0) / seam;
    return std::min(a, b) - h * h * seam * 0.25;
}

/// Intersection with a rounded edge.
inline double blendedCut(double a, double b, double seam)
{
    return -blend(-a, -b, seam);
}

} // namespace dawson
