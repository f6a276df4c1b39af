#include "core/phantom/random_source.h"

#include <cmath>
#include <numbers>

namespace dawson
{

double RandomSource::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    // Marsaglia's polar form of Box and Muller.
    double u = 0.0;
    double v = 0.0;
    double square = 0.0;
    do {
        u = uniform(-1.0, 1.0);
        v = uniform(-1.0, 1.0);
        square = u * u + v * v;
    } while (square >= 1.0 || square == 0.0);
    const double scale = std::sqrt(-2.0 * std::log(square) / square);
    m_spare = v * scale;
    m_hasSpare = true;
    return u * scale;
}

std::array<double, 3> RandomSource::direction()
{
    const double z = uniform(-1.0, 1.0);
    const double angle = uniform(0.0, 2.0 * std::numbers::pi);
    const double r = std::sqrt(1.0 - z * z);
    return {r * std::cos(angle), r * std::sin(angle), z};
}

} // namespace dawson
