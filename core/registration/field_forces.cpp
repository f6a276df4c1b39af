#include "core/registration/field_forces.h"

#include "core/image/parallel.h"
#include "core/registration/mutual_information.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace dawson
{

namespace
{

std::size_t sliceVoxels(const Geometry::Size& size)
{
    return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]);
}

/// What of each voxel goes into its neighbours' sums.
enum Sum : std::size_t { Count, Fixed, Moving, FixedFixed, MovingMoving, FixedMoving, kSums };

using Sums = std::array<std::vector<float>, kSums>;

void addRow(float* __restrict out, const float* __restrict in, int length)
{
    for (int i = 0; i < length; ++i) {
        out[i] += in[i];
    }
}

/// Sums over 2 * radius + 1 rows along y or z. No running sums: their rounding errors would grow
/// along the line, and a few additions of whole rows cost no more.
void sumAcross(std::vector<float>& plane, const Geometry::Size& size, bool alongZ, int radius)
{
    const int row = size[0];
    const auto slice = static_cast<std::ptrdiff_t>(sliceVoxels(size));
    const int length = alongZ ? size[2] : size[1];
    const std::ptrdiff_t step = alongZ ? slice : row;
    parallelFor(alongZ ? size[1] : size[2], [&](int line) {
        float* first = plane.data() + (alongZ ? line * std::ptrdiff_t{row} : line * slice);
        std::vector<float> result(static_cast<std::size_t>(row) * static_cast<std::size_t>(length));
        for (int n = 0; n < length; ++n) {
            for (int m = std::max(0, n - radius); m <= std::min(length - 1, n + radius); ++m) {
                addRow(result.data() + static_cast<std::ptrdiff_t>(n) * row, first + m * step, row);
            }
        }
        for (int n = 0; n < length; ++n) {
            const float* from = result.data() + static_cast<std::ptrdiff_t>(n) * row;
            std::copy(from, from + row, first + n * step);
        }
    });
}

void sumAlongRows(std::vector<float>& plane, const Geometry::Size& size, int radius)
{
    const auto pad = static_cast<std::size_t>(radius);
    const auto length = static_cast<std::size_t>(size[0]);
    parallelFor(size[2], [&](int k) {
        std::vector<float> padded(length + 2 * pad);
        for (int j = 0; j < size[1]; ++j) {
            float* row = plane.data() + (static_cast<std::ptrdiff_t>(k) * size[1] + j) * size[0];
            std::copy(row, row + length, padded.begin() + radius);
            std::fill(row, row + length, 0.0F);
            for (std::size_t m = 0; m <= 2 * pad; ++m) {
                addRow(row, padded.data() + m, size[0]);
            }
        }
    });
}

Sums sumsOf(const MiddleImages& images, int radius)
{
    Sums sums;
    for (auto& plane : sums) {
        plane.resize(images.fixed.size());
    }
    parallelFor(images.size[2], [&](int k) {
        const std::size_t first = static_cast<std::size_t>(k) * sliceVoxels(images.size);
        for (std::size_t n = first; n < first + sliceVoxels(images.size); ++n) {
            const float w = images.weight[n] != 0 ? 1.0F : 0.0F;
            const float f = w * images.fixed[n];
            const float m = w * images.moving[n];
            sums[Count][n] = w;
            sums[Fixed][n] = f;
            sums[Moving][n] = m;
            sums[FixedFixed][n] = f * f;
            sums[MovingMoving][n] = m * m;
            sums[FixedMoving][n] = f * m;
        }
    });
    for (auto& plane : sums) {
        sumAlongRows(plane, images.size, radius);
        sumAcross(plane, images.size, false, radius);
        sumAcross(plane, images.size, true, radius);
    }
    return sums;
}

/// Of one slice: its part of the value, and of how many voxels.
struct Share {
    double sum = 0.0;
    double count = 0.0;
};

/// The cube round voxel n: its correlation, and the slopes by the voxel's own two intensities.
std::optional<float>
correlate(const Sums& sums, const MiddleImages& images, std::size_t n, Likelihood& result)
{
    constexpr float flat = 1e-4F; // variance: 1 % of the range squared
    const float count = sums[Count][n];
    const float meanF = sums[Fixed][n] / count;
    const float meanM = sums[Moving][n] / count;
    const float ff = sums[FixedFixed][n] - meanF * sums[Fixed][n];
    const float mm = sums[MovingMoving][n] - meanM * sums[Moving][n];
    const float fm = sums[FixedMoving][n] - meanF * sums[Moving][n];
    if (ff < flat * count || mm < flat * count) {
        return std::nullopt;
    }
    const float f = images.fixed[n] - meanF;
    const float m = images.moving[n] - meanM;
    const float gain = 2.0F * std::abs(fm) / (ff * mm);
    result.byFixed[n] = gain * (m - fm / ff * f);
    result.byMoving[n] = gain * (f - fm / mm * m);
    return fm * std::abs(fm) / (ff * mm);
}

} // namespace

