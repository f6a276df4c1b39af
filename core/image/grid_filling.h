#pragma once

#include "core/image/geometry.h"
#include "core/image/parallel.h"
#include "core/image/trilinear.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace dawson
{

/// One value a voxel of the grid: `value(i, j, k)`, called on all cores, in any order.
template <typename Voxel, typename Value>
std::vector<Voxel> fillGrid(const Geometry& grid, const Value& value)
{
    const auto& size = grid.size();
    std::vector<Voxel> result(grid.voxelCount());
    parallelFor(size[2], [&](int k) {
        Voxel* out = result.data() + grid.offset({0, 0, k});
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i) {
                *out++ = value(i, j, k);
            }
        }
    });
    return result;
}

/// The label with the largest summed weight; on a tie the nearest voxel's, if it is among them.
/// REQUIRES: place.inside().
inline std::uint8_t mostProbable(const Trilinear& place, std::span<const std::uint8_t> labels)
{
    std::array<std::uint8_t, 8> label{};
    std::array<double, 8> weight{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        label[corner] = labels[place.offset(corner)];
        weight[corner] = place.weight(corner);
    }
    const auto weightOf = [&](std::uint8_t wanted) {
        double sum = 0.0;
        for (std::size_t corner = 0; corner < 8; ++corner) {
            sum += label[corner] == wanted ? weight[corner] : 0.0;
        }
        return sum;
    };
    constexpr double rounding = 1e-9;
    std::uint8_t best =
        label[static_cast<std::size_t>(std::ranges::max_element(weight) - weight.begin())];
    double bestWeight = weightOf(best);
    for (std::size_t corner = 0; corner < 8 && bestWeight <= 0.5; ++corner) {
        const double sum = label[corner] == best ? 0.0 : weightOf(label[corner]);
        if (sum > bestWeight + rounding) {
            best = label[corner];
            bestWeight = sum;
        }
    }
    return best;
}

} // namespace dawson
