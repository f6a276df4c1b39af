#include "core/phantom/lesion_sites.h"

#include <cmath>

namespace dawson
{

namespace
{

constexpr std::array<std::array<int, 3>, 6> kFaces{
    {{-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}}};

} // namespace

LesionSites::LesionSites(const LabelVolume& anatomy)
    : m_anatomy(anatomy)
{
    const Geometry& g = anatomy.geometry;
    for (std::size_t n = 0; n < anatomy.labels.size(); ++n) {
        const Tissue tissue = tissueOf(anatomy.labels[n]);
        const auto offset = static_cast<std::uint32_t>(n);
        if (tissue == Tissue::BrainStem || tissue == Tissue::CerebellarWhite) {
            m_infratentorial.push_back(offset);
        } else if (tissue == Tissue::DeepGrey) {
            m_deepGrey.push_back(offset);
        }
        if (tissue != Tissue::White) {
            continue;
        }
        m_white.push_back(offset);
        const VoxelIndex v = g.voxelAt(n);
        bool atVentricle = false;
        bool atCortex = false;
        for (const auto& d : kFaces) {
            const Tissue next = at({v.i + d[0], v.j + d[1], v.k + d[2]});
            atVentricle = atVentricle || next == Tissue::Ventricle;
            atCortex = atCortex || next == Tissue::Cortex;
        }
        if (atVentricle) {
            m_wall.push_back(offset);
        } else if (atCortex) {
            m_edge.push_back(offset);
        }
    }
}

Tissue LesionSites::at(const VoxelIndex& voxel) const
{
    const Geometry& g = m_anatomy.geometry;
    return g.contains(voxel) ? tissueOf(m_anatomy.labels[g.offset(voxel)]) : Tissue::Background;
}

std::optional<LesionSite> LesionSites::draw(const Offsets& from, RandomSource& random) const
{
    if (from.empty()) {
        return std::nullopt;
    }
    const Geometry& g = m_anatomy.geometry;
    return LesionSite{g.toPatient(g.voxelAt(from[random.index(from.size())])), random.direction()};
}

/// The mean direction away from all voxels of a tissue within 3 voxels: a normal that does not mind
/// the steps of the voxel grid.
Geometry::Vector LesionSites::awayFrom(const VoxelIndex& v, Tissue tissue) const
{
    const Geometry& g = m_anatomy.geometry;
    const PatientPoint here = g.toPatient(v);
    Geometry::Vector sum{};
    for (int step = 0; step < 343; ++step) {
        const VoxelIndex near{v.i + step % 7 - 3, v.j + step / 7 % 7 - 3, v.k + step / 49 - 3};
        if (at(near) == tissue) {
            const PatientPoint there = g.toPatient(near);
            sum[0] += here.x - there.x;
            sum[1] += here.y - there.y;
            sum[2] += here.z - there.z;
        }
    }
    const double length = std::hypot(sum[0], sum[1], sum[2]);
    if (length < 1e-6) {
        return {0.0, 0.0, 1.0};
    }
    return {sum[0] / length, sum[1] / length, sum[2] / length};
}

std::optional<LesionSite> LesionSites::ventricleWall(RandomSource& random) const
{
    auto site = draw(m_wall, random);
    if (site) {
        site->normal = awayFrom(m_anatomy.geometry.nearestVoxel(site->point), Tissue::Ventricle);
    }
    return site;
}

std::optional<LesionSite> LesionSites::cortexEdge(RandomSource& random) const
{
    auto site = draw(m_edge, random);
    if (site) {
        site->normal = awayFrom(m_anatomy.geometry.nearestVoxel(site->point), Tissue::Cortex);
    }
    return site;
}

bool LesionSites::clear(const PatientPoint& p, double distanceMm) const
{
    for (const auto& d : kFaces) {
        for (const double part : {0.6, 1.0}) {
            const double step = part * distanceMm;
            const Tissue there = at(m_anatomy.geometry.nearestVoxel(
                {p.x + d[0] * step, p.y + d[1] * step, p.z + d[2] * step}));
            if (there != Tissue::White && there != Tissue::DeepGrey) {
                return false;
            }
        }
    }
    return true;
}

std::optional<LesionSite> LesionSites::deepWhite(RandomSource& random, double clearMm) const
{
    std::optional<LesionSite> site;
    for (int attempt = 0; attempt < 60; ++attempt) {
        site = draw(m_white, random);
        // Ask for less the longer nothing is found: small brains have no deep places.
        if (site && clear(site->point, clearMm * (1.0 - attempt / 60.0))) {
            break;
        }
    }
    return site;
}

std::optional<LesionSite> LesionSites::infratentorial(RandomSource& random) const
{
    return draw(m_infratentorial, random);
}

std::optional<LesionSite> LesionSites::deepGrey(RandomSource& random) const
{
    return draw(m_deepGrey, random);
}

} // namespace dawson
