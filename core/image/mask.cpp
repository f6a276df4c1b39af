#include "core/image/mask.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace dawson
{

Mask::Mask()
    : Mask(Geometry())
{
}

Mask::Mask(const Geometry& geometry)
    : m_geometry(geometry)
    , m_labels(geometry.voxelCount(), 0)
{
}

Mask::Mask(const Geometry& geometry, std::vector<std::uint8_t> labels)
    : m_geometry(geometry)
    , m_labels(std::move(labels))
{
    assert(m_labels.size() == geometry.voxelCount());
}

std::size_t Mask::foregroundCount() const
{
    return m_labels.size() -
           static_cast<std::size_t>(std::count(m_labels.begin(), m_labels.end(), std::uint8_t{0}));
}

double Mask::foregroundMl() const
{
    return static_cast<double>(foregroundCount()) * m_geometry.voxelVolumeMl();
}

Region Mask::foregroundRegion() const
{
    Region region;
    for (std::size_t n = 0; n < m_labels.size(); ++n) {
        if (m_labels[n] != 0) {
            region.include(m_geometry.voxelAt(n));
        }
    }
    return region;
}

} // namespace dawson
