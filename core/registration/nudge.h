#pragma once

#include "core/registration/transform.h"

#include <array>

namespace dawson
{

/// A correction by hand: shift in mm (LPS x, y, z), then turn in degrees about the same axes.
using Nudge = std::array<double, 6>;

/// Where a point of the moving image, as it lies on the fixed one, goes: turned about `centre`
/// (first about x, then y, then z; counter-clockwise seen from the axis' tip), then shifted.
AffineMap nudgeMap(const PatientPoint& centre, const Nudge& nudge);

/// The nudge whose map a rigid one is. Turns about y stay within 90 degrees.
Nudge nudgeOf(const PatientPoint& centre, const AffineMap& rigid);

/// A turn about any axis through `centre`; `axis` is a unit vector in the patient.
AffineMap turnAbout(const PatientPoint& centre, const Geometry::Vector& axis, double degrees);

/// Where the voxels of a grid lie after a rigid map.
Geometry moved(const Geometry& grid, const AffineMap& rigid);

/// The transform after the moving image was moved over the fixed one by `map`. Of a transform that
/// bends, the field stays: exact for points it leaves in place, else off by what the map changes
/// over the length of a displacement.
Transform nudged(Transform transform, const AffineMap& map);

} // namespace dawson
