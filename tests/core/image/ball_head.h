#pragma once

#include "core/image/volume.h"

#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

namespace dawson
{

/// A ball of tissue in the middle of the grid: mean 200 with a gentle noise, `air` outside.
inline Volume head(const Geometry& grid, double radiusMm, float air)
{
    std::mt19937 random(3);
    std::normal_distribution<float> noise(200.0F, 20.0F);
    std::uniform_real_distribution<float> hiss(1.0F, 10.0F);
    const PatientPoint c = grid.center();
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        const bool inside = std::hypot(p.x - c.x, p.y - c.y, p.z - c.z) < radiusMm;
        voxels[n] = inside ? noise(random) : air * hiss(random);
    }
    return {grid, std::move(voxels)};
}

struct Moments {
    double mean = 0.0;
    double deviation = 0.0;
    std::size_t count = 0;
};

/// Over the voxels that are not exactly 0.
inline Moments momentsOf(const Volume& volume)
{
    Moments m;
    double squares = 0.0;
    for (const float v : volume.voxels()) {
        if (v != 0.0F) {
            m.mean += static_cast<double>(v);
            squares += static_cast<double>(v) * static_cast<double>(v);
            ++m.count;
        }
    }
    m.mean /= static_cast<double>(m.count);
    m.deviation = std::sqrt(squares / static_cast<double>(m.count) - m.mean * m.mean);
    return m;
}

} // namespace dawson
