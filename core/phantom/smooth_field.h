#pragma once

#include "core/image/geometry.h"
#include "core/phantom/random_source.h"

#include <vector>

namespace dawson
{

/// A smooth random function of space: a sum of plane waves of one wavelength and random direction,
/// so that it is isotropic, has no grid, and its zero surfaces wind like the furrows of a cortex.
/// Mean 0, standard deviation 1.
class WaveField
{
public:
    WaveField(RandomSource& random, double wavelengthMm, int waves = 16);

    double at(const PatientPoint& point) const;

    struct Sample {
        double value = 0.0;
        std::array<double, 3> gradient{}; ///< per mm
    };

    Sample sample(const PatientPoint& point) const;

private:
    struct Wave {
        std::array<double, 3> turns{}; ///< whole turns of the phase per mm
        double phase = 0.0;            ///< in turns
    };

    std::vector<Wave> m_waves;
    double m_scale = 1.0;
};

/// A very smooth random function on a voxel grid, cheap per voxel: values on a coarse lattice of
/// `nodes` points along the longest side, interpolated. Standard normal at the nodes.
class LatticeField
{
public:
    LatticeField(RandomSource& random, const Geometry::Size& size, int nodes);

    double at(int i, int j, int k) const;

    /// Values of the voxels (0, j, k) to (size - 1, j, k): much cheaper than asking for each.
    void row(int j, int k, std::vector<double>& values) const;

private:
    /// Between which nodes an index lies, and where.
    struct Place {
        std::size_t low = 0;
        double part = 0.0;
    };

    double sheet(std::size_t column, const Place& j, const Place& k) const;

    Geometry::Size m_nodes;
    std::array<std::vector<Place>, 3> m_places; ///< of every voxel index along each axis
    std::vector<double> m_values;
};

} // namespace dawson
