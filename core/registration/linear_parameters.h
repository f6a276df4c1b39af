#pragma once

#include "core/registration/affine_map.h"

#include <cstddef>
#include <vector>

namespace dawson
{

/// Private to core/registration. How a value changes with the offset of a map, and with its matrix
/// taken about a centre.
struct MapSlope {
    Geometry::Matrix matrix{};
    Geometry::Vector offset{};

    void add(const MapSlope& other);
};

/// The numbers that a linear stage searches, all in mm: the shift of the centre, then angles or
/// changes of the matrix times the tissue's radius, so that a step of 1 moves tissue by about 1 mm
/// either way. All zero: the start.
class LinearParameters
{
public:
    LinearParameters(const PatientPoint& centre,
                     double radiusMm,
                     const AffineMap& start,
                     bool rigid);

    std::size_t count() const { return m_rigid ? 6 : 12; }

    AffineMap map(const std::vector<double>& numbers) const;
    /// From the slope at map(numbers), with the matrix about the centre.
    std::vector<double> gradient(const std::vector<double>& numbers, const MapSlope& slope) const;

private:
    /// What comes after the start's matrix.
    Geometry::Matrix change(const std::vector<double>& numbers) const;
    /// Its derivative by number 3 + n.
    Geometry::Matrix derivative(const std::vector<double>& numbers, std::size_t n) const;

    AffineMap m_start;
    PatientPoint m_centre;
    double m_radiusMm;
    bool m_rigid;
};

} // namespace dawson
