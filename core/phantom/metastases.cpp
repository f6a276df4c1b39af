#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

using Blobs = std::vector<LesionBlob>;

const TissueSet kParenchyma{Tissue::White,
                            Tissue::Cortex,
                            Tissue::DeepGrey,
                            Tissue::BrainStem,
                            Tissue::CerebellarWhite,
                            Tissue::CerebellarCortex};

/// Most lie where the vessels narrow, between cortex and white matter.
std::optional<LesionSite> drawSite(const LesionSites& sites, RandomSource& random)
{
    const double place = random.uniform();
    return place < 0.5   ? sites.cortexEdge(random)
           : place < 0.8 ? sites.deepWhite(random, 2.0)
           : place < 0.9 ? sites.infratentorial(random)
                         : sites.deepGrey(random);
}

LesionBlob drawMetastasis(const LesionSite& site, RandomSource& random)
{
    // A density of 1 / r^2: most are small.
    const double radius = 1.0 / (1.0 / 1.2 - random.uniform() * (1.0 / 1.2 - 1.0 / 11.0));
    LesionBlob blob = ovoid(site.point, random.direction(), uneven(radius, random), random);
    blob.roughnessMm = std::min(1.5, random.uniform(0.05, 0.25) * radius);
    blob.edgeMm = random.uniform(0.7, 1.6);
    blob.brightness = random.uniform(0.25, 1.1);
    if (radius > 3.0 && random.chance(0.45)) {
        blob.coreMm = random.uniform(1.2, 0.6 * radius);
        blob.coreBrightness = random.uniform(-0.1, 0.15);
    }
    blob.tissues = kParenchyma;
    return blob;
}

/// Thin and long, along any direction.
LesionBlob drawTube(const PatientPoint& point,
                    const Geometry::Vector& along,
                    TissueSet tissues,
                    RandomSource& random)
{
    const double radius = random.uniform(0.6, 1.3);
    LesionBlob blob = ovoid(point, along, {random.uniform(5.0, 20.0), radius, radius}, random);
    blob.roughnessMm = 0.5;
    blob.edgeMm = 1.0;
    blob.brightness = random.uniform(0.3, 1.3);
    blob.tissues = tissues;
    return blob;
}

} // namespace

Blobs drawMetastases(const LesionSites& sites, RandomSource& random)
{
    Blobs blobs;
    const int count = static_cast<int>(std::lround(std::pow(40.0, random.uniform())));
    for (int n = 0; n < count; ++n) {
        if (const auto site = drawSite(sites, random)) {
            blobs.push_back(drawMetastasis(*site, random));
        }
    }
    return blobs;
}

Blobs drawEnhancingAnatomy(const LesionSites& sites, RandomSource& random)
{
    Blobs blobs;
    for (int n = random.whole(5, 40); n > 0; --n) { // veins in the furrows
        if (const auto site = sites.cortexEdge(random)) {
            blobs.push_back(drawTube(moved(site->point, site->normal, -random.uniform(2.0, 7.0)),
                                     random.direction(),
                                     {Tissue::Csf, Tissue::Vessel},
                                     random));
        }
    }
    for (int n = random.whole(0, 6); n > 0; --n) { // veins of deep white matter, towards ventricles
        if (const auto site = sites.ventricleWall(random)) {
            LesionBlob vein = drawTube(site->point, site->normal, {Tissue::White}, random);
            vein.radiiMm = {random.uniform(4.0, 12.0), 0.6, 0.6};
            vein.brightness *= 0.5;
            blobs.push_back(vein);
        }
    }
    for (int n = random.whole(2, 10); n > 0; --n) { // choroid plexus
        if (const auto site = sites.ventricleWall(random)) {
            LesionBlob plexus =
                drawTube(moved(site->point, site->normal, -random.uniform(0.5, 3.0)),
                         random.direction(),
                         {Tissue::Ventricle},
                         random);
            plexus.radiiMm = {
                random.uniform(3.0, 9.0), random.uniform(1.0, 3.0), random.uniform(1.0, 3.0)};
            blobs.push_back(plexus);
        }
    }
    return blobs;
}

} // namespace dawson
