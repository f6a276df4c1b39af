#pragma once

#include "core/image/geometry.h"

namespace dawson
{

/// A linear map of patient space: p -> matrix * p + offset, in mm, LPS.
struct AffineMap {
    Geometry::Matrix matrix{{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    Geometry::Vector offset{};

    PatientPoint operator()(const PatientPoint& point) const;

    /// Throws Error(Data) when the map squeezes space flat.
    AffineMap inverse() const;
    /// First `first`, then this.
    AffineMap after(const AffineMap& first) const;

    /// How much volumes grow; negative for a mirror image.
    double determinant() const;
    /// Whether lengths are kept within `tolerance` (as a share) and nothing is mirrored.
    bool rigid(double tolerance = 1e-4) const;

    friend bool operator==(const AffineMap&, const AffineMap&) = default;
};

} // namespace dawson
