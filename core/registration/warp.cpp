#include "core/registration/warp.h"

#include "core/image/parallel.h"
#include "core/image/resample.h"
#include "core/registration/trilinear.h"

#include <array>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

/// From a voxel of the target to a position between the source's voxels.
class Way
{
public:
    Way(const Geometry& source,
        const Geometry& target,
        const Transform& transform,
        WarpDirection direction)
        : m_source(source)
        , m_target(target)
        , m_back(direction == WarpDirection::FixedToMoving)
        , m_linear(m_back ? transform.affine.inverse() : transform.affine)
    {
        if (transform.fields) {
            m_field = m_back ? &transform.fields->inverse : &transform.fields->forward;
        }
    }

    VoxelPoint operator()(int i, int j, int k) const
    {
        const PatientPoint start = m_target.toPatient(VoxelIndex{i, j, k});
        if (m_field == nullptr) {
            return m_source.toVoxel(m_linear(start));
        }
        return m_source.toVoxel(m_back ? m_field->moved(m_linear(start))
                                       : m_linear(m_field->moved(start)));
    }

private:
    const Geometry& m_source;
    const Geometry& m_target;
    bool m_back;
    AffineMap m_linear;
    const DisplacementField* m_field = nullptr;
};

/// Fills every voxel of `target` with `value(the place in the source)`.
template <typename Voxel, typename Value>
std::vector<Voxel>
fill(const Geometry& source, const Geometry& target, const Way& way, const Value& value)
{
    const auto& size = target.size();
    std::vector<Voxel> result(target.voxelCount());
    parallelFor(size[2], [&](int k) {
        Voxel* out = result.data() + target.offset({0, 0, k});
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i) {
                *out++ = value(Trilinear(way(i, j, k), source.size()));
            }
        }
    });
    return result;
}

/// The label with the largest summed weight; the first of equals, in the order of the corners.
std::uint8_t mostProbable(const Trilinear& place, std::span<const std::uint8_t> labels)
{
    std::array<std::uint8_t, 8> label{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        label[corner] = labels[place.offset(corner)];
    }
    std::uint8_t best = 0;
    double bestWeight = -1.0;
    for (const std::uint8_t candidate : label) {
        double weight = 0.0;
        for (std::size_t corner = 0; corner < 8; ++corner) {
            weight += label[corner] == candidate ? place.weight(corner) : 0.0;
        }
        if (weight > bestWeight + 1e-9) {
            best = candidate;
            bestWeight = weight;
        }
    }
    return best;
}

} // namespace

Volume warpVolume(const Volume& source,
                  const Geometry& target,
                  const Transform& transform,
                  WarpDirection direction,
                  float outside)
{
    const Volume smooth = smoothedFor(source, target);
    const float* voxels = smooth.voxels().data();
    const auto& grid = source.geometry();
    return {target,
            fill<float>(
                grid, target, Way(grid, target, transform, direction), [&](const Trilinear& place) {
                    return place.inside() ? static_cast<float>(place.valueOf(voxels)) : outside;
                })};
}

Mask warpMask(const Mask& source,
              const Geometry& target,
              const Transform& transform,
              WarpDirection direction)
{
    const auto labels = source.labels();
    const auto& grid = source.geometry();
    return {target,
            fill<std::uint8_t>(
                grid, target, Way(grid, target, transform, direction), [&](const Trilinear& place) {
                    return place.inside() ? mostProbable(place, labels) : std::uint8_t{0};
                })};
}

Mask coverage(const Geometry& source,
              const Geometry& target,
              const Transform& transform,
              WarpDirection direction)
{
    return {target,
            fill<std::uint8_t>(
                source,
                target,
                Way(source, target, transform, direction),
                [](const Trilinear& place) -> std::uint8_t { return place.inside() ? 1 : 0; })};
}

} // namespace dawson