Likelihood neighbourhoodCorrelation(const MiddleImages& images, int radius)
{
    const Sums sums = sumsOf(images, radius);
    Likelihood result;
    result.byFixed.resize(images.fixed.size());
    result.byMoving.resize(images.fixed.size());
    std::vector<Share> shares(static_cast<std::size_t>(images.size[2]));
    parallelFor(images.size[2], [&](int k) {
        const std::size_t first = static_cast<std::size_t>(k) * sliceVoxels(images.size);
        Share& share = shares[static_cast<std::size_t>(k)];
        for (std::size_t n = first; n < first + sliceVoxels(images.size); ++n) {
            const auto alike =
                images.weight[n] != 0 ? correlate(sums, images, n, result) : std::nullopt;
            if (alike) {
                share.sum += static_cast<double>(*alike);
                share.count += 1.0;
            }
        }
    });
    Share total;
    for (const Share& share : shares) {
        total.sum += share.sum;
        total.count += share.count;
    }
    result.value = total.count > 0.0 ? total.sum / total.count : 0.0;
    return result;
}

Likelihood middleInformation(const MiddleImages& images, int bins)
{
    constexpr int parts = 16; // summed in order, on however many cores
    std::vector<JointHistogram> ahead(parts, JointHistogram(bins));
    std::vector<JointHistogram> back(parts, JointHistogram(bins));
    const std::size_t count = images.fixed.size();
    const auto forPart = [&](int part, const auto& work) {
        const auto p = static_cast<std::size_t>(part);
        for (std::size_t n = count * p / parts; n < count * (p + 1) / parts; ++n) {
            if (images.weight[n] != 0) {
                work(n);
            }
        }
    };
    parallelFor(parts, [&](int part) {
        const auto p = static_cast<std::size_t>(part);
        forPart(part, [&](std::size_t n) {
            ahead[p].add(images.fixed[n], images.moving[n]);
            back[p].add(images.moving[n], images.fixed[n]);
        });
    });
    for (std::size_t p = 1; p < parts; ++p) {
        ahead[0].merge(ahead[p]);
        back[0].merge(back[p]);
    }
    Likelihood result;
    result.byFixed.resize(count);
    result.byMoving.resize(count);
    if (!(ahead[0].count() > 0.0)) {
        return result;
    }
    const MutualInformation movingFollows(ahead[0]);
    const MutualInformation fixedFollows(back[0]);
    result.value = 0.5 * (movingFollows.value() + fixedFollows.value());
    parallelFor(parts, [&](int part) {
        forPart(part, [&](std::size_t n) {
            const float f = images.fixed[n];
            const float m = images.moving[n];
            result.byMoving[n] = static_cast<float>(movingFollows.slope(f, m));
            result.byFixed[n] = static_cast<float>(fixedFollows.slope(m, f));
        });
    });
    return result;
}

VoxelField forcesOf(const std::vector<float>& image,
                    const std::vector<float>& slope,
                    const Geometry::Size& size)
{
    VoxelField forces(size);
    const auto row = static_cast<std::ptrdiff_t>(size[0]);
    const auto slice = static_cast<std::ptrdiff_t>(sliceVoxels(size));
    parallelFor(size[2], [&](int k) {
        if (k == 0 || k + 1 == size[2]) {
            return;
        }
        for (int j = 1; j + 1 < size[1]; ++j) {
            const std::ptrdiff_t first = k * slice + j * row;
            const float* v = image.data() + first;
            const float* s = slope.data() + first;
            float* x = forces.along[0].data() + first;
            float* y = forces.along[1].data() + first;
            float* z = forces.along[2].data() + first;
            for (std::ptrdiff_t i = 1; i + 1 < row; ++i) {
                const float half = 0.5F * s[i];
                x[i] = half * (v[i + 1] - v[i - 1]);
                y[i] = half * (v[i + row] - v[i - row]);
                z[i] = half * (v[i + slice] - v[i - slice]);
            }
        }
    });
    return forces;
}

void evenOut(VoxelField& forces, const std::vector<float>& image)
{
    constexpr double variance = 4.0;     // voxels squared
    constexpr float leastSquare = 0.01F; // a tenth of the range a voxel: below it is mostly noise
    const auto& size = forces.size;
    const auto row = static_cast<std::ptrdiff_t>(size[0]);
    const auto slice = static_cast<std::ptrdiff_t>(sliceVoxels(size));
    std::vector<float> squares(image.size());
    parallelFor(size[2], [&](int k) {
        if (k == 0 || k + 1 == size[2]) {
            return;
        }
        for (int j = 1; j + 1 < size[1]; ++j) {
            const std::ptrdiff_t first = k * slice + j * row;
            const float* v = image.data() + first;
            float* out = squares.data() + first;
            for (std::ptrdiff_t i = 1; i + 1 < row; ++i) {
                const float x = v[i + 1] - v[i - 1];
                const float y = v[i + row] - v[i - row];
                const float z = v[i + slice] - v[i - slice];
                out[i] = 0.25F * (x * x + y * y + z * z);
            }
        }
    });
    smooth(squares, size, variance);
    parallelFor(size[2], [&](int k) {
        const std::size_t first = static_cast<std::size_t>(k) * sliceVoxels(size);
        for (std::size_t n = first; n < first + sliceVoxels(size); ++n) {
            const float weight = 1.0F / (squares[n] + leastSquare);
            for (auto& plane : forces.along) {
                plane[n] *= weight;
            }
        }
    });
}

} // namespace dawson
