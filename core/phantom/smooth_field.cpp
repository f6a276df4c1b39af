#include "core/phantom/smooth_field.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dawson
{

WaveField::WaveField(RandomSource& random, double wavelengthMm, int waves)
    : m_scale(std::sqrt(2.0 / waves))
{
    const double k = 2.0 * std::numbers::pi / wavelengthMm;
    m_waves.reserve(static_cast<std::size_t>(waves));
    for (int n = 0; n < waves; ++n) {
        const auto d = random.direction();
        m_waves.push_back(
            {k * d[0], k * d[1], k * d[2], random.uniform(0.0, 2.0 * std::numbers::pi)});
    }
}

double WaveField::at(const PatientPoint& p) const
{
    double sum = 0.0;
    for (const Wave& w : m_waves) {
        sum += std::cos(w.x * p.x + w.y * p.y + w.z * p.z + w.phase);
    }
    return sum * m_scale;
}

WaveField::Sample WaveField::sample(const PatientPoint& p) const
{
    double value = 0.0;
    std::array<double, 3> gradient{};
    for (const Wave& w : m_waves) {
        const double angle = w.x * p.x + w.y * p.y + w.z * p.z + w.phase;
        const double sine = std::sin(angle);
        value += std::cos(angle);
        gradient[0] -= w.x * sine;
        gradient[1] -= w.y * sine;
        gradient[2] -= w.z * sine;
    }
    return {value * m_scale, std::hypot(gradient[0], gradient[1], gradient[2]) * m_scale};
}

LatticeField::LatticeField(RandomSource& random, const Geometry::Size& size, int nodes)
{
    const int longest = *std::max_element(size.begin(), size.end());
    std::size_t count = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        m_nodes[axis] = std::max(2, 1 + (nodes - 1) * size[axis] / std::max(1, longest));
        m_perVoxel[axis] = static_cast<double>(m_nodes[axis] - 1) / std::max(1, size[axis] - 1);
        count *= static_cast<std::size_t>(m_nodes[axis]);
    }
    m_values.resize(count);
    for (double& value : m_values) {
        value = random.normal();
    }
}

double LatticeField::at(int i, int j, int k) const
{
    const std::array<int, 3> voxel{i, j, k};
    std::array<std::size_t, 3> low{};
    std::array<double, 3> part{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double x =
            std::clamp(voxel[axis] * m_perVoxel[axis], 0.0, static_cast<double>(m_nodes[axis] - 1));
        low[axis] =
            std::min(static_cast<std::size_t>(x), static_cast<std::size_t>(m_nodes[axis] - 2));
        const double t = x - static_cast<double>(low[axis]);
        part[axis] = t * t * (3.0 - 2.0 * t); // no creases at the nodes
    }
    const auto width = static_cast<std::size_t>(m_nodes[0]);
    const auto plane = width * static_cast<std::size_t>(m_nodes[1]);
    const double* base = m_values.data() + low[2] * plane + low[1] * width + low[0];
    const auto line = [&](const double* at) { return at[0] + part[0] * (at[1] - at[0]); };
    const auto sheet = [&](const double* at) {
        return line(at) + part[1] * (line(at + width) - line(at));
    };
    return sheet(base) + part[2] * (sheet(base + plane) - sheet(base));
}

} // namespace dawson
