#pragma once

#include "core/image/geometry.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dawson
{

/// Private to core/registration: trilinear reading of single-precision grids, for the loops that
/// run over every voxel in every round. A place is inside up to the outer faces of the border.
class FloatGrid
{
public:
    explicit FloatGrid(const Geometry::Size& size)
        : m_last{static_cast<float>(size[0] - 1),
                 static_cast<float>(size[1] - 1),
                 static_cast<float>(size[2] - 1)}
        , m_row(size[0])
        , m_slice(static_cast<std::ptrdiff_t>(size[0]) * size[1])
        , m_ahead{size[0] > 1 ? 1 : 0, size[1] > 1 ? m_row : 0, size[2] > 1 ? m_slice : 0}
    {
    }

    struct Place {
        std::ptrdiff_t first = 0;
        float x = 0.0F;
        float y = 0.0F;
        float z = 0.0F;
    };

    bool inside(float x, float y, float z) const
    {
        return x >= -0.5F && y >= -0.5F && z >= -0.5F && x <= m_last[0] + 0.5F &&
               y <= m_last[1] + 0.5F && z <= m_last[2] + 0.5F;
    }

    /// REQUIRES: inside.
    Place place(float x, float y, float z) const
    {
        Place result;
        result.first = part(x, m_last[0], result.x) + part(y, m_last[1], result.y) * m_row +
                       part(z, m_last[2], result.z) * m_slice;
        return result;
    }

    float value(const float* voxels, const Place& at) const
    {
        const float* v = voxels + at.first;
        const float* w = v + m_ahead[2];
        const float low = mix(row(v, at.x), row(v + m_ahead[1], at.x), at.y);
        const float high = mix(row(w, at.x), row(w + m_ahead[1], at.x), at.y);
        return mix(low, high, at.z);
    }

    std::ptrdiff_t nearest(const Place& at) const
    {
        return at.first + (at.x >= 0.5F ? m_ahead[0] : 0) + (at.y >= 0.5F ? m_ahead[1] : 0) +
               (at.z >= 0.5F ? m_ahead[2] : 0);
    }

private:
    static float mix(float a, float b, float t) { return a + t * (b - a); }

    float row(const float* v, float t) const { return mix(v[0], v[m_ahead[0]], t); }

    static std::ptrdiff_t part(float position, float last, float& rest)
    {
        const float clamped = std::min(std::max(position, 0.0F), last);
        const auto below =
            std::min(static_cast<int>(clamped), std::max(0, static_cast<int>(last) - 1));
        rest = clamped - static_cast<float>(below);
        return below;
    }

    float m_last[3];
    std::ptrdiff_t m_row;
    std::ptrdiff_t m_slice;
    std::ptrdiff_t m_ahead[3];
};

} // namespace dawson
