#pragma once

#include "core/image/volume.h"
#include "core/registration/affine_map.h"

#include <cmath>
#include <functional>
#include <vector>

namespace dawson
{

/// A head as a function of space, in mm about its middle, so that it can be taken on any grid and
/// bent by any map without interpolation: skull, brain with folds, two ventricles.
inline double headAt(const PatientPoint& p)
{
    const auto ellipsoid = [&p](double x, double y, double z, double a, double b, double c) {
        const double r = std::hypot((p.x - x) / a, (p.y - y) / b, (p.z - z) / c);
        // A soft edge of some 2 mm.
        return 0.5 * std::erfc((r - 1.0) * std::min({a, b, c}) / 2.0);
    };
    const double folds = std::sin(0.21 * p.x + 0.05 * p.y) * std::sin(0.17 * p.y - 0.06 * p.z) *
                         std::sin(0.19 * p.z + 0.07 * p.x);
    const double brain = ellipsoid(0, 4, 0, 50, 60, 46);
    double value = 300.0 * ellipsoid(0, 0, 0, 58, 68, 54) - 200.0 * ellipsoid(0, 2, 0, 54, 64, 50);
    value += brain * (500.0 + 150.0 * folds);
    value -= 450.0 * (ellipsoid(9, 6, 6, 6, 22, 8) + ellipsoid(-10, 3, 5, 7, 20, 9));
    value += 220.0 * ellipsoid(20, -18, 16, 7, 5, 6) + 180.0 * ellipsoid(-24, 20, -10, 5, 8, 6);
    return std::max(0.0, value);
}

using PointMap = std::function<PatientPoint(const PatientPoint&)>;

/// The head on a grid, looked at through `toHead`.
inline Volume headOn(const Geometry& grid, const PointMap& toHead)
{
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(headAt(toHead(grid.toPatient(grid.voxelAt(n)))));
    }
    return {grid, std::move(voxels)};
}

inline PatientPoint samePoint(const PatientPoint& p)
{
    return p;
}

/// A known warp: smooth, at most some 5 mm.
inline PatientPoint knownWarp(const PatientPoint& p)
{
    return {p.x + 3.0 * std::sin(0.055 * p.y + 0.4) * std::cos(0.04 * p.z),
            p.y + 2.5 * std::sin(0.05 * p.z - 0.3) * std::cos(0.045 * p.x),
            p.z + 3.0 * std::sin(0.05 * p.x + 0.2) * std::cos(0.04 * p.y)};
}

/// Its inverse.
inline PatientPoint knownWarpBack(const PatientPoint& q)
{
    PatientPoint p = q;
    for (int n = 0; n < 60; ++n) {
        const PatientPoint sent = knownWarp(p);
        p = {p.x + q.x - sent.x, p.y + q.y - sent.y, p.z + q.z - sent.z};
    }
    return p;
}

/// 140 x 156 x 130 mm around the head's middle.
inline Geometry headGrid(double spacingMm)
{
    const auto voxels = [spacingMm](double mm) { return static_cast<int>(mm / spacingMm); };
    return Geometry::axisAligned({voxels(140), voxels(156), voxels(130)},
                                 {spacingMm, spacingMm, spacingMm},
                                 {-69.5, -77.5, -64.5});
}

/// A rotation about an axis through the middle (Rodrigues), then a shift.
inline AffineMap turned(const Geometry::Vector& axis, double degrees, const Geometry::Vector& shift)
{
    const double length = std::hypot(axis[0], axis[1], axis[2]);
    const Geometry::Vector u{axis[0] / length, axis[1] / length, axis[2] / length};
    const double angle = degrees * 3.14159265358979323846 / 180.0;
    const Geometry::Matrix cross{{{0, -u[2], u[1]}, {u[2], 0, -u[0]}, {-u[1], u[0], 0}}};
    AffineMap map;
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 3; ++c) {
            map.matrix[r][c] = (r == c ? std::cos(angle) : 0.0) + std::sin(angle) * cross[r][c] +
                               (1.0 - std::cos(angle)) * u[r] * u[c];
        }
    }
    map.offset = shift;
    return map;
}

/// Mean distance in mm between two maps, over points of the brain.
inline double meanDistance(const PointMap& a, const PointMap& b)
{
    double sum = 0.0;
    double count = 0.0;
    for (int x = -44; x <= 44; x += 4) {
        for (int y = -52; y <= 60; y += 4) {
            for (int z = -40; z <= 40; z += 4) {
                if (std::hypot(x / 50.0, (y - 4) / 60.0, z / 46.0) < 0.95) {
                    const PatientPoint p{x * 1.0, y * 1.0, z * 1.0};
                    const PatientPoint q = a(p);
                    const PatientPoint r = b(p);
                    sum += std::hypot(q.x - r.x, q.y - r.y, q.z - r.z);
                    count += 1.0;
                }
            }
        }
    }
    return sum / count;
}

} // namespace dawson
