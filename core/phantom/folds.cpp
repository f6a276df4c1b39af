#include "core/phantom/folds.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dawson
{

namespace
{

Layer layerAt(double toFluid, double thickness)
{
    return toFluid < 0.0 ? Layer::Fluid : toFluid < thickness ? Layer::Grey : Layer::White;
}

/// Distance to the zero sheet of a pattern that ends `bottom` mm below the surface. Only the slope
/// along the surface tells how far aside the sheet is.
double distanceToSheet(const WaveField::Sample& pattern,
                       const PatientPoint& normal,
                       double depth,
                       double bottom)
{
    const auto& g = pattern.gradient;
    const double outward = g[0] * normal.x + g[1] * normal.y + g[2] * normal.z;
    const double square = g[0] * g[0] + g[1] * g[1] + g[2] * g[2] - outward * outward;
    const double aside = std::abs(pattern.value) / std::sqrt(std::max(1e-3, square));
    return std::hypot(aside, std::max(0.0, depth - bottom));
}

} // namespace

CorticalFolds::CorticalFolds(RandomSource& random)
    : m_main(random, 22.0, 24)
    , m_side(random, 15.0, 20)
    , m_depth(random, 45.0, 10)
    , m_meander{WaveField(random, 16.0, 6), WaveField(random, 16.0, 6), WaveField(random, 16.0, 6)}
{
}

Layer CorticalFolds::at(const PatientPoint& place,
                        const PatientPoint& normal,
                        double depth,
                        double toFissure) const
{
    // Sheets would run straight inwards if the pattern were taken at the surface, and ignore it if
    // taken here: in between they lean and curve.
    const double up = 0.65 * depth;
    const PatientPoint q{place.x + up * normal.x + 1.3 * m_meander[0].at(place),
                         place.y + up * normal.y + 1.3 * m_meander[1].at(place),
                         place.z + up * normal.z + 1.3 * m_meander[2].at(place)};
    const double deeper = m_depth.at(q);
    const double mainBottom = std::clamp(16.0 + 4.0 * deeper, 7.0, kDeepest - 3.0);
    const double sideBottom = std::clamp(8.0 - 3.0 * deeper, 3.0, 13.0);
    const double main = distanceToSheet(m_main.sample(q), normal, depth, mainBottom);
    const double side = distanceToSheet(m_side.sample(q), normal, depth, sideBottom);
    const double halfGap = 0.85 * std::max(0.2, 1.0 - 0.7 * depth / mainBottom);
    const double toFluid = std::min({depth, main - halfGap, side - 0.6 * halfGap, toFissure - 1.0});
    return layerAt(toFluid, 2.5);
}

CerebellarFolia::CerebellarFolia(RandomSource& random)
    : m_warp(random, 26.0, 12)
{
}

Layer CerebellarFolia::at(const ModelPoint& p, const PatientPoint& place, double depth) const
{
    constexpr double perFolium = 0.25; // radians, as seen from the core
    const ModelPoint core{0.0, -47.0, -33.0};
    const double back = core.a - p.a;
    const double up = p.s - core.s;
    const double radius = std::hypot(back, up);
    const double turns = (std::atan2(up, back) + 0.10 * m_warp.at(place)) / perFolium;
    const double aside = std::abs(turns - std::round(turns)) * perFolium * radius;
    const double bottom = 9.0 + 3.0 * std::cos(std::round(turns) * std::numbers::phi * 4.0);
    const double toSheet =
        std::hypot(aside, std::max(0.0, depth - bottom), std::max(0.0, 13.0 - radius));
    return layerAt(std::min(depth, toSheet - 0.45), 1.9);
}

} // namespace dawson
