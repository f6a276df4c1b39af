#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace dawson
{

/// A voxel by its indices along the image's own axes (i fastest). Not a position in the patient.
struct VoxelIndex {
    int i = 0;
    int j = 0;
    int k = 0;

    friend bool operator==(const VoxelIndex&, const VoxelIndex&) = default;
};

/// A position between voxels: continuous indices, voxel centres at whole numbers.
struct VoxelPoint {
    double i = 0.0;
    double j = 0.0;
    double k = 0.0;
};

/// A position in the patient in mm, LPS: x grows to the left, y to posterior, z to superior.
struct PatientPoint {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;

    friend bool operator==(const PatientPoint&, const PatientPoint&) = default;
};

/// How far two grids are apart; all zero for the same grid.
struct GeometryDifference {
    bool sizeDiffers = false;
    double originMm = 0.0;     ///< distance of the first voxels' centres
    double spacingMm = 0.0;    ///< largest difference of the three spacings
    double angleDegrees = 0.0; ///< largest angle between matching axes
    double farthestMm = 0.0; ///< largest distance of the eight corners; infinite when sizes differ

    /// One sentence with numbers and units, such as "the origin differs by 2.00 mm, the axes by 3.1
    /// degrees".
    std::string describe() const;
};

/// Where the voxels of an image lie in the patient. Immutable value; cheap to copy.
class Geometry
{
public:
    using Size = std::array<int, 3>;
    using Vector = std::array<double, 3>;
    /// direction[row][column]; column c is the unit vector of image axis c in LPS.
    using Matrix = std::array<Vector, 3>;

    /// One voxel of 1 mm at the origin.
    Geometry();

    /// Throws Error(Geometry) unless sizes are positive with at most 2^31 voxels, spacings are
    /// positive and finite, the origin is finite, and the direction is orthonormal within 1e-3.
    Geometry(const Size& size,
             const Vector& spacing,
             const PatientPoint& origin,
             const Matrix& direction);

    /// An axis-aligned grid with its first voxel at `origin`.
    static Geometry
    axisAligned(const Size& size, const Vector& spacing, const PatientPoint& origin = {});

    const Size& size() const { return m_size; }

    const Vector& spacing() const { return m_spacing; }

    const PatientPoint& origin() const { return m_origin; }

    const Matrix& direction() const { return m_direction; }

    std::size_t voxelCount() const;
    double voxelVolumeMl() const;

    bool contains(const VoxelIndex& voxel) const;
    /// Position in a linear array. REQUIRES: contains(voxel).
    std::size_t offset(const VoxelIndex& voxel) const;
    VoxelIndex voxelAt(std::size_t offset) const;

    PatientPoint toPatient(const VoxelPoint& point) const;
    PatientPoint toPatient(const VoxelIndex& voxel) const;
    VoxelPoint toVoxel(const PatientPoint& point) const;
    /// The voxel whose centre is nearest; may lie outside the image.
    VoxelIndex nearestVoxel(const PatientPoint& point) const;
    PatientPoint center() const;

    /// The image axis (0, 1, 2) that runs closest to patient axis `patientAxis` (0 = x, 1 = y, 2 =
    /// z).
    int axisAlong(int patientAxis) const;
    /// Angle in degrees between the grid and the patient's axes; 0 for a straight image.
    double obliquityDegrees() const;

private:
    Size m_size{1, 1, 1};
    Vector m_spacing{1.0, 1.0, 1.0};
    PatientPoint m_origin;
    Matrix m_direction{};
    Matrix m_toPatient{}; ///< direction times spacing
    Matrix m_toVoxel{};   ///< its inverse
};

GeometryDifference difference(const Geometry& a, const Geometry& b);

/// Whether voxels of both grids may be paired one to one: equal sizes and no corner further apart
/// than `toleranceMm`.
bool sameGrid(const Geometry& a, const Geometry& b, double toleranceMm = 0.01);

} // namespace dawson
