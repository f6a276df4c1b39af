#include "core/phantom/lesion_blob.h"

#include <algorithm>
#include <cmath>

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
    if (m_border.empty() || std::abs(smooth) > 2.0 * roughnessMm + edgeMm) {
        return smooth;
    }
    return smooth + roughnessMm * std::clamp(m_border.front().at(p), -2.0, 2.0);
}

double LesionBlob::reachMm() const
{
    return *std::max_element(radiiMm.begin(), radiiMm.end()) + 2.0 * roughnessMm;
}

void addTo(LesionLayer& layer, const LesionBlob& blob, const LabelVolume& anatomy)
{
    forVoxelsOf(blob, anatomy, blob.edgeMm / 2.0, [&](std::size_t offset, double distance) {
        const auto share = static_cast<float>(smoothStep(0.5 - distance / blob.edgeMm));
        if (share <= layer.share[offset]) {
            return;
        }
        double brightness = blob.brightness;
        if (blob.coreMm > 0.0) {
            const double core = smoothStep((-distance - blob.coreMm) / 1.5 + 0.5);
            brightness += core * (blob.coreBrightness - blob.brightness);
        }
        layer.share[offset] = share;
        layer.brightness[offset] = static_cast<float>(brightness);
    });
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
