#include "core/registration/symmetric_fit.h"

#include "core/image/parallel.h"
#include "core/image/resample.h"
#include "core/registration/field_forces.h"
#include "core/registration/float_grid.h"
#include "core/registration/level_image.h"
#include "core/registration/voxel_field.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// How much either half of the way may squeeze space. Beyond it the inverse, on the same grid,
/// would be too steep to be smooth.
constexpr double kLeastVolume = 0.3;

/// From the middle to each image, before the linear part.
struct MiddleMaps {
    VoxelField fixed;
    VoxelField moving;
};

/// A linear map from the voxels of one grid to those of another.
class VoxelWay
{
public:
    VoxelWay(const Geometry& from, const Geometry& to, const AffineMap& map)
    {
        const auto sent = [&](const VoxelPoint& p) { return to.toVoxel(map(from.toPatient(p))); };
        const VoxelPoint o = sent({0, 0, 0});
        const std::array<VoxelPoint, 3> ends{sent({1, 0, 0}), sent({0, 1, 0}), sent({0, 0, 1})};
        m_first = {static_cast<float>(o.i), static_cast<float>(o.j), static_cast<float>(o.k)};
        for (std::size_t c = 0; c < 3; ++c) {
            m_step[0][c] = static_cast<float>(ends[c].i - o.i);
            m_step[1][c] = static_cast<float>(ends[c].j - o.j);
            m_step[2][c] = static_cast<float>(ends[c].k - o.k);
        }
    }

    float along(std::size_t axis, float x, float y, float z) const
    {
        return m_first[axis] + m_step[axis][0] * x + m_step[axis][1] * y + m_step[axis][2] * z;
    }

private:
    std::array<float, 3> m_first{};
    std::array<std::array<float, 3>, 3> m_step{};
};

/// Whether the value still rises by its share per round.
class Rising
{
public:
    explicit Rising(double share)
        : m_share(share)
    {
    }

    bool goesOn(double value)
    {
        constexpr std::size_t window = 10;
        m_values.push_back(value);
        if (m_values.size() <= window) {
            return true;
        }
        const double gain = value - m_values[m_values.size() - 1 - window];
        return gain > m_share * static_cast<double>(window) * std::abs(value);
    }

private:
    double m_share;
    std::vector<double> m_values;
};

/// One level of the search.
class SymmetricLevel
{
public:
    SymmetricLevel(const Volume& fixed,
                   const Volume& moving,
                   const Mask& weight,
                   const AffineMap& linear,
                   const FieldSpec& spec)
        : m_fixed(fixed)
        , m_moving(moving)
        , m_weight(weight)
        , m_toMoving(fixed.geometry(), moving.geometry(), linear)
        , m_spec(spec)
    {
    }

    /// Improves the maps; they never end worse than they came.
    void improve(MiddleMaps& maps, int rounds, const Progress& progress) const
    {
        Rising rising(m_spec.convergence);
        MiddleMaps best = maps;
        double bestValue = -std::numeric_limits<double>::infinity();
        for (int round = 0; round <= rounds; ++round) {
            const auto part = [&](double within) {
                progress.report((round + within) / (rounds + 1.0), "syn");
            };
            part(0.0);
            const MiddleImages images = middle(maps);
            part(0.2);
            const Likelihood alike = likelihoodOf(images);
            if (alike.value > bestValue) {
                best = maps;
                bestValue = alike.value;
            }
            if (round == rounds || !rising.goesOn(alike.value)) {
                break;
            }
            part(0.4);
            follow(maps.fixed, forces(images.fixed, alike.byFixed, images.size));
            part(0.7);
            follow(maps.moving, forces(images.moving, alike.byMoving, images.size));
        }
        maps = std::move(best);
    }

private:
    Likelihood likelihoodOf(const MiddleImages& images) const
    {
        return m_spec.metric == FieldMetric::Correlation
                   ? neighbourhoodCorrelation(images, m_spec.radius)
                   : middleInformation(images, m_spec.bins);
    }

    VoxelField forces(const std::vector<float>& image,
                      const std::vector<float>& slope,
                      const Geometry::Size& size) const
    {
        VoxelField result = forcesOf(image, slope, size);
        if (m_spec.metric == FieldMetric::MutualInformation) {
            evenOut(result, image);
        }
        return result;
    }

    void follow(VoxelField& map, VoxelField forces) const
    {
        smooth(forces, m_spec.updateVariance);
        scaleTo(forces, m_spec.step);
        map = composed(forces, map);
        smooth(map, m_spec.totalVariance);
        relax(map, kLeastVolume);
    }

    MiddleImages middle(const MiddleMaps& maps) const
    {
        const auto& size = m_fixed.geometry().size();
        MiddleImages images{size, {}, {}, {}};
        images.fixed.resize(maps.fixed.count());
        images.moving.resize(maps.fixed.count());
        images.weight.resize(maps.fixed.count());
        parallelFor(size[2], [&](int k) { fillSlice(images, maps, k); });
        return images;
    }

