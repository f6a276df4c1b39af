#pragma once

#include "core/registration/affine_map.h"

#include <itkTransformBase.h>

#include <optional>

namespace dawson
{

/// Private to core/registration: the map of a linear ITK transform (affine, rigid, Euler,
/// translation); nothing for another. Its numbers need not be finite.
std::optional<AffineMap> linearMapOf(const itk::TransformBaseTemplate<double>& transform);

bool finite(const AffineMap& map);

} // namespace dawson
