#pragma once

#include "core/image/geometry.h"

#include <cmath>

namespace dawson
{

/// A grid turned by `degrees` about the patient's x axis, its middle at the patient's origin.
inline Geometry
turnedGrid(const Geometry::Size& size, const Geometry::Vector& spacing, double degrees)
{
    const double a = degrees * 3.14159265358979323846 / 180.0;
    const Geometry::Matrix turn{
        {{1, 0, 0}, {0, std::cos(a), -std::sin(a)}, {0, std::sin(a), std::cos(a)}}};
    const PatientPoint middle = Geometry(size, spacing, {}, turn).center();
    return {size, spacing, {-middle.x, -middle.y, -middle.z}, turn};
}

/// One voxel at the patient's origin whatever the size: sizes must be odd.
inline Geometry centredGrid(const Geometry::Size& size, const Geometry::Vector& spacing)
{
    return turnedGrid(size, spacing, 0.0);
}

} // namespace dawson