    void fillSlice(MiddleImages& images, const MiddleMaps& maps, int k) const
    {
        const auto& size = images.size;
        const FloatGrid fixedGrid(size);
        const FloatGrid movingGrid(m_moving.geometry().size());
        const float* fixed = m_fixed.voxels().data();
        const float* moving = m_moving.voxels().data();
        std::size_t n = static_cast<std::size_t>(k) * static_cast<std::size_t>(size[0]) *
                        static_cast<std::size_t>(size[1]);
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i, ++n) {
                const std::array<float, 3> here{
                    static_cast<float>(i), static_cast<float>(j), static_cast<float>(k)};
                const auto f = sent(here, maps.fixed, n);
                const auto p = sent(here, maps.moving, n);
                const float x = m_toMoving.along(0, p[0], p[1], p[2]);
                const float y = m_toMoving.along(1, p[0], p[1], p[2]);
                const float z = m_toMoving.along(2, p[0], p[1], p[2]);
                if (!fixedGrid.inside(f[0], f[1], f[2]) || !movingGrid.inside(x, y, z)) {
                    continue;
                }
                const auto place = fixedGrid.place(f[0], f[1], f[2]);
                images.fixed[n] = fixedGrid.value(fixed, place);
                images.moving[n] = movingGrid.value(moving, movingGrid.place(x, y, z));
                images.weight[n] =
                    m_weight.labels()[static_cast<std::size_t>(fixedGrid.nearest(place))];
            }
        }
    }

    static std::array<float, 3>
    sent(const std::array<float, 3>& from, const VoxelField& map, std::size_t n)
    {
        return {from[0] + map.along[0][n], from[1] + map.along[1][n], from[2] + map.along[2][n]};
    }

    const Volume& m_fixed;
    const Volume& m_moving;
    const Mask& m_weight;
    VoxelWay m_toMoving;
    const FieldSpec& m_spec;
};

/// From fixed to moving and back. Where the sampled fields are so steep that differences between
/// neighbours would fold, they are smoothed, and the other way is made from the smoothed one.
Transform::Fields bothWays(const MiddleMaps& maps, const Geometry& grid, const Progress& progress)
{
    constexpr double least = 0.1;
    constexpr int rounds = 10;
    progress.report(0.0, "inverting");
    VoxelField forward = inverted(maps.fixed);
    progress.report(0.15);
    forward = composed(forward, maps.moving);
    progress.report(0.3);
    VoxelField inverse = inverted(maps.moving);
    progress.report(0.4);
    inverse = composed(inverse, maps.fixed);
    for (int round = 0; round < rounds; ++round) {
        progress.report(0.5 + 0.05 * round);
        if (relax(forward, least)) {
            inverse = inverted(forward);
        } else if (relax(inverse, least)) {
            forward = inverted(inverse);
        } else {
            break;
        }
    }
    return {inMillimetres(forward, grid), inMillimetres(inverse, grid)};
}

/// Rounds times voxels: how the levels share the progress.
std::vector<double> workOf(const std::vector<RegistrationLevel>& levels)
{
    std::vector<double> ends{0.0};
    for (const RegistrationLevel& level : levels) {
        ends.push_back(ends.back() + (level.iterations + 1.0) / std::pow(level.spacingMm, 3.0));
    }
    for (double& end : ends) {
        end /= ends.back();
    }
    return ends;
}

} // namespace

Transform::Fields fitField(const Volume& fixed,
                           const Volume& moving,
                           const Mask& weight,
                           const AffineMap& linear,
                           const FieldSpec& spec,
                           const Progress& progress)
{
    const auto levels = usableLevels(spec.levels, weight.foregroundMl());
    const auto fixedLevels = pyramid(fixed, levels);
    const auto movingLevels = pyramid(moving, levels);
    const auto ends = workOf(levels);
    const Progress search = progress.part(0.0, 0.95);
    const auto& size = fixedLevels[0].geometry().size();
    MiddleMaps maps{VoxelField(size), VoxelField(size)};
    for (std::size_t n = 0; n < levels.size(); ++n) {
        const Geometry& grid = fixedLevels[n].geometry();
        if (n > 0) {
            const Geometry& coarser = fixedLevels[n - 1].geometry();
            maps = {onGrid(maps.fixed, coarser, grid), onGrid(maps.moving, coarser, grid)};
        }
        const Mask compared = resampleNearest(weight, grid);
        SymmetricLevel(fixedLevels[n], movingLevels[n], compared, linear, spec)
            .improve(maps, levels[n].iterations, search.part(ends[n], ends[n + 1]));
    }
    const Geometry& grid = fixedLevels.back().geometry();
    return bothWays(maps, grid, progress.part(0.95, 1.0));
}

} // namespace dawson
