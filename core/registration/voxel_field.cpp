#include "core/registration/voxel_field.h"

#include "core/image/parallel.h"
#include "core/registration/float_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace dawson
{

namespace
{

std::size_t voxels(const Geometry::Size& size)
{
    return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
           static_cast<std::size_t>(size[2]);
}

/// Calls `work(i, j, k, offset)` for every voxel, slices in parallel.
template <typename Work>
void forEachVoxel(const Geometry::Size& size, const Work& work)
{
    parallelFor(size[2], [&](int k) {
        std::size_t n = static_cast<std::size_t>(k) * static_cast<std::size_t>(size[0]) *
                        static_cast<std::size_t>(size[1]);
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i) {
                work(i, j, k, n++);
            }
        }
    });
}

std::vector<float> gaussian(double variance)
{
    const int radius = static_cast<int>(std::ceil(3.0 * std::sqrt(variance)));
    std::vector<double> weights;
    double sum = 0.0;
    for (int n = -radius; n <= radius; ++n) {
        weights.push_back(std::exp(-0.5 * n * n / variance));
        sum += weights.back();
    }
    std::vector<float> kernel;
    for (const double weight : weights) {
        kernel.push_back(static_cast<float>(weight / sum));
    }
    return kernel;
}

/// out += weight * in, over a row.
void addRow(float* __restrict out, const float* __restrict in, float weight, int length)
{
    for (int i = 0; i < length; ++i) {
        out[i] += weight * in[i];
    }
}

/// Along y or z: whole rows are added, which the processor does many voxels at once.
void smoothAcross(std::vector<float>& plane,
                  const Geometry::Size& size,
                  bool alongZ,
                  const std::vector<float>& kernel)
{
    const int radius = static_cast<int>(kernel.size() / 2);
    const int row = size[0];
    const std::ptrdiff_t slice = static_cast<std::ptrdiff_t>(row) * size[1];
    const int length = alongZ ? size[2] : size[1];
    const int lines = alongZ ? size[1] : size[2];
    const std::ptrdiff_t step = alongZ ? slice : row;
    parallelFor(lines, [&](int line) {
        float* first = plane.data() + (alongZ ? line * std::ptrdiff_t{row} : line * slice);
        std::vector<float> result(static_cast<std::size_t>(row) * static_cast<std::size_t>(length));
        for (int n = 0; n < length; ++n) {
            float* out = result.data() + static_cast<std::ptrdiff_t>(n) * row;
            const int from = std::max(-radius, -n);
            const int to = std::min(radius, length - 1 - n);
            for (int m = from; m <= to; ++m) {
                addRow(
                    out, first + (n + m) * step, kernel[static_cast<std::size_t>(m + radius)], row);
            }
        }
        for (int n = 0; n < length; ++n) {
            const float* from = result.data() + static_cast<std::ptrdiff_t>(n) * row;
            std::copy(from, from + row, first + n * step);
        }
    });
}

void smoothAlongRows(std::vector<float>& plane,
                     const Geometry::Size& size,
                     const std::vector<float>& kernel)
{
    const auto radius = kernel.size() / 2;
    const auto length = static_cast<std::size_t>(size[0]);
    parallelFor(size[2], [&](int k) {
        std::vector<float> padded(length + 2 * radius);
        for (int j = 0; j < size[1]; ++j) {
            float* row = plane.data() + (static_cast<std::ptrdiff_t>(k) * size[1] + j) * size[0];
            std::copy(row, row + length, padded.begin() + static_cast<std::ptrdiff_t>(radius));
            std::fill(row, row + length, 0.0F);
            for (std::size_t m = 0; m < kernel.size(); ++m) {
                addRow(row, padded.data() + m, kernel[m], size[0]);
            }
        }
    });
}

void clearBorder(std::vector<float>& plane, const Geometry::Size& size)
{
    forEachVoxel(size, [&](int i, int j, int k, std::size_t n) {
        if (i == 0 || j == 0 || k == 0 || i + 1 == size[0] || j + 1 == size[1] ||
            k + 1 == size[2]) {
            plane[n] = 0.0F;
        }
    });
}

