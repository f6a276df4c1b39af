#include "core/image/region.h"

#include <algorithm>

namespace dawson
{

namespace
{

/// The box from `lower` to `upper`, upper outside; empty when they cross.
Region between(const VoxelIndex& lower, const VoxelIndex& upper)
{
    if (upper.i <= lower.i || upper.j <= lower.j || upper.k <= lower.k) {
        return {};
    }
    return {lower, {upper.i - lower.i, upper.j - lower.j, upper.k - lower.k}};
}

VoxelIndex upperOf(const Region& r)
{
    return {r.lower.i + r.size[0], r.lower.j + r.size[1], r.lower.k + r.size[2]};
}

} // namespace

bool Region::contains(const VoxelIndex& v) const
{
    return v.i >= lower.i && v.j >= lower.j && v.k >= lower.k && v.i < lower.i + size[0] &&
           v.j < lower.j + size[1] && v.k < lower.k + size[2];
}

std::size_t Region::voxelCount() const
{
    return empty() ? 0
                   : static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                         static_cast<std::size_t>(size[2]);
}

void Region::include(const VoxelIndex& voxel)
{
    include(Region{voxel, {1, 1, 1}});
}

void Region::include(const Region& other)
{
    if (other.empty()) {
        return;
    }
    if (empty()) {
        *this = other;
        return;
    }
    const VoxelIndex a = upperOf(*this);
    const VoxelIndex b = upperOf(other);
    *this = between({std::min(lower.i, other.lower.i),
                     std::min(lower.j, other.lower.j),
                     std::min(lower.k, other.lower.k)},
                    {std::max(a.i, b.i), std::max(a.j, b.j), std::max(a.k, b.k)});
}

Region Region::grown(int margin, const Geometry& within) const
{
    if (empty()) {
        return {};
    }
    const Region larger{{lower.i - margin, lower.j - margin, lower.k - margin},
                        {size[0] + 2 * margin, size[1] + 2 * margin, size[2] + 2 * margin}};
    return larger.intersection(whole(within));
}

Region Region::whole(const Geometry& geometry)
{
    return {{0, 0, 0}, geometry.size()};
}

Region Region::intersection(const Region& other) const
{
    const VoxelIndex a = upperOf(*this);
    const VoxelIndex b = upperOf(other);
    return between({std::max(lower.i, other.lower.i),
                    std::max(lower.j, other.lower.j),
                    std::max(lower.k, other.lower.k)},
                   {std::min(a.i, b.i), std::min(a.j, b.j), std::min(a.k, b.k)});
}

} // namespace dawson
