#include "core/image/volume.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace dawson
{

Volume::Volume()
    : m_voxels(std::make_shared<const std::vector<float>>(1, 0.0F))
{
}

Volume::Volume(const Geometry& geometry, std::vector<float> voxels)
    : m_geometry(geometry)
    , m_voxels(std::make_shared<const std::vector<float>>(std::move(voxels)))
{
    assert(m_voxels->size() == geometry.voxelCount());
    const auto bad = std::count_if(
        m_voxels->begin(), m_voxels->end(), [](float v) { return !std::isfinite(v); });
    if (bad > 0) {
        throw Error(Error::Kind::Data,
                    std::to_string(bad) + " voxels are not numbers (NaN or infinite).");
    }
}

} // namespace dawson
