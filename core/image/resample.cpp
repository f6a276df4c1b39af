#include "core/image/resample.h"

#include "core/image/grid_filling.h"
#include "core/image/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// Grids this close are one grid: interpolation could only blur by rounding errors.
constexpr double kSameGridMm = 1e-4;
constexpr double kSmoothingRatio = 1.5;

/// Target voxel (i, j, k) -> continuous source voxel. Affine, since both grids are.
class VoxelMap
{
public:
    VoxelMap(const Geometry& source, const Geometry& target)
        : m_first(source.toVoxel(target.toPatient(VoxelIndex{0, 0, 0})))
    {
        const std::array<VoxelIndex, 3> units{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const VoxelPoint end = source.toVoxel(target.toPatient(units[axis]));
            m_step[axis] = {end.i - m_first.i, end.j - m_first.j, end.k - m_first.k};
        }
    }

    VoxelPoint operator()(int i, int j, int k) const
    {
        return {m_first.i + i * m_step[0].i + j * m_step[1].i + k * m_step[2].i,
                m_first.j + i * m_step[0].j + j * m_step[1].j + k * m_step[2].j,
                m_first.k + i * m_step[0].k + j * m_step[1].k + k * m_step[2].k};
    }

    /// How many source voxels a target voxel spans along each source axis.
    std::array<double, 3> ratios() const
    {
        return {std::hypot(m_step[0].i, m_step[1].i, m_step[2].i),
                std::hypot(m_step[0].j, m_step[1].j, m_step[2].j),
                std::hypot(m_step[0].k, m_step[1].k, m_step[2].k)};
    }

private:
    VoxelPoint m_first;
    std::array<VoxelPoint, 3> m_step;
};

/// Fills every voxel of `target` with `value(position in the source)`.
template <typename Voxel, typename Value>
std::vector<Voxel> fillFrom(const Geometry& source, const Geometry& target, const Value& value)
{
    const VoxelMap map(source, target);
    return fillGrid<Voxel>(target, [&](int i, int j, int k) { return value(map(i, j, k)); });
}

std::vector<double> gaussianKernel(double sigma)
{
    const int radius = static_cast<int>(std::ceil(3.0 * sigma));
    std::vector<double> kernel;
    for (int n = -radius; n <= radius; ++n) {
        kernel.push_back(std::exp(-0.5 * n * n / (sigma * sigma)));
    }
    return kernel;
}

/// Smooths one line in place; at the ends the kernel is cut and its weights scaled up.
void smoothLine(float* line,
                std::size_t length,
                std::size_t stride,
                const std::vector<double>& kernel)
{
    const auto radius = static_cast<std::ptrdiff_t>(kernel.size() / 2);
    std::vector<float> old(length);
    for (std::size_t n = 0; n < length; ++n) {
        old[n] = line[n * stride];
    }
    const auto end = static_cast<std::ptrdiff_t>(length);
    for (std::ptrdiff_t n = 0; n < end; ++n) {
        double sum = 0.0;
        double weights = 0.0;
        for (auto m = std::max<std::ptrdiff_t>(0, n - radius); m < std::min(end, n + radius + 1);
             ++m) {
            const double weight = kernel[static_cast<std::size_t>(m - n + radius)];
            sum += weight * static_cast<double>(old[static_cast<std::size_t>(m)]);
            weights += weight;
        }
        line[static_cast<std::size_t>(n) * stride] = static_cast<float>(sum / weights);
    }
}

void smoothAlong(std::vector<float>& voxels, const Geometry& geometry, int axis, double sigma)
{
    const auto kernel = gaussianKernel(sigma);
    const auto& size = geometry.size();
    const std::array<std::size_t, 3> stride{1,
                                            static_cast<std::size_t>(size[0]),
                                            static_cast<std::size_t>(size[0]) *
                                                static_cast<std::size_t>(size[1])};
    const auto along = static_cast<std::size_t>(axis);
    const std::size_t inner = axis == 0 ? 1 : 0;
    const std::size_t outer = axis == 2 ? 1 : 2;
    parallelFor(size[outer], [&](int n) {
        for (std::size_t m = 0; m < static_cast<std::size_t>(size[inner]); ++m) {
            float* line =
                voxels.data() + static_cast<std::size_t>(n) * stride[outer] + m * stride[inner];
            smoothLine(line, static_cast<std::size_t>(size[along]), stride[along], kernel);
        }
    });
}

} // namespace

Volume smoothedFor(const Volume& source, const Geometry& target)
{
    const auto ratios = VoxelMap(source.geometry(), target).ratios();
    if (std::none_of(ratios.begin(), ratios.end(), [](double r) { return r > kSmoothingRatio; })) {
        return source;
    }
    std::vector<float> voxels(source.voxels().begin(), source.voxels().end());
    for (int axis = 0; axis < 3; ++axis) {
        const double ratio = ratios[static_cast<std::size_t>(axis)];
        if (ratio > kSmoothingRatio) {
            smoothAlong(voxels, source.geometry(), axis, 0.5 * ratio);
        }
    }
    return {source.geometry(), std::move(voxels)};
}

Volume interpolateLinear(const Volume& source, const Geometry& target, float outside)
{
    if (sameGrid(source.geometry(), target, kSameGridMm)) {
        return source;
    }
    const float* voxels = source.voxels().data();
    const auto& size = source.geometry().size();
    return {target, fillFrom<float>(source.geometry(), target, [&](const VoxelPoint& p) {
                const Trilinear place(p, size);
                return place.inside() ? static_cast<float>(place.valueOf(voxels)) : outside;
            })};
}

Volume resampleLinear(const Volume& source, const Geometry& target, float outside)
{
    if (sameGrid(source.geometry(), target, kSameGridMm)) {
        return source;
    }
    return interpolateLinear(smoothedFor(source, target), target, outside);
}

Mask resampleNearest(const Mask& source, const Geometry& target)
{
    const auto& grid = source.geometry();
    return {target, fillFrom<std::uint8_t>(grid, target, [&](const VoxelPoint& p) -> std::uint8_t {
                const VoxelIndex nearest{static_cast<int>(std::floor(p.i + 0.5)),
                                         static_cast<int>(std::floor(p.j + 0.5)),
                                         static_cast<int>(std::floor(p.k + 0.5))};
                return grid.contains(nearest) ? source.at(nearest) : std::uint8_t{0};
            })};
}

Mask resampleLabels(const Mask& source, const Geometry& target)
{
    if (sameGrid(source.geometry(), target, kSameGridMm)) {
        return source;
    }
    const auto labels = source.labels();
    const auto& size = source.geometry().size();
    return {
        target,
        fillFrom<std::uint8_t>(source.geometry(), target, [&](const VoxelPoint& p) -> std::uint8_t {
            const Trilinear place(p, size);
            return place.inside() ? mostProbable(place, labels) : std::uint8_t{0};
        })};
}

} // namespace dawson