/// Local volume by central differences. REQUIRES: not at the border.
float volumeAt(const VoxelField& field, std::size_t n)
{
    const auto row = static_cast<std::size_t>(field.size[0]);
    const std::array<std::size_t, 3> step{1, row, row * static_cast<std::size_t>(field.size[1])};
    std::array<std::array<float, 3>, 3> j{};
    for (std::size_t r = 0; r < 3; ++r) {
        const float* u = field.along[r].data() + n;
        for (std::size_t c = 0; c < 3; ++c) {
            const auto s = static_cast<std::ptrdiff_t>(step[c]);
            j[r][c] = (r == c ? 1.0F : 0.0F) + 0.5F * (u[s] - u[-s]);
        }
    }
    return j[0][0] * (j[1][1] * j[2][2] - j[1][2] * j[2][1]) -
           j[0][1] * (j[1][0] * j[2][2] - j[1][2] * j[2][0]) +
           j[0][2] * (j[1][0] * j[2][1] - j[1][1] * j[2][0]);
}

/// 1 where space is squeezed below `least`, else 0; empty when it is nowhere.
std::vector<float> squeezed(const VoxelField& field, float least)
{
    std::vector<float> marks(field.count());
    std::vector<std::uint8_t> found(static_cast<std::size_t>(field.size[2]));
    const auto& size = field.size;
    forEachVoxel(size, [&](int i, int j, int k, std::size_t n) {
        const bool inner =
            i > 0 && j > 0 && k > 0 && i + 1 < size[0] && j + 1 < size[1] && k + 1 < size[2];
        if (inner && volumeAt(field, n) < least) {
            marks[n] = 1.0F;
            found[static_cast<std::size_t>(k)] = 1;
        }
    });
    const bool any = std::find(found.begin(), found.end(), 1) != found.end();
    return any ? marks : std::vector<float>();
}

void smoothPlane(std::vector<float>& plane, const Geometry::Size& size, double variance)
{
    const auto kernel = gaussian(variance);
    smoothAlongRows(plane, size, kernel);
    smoothAcross(plane, size, false, kernel);
    smoothAcross(plane, size, true, kernel);
}

} // namespace

VoxelField::VoxelField(const Geometry::Size& gridSize)
    : size(gridSize)
{
    for (auto& plane : along) {
        plane.assign(voxels(size), 0.0F);
    }
}

VoxelField composed(const VoxelField& first, const VoxelField& second)
{
    const FloatGrid grid(second.size);
    VoxelField result = first;
    forEachVoxel(first.size, [&](int i, int j, int k, std::size_t n) {
        const float x = static_cast<float>(i) + first.along[0][n];
        const float y = static_cast<float>(j) + first.along[1][n];
        const float z = static_cast<float>(k) + first.along[2][n];
        if (grid.inside(x, y, z)) {
            const auto place = grid.place(x, y, z);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                result.along[axis][n] += grid.value(second.along[axis].data(), place);
            }
        }
    });
    return result;
}

void smooth(std::vector<float>& plane, const Geometry::Size& size, double variance)
{
    if (variance > 0.0) {
        smoothPlane(plane, size, variance);
    }
}

void smooth(VoxelField& field, double variance)
{
    if (variance <= 0.0) {
        return;
    }
    for (auto& plane : field.along) {
        smoothPlane(plane, field.size, variance);
        clearBorder(plane, field.size);
    }
}

bool relax(VoxelField& field, double least)
{
    constexpr double variance = 2.0;
    std::vector<float> share = squeezed(field, static_cast<float>(least));
    if (share.empty()) {
        return false;
    }
    // A single marked voxel gets its whole share of the smooth field, and its surroundings some.
    smoothPlane(share, field.size, variance);
    const float peak = static_cast<float>(1.0 / std::pow(2.0 * 3.14159265 * variance, 1.5));
    VoxelField soft = field;
    smooth(soft, variance);
    forEachVoxel(field.size, [&](int, int, int, std::size_t n) {
        const float part = std::min(1.0F, share[n] / peak);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            field.along[axis][n] += part * (soft.along[axis][n] - field.along[axis][n]);
        }
    });
    return true;
}

