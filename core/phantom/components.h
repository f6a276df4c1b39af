#pragma once

#include "core/image/mask.h"

#include <cstddef>
#include <vector>

namespace dawson
{

/// Empties the parts of a mask, connected by faces, edges or corners, that `keep(offsets of its
/// voxels)` refuses.
template <typename Keep>
void keepComponents(Mask& mask, const Keep& keep)
{
    const Geometry& g = mask.geometry();
    const auto labels = mask.labels();
    std::vector<char> seen(labels.size(), 0);
    std::vector<std::size_t> part;
    for (std::size_t start = 0; start < labels.size(); ++start) {
        if (labels[start] == 0 || seen[start] != 0) {
            continue;
        }
        part.assign(1, start);
        seen[start] = 1;
        for (std::size_t next = 0; next < part.size(); ++next) {
            const VoxelIndex v = g.voxelAt(part[next]);
            for (int step = 0; step < 27; ++step) {
                const VoxelIndex w{v.i + step % 3 - 1, v.j + step / 3 % 3 - 1, v.k + step / 9 - 1};
                const std::size_t n = g.contains(w) ? g.offset(w) : start;
                if (labels[n] != 0 && seen[n] == 0) {
                    seen[n] = 1;
                    part.push_back(n);
                }
            }
        }
        if (!keep(part)) {
            for (const std::size_t n : part) {
                labels[n] = 0;
            }
        }
    }
}

} // namespace dawson
