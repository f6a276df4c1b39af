#pragma once

#include "core/registration/transform.h"
#include "tests/core/registration/analytic_head.h"

#include <vector>

namespace dawson
{

/// An oblique grid, small.
inline const Geometry
    kTilted({18, 20, 22}, {2, 2.5, 3}, {-12.25, 33.5, -7.75}, turned({1, 2, 3}, 25.0, {}).matrix);

/// Something of everything that a file must keep: turned, sheared, and two fields that need not
/// undo each other. Voxel n of the forward field has x / 10, -x / 5, 1 / (x + 1), x = n modulo 13;
/// the other the same with the signs turned.
inline Transform sampleTransform()
{
    std::vector<DisplacementField::Vector> there(kTilted.voxelCount());
    std::vector<DisplacementField::Vector> back(kTilted.voxelCount());
    for (std::size_t n = 0; n < there.size(); ++n) {
        const auto x = static_cast<float>(n % 13);
        there[n] = {x * 0.1F, -0.2F * x, 1.0F / (x + 1.0F)};
        back[n] = {-x * 0.1F, 0.2F * x, -1.0F / (x + 1.0F)};
    }
    Transform transform;
    transform.affine = turned({3, 1, 2}, 14.0, {1.0 / 3.0, -2, 5e-7});
    transform.affine.matrix[0][1] += 0.05;
    transform.fields = Transform::Fields{{kTilted, there}, {kTilted, back}};
    return transform;
}

/// The same without its fields.
inline Transform sampleLinearTransform()
{
    Transform transform = sampleTransform();
    transform.fields.reset();
    return transform;
}

} // namespace dawson
