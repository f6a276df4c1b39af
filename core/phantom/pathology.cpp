#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

const TissueSet kWhite{Tissue::White};
const TissueSet kWhiteAndGrey{Tissue::White, Tissue::Cortex, Tissue::DeepGrey};
const TissueSet kParenchyma{Tissue::White,
                            Tissue::Cortex,
                            Tissue::DeepGrey,
                            Tissue::BrainStem,
                            Tissue::CerebellarWhite,
                            Tissue::CerebellarCortex};

std::array<Geometry::Vector, 3> frameAlong(const Geometry::Vector& a, RandomSource& random)
{
    Geometry::Vector b{};
    double length = 0.0;
    do {
        const auto d = random.direction();
        const double along = d[0] * a[0] + d[1] * a[1] + d[2] * a[2];
        b = {d[0] - along * a[0], d[1] - along * a[1], d[2] - along * a[2]};
        length = std::hypot(b[0], b[1], b[2]);
    } while (length < 0.1);
    b = {b[0] / length, b[1] / length, b[2] / length};
    return {
        a, b, {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
}

using Blobs = std::vector<LesionBlob>;

/// A tumour; most swell into the white matter around, where oedema spreads along the tracts and
/// stops at the cortex.
void addMass(const LesionSites& sites, RandomSource& random, Blobs& blobs)
{
    const auto site = random.chance(0.3) ? sites.cortexEdge(random) : sites.deepWhite(random, 8.0);
    if (!site) {
        return;
    }
    const double radius = random.uniform(5.0, 20.0);
    if (random.chance(0.85)) {
        const double swelling = radius + random.uniform(4.0, 16.0);
        LesionBlob oedema =
            ovoid(site->point, random.direction(), uneven(swelling, random), random);
        oedema.roughnessMm = 0.22 * swelling;
        oedema.edgeMm = random.uniform(2.0, 5.0);
        oedema.brightness = random.uniform(0.45, 1.0);
        oedema.tissues = kWhite;
        blobs.push_back(oedema);
    }
    LesionBlob mass = ovoid(site->point, random.direction(), uneven(radius, random), random);
    mass.roughnessMm = 0.15 * radius;
    mass.edgeMm = random.uniform(1.5, 4.0);
    mass.brightness = random.uniform(0.45, 1.1);
    if (random.chance(0.6)) {
        mass.coreMm = radius * random.uniform(0.25, 0.6);
        mass.coreBrightness = random.uniform(-0.9, 0.6);
    }
    mass.tissues = kParenchyma;
    blobs.push_back(mass);
}

void addOedema(const LesionSites& sites, RandomSource& random, Blobs& blobs)
{
    const auto site = sites.deepWhite(random, 6.0);
    if (!site) {
        return;
    }
    const double radius = random.uniform(10.0, 30.0);
    LesionBlob blob = ovoid(site->point, random.direction(), uneven(radius, random), random);
    blob.roughnessMm = 0.25 * radius;
    blob.edgeMm = random.uniform(2.0, 6.0);
    blob.brightness = random.uniform(0.45, 1.0);
    blob.tissues = kWhite;
    blobs.push_back(blob);
}

/// A lost territory is widest at the cortex.
void addInfarct(const LesionSites& sites, RandomSource& random, Blobs& blobs)
{
    const auto site = sites.cortexEdge(random);
    if (!site) {
        return;
    }
    const double radius = random.uniform(5.0, 18.0);
    LesionBlob blob = ovoid(site->point, site->normal, uneven(radius, random), random);
    blob.roughnessMm = 0.2 * radius;
    blob.edgeMm = random.uniform(1.5, 4.0);
    blob.brightness = random.uniform(0.4, 1.05);
    blob.tissues = {Tissue::White, Tissue::Cortex};
    blobs.push_back(blob);
}

} // namespace

PatientPoint moved(const PatientPoint& p, const Geometry::Vector& d, double mm)
{
    return {p.x + mm * d[0], p.y + mm * d[1], p.z + mm * d[2]};
}

Geometry::Vector uneven(double radius, RandomSource& random)
{
    return {radius * random.uniform(0.85, 1.3),
            radius * random.uniform(0.8, 1.1),
            radius * random.uniform(0.8, 1.1)};
}

LesionBlob ovoid(const PatientPoint& center,
                 const Geometry::Vector& along,
                 const Geometry::Vector& radiiMm,
                 RandomSource& random)
{
    LesionBlob blob;
    blob.center = center;
    blob.axes = frameAlong(along, random);
    blob.radiiMm = radiiMm;
    blob.tissues = kWhiteAndGrey;
    blob.setBorder(random);
    return blob;
}

LesionBlob drawSpot(const LesionSites& sites, double radiusMm, RandomSource& random)
{
    const auto site = sites.deepWhite(random, 4.0);
    LesionBlob blob = ovoid(
        site ? site->point : PatientPoint{}, random.direction(), uneven(radiusMm, random), random);
    blob.roughnessMm = 0.25 * radiusMm;
    blob.tissues = kWhite;
    return blob;
}

Blobs drawLesions(Pathology pathology, const LesionSites& sites, RandomSource& random)
{
    Blobs blobs;
    switch (pathology) {
    case Pathology::MultipleSclerosis:
        return drawMultipleSclerosis(sites, random.uniform(0.5, 2.0), random);
    case Pathology::Mass:
        for (int n = random.chance(0.2) ? random.whole(2, 4) : 1; n > 0; --n) {
            addMass(sites, random, blobs);
        }
        break;
    case Pathology::Oedema:
        addOedema(sites, random, blobs);
        break;
    case Pathology::Infarct:
        addInfarct(sites, random, blobs);
        break;
    case Pathology::Vascular:
        return drawVascular(sites, random);
    case Pathology::WhiteMatterSpots:
        return drawWhiteMatterSpots(sites, random);
    case Pathology::Confluent:
        return drawConfluent(sites, random);
    case Pathology::Metastases:
        return drawMetastases(sites, random);
    }
    return blobs;
}

} // namespace dawson
