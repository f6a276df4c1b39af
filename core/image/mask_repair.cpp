#include "core/image/mask_repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// Paints the face-connected region of `from` voxels around `start` with `to`; returns its size.
std::size_t flood(Mask& mask, std::size_t start, std::uint8_t to)
{
    const Geometry& g = mask.geometry();
    const auto labels = mask.labels();
    const std::uint8_t from = labels[start];
    std::vector<std::size_t> pending{start};
    labels[start] = to;
    std::size_t count = 0;
    while (!pending.empty()) {
        const VoxelIndex v = g.voxelAt(pending.back());
        pending.pop_back();
        ++count;
        for (const int step : {-1, 1}) {
            for (const VoxelIndex& w : {VoxelIndex{v.i + step, v.j, v.k},
                                        VoxelIndex{v.i, v.j + step, v.k},
                                        VoxelIndex{v.i, v.j, v.k + step}}) {
                if (g.contains(w) && labels[g.offset(w)] == from) {
                    labels[g.offset(w)] = to;
                    pending.push_back(g.offset(w));
                }
            }
        }
    }
    return count;
}

constexpr std::uint8_t kUnseen = 1;
constexpr std::uint8_t kSeen = 2;
constexpr std::uint8_t kLargest = 3;
constexpr std::uint8_t kOutside = 4;

bool atBorder(const VoxelIndex& v, const Geometry::Size& size)
{
    return v.i == 0 || v.j == 0 || v.k == 0 || v.i == size[0] - 1 || v.j == size[1] - 1 ||
           v.k == size[2] - 1;
}

} // namespace

Mask largestPartFilled(const Mask& mask)
{
    Mask parts = mask;
    const auto labels = parts.labels();
    std::transform(labels.begin(), labels.end(), labels.begin(), [](std::uint8_t label) {
        return label != 0 ? kUnseen : std::uint8_t{0};
    });
    std::size_t most = 0;
    std::size_t largest = 0;
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (labels[n] == kUnseen) {
            const std::size_t count = flood(parts, n, kSeen);
            if (count > most) {
                most = count;
                largest = n;
            }
        }
    }
    if (most == 0) {
        return parts;
    }
    flood(parts, largest, kLargest);
    std::replace(labels.begin(), labels.end(), kSeen, std::uint8_t{0});
    const Geometry& g = parts.geometry();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (labels[n] == 0 && atBorder(g.voxelAt(n), g.size())) {
            flood(parts, n, kOutside);
        }
    }
    std::transform(labels.begin(), labels.end(), labels.begin(), [](std::uint8_t label) {
        return label == kOutside ? std::uint8_t{0} : std::uint8_t{1};
    });
    return parts;
}

} // namespace dawson
