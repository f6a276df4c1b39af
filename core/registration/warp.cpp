#include "core/registration/warp.h"

#include "core/image/grid_filling.h"
#include "core/image/resample.h"
#include "core/image/trilinear.h"

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
fillThrough(const Way& way, const Geometry& source, const Geometry& target, const Value& value)
{
    return fillGrid<Voxel>(
        target, [&](int i, int j, int k) { return value(Trilinear(way(i, j, k), source.size())); });
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
            fillThrough<float>(
                Way(grid, target, transform, direction), grid, target, [&](const Trilinear& place) {
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
            fillThrough<std::uint8_t>(
                Way(grid, target, transform, direction), grid, target, [&](const Trilinear& place) {
                    return place.inside() ? mostProbable(place, labels) : std::uint8_t{0};
                })};
}

Mask coverage(const Geometry& source,
              const Geometry& target,
              const Transform& transform,
              WarpDirection direction)
{
    return {target,
            fillThrough<std::uint8_t>(
                Way(source, target, transform, direction),
                source,
                target,
                [](const Trilinear& place) -> std::uint8_t { return place.inside() ? 1 : 0; })};
}

} // namespace dawson
