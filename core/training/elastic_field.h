#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dawson
{

/// A smooth random displacement over a cube of voxels: white noise convolved with a Gaussian
/// (Simard 2003), scaled to a given root mean square. Kept on a grid of sigma / 2 voxels, which
/// loses nothing that the Gaussian has left, and read between its points linearly.
class ElasticField
{
public:
    /// No displacement along an axis exceeds this many times the root mean square.
    static constexpr double kFarthest = 4.0;

    /// Displacements for voxels 0 to size - 1 of each axis. `rms` 0: none. Same seed, same field.
    ElasticField(int size, double rms, double sigma, std::uint64_t seed);

    bool empty() const { return m_points == 0; }

    /// Displacements in voxels of a whole row of i: three values a voxel. REQUIRES: not empty, j
    /// and k inside, row.size() == 3 * size.
    void row(int j, int k, std::vector<float>& row) const;

private:
    int m_size;
    int m_points = 0;    ///< of the grid along each axis
    double m_step = 1.0; ///< voxels between two points
    std::vector<std::array<float, 3>> m_field;
};

} // namespace dawson
