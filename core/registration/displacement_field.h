#pragma once

#include "core/image/geometry.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace dawson
{

/// A displacement in mm (LPS) at every voxel of a grid. Immutable; copies share the vectors.
class DisplacementField
{
public:
    using Vector = std::array<float, 3>;

    /// Throws Error(Data) when a component is NaN or infinite.
    /// REQUIRES: vectors.size() == geometry.voxelCount().
    DisplacementField(const Geometry& geometry, std::vector<Vector> vectors);

    const Geometry& geometry() const { return m_geometry; }

    std::span<const Vector> vectors() const { return *m_vectors; }

    /// Trilinear between voxels, as ITK does it: no displacement outside the grid's voxels.
    PatientPoint moved(const PatientPoint& point) const;

private:
    Geometry m_geometry;
    std::shared_ptr<const std::vector<Vector>> m_vectors;
};

/// How a field stretches space, from central differences in mm at every voxel but the border's.
struct FieldJacobian {
    double least = 1.0;        ///< smallest local volume change; at or below 0 space is folded
    double foldedShare = 0.0;  ///< of the voxels looked at
    double logDeviation = 0.0; ///< standard deviation of the logarithm, folded voxels left out
};

FieldJacobian jacobianOf(const DisplacementField& field);

} // namespace dawson