void scaleTo(VoxelField& field, double longest)
{
    std::vector<float> ofSlices(static_cast<std::size_t>(field.size[2]), 0.0F);
    forEachVoxel(field.size, [&](int, int, int k, std::size_t n) {
        const float x = field.along[0][n];
        const float y = field.along[1][n];
        const float z = field.along[2][n];
        float& most = ofSlices[static_cast<std::size_t>(k)];
        most = std::max(most, x * x + y * y + z * z);
    });
    const float squared = *std::max_element(ofSlices.begin(), ofSlices.end());
    if (!(squared > 0.0F) || !std::isfinite(squared)) {
        return;
    }
    const float factor = static_cast<float>(longest) / std::sqrt(squared);
    forEachVoxel(field.size, [&](int, int, int, std::size_t n) {
        for (auto& plane : field.along) {
            plane[n] *= factor;
        }
    });
}

VoxelField inverted(const VoxelField& field)
{
    constexpr int rounds = 50;
    constexpr float exact = 1e-3F;
    const FloatGrid grid(field.size);
    VoxelField result(field.size);
    forEachVoxel(field.size, [&](int i, int j, int k, std::size_t n) {
        std::array<float, 3> w{};
        float part = 1.0F;
        float before = 1e9F;
        for (int round = 0; round < rounds; ++round) {
            const float x = static_cast<float>(i) + w[0];
            const float y = static_cast<float>(j) + w[1];
            const float z = static_cast<float>(k) + w[2];
            std::array<float, 3> miss = w;
            if (grid.inside(x, y, z)) {
                const auto place = grid.place(x, y, z);
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    miss[axis] += grid.value(field.along[axis].data(), place);
                }
            }
            const float length = std::hypot(miss[0], miss[1], miss[2]);
            if (length < exact) {
                break;
            }
            // Where the field is steep, whole steps jump to and fro.
            part = length < before ? part : 0.5F * part;
            before = length;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                w[axis] -= part * miss[axis];
            }
        }
        for (std::size_t axis = 0; axis < 3; ++axis) {
            result.along[axis][n] = w[axis];
        }
    });
    return result;
}

VoxelField onGrid(const VoxelField& field, const Geometry& from, const Geometry& to)
{
    // Both grids have the same axes, so a voxel of one is a scaled and shifted voxel of the other.
    const VoxelPoint origin = from.toVoxel(to.toPatient(VoxelIndex{0, 0, 0}));
    const auto ratio = static_cast<float>(to.spacing()[0] / from.spacing()[0]);
    const std::array<float, 3> shift{
        static_cast<float>(origin.i), static_cast<float>(origin.j), static_cast<float>(origin.k)};
    const FloatGrid grid(field.size);
    VoxelField result(to.size());
    forEachVoxel(to.size(), [&](int i, int j, int k, std::size_t n) {
        const float x = shift[0] + ratio * static_cast<float>(i);
        const float y = shift[1] + ratio * static_cast<float>(j);
        const float z = shift[2] + ratio * static_cast<float>(k);
        if (grid.inside(x, y, z)) {
            const auto place = grid.place(x, y, z);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                result.along[axis][n] = grid.value(field.along[axis].data(), place) / ratio;
            }
        }
    });
    return result;
}

DisplacementField inMillimetres(const VoxelField& field, const Geometry& grid)
{
    std::vector<DisplacementField::Vector> vectors(field.count());
    const auto& direction = grid.direction();
    forEachVoxel(field.size, [&](int, int, int, std::size_t n) {
        for (std::size_t r = 0; r < 3; ++r) {
            double sum = 0.0;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                sum += direction[r][axis] * grid.spacing()[axis] *
                       static_cast<double>(field.along[axis][n]);
            }
            vectors[n][r] = static_cast<float>(sum);
        }
    });
    return {grid, std::move(vectors)};
}

} // namespace dawson
