#include "core/phantom/brain_solids.h"

namespace dawson
{

namespace
{

/// In units of its radius, distance from the centre of the arch that the corpus callosum follows in
/// the midline: 1 on its upper surface.
double archRadius(const ModelPoint& p)
{
    return std::hypot((p.a + 8.0) / 38.0, (p.s - 4.0) / 24.0);
}

/// What holds the hemispheres together: the callosum and all below its arch.
double middleBlock(const ModelPoint& p)
{
    const double arch = (archRadius(p) - 1.0) * 28.0;
    const double block = blendedCut(blendedCut(arch, p.x - 14.0, 4.0), -10.0 - p.s, 4.0);
    return blend(block, ellipsoid(p, {0.0, -12.0, -6.0}, {15.0, 17.0, 13.0}), 6.0);
}

double hemisphere(const ModelPoint& p)
{
    double d = ellipsoid(p, {24.0, -14.0, 27.0}, {45.0, 82.0, 50.0});
    d = blend(d, ellipsoid(p, {21.0, 38.0, 13.0}, {31.0, 35.0, 33.0}), 10.0);
    d = blend(d, ellipsoid(p, {22.0, -70.0, 9.0}, {33.0, 34.0, 31.0}), 10.0);
    d = blend(d, ellipsoid(p, {45.0, -20.0, -16.0}, {21.0, 46.0, 22.0}), 5.0);
    return blend(d, ellipsoid(p, {38.0, 6.0, -23.0}, {18.0, 21.0, 16.0}), 6.0);
}

} // namespace

double BrainSolids::cerebrum(const ModelPoint& p) const
{
    // The fissure between the hemispheres, wider towards the skull.
    const double halfGap = 0.8 + 0.02 * std::max(0.0, p.s - 10.0);
    const double half = blendedCut(hemisphere(p), halfGap - p.x, 5.0);
    const double whole = blend(half, middleBlock(p), 3.0);
    return p.s > 0.0 ? whole : std::max(whole, 1.6 - cerebellum(p));
}

double BrainSolids::cerebellum(const ModelPoint& p) const
{
    const double lobe = ellipsoid(p, {23.0, -63.0, -35.0}, {28.0, 25.0, 19.0});
    const double vermis = ellipsoid(p, {0.0, -61.0, -33.0}, {15.0, 21.0, 18.0});
    return blend(lobe, vermis, 8.0);
}

double BrainSolids::brainStem(const ModelPoint& p) const
{
    double d = ellipsoid(p, {0.0, -21.0, -12.0}, {15.0, 12.0, 11.0});
    d = blend(d, ellipsoid(p, {0.0, -23.0, -30.0}, {17.0, 13.0, 14.0}), 5.0);
    return blend(d, stick(p, {0.0, -29.0, -42.0}, {0.0, -40.0, -72.0}, 8.5, 6.5), 5.0);
}

double BrainSolids::cerebellarPeduncle(const ModelPoint& p) const
{
    return stick(p, {13.0, -30.0, -32.0}, {25.0, -50.0, -35.0}, 6.0, 5.0);
}

double BrainSolids::cranium(const ModelPoint& p) const
{
    const double top =
        blend(hemisphere(p), ellipsoid(p, {0.0, -14.0, 27.0}, {50.0, 80.0, 50.0}), 25.0);
    const double bottom = blend(cerebellum(p), brainStem(p), 20.0);
    return blend(top, bottom, 25.0) - 2.5;
}

double BrainSolids::lateralVentricle(const ModelPoint& p) const
{
    const double w = m_ventricles;
    double d = stick(p, {8.5, 28.0, 4.0}, {6.8, 17.0, 9.0}, 2.0 * w, 4.6 * w);
    d = blend(d, stick(p, {6.8, 17.0, 9.0}, {7.0, -2.0, 17.0}, 4.6 * w, 4.0 * w), 3.0);
    d = blend(d, stick(p, {7.0, -2.0, 17.0}, {11.0, -24.0, 17.5}, 4.0 * w, 4.2 * w), 3.0);
    d = blend(d, stick(p, {11.0, -24.0, 17.5}, {22.0, -38.0, 9.0}, 4.2 * w, 5.6 * w), 3.0);
    d = blend(d, stick(p, {22.0, -38.0, 9.0}, {21.0, -62.0, 6.0}, 4.8 * w, 1.2 * w), 3.0);
    d = blend(d, stick(p, {22.0, -38.0, 9.0}, {33.0, -28.0, -7.0}, 4.5 * w, 2.4 * w), 3.0);
    d = blend(d, stick(p, {33.0, -28.0, -7.0}, {31.0, -9.0, -17.0}, 2.4 * w, 1.6 * w), 2.0);
    // The septum stays between the two.
    return std::max(d, 0.9 - p.x);
}

double BrainSolids::thirdVentricle(const ModelPoint& p) const
{
    const double slit = ellipsoid(p, {0.0, -10.0, -1.0}, {2.0 * m_ventricles, 14.0, 9.0});
    return std::min(slit, stick(p, {0.0, -24.0, -4.0}, {0.0, -36.0, -22.0}, 0.9, 0.9));
}

double BrainSolids::fourthVentricle(const ModelPoint& p) const
{
    return ellipsoid(p, {0.0, -40.0, -32.0}, {8.0, 4.5 * m_ventricles, 10.0});
}

double BrainSolids::corpusCallosum(const ModelPoint& p) const
{
    const double r = archRadius(p);
    // Thicker at both ends, open below.
    const double ends = std::abs(p.a + 8.0) / 38.0;
    const double thickness = 0.19 + 0.07 * ends * ends;
    const double band = std::max(r - 1.0, 1.0 - thickness - r) * 28.0;
    return std::max({band, p.x - 9.0, -2.0 - p.s});
}

double BrainSolids::caudate(const ModelPoint& p) const
{
    const double head = ellipsoid(p, {13.5, 14.0, 5.0}, {5.6, 10.0, 9.0});
    const double body = stick(p, {15.0, 5.0, 13.0}, {18.0, -20.0, 19.0}, 3.6, 2.0);
    return blend(head, body, 4.0);
}

double BrainSolids::putamen(const ModelPoint& p) const
{
    // Leans outwards to the back.
    return ellipsoid(p, {27.0 - 0.12 * (p.a - 2.0), 2.0, 2.0}, {5.6, 17.5, 11.0});
}

double BrainSolids::pallidum(const ModelPoint& p) const
{
    return ellipsoid(p, {20.5 - 0.15 * (p.a + 2.0), -2.0, 0.0}, {4.4, 9.0, 7.0});
}

double BrainSolids::thalamus(const ModelPoint& p) const
{
    // Its back end lies farther from the midline.
    return ellipsoid(p, {10.5 - 0.25 * (p.a + 17.0), -17.0, 6.0}, {8.8, 15.0, 9.2});
}

double BrainSolids::hippocampus(const ModelPoint& p) const
{
    return stick(p, {26.0, -12.0, -19.0}, {25.0, -35.0, -5.0}, 5.6, 3.8);
}

double BrainSolids::amygdala(const ModelPoint& p) const
{
    return ellipsoid(p, {23.0, -2.0, -19.0}, {7.0, 7.0, 6.5});
}

double BrainSolids::sylvianFissure(const ModelPoint& p) const
{
    // Rises to the back; the insula bulges outwards between the lips.
    const double level = -0.26 * p.a + 0.0035 * p.a * p.a;
    const double bulge = 0.02 * (p.s - level) * (p.s - level);
    const double inner =
        39.0 - std::min(4.0, bulge) - 14.0 * std::clamp((p.a - 2.0) / 20.0, 0.0, 1.0);
    const double beyondEnds = std::max({0.0, p.a - 34.0, -44.0 - p.a});
    const double lips = length({std::max(0.0, inner - p.x), beyondEnds, p.s - level});
    const double beyondInsula = std::max({0.0, p.a - 18.0, -26.0 - p.a});
    const double insula =
        length({p.x - inner, beyondInsula, std::max(0.0, std::abs(p.s - level) - 10.0)});
    return std::min(lips, insula);
}

} // namespace dawson
