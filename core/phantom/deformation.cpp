#include "core/phantom/deformation.h"

#include "core/phantom/smooth_field.h"
#include "core/phantom/voxel_loop.h"

#include <cmath>
#include <limits>
#include <span>

namespace dawson
{

namespace
{

using Matrix = Geometry::Matrix;

/// Small turns about all axes, scales, and perhaps a mirror across the patient's left and right.
/// In voxel axes: exact for cubic voxels, a slight shear otherwise.
Matrix drawLinearPart(const Geometry& g, RandomSource& random)
{
    const double a = random.uniform(-0.15, 0.15);
    const double b = random.uniform(-0.15, 0.15);
    const double c = random.uniform(-0.15, 0.15);
    Matrix m{{{std::cos(b) * std::cos(c), -std::cos(b) * std::sin(c), std::sin(b)},
              {std::sin(a) * std::sin(b) * std::cos(c) + std::cos(a) * std::sin(c),
               -std::sin(a) * std::sin(b) * std::sin(c) + std::cos(a) * std::cos(c),
               -std::sin(a) * std::cos(b)},
              {-std::cos(a) * std::sin(b) * std::cos(c) + std::sin(a) * std::sin(c),
               std::cos(a) * std::sin(b) * std::sin(c) + std::sin(a) * std::cos(c),
               std::cos(a) * std::cos(b)}}};
    const auto across = static_cast<std::size_t>(g.axisAlong(0));
    const bool mirror = random.chance(0.5);
    for (std::size_t column = 0; column < 3; ++column) {
        const double scale = random.uniform(0.9, 1.12) * (mirror && column == across ? -1.0 : 1.0);
        for (std::size_t row = 0; row < 3; ++row) {
            m[row][column] *= scale;
        }
    }
    return m;
}

constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

template <typename Label>
std::vector<Label> gather(std::span<const Label> from, const std::vector<std::uint32_t>& sources)
{
    std::vector<Label> result(sources.size(), 0);
    for (std::size_t n = 0; n < sources.size(); ++n) {
        result[n] = sources[n] == kOutside ? Label{0} : from[sources[n]];
    }
    return result;
}

} // namespace

Deformation::Deformation(const Geometry& g, RandomSource& random)
    : m_sources(g.voxelCount(), kOutside)
{
    const auto& size = g.size();
    const Matrix m = drawLinearPart(g, random);
    const double bendVoxels = random.uniform(0.5, 2.5) / g.spacing()[0];
    const std::array<LatticeField, 3> bends{LatticeField(random, size, 7),
                                            LatticeField(random, size, 7),
                                            LatticeField(random, size, 7)};
    const Geometry::Vector center{(size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0};
    std::array<std::vector<double>, 3> bend;
    std::size_t n = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        for (std::size_t axis = 0; v.i == 0 && axis < 3; ++axis) {
            bends[axis].row(v.j, v.k, bend[axis]);
        }
        const Geometry::Vector d{v.i - center[0], v.j - center[1], v.k - center[2]};
        std::array<int, 3> from{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double at = center[axis] + m[axis][0] * d[0] + m[axis][1] * d[1] +
                              m[axis][2] * d[2] +
                              bendVoxels * bend[axis][static_cast<std::size_t>(v.i)];
            // Cutting off rounds down only above zero.
            from[axis] = static_cast<int>(at + 1000.5) - 1000;
        }
        const VoxelIndex source{from[0], from[1], from[2]};
        m_sources[n++] =
            g.contains(source) ? static_cast<std::uint32_t>(g.offset(source)) : kOutside;
    });
}

LabelVolume Deformation::of(const LabelVolume& anatomy) const
{
    return {anatomy.geometry, gather(std::span(anatomy.labels), m_sources)};
}

Mask Deformation::of(const Mask& mask) const
{
    return {mask.geometry(), gather(mask.labels(), m_sources)};
}

} // namespace dawson
