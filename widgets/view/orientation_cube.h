#pragma once

#include "core/image/geometry.h"

#include <QPainter>

#include <array>

namespace dawson
{

/// A small cube whose visible faces carry the letters R L A P S I.
/// `axes`: the patient's x, y and z axes as the camera sees them: right, up, towards the viewer.
void paintOrientationCube(QPainter& painter,
                          const QPointF& center,
                          double side,
                          const std::array<Geometry::Vector, 3>& axes);

} // namespace dawson
