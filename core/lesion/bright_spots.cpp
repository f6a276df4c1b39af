#include "core/lesion/bright_spots.h"

#include "core/image/parallel.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dawson
{

namespace
{

constexpr int kWidestKernel = 6;

/// `width` lines that lie beside each other in memory, their voxels `step` apart.
struct Lines {
    float* first = nullptr;
    std::size_t length = 0;
    std::size_t step = 0;
    std::size_t width = 0;
};

/// Half of a Gaussian that sums up to 1: weights of distance 0, 1, ... voxels.
std::vector<float> kernelOf(double sigmaVoxels)
{
    std::vector<float> weights{1.0F};
    float sum = 1.0F;
    const int reach = static_cast<int>(std::ceil(3.0 * sigmaVoxels));
    for (int d = 1; d <= reach; ++d) {
        const double exponent = -0.5 * d * d / (sigmaVoxels * sigmaVoxels);
        weights.push_back(static_cast<float>(std::exp(exponent)));
        sum += 2.0F * weights.back();
    }
    for (float& weight : weights) {
        weight /= sum;
    }
    return weights;
}

std::vector<float> copyOf(const Lines& lines)
{
    std::vector<float> copy(lines.length * lines.width);
    for (std::size_t n = 0; n < lines.length; ++n) {
        std::copy_n(lines.first + n * lines.step,
                    lines.width,
                    copy.begin() + static_cast<std::ptrdiff_t>(n * lines.width));
    }
    return copy;
}

void addRow(float* to, const float* row, float weight, std::size_t width)
{
    for (std::size_t n = 0; n < width; ++n) {
        to[n] += weight * row[n];
    }
}

/// In one buffer all lines are shifted against each other at once.
void weigh(const Lines& lines, const std::vector<float>& weights)
{
    const std::vector<float> source = copyOf(lines);
    std::vector<float> sum(source.size(), 0.0F);
    addRow(sum.data(), source.data(), weights[0], source.size());
    for (std::size_t d = 1; d < std::min(weights.size(), lines.length); ++d) {
        const std::size_t shift = d * lines.width;
        const std::size_t rest = source.size() - shift;
        addRow(sum.data(), source.data() + shift, weights[d], rest);
        addRow(sum.data() + shift, source.data(), weights[d], rest);
    }
    for (std::size_t n = 0; n < lines.length; ++n) {
        std::copy_n(sum.data() + n * lines.width, lines.width, lines.first + n * lines.step);
    }
}

/// Mean over `reach` voxels to either side.
void runningMean(const Lines& lines, std::size_t reach)
{
    const std::vector<float> source = copyOf(lines);
    const auto row = [&](std::size_t n) { return source.data() + n * lines.width; };
    std::vector<float> sum(lines.width, 0.0F);
    for (std::size_t n = 0; n < std::min(reach, lines.length); ++n) {
        addRow(sum.data(), row(n), 1.0F, lines.width);
    }
    const float share = 1.0F / static_cast<float>(2 * reach + 1);
    for (std::size_t at = 0; at < lines.length; ++at) {
        if (at + reach < lines.length) {
            addRow(sum.data(), row(at + reach), 1.0F, lines.width);
        }
        if (at > reach) {
            addRow(sum.data(), row(at - reach - 1), -1.0F, lines.width);
        }
        float* to = lines.first + at * lines.step;
        for (std::size_t n = 0; n < lines.width; ++n) {
            to[n] = share * sum[n];
        }
    }
}

/// Calls `work` for all lines along an axis: slice by slice, or row by row across the slices.
void forLines(std::vector<float>& values,
              const Geometry::Size& size,
              std::size_t axis,
              const std::function<void(const Lines&)>& work)
{
    const auto nx = static_cast<std::size_t>(size[0]);
    const auto ny = static_cast<std::size_t>(size[1]);
    const auto nz = static_cast<std::size_t>(size[2]);
    parallelFor(axis == 2 ? size[1] : size[2], [&](int n) {
        const auto at = static_cast<std::size_t>(n);
        if (axis == 2) {
            work({values.data() + at * nx, nz, nx * ny, nx});
        } else if (axis == 1) {
            work({values.data() + at * nx * ny, ny, nx, nx});
        } else {
            for (std::size_t row = 0; row < ny; ++row) {
                work({values.data() + (at * ny + row) * nx, nx, 1, 1});
            }
        }
    });
}

/// Calls `visit` with the voxel itself and those of its 26 neighbours that lie in the image.
template <typename Visit>
void forNeighbours(std::size_t offset, const Geometry& geometry, const Visit& visit)
{
    const VoxelIndex v = geometry.voxelAt(offset);
    const auto& size = geometry.size();
    for (int k = std::max(v.k - 1, 0); k <= std::min(v.k + 1, size[2] - 1); ++k) {
        for (int j = std::max(v.j - 1, 0); j <= std::min(v.j + 1, size[1] - 1); ++j) {
            for (int i = std::max(v.i - 1, 0); i <= std::min(v.i + 1, size[0] - 1); ++i) {
                visit(geometry.offset({i, j, k}));
            }
        }
    }
}

bool isPeak(const std::vector<float>& values, std::size_t offset, const Geometry& geometry)
{
    bool highest = true;
    forNeighbours(offset, geometry, [&](std::size_t other) {
        // Of a plateau, the first voxel is the peak.
        highest = highest && (other < offset ? values[other] < values[offset]
                                             : values[other] <= values[offset]);
    });
    return highest;
}

BrightSpot grow(std::size_t peak,
                const std::vector<float>& values,
                const Geometry& geometry,
                std::vector<char>& taken,
                std::size_t mostVoxels)
{
    BrightSpot spot{peak, values[peak], {peak}};
    taken[peak] = 1;
    const float least = 0.5F * spot.value;
    for (std::size_t n = 0; n < spot.voxels.size() && spot.voxels.size() < mostVoxels; ++n) {
        forNeighbours(spot.voxels[n], geometry, [&](std::size_t other) {
            if (taken[other] == 0 && values[other] >= least) {
                taken[other] = 1;
                spot.voxels.push_back(other);
            }
        });
    }
    return spot;
}

} // namespace

void smooth(std::vector<float>& values, const Geometry& geometry, double sigmaMm)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double sigma = sigmaMm / geometry.spacing()[axis];
        if (std::ceil(3.0 * sigma) <= kWidestKernel) {
            const std::vector<float> weights = kernelOf(sigma);
            forLines(values, geometry.size(), axis, [&](const Lines& l) { weigh(l, weights); });
            continue;
        }
        // Three means over 2r + 1 voxels have the variance r (r + 1).
        const auto reach = std::lround(std::sqrt(sigma * sigma + 0.25) - 0.5);
        for (int pass = 0; pass < 3; ++pass) {
            forLines(values, geometry.size(), axis, [&](const Lines& l) {
                runningMean(l, static_cast<std::size_t>(reach));
            });
        }
    }
}

std::vector<BrightSpot> findSpots(const std::vector<float>& values,
                                  const Geometry& geometry,
                                  float leastPeak,
                                  std::size_t mostVoxels)
{
    std::vector<std::size_t> peaks;
    for (std::size_t n = 0; n < values.size(); ++n) {
        if (values[n] >= leastPeak && isPeak(values, n, geometry)) {
            peaks.push_back(n);
        }
    }
    std::stable_sort(peaks.begin(), peaks.end(), [&](std::size_t a, std::size_t b) {
        return values[a] > values[b];
    });
    std::vector<char> taken(values.size(), 0);
    std::vector<BrightSpot> spots;
    for (const std::size_t peak : peaks) {
        if (taken[peak] == 0) {
            spots.push_back(grow(peak, values, geometry, taken, mostVoxels));
        }
    }
    return spots;
}

} // namespace dawson
