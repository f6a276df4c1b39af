#pragma once

#include "core/registration/affine_map.h"
#include "core/registration/displacement_field.h"

#include <optional>

namespace dawson
{

/// The way between two images: from a point of the fixed image to the same place of the patient in
/// the moving image, and back. In the order of ANTs: first the field, then the linear part.
struct Transform {
    /// Fixed to moving, after the field.
    AffineMap affine;

    /// Both fields live on the fixed side of the linear part and are each other's inverse.
    struct Fields {
        DisplacementField forward;
        DisplacementField inverse;
    };

    std::optional<Fields> fields; ///< nothing: the transform is linear

    PatientPoint toMoving(const PatientPoint& fixed) const;
    PatientPoint toFixed(const PatientPoint& moving) const;
};

} // namespace dawson
