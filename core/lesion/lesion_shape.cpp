#include "core/lesion/lesion_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vnl/algo/vnl_symmetric_eigensystem.h>

namespace dawson
{

namespace
{

using Vector = Geometry::Vector;

/// Index of a voxel scaled by the spacing: mm along the image axes. Lengths and angles are those of
/// the patient, because the axes are orthonormal.
Vector alongAxes(int i, const VoxelRun& run, const Vector& spacing)
{
    return {i * spacing[0], run.j * spacing[1], run.k * spacing[2]};
}

Vector meanOf(std::span<const VoxelRun> runs, const Vector& spacing)
{
    Vector sum{};
    double count = 0.0;
    for (const VoxelRun& run : runs) {
        const auto n = static_cast<double>(run.length());
        const Vector first = alongAxes(run.first, run, spacing);
        sum[0] += n * (run.first + run.last) / 2.0 * spacing[0];
        sum[1] += n * first[1];
        sum[2] += n * first[2];
        count += n;
    }
    return {sum[0] / count, sum[1] / count, sum[2] / count};
}

/// Its eigenvectors are the principal axes.
vnl_matrix<double>
scatterOf(std::span<const VoxelRun> runs, const Vector& spacing, const Vector& mean)
{
    vnl_matrix<double> scatter(3, 3, 0.0);
    for (const VoxelRun& run : runs) {
        for (int i = run.first; i <= run.last; ++i) {
            const Vector p = alongAxes(i, run, spacing);
            for (unsigned r = 0; r < 3; ++r) {
                for (unsigned c = 0; c < 3; ++c) {
                    scatter(r, c) += (p[r] - mean[r]) * (p[c] - mean[c]);
                }
            }
        }
    }
    return scatter;
}

/// Length of the lesion's shadow on `axis`, whole voxels included.
double extentAlong(const Vector& axis, std::span<const VoxelRun> runs, const Vector& spacing)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const VoxelRun& run : runs) {
        for (const int end : {run.first, run.last}) {
            const Vector p = alongAxes(end, run, spacing);
            const double shadow = axis[0] * p[0] + axis[1] * p[1] + axis[2] * p[2];
            low = std::min(low, shadow);
            high = std::max(high, shadow);
        }
    }
    double voxel = 0.0;
    for (std::size_t c = 0; c < 3; ++c) {
        voxel += std::abs(axis[c]) * spacing[c];
    }
    return high - low + voxel;
}

double diameterOf(std::span<const VoxelRun> runs, const Vector& spacing, const Vector& mean)
{
    const vnl_symmetric_eigensystem<double> axes(scatterOf(runs, spacing, mean));
    double longest = 0.0;
    for (unsigned c = 0; c < 3; ++c) {
        const Vector axis{axes.V(0, c), axes.V(1, c), axes.V(2, c)};
        longest = std::max(longest, extentAlong(axis, runs, spacing));
    }
    return longest;
}

VoxelIndex nearestTo(const Vector& mean, std::span<const VoxelRun> runs, const Vector& spacing)
{
    VoxelIndex best;
    double bestSquare = std::numeric_limits<double>::infinity();
    const int column = static_cast<int>(std::lround(mean[0] / spacing[0]));
    for (const VoxelRun& run : runs) {
        const int i = std::clamp(column, run.first, run.last);
        const Vector p = alongAxes(i, run, spacing);
        const double square = (p[0] - mean[0]) * (p[0] - mean[0]) +
                              (p[1] - mean[1]) * (p[1] - mean[1]) +
                              (p[2] - mean[2]) * (p[2] - mean[2]);
        if (square < bestSquare) {
            bestSquare = square;
            best = {i, run.j, run.k};
        }
    }
    return best;
}

} // namespace

Lesion describeLesion(std::span<const VoxelRun> runs, const Geometry& geometry)
{
    const Vector& spacing = geometry.spacing();
    const Vector mean = meanOf(runs, spacing);
    Lesion lesion;
    for (const VoxelRun& run : runs) {
        lesion.voxels += run.length();
        lesion.region.include(Region{{run.first, run.j, run.k}, {run.last - run.first + 1, 1, 1}});
    }
    lesion.volumeMl = static_cast<double>(lesion.voxels) * geometry.voxelVolumeMl();
    lesion.diameterMm = diameterOf(runs, spacing, mean);
    lesion.centroid = geometry.toPatient(
        VoxelPoint{mean[0] / spacing[0], mean[1] / spacing[1], mean[2] / spacing[2]});
    lesion.inside = geometry.toPatient(nearestTo(mean, runs, spacing));
    return lesion;
}

} // namespace dawson
