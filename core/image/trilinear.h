#pragma once

#include "core/image/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace dawson
{

/// The eight voxels round a position and their weights, which add up to 1. A position is inside up
/// to the outer faces of the border voxels (and a rounding error), whose value it then takes.
class Trilinear
{
public:
    Trilinear(const VoxelPoint& at, const Geometry::Size& size)
    {
        constexpr double reach = 0.5 + 1e-6;
        const std::array<double, 3> position{at.i, at.j, at.k};
        std::size_t stride = 1;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double last = size[axis] - 1.0;
            m_inside = m_inside && position[axis] >= -reach && position[axis] <= last + reach;
            const double clamped = m_inside ? std::clamp(position[axis], 0.0, last) : 0.0;
            const double below = std::min(std::floor(clamped), std::max(0.0, last - 1.0));
            m_part[axis] = clamped - below;
            m_first += static_cast<std::size_t>(below) * stride;
            m_step[axis] = size[axis] > 1 ? stride : 0;
            stride *= static_cast<std::size_t>(size[axis]);
        }
    }

    bool inside() const { return m_inside; }

    /// Position in a linear array of corner 0 to 7; bit n says whether it lies ahead along axis n.
    std::size_t offset(std::size_t corner) const
    {
        return m_first + (corner & 1U) * m_step[0] + (corner >> 1U & 1U) * m_step[1] +
               (corner >> 2U & 1U) * m_step[2];
    }

    double weight(std::size_t corner) const
    {
        return part(0, corner & 1U) * part(1, corner >> 1U & 1U) * part(2, corner >> 2U & 1U);
    }

    /// Interpolated value. REQUIRES: inside().
    double valueOf(const float* voxels) const
    {
        double sum = 0.0;
        for (std::size_t corner = 0; corner < 8; ++corner) {
            sum += weight(corner) * static_cast<double>(voxels[offset(corner)]);
        }
        return sum;
    }

    /// Value, then its slope per voxel along the three axes: of the interpolated function itself,
    /// so that both fit each other. REQUIRES: inside().
    std::array<double, 4> valueAndSlope(const float* voxels) const
    {
        std::array<double, 4> result{};
        for (std::size_t corner = 0; corner < 8; ++corner) {
            const std::array<std::size_t, 3> ahead{
                corner & 1U, corner >> 1U & 1U, corner >> 2U & 1U};
            const double x = part(0, ahead[0]);
            const double y = part(1, ahead[1]);
            const double z = part(2, ahead[2]);
            const auto value = static_cast<double>(voxels[offset(corner)]);
            result[0] += x * y * z * value;
            result[1] += (ahead[0] != 0 ? value : -value) * y * z;
            result[2] += (ahead[1] != 0 ? value : -value) * x * z;
            result[3] += (ahead[2] != 0 ? value : -value) * x * y;
        }
        return result;
    }

private:
    double part(std::size_t axis, std::size_t ahead) const
    {
        return ahead != 0 ? m_part[axis] : 1.0 - m_part[axis];
    }

    bool m_inside = true;
    std::size_t m_first = 0;
    std::array<std::size_t, 3> m_step{};
    std::array<double, 3> m_part{};
};

} // namespace dawson
