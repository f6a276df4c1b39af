#include "core/registration/linear_fit.h"

#include "core/base/error.h"
#include "core/image/parallel.h"
#include "core/image/trilinear.h"
#include "core/registration/linear_parameters.h"
#include "core/registration/mutual_information.h"
#include "core/registration/quasi_newton.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace dawson
{

namespace
{

/// Sums are made in this many parts and added in order, on however many cores.
constexpr std::size_t kParts = 16;
/// With less of the samples on the moving image, a fit means nothing.
constexpr double kLeastOverlap = 0.25;

constexpr double kNothing = -std::numeric_limits<double>::infinity();

/// Bits that look random, of a voxel (the finaliser of SplitMix64).
std::uint64_t scatterOf(std::uint64_t voxel, std::uint64_t which)
{
    std::uint64_t n = (4 * voxel + which + 1) * 0x9E3779B97F4A7C15ULL;
    n = (n ^ (n >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    n = (n ^ (n >> 27U)) * 0x94D049BB133111EBULL;
    return n ^ (n >> 31U);
}

/// In [-0.5, 0.5).
double scatter(std::uint64_t voxel, std::uint64_t axis)
{
    return static_cast<double>(scatterOf(voxel, axis) >> 11U) * 0x1.0p-53 - 0.5;
}

/// Mutual information of the samples with the moving image under a map, and its slope.
class Objective
{
public:
    Objective(const LinearSamples& fixed, const Volume& moving, int bins)
        : m_fixed(fixed)
        , m_moving(moving)
        , m_bins(bins)
        , m_seen(fixed.list.size())
    {
    }

    /// The map's matrix acts around the samples' centre. The slope too.
    LinearFit at(const AffineMap& map, MapSlope* slope)
    {
        std::vector<JointHistogram> parts(kParts, JointHistogram(m_bins));
        parallelFor(static_cast<int>(kParts), [&](int part) {
            look(map, static_cast<std::size_t>(part), parts[static_cast<std::size_t>(part)]);
        });
        for (std::size_t n = 1; n < kParts; ++n) {
            parts[0].merge(parts[n]);
        }
        LinearFit fit{map, kNothing, parts[0].count() / static_cast<double>(m_seen.size())};
        if (fit.overlapShare < kLeastOverlap) {
            return fit;
        }
        const MutualInformation information(parts[0]);
        fit.value = information.value();
        if (slope != nullptr) {
            *slope = slopeOf(information);
        }
        return fit;
    }

private:
    struct Seen {
        bool inside = false;
        float value = 0.0F;
        std::array<float, 3> gradient{}; ///< per mm, in patient space
    };

    std::pair<std::size_t, std::size_t> rangeOf(std::size_t part) const
    {
        return {m_seen.size() * part / kParts, m_seen.size() * (part + 1) / kParts};
    }

    void look(const AffineMap& map, std::size_t part, JointHistogram& histogram)
    {
        const auto& grid = m_moving.geometry();
        const float* voxels = m_moving.voxels().data();
        const auto [first, end] = rangeOf(part);
        for (std::size_t n = first; n < end; ++n) {
            const auto& sample = m_fixed.list[n];
            Seen& seen = m_seen[n];
            const Trilinear place(grid.toVoxel(map(sample.at)), grid.size());
            seen.inside = place.inside();
            if (!seen.inside) {
                continue;
            }
            const auto found = place.valueAndSlope(voxels);
            seen.value = static_cast<float>(found[0]);
            for (std::size_t r = 0; r < 3; ++r) {
                double sum = 0.0;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    sum += grid.direction()[r][axis] / grid.spacing()[axis] * found[axis + 1];
                }
                seen.gradient[r] = static_cast<float>(sum);
            }
            histogram.add(sample.value, seen.value);
        }
    }

    MapSlope slopeOf(const MutualInformation& information) const
    {
        std::vector<MapSlope> parts(kParts);
        parallelFor(static_cast<int>(kParts), [&](int part) {
            MapSlope& sum = parts[static_cast<std::size_t>(part)];
            const auto [first, end] = rangeOf(static_cast<std::size_t>(part));
            for (std::size_t n = first; n < end; ++n) {
                if (m_seen[n].inside) {
                    addSample(n, information, sum);
                }
            }
        });
        for (std::size_t n = 1; n < kParts; ++n) {
            parts[0].add(parts[n]);
        }
        return parts[0];
    }

    void addSample(std::size_t n, const MutualInformation& information, MapSlope& sum) const
    {
        const auto& sample = m_fixed.list[n];
        const Seen& seen = m_seen[n];
        const double gain = information.slope(sample.value, seen.value);
        const Geometry::Vector arm{sample.at.x - m_fixed.centre.x,
                                   sample.at.y - m_fixed.centre.y,
                                   sample.at.z - m_fixed.centre.z};
        for (std::size_t r = 0; r < 3; ++r) {
            const double force = gain * static_cast<double>(seen.gradient[r]);
            sum.offset[r] += force;
            for (std::size_t c = 0; c < 3; ++c) {
                sum.matrix[r][c] += force * arm[c];
            }
        }
    }

    const LinearSamples& m_fixed;
    const Volume& m_moving;
    int m_bins;
    std::vector<Seen> m_seen;
};

} // namespace

LinearSamples samplesOf(const Volume& fixed, const Mask& weight)
{
    constexpr std::size_t most = 150'000;
    constexpr std::size_t fewest = 100;
    const auto& grid = fixed.geometry();
    const std::size_t step = weight.foregroundCount() / most + 1;
    LinearSamples samples;
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        // One in `step`, in no pattern: a pattern could miss planes.
        if (weight.labels()[n] == 0 || scatterOf(n, 3) % step != 0) {
            continue;
        }
        const VoxelIndex voxel = grid.voxelAt(n);
        const VoxelPoint at{
            voxel.i + scatter(n, 0), voxel.j + scatter(n, 1), voxel.k + scatter(n, 2)};
        const Trilinear place(at, grid.size());
        samples.list.push_back(
            {grid.toPatient(at), static_cast<float>(place.valueOf(fixed.voxels().data()))});
    }
    if (samples.list.size() < fewest) {
        throw Error(Error::Kind::Data, "The fixed image has too few voxels to align by.");
    }
    const auto count = static_cast<double>(samples.list.size());
    PatientPoint& c = samples.centre;
    for (const auto& sample : samples.list) {
        c = {c.x + sample.at.x / count, c.y + sample.at.y / count, c.z + sample.at.z / count};
    }
    double squares = 0.0;
    for (const auto& sample : samples.list) {
        const double distance = std::hypot(sample.at.x - c.x, sample.at.y - c.y, sample.at.z - c.z);
        squares += distance * distance / count;
    }
    samples.radiusMm = std::max(1.0, std::sqrt(squares));
    return samples;
}

LinearFit assess(const LinearSamples& fixed, const Volume& moving, int bins, const AffineMap& map)
{
    return Objective(fixed, moving, bins).at(map, nullptr);
}

LinearFit improve(const LinearSamples& fixed,
                  const Volume& moving,
                  const AffineMap& start,
                  const LinearSearch& search,
                  const Progress& progress)
{
    Objective objective(fixed, moving, search.bins);
    const LinearParameters parameters(
        fixed.centre, fixed.radiusMm, start, search.freedom == Freedom::Rigid);
    int looks = 0;
    const auto function = [&](const std::vector<double>& numbers) {
        // Some two looks for each step on average; the fraction only creeps beyond.
        progress.report(1.0 - 1.0 / (1.0 + 0.05 * looks++));
        MapSlope slope;
        Slope result;
        result.value = objective.at(parameters.map(numbers), &slope).value;
        result.gradient = parameters.gradient(numbers, slope);
        return result;
    };
    const Climb end = climb(function,
                            std::vector<double>(parameters.count(), 0.0),
                            {search.iterations, 0.5 * search.spacingMm, 1e-3 * search.spacingMm});
    return objective.at(parameters.map(end.at), nullptr);
}

} // namespace dawson
