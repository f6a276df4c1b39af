#include "core/document/live_difference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

constexpr std::size_t kSamples = 100000;
constexpr double kLargestFault = 0.05; ///< standard deviations of the brain, root mean square

using Row = std::array<double, 4>;

/// Solves three equations by elimination with the largest pivot; nothing when they do not decide.
std::optional<std::array<double, 3>> solved(std::array<Row, 3> rows)
{
    for (std::size_t n = 0; n < 3; ++n) {
        const auto largest =
            std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(n),
                             rows.end(),
                             [n](auto& a, auto& b) { return std::abs(a[n]) < std::abs(b[n]); });
        std::swap(rows[n], *largest);
        if (std::abs(rows[n][n]) < 1e-9) {
            return std::nullopt;
        }
        for (std::size_t m = 0; m < 3; ++m) {
            const double share = m == n ? 0.0 : rows[m][n] / rows[n][n];
            for (std::size_t c = n; c < 4; ++c) {
                rows[m][c] -= share * rows[n][c];
            }
        }
    }
    return std::array{rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
}

/// Largest magnitude, so that the equations are of one size whatever the scanner's unit.
double scaleOf(const Volume& volume)
{
    const auto [low, high] = std::ranges::minmax(volume.voxels());
    return std::max(
        {std::abs(static_cast<double>(low)), std::abs(static_cast<double>(high)), 1e-9});
}

} // namespace

std::optional<DifferenceRule>
differenceRule(const Volume& later, const Volume& earlier, const Volume& difference)
{
    const double laterScale = scaleOf(later);
    const double earlierScale = scaleOf(earlier);
    const auto values = difference.voxels();
    const std::size_t step = std::max<std::size_t>(1, values.size() / kSamples);
    std::array<Row, 3> sums{};
    std::size_t count = 0;
    const auto overSamples = [&](const auto& use) {
        for (std::size_t n = 0; n < values.size(); n += step) {
            if (values[n] != 0.0F) {
                use(Row{static_cast<double>(later.voxels()[n]) / laterScale,
                        static_cast<double>(earlier.voxels()[n]) / earlierScale,
                        1.0,
                        static_cast<double>(values[n])});
            }
        }
    };
    overSamples([&](const Row& sample) {
        ++count;
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = 0; b < 4; ++b) {
                sums[a][b] += sample[a] * sample[b];
            }
        }
    });
    for (Row& row : sums) {
        for (double& sum : row) {
            sum /= static_cast<double>(std::max<std::size_t>(count, 1));
        }
    }
    const auto found = solved(sums);
    if (!found) {
        return std::nullopt;
    }
    double squares = 0.0;
    overSamples([&](const Row& s) {
        const double fault = (*found)[0] * s[0] + (*found)[1] * s[1] + (*found)[2] - s[3];
        squares += fault * fault;
    });
    if (std::sqrt(squares / static_cast<double>(count)) > kLargestFault) {
        return std::nullopt;
    }
    return DifferenceRule{(*found)[0] / laterScale, (*found)[1] / earlierScale, (*found)[2]};
}

} // namespace dawson
