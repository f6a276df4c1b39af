#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

using Blobs = std::vector<LesionBlob>;

const TissueSet kWhite{Tissue::White};
const TissueSet kAnyDeep{
    Tissue::White, Tissue::DeepGrey, Tissue::BrainStem, Tissue::CerebellarWhite};

/// Radii with a density of 1 / r^2: half of all lie below twice the smallest.
double smallMostly(double low, double high, RandomSource& random)
{
    return 1.0 / (1.0 / low - random.uniform() * (1.0 / low - 1.0 / high));
}

/// A number between `low` and `high` whose logarithm is uniform.
int someLogarithmic(double low, double high, RandomSource& random)
{
    return static_cast<int>(std::lround(low * std::pow(high / low, random.uniform())));
}

/// What the lesions of one brain share: a disease looks alike all over, from faint to bright and
/// from sharp to soft.
struct Look {
    explicit Look(RandomSource& random)
        : brightness(random.uniform(0.15, 1.0))
        , spread(random.uniform(0.05, 0.3))
        , softest(random.chance(0.5) ? 1.5 : 4.0)
        , largest(random.uniform(2.0, 7.0))
    {
    }

    double brightness;
    double spread;
    double softest;
    double largest; ///< radius of a spot in mm

    void giveTo(LesionBlob& blob, RandomSource& random) const
    {
        const double least = *std::min_element(blob.radiiMm.begin(), blob.radiiMm.end());
        blob.roughnessMm = std::min(1.5, random.uniform(0.1, 0.3) * least);
        // No softer than the lesion is thick: else its middle never shows it at full signal.
        blob.edgeMm = std::min(random.uniform(0.7, softest), std::max(0.7, 1.3 * least));
        blob.brightness = std::clamp(brightness + spread * random.normal(), -0.05, 1.1);
    }
};

/// Longer than wide, up to twice.
Geometry::Vector longish(double radius, RandomSource& random)
{
    const double stretch = random.uniform(1.0, 1.45);
    return {radius * stretch,
            radius / std::sqrt(stretch) * random.uniform(0.85, 1.15),
            radius / std::sqrt(stretch) * random.uniform(0.85, 1.15)};
}

void addSpots(
    const LesionSites& sites, int count, const Look& look, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        const auto site = sites.deepWhite(random, random.uniform(1.5, 7.0));
        if (!site) {
            return;
        }
        const double radius = smallMostly(0.95, look.largest, random);
        LesionBlob blob = ovoid(site->point, random.direction(), longish(radius, random), random);
        blob.tissues = kWhite;
        look.giveTo(blob, random);
        blobs.push_back(blob);
    }
}

/// Below the cortex; some reach into it.
void addSubcortical(
    const LesionSites& sites, int count, const Look& look, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        const auto site = sites.cortexEdge(random);
        if (!site) {
            return;
        }
        const double radius = smallMostly(1.1, std::min(5.0, look.largest), random);
        LesionBlob blob = ovoid(moved(site->point, site->normal, radius * random.uniform(0.2, 1.0)),
                                random.direction(),
                                longish(radius, random),
                                random);
        blob.tissues = random.chance(0.3) ? TissueSet{Tissue::White, Tissue::Cortex} : kWhite;
        look.giveTo(blob, random);
        blobs.push_back(blob);
    }
}

/// At the ventricles' wall or some millimetres from it, along the vessels that leave it.
void addNearVentricles(
    const LesionSites& sites, int count, const Look& look, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        const auto site = sites.ventricleWall(random);
        if (!site) {
            return;
        }
        const double radius = smallMostly(1.2, std::max(3.0, look.largest), random);
        const double aside = random.chance(0.6) ? 0.6 * radius : random.uniform(1.0, 9.0);
        LesionBlob blob = ovoid(moved(site->point, site->normal, aside),
                                random.chance(0.6) ? site->normal : random.direction(),
                                longish(radius, random),
                                random);
        blob.tissues = kWhite;
        look.giveTo(blob, random);
        blobs.push_back(blob);
    }
}

/// Flat lesions side by side along the wall of the ventricles: rims, and caps at their horns.
void addRim(const LesionSites& sites, const Look& look, RandomSource& random, Blobs& blobs)
{
    const int pieces = random.whole(8, 40);
    const double thickness = random.uniform(1.2, 4.0);
    for (int n = 0; n < pieces; ++n) {
        const auto site = sites.ventricleWall(random);
        if (!site) {
            return;
        }
        const double depth = thickness * random.uniform(0.6, 1.4);
        LesionBlob blob = ovoid(moved(site->point, site->normal, 0.3 * depth),
                                site->normal,
                                {depth, random.uniform(2.5, 8.0), random.uniform(2.5, 8.0)},
                                random);
        blob.tissues = kWhite;
        look.giveTo(blob, random);
        blobs.push_back(blob);
    }
}

void addLacunes(const LesionSites& sites, const Look& look, RandomSource& random, Blobs& blobs)
{
    for (int n = random.whole(0, 8); n > 0; --n) {
        const auto site =
            random.chance(0.5) ? sites.deepGrey(random) : sites.infratentorial(random);
        if (!site) {
            continue;
        }
        const double radius = smallMostly(1.1, 4.5, random);
        LesionBlob blob = ovoid(site->point, random.direction(), longish(radius, random), random);
        blob.tissues = kAnyDeep;
        look.giveTo(blob, random);
        if (radius > 2.5 && random.chance(0.35)) { // fluid within a bright rim
            blob.coreMm = 1.2;
            blob.coreBrightness = random.uniform(-1.0, -0.5);
        }
        blobs.push_back(blob);
    }
}

} // namespace

Blobs drawWhiteMatterSpots(const LesionSites& sites, RandomSource& random)
{
    const Look look(random);
    Blobs blobs;
    addSpots(sites, someLogarithmic(8.0, 90.0, random), look, random, blobs);
    return blobs;
}

Blobs drawVascular(const LesionSites& sites, RandomSource& random)
{
    const Look look(random);
    Blobs blobs;
    if (random.chance(0.5)) {
        addRim(sites, look, random, blobs);
    }
    addNearVentricles(sites, someLogarithmic(3.0, 40.0, random), look, random, blobs);
    addSubcortical(sites, someLogarithmic(2.0, 30.0, random), look, random, blobs);
    addSpots(sites, someLogarithmic(2.0, 30.0, random), look, random, blobs);
    addLacunes(sites, look, random, blobs);
    return blobs;
}

Blobs drawConfluent(const LesionSites& sites, RandomSource& random)
{
    const Look look(random);
    const int pieces = someLogarithmic(25.0, 110.0, random);
    const double reach = random.uniform(2.0, 12.0); ///< from the ventricles
    const double largest = random.uniform(4.0, 11.0);
    Blobs blobs;
    for (int n = 0; n < pieces; ++n) {
        const auto site = sites.ventricleWall(random);
        if (!site) {
            break;
        }
        const double radius = random.uniform(0.35, 1.0) * largest;
        LesionBlob blob = ovoid(moved(site->point, site->normal, reach * random.uniform()),
                                site->normal,
                                {random.uniform(0.5, 1.0) * radius,
                                 radius * random.uniform(0.8, 1.4),
                                 radius * random.uniform(0.8, 1.2)},
                                random);
        blob.tissues = kWhite;
        look.giveTo(blob, random);
        blobs.push_back(blob);
    }
    addSpots(sites, someLogarithmic(3.0, 40.0, random), look, random, blobs);
    return blobs;
}

} // namespace dawson
