#include "core/base/error.h"
#include "core/image/resample.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace dawson
{

namespace
{

/// New axis n runs along old axis `axis[n]`, backwards where `flip[n]`.
struct AxisOrder {
    std::array<std::size_t, 3> axis{};
    std::array<bool, 3> flip{};
};

AxisOrder canonicalOrder(const Geometry& geometry)
{
    AxisOrder order;
    for (std::size_t n = 0; n < 3; ++n) {
        order.axis[n] = static_cast<std::size_t>(geometry.axisAlong(static_cast<int>(n)));
        order.flip[n] = geometry.direction()[n][order.axis[n]] < 0.0;
    }
    return order;
}

/// Copies a box that starts at `first` and walks by `step` elements along the new axes.
template <typename Voxel>
std::vector<Voxel> walk(std::span<const Voxel> source,
                        std::ptrdiff_t first,
                        const std::array<std::ptrdiff_t, 3>& step,
                        const Geometry::Size& size)
{
    std::vector<Voxel> result;
    result.reserve(static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                   static_cast<std::size_t>(size[2]));
    for (std::ptrdiff_t k = 0; k < size[2]; ++k) {
        for (std::ptrdiff_t j = 0; j < size[1]; ++j) {
            const std::ptrdiff_t row = first + k * step[2] + j * step[1];
            for (std::ptrdiff_t i = 0; i < size[0]; ++i) {
                result.push_back(source[static_cast<std::size_t>(row + i * step[0])]);
            }
        }
    }
    return result;
}

template <typename Voxel>
std::vector<Voxel> canonicalVoxels(const Geometry& geometry, std::span<const Voxel> source)
{
    const AxisOrder order = canonicalOrder(geometry);
    const auto& old = geometry.size();
    const std::array<std::ptrdiff_t, 3> stride{1, old[0], std::ptrdiff_t{old[0]} * old[1]};
    std::ptrdiff_t first = 0;
    std::array<std::ptrdiff_t, 3> step{};
    Geometry::Size size{};
    for (std::size_t n = 0; n < 3; ++n) {
        const std::size_t axis = order.axis[n];
        size[n] = old[axis];
        step[n] = order.flip[n] ? -stride[axis] : stride[axis];
        first += order.flip[n] ? (old[axis] - 1) * stride[axis] : 0;
    }
    return walk(source, first, step, size);
}

Geometry croppedGeometry(const Geometry& geometry, const Region& region)
{
    assert(!region.empty() && geometry.contains(region.lower));
    return {
        region.size, geometry.spacing(), geometry.toPatient(region.lower), geometry.direction()};
}

template <typename Voxel>
std::vector<Voxel>
croppedVoxels(const Geometry& geometry, std::span<const Voxel> source, const Region& region)
{
    const auto& size = geometry.size();
    return walk(source,
                static_cast<std::ptrdiff_t>(geometry.offset(region.lower)),
                {1, size[0], std::ptrdiff_t{size[0]} * size[1]},
                region.size);
}

} // namespace

Geometry isotropicGeometry(const Geometry& geometry, double spacingMm)
{
    if (!(spacingMm > 0.0) || !std::isfinite(spacingMm)) {
        throw Error(Error::Kind::Geometry, "The wanted voxel size is not a positive number.");
    }
    // A spacing stored as 1.0000001 must not add a slice.
    constexpr double roundingSlack = 1e-3;
    Geometry::Size size{};
    VoxelPoint first;
    const std::array<double*, 3> start{&first.i, &first.j, &first.k};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double extent = geometry.size()[axis] * geometry.spacing()[axis];
        const double voxels = std::max(1.0, std::ceil(extent / spacingMm - roundingSlack));
        size[axis] = static_cast<int>(std::min(voxels, 2147483647.0));
        *start[axis] = 0.5 * spacingMm / geometry.spacing()[axis] - 0.5;
    }
    return {
        size, {spacingMm, spacingMm, spacingMm}, geometry.toPatient(first), geometry.direction()};
}

Geometry canonicalGeometry(const Geometry& geometry)
{
    const AxisOrder order = canonicalOrder(geometry);
    Geometry::Size size{};
    Geometry::Vector spacing{};
    Geometry::Matrix direction{};
    std::array<int, 3> first{};
    for (std::size_t n = 0; n < 3; ++n) {
        const std::size_t axis = order.axis[n];
        size[n] = geometry.size()[axis];
        spacing[n] = geometry.spacing()[axis];
        first[axis] = order.flip[n] ? size[n] - 1 : 0;
        for (std::size_t row = 0; row < 3; ++row) {
            const double old = geometry.direction()[row][axis];
            direction[row][n] = order.flip[n] ? -old : old;
        }
    }
    return {size, spacing, geometry.toPatient(VoxelIndex{first[0], first[1], first[2]}), direction};
}

Volume toCanonical(const Volume& volume)
{
    return {canonicalGeometry(volume.geometry()),
            canonicalVoxels(volume.geometry(), volume.voxels())};
}

Mask toCanonical(const Mask& mask)
{
    return {canonicalGeometry(mask.geometry()), canonicalVoxels(mask.geometry(), mask.labels())};
}

Volume crop(const Volume& volume, const Region& region)
{
    return {croppedGeometry(volume.geometry(), region),
            croppedVoxels(volume.geometry(), volume.voxels(), region)};
}

Mask crop(const Mask& mask, const Region& region)
{
    return {croppedGeometry(mask.geometry(), region),
            croppedVoxels(mask.geometry(), mask.labels(), region)};
}

} // namespace dawson
