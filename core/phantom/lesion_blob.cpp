#include "core/phantom/lesion_blob.h"

#include "core/phantom/voxel_loop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dawson
{

namespace
{

/// First-order distance to an ellipsoid: exact on the border, near it good to a few per cent.
double ellipsoidDistance(const LesionBlob::Vector& p, const LesionBlob::Vector& r)
{
    const double k0 = std::hypot(p[0] / r[0], p[1] / r[1], p[2] / r[2]);
    const double k1 = std::hypot(p[0] / (r[0] * r[0]), p[1] / (r[1] * r[1]), p[2] / (r[2] * r[2]));
    return k1 < 1e-9 ? -*std::min_element(r.begin(), r.end()) : k0 * (k0 - 1.0) / k1;
}

double smoothStep(double t)
{
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

constexpr double kUnreachable = std::numeric_limits<double>::infinity();

Region boxAround(const PatientPoint& center, double reachMm, const Geometry& g)
{
    const VoxelIndex middle = g.nearestVoxel(center);
    std::array<int, 3> half{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        half[axis] = static_cast<int>(reachMm / g.spacing()[axis]) + 1;
    }
    const Region box{{middle.i - half[0], middle.j - half[1], middle.k - half[2]},
                     {2 * half[0] + 1, 2 * half[1] + 1, 2 * half[2] + 1}};
    return box.intersection(Region::whole(g));
}

/// Offsets of reachable voxels that hang together with `start` by faces, sorted.
std::vector<std::size_t>
connectedFrom(std::size_t start, const std::vector<double>& distances, const Geometry& g)
{
    if (distances[start] == kUnreachable) {
        return {};
    }
    std::vector<char> seen(distances.size(), 0);
    std::vector<std::size_t> found{start};
    seen[start] = 1;
    for (std::size_t next = 0; next < found.size(); ++next) {
        const VoxelIndex v = g.voxelAt(found[next]);
        for (const VoxelIndex& w : {VoxelIndex{v.i - 1, v.j, v.k},
                                    VoxelIndex{v.i + 1, v.j, v.k},
                                    VoxelIndex{v.i, v.j - 1, v.k},
                                    VoxelIndex{v.i, v.j + 1, v.k},
                                    VoxelIndex{v.i, v.j, v.k - 1},
                                    VoxelIndex{v.i, v.j, v.k + 1}}) {
            const std::size_t n = g.contains(w) ? g.offset(w) : start;
            if (seen[n] == 0 && distances[n] != kUnreachable) {
                seen[n] = 1;
                found.push_back(n);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

void LesionBlob::setBorder(RandomSource& random)
{
    const double mean = std::cbrt(radiiMm[0] * radiiMm[1] * radiiMm[2]);
    m_border.clear();
    m_border.emplace_back(random, std::max(4.0, 1.6 * mean), 12);
}

double LesionBlob::distanceMm(const PatientPoint& p) const
{
    const Vector d{p.x - center.x, p.y - center.y, p.z - center.z};
    Vector along{};
    for (std::size_t a = 0; a < 3; ++a) {
        along[a] = d[0] * axes[a][0] + d[1] * axes[a][1] + d[2] * axes[a][2];
    }
    const double smooth = ellipsoidDistance(along, radiiMm);
    // Far from the border its wandering decides nothing, and costs the most.
    if (m_border.empty() || std::abs(smooth) > 2.0 * roughnessMm + edgeMm) {
        return smooth;
    }
    return smooth + roughnessMm * std::clamp(m_border.front().at(p), -2.0, 2.0);
}

double LesionBlob::reachMm() const
{
    return *std::max_element(radiiMm.begin(), radiiMm.end()) + 2.0 * roughnessMm;
}

std::vector<BlobVoxel> voxelsOf(const LesionBlob& blob, const LabelVolume& anatomy, double marginMm)
{
    const Geometry& g = anatomy.geometry;
    const Region box = boxAround(blob.center, blob.reachMm() + marginMm, g);
    const Geometry local(box.empty() ? Geometry::Size{1, 1, 1} : box.size,
                         g.spacing(),
                         g.toPatient(box.lower),
                         g.direction());
    // Distances in the box; infinite where the lesion cannot be.
    std::vector<double> distances(local.voxelCount(), kUnreachable);
    std::size_t deepest = 0;
    forEachVoxel(box, [&](const VoxelIndex& v) {
        if (!blob.tissues.contains(tissueOf(anatomy.labels[g.offset(v)]))) {
            return;
        }
        const double distance = blob.distanceMm(g.toPatient(v));
        const std::size_t n =
            local.offset({v.i - box.lower.i, v.j - box.lower.j, v.k - box.lower.k});
        distances[n] = distance <= marginMm ? distance : kUnreachable;
        deepest = distances[n] < distances[deepest] ? n : deepest;
    });
    std::vector<BlobVoxel> voxels;
    for (const std::size_t n : connectedFrom(deepest, distances, local)) {
        const VoxelIndex v = local.voxelAt(n);
        voxels.push_back(
            {g.offset({v.i + box.lower.i, v.j + box.lower.j, v.k + box.lower.k}), distances[n]});
    }
    return voxels;
}

void addTo(LesionLayer& layer, const LesionBlob& blob, const LabelVolume& anatomy)
{
    for (const auto& [offset, distance] : voxelsOf(blob, anatomy, blob.edgeMm / 2.0)) {
        const auto share = static_cast<float>(smoothStep(0.5 - distance / blob.edgeMm));
        if (share <= layer.share[offset]) {
            continue;
        }
        double brightness = blob.brightness;
        if (blob.coreMm > 0.0) {
            const double core = smoothStep((-distance - blob.coreMm) / 1.5 + 0.5);
            brightness += core * (blob.coreBrightness - blob.brightness);
        }
        layer.share[offset] = share;
        layer.brightness[offset] = static_cast<float>(brightness);
    }
}

Mask maskOf(const LesionLayer& layer, const Geometry& geometry)
{
    Mask mask(geometry);
    const auto labels = mask.labels();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        labels[n] = layer.share[n] >= 0.5F ? 1 : 0;
    }
    return mask;
}

} // namespace dawson
