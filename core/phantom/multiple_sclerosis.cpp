#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

using Blobs = std::vector<LesionBlob>;

/// Small lesions are much more frequent than large ones.
double smallMostly(double low, double high, RandomSource& random)
{
    return low + (high - low) * std::pow(random.uniform(), 1.6);
}

void finish(LesionBlob& blob, RandomSource& random)
{
    const double smallest = *std::min_element(blob.radiiMm.begin(), blob.radiiMm.end());
    blob.roughnessMm = std::min(1.2, 0.22 * smallest);
    blob.edgeMm = random.uniform(0.8, 1.6);
    blob.brightness = random.uniform(0.5, 1.1);
}

/// Dawson's finger: an ovoid along the vein that leaves the ventricle at a right angle.
LesionBlob fingerAt(const LesionSite& site, double length, RandomSource& random)
{
    const double width = std::clamp(length * random.uniform(0.35, 0.6), 3.0, 8.0);
    LesionBlob blob = ovoid(moved(site.point, site.normal, 0.42 * length),
                            site.normal,
                            {0.5 * length, 0.5 * width, 0.5 * width * random.uniform(0.8, 1.2)},
                            random);
    blob.tissues = {Tissue::White};
    finish(blob, random);
    return blob;
}

void addPeriventricular(const LesionSites& sites, int count, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        if (const auto site = sites.ventricleWall(random)) {
            blobs.push_back(fingerAt(*site, smallMostly(6.0, 19.0, random), random));
        }
    }
}

/// Several fingers close together, grown into one.
void addConfluent(const LesionSites& sites, RandomSource& random, Blobs& blobs)
{
    const auto first = sites.ventricleWall(random);
    if (!first) {
        return;
    }
    blobs.push_back(fingerAt(*first, random.uniform(12.0, 20.0), random));
    const int wanted = random.whole(2, 4);
    int found = 0;
    for (int attempt = 0; attempt < 4000 && found < wanted; ++attempt) {
        const auto site = sites.ventricleWall(random);
        const double distance = std::hypot(site->point.x - first->point.x,
                                           site->point.y - first->point.y,
                                           site->point.z - first->point.z);
        if (distance > 3.0 && distance < 9.0) {
            blobs.push_back(fingerAt(*site, random.uniform(9.0, 18.0), random));
            ++found;
        }
    }
}

void addJuxtacortical(const LesionSites& sites, int count, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        const auto site = sites.cortexEdge(random);
        if (!site) {
            return;
        }
        const double radius = smallMostly(1.6, 4.5, random);
        LesionBlob blob = ovoid(moved(site->point, site->normal, 0.5 * radius),
                                random.direction(),
                                {1.25 * radius, radius, 0.9 * radius},
                                random);
        blob.tissues = {Tissue::White, Tissue::Cortex};
        finish(blob, random);
        blobs.push_back(blob);
    }
}

void addDeep(const LesionSites& sites, int count, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        LesionBlob blob = drawSpot(sites, smallMostly(1.5, 5.5, random), random);
        finish(blob, random);
        blobs.push_back(blob);
    }
}

void addInfratentorial(const LesionSites& sites, int count, RandomSource& random, Blobs& blobs)
{
    for (int n = 0; n < count; ++n) {
        const auto site = sites.infratentorial(random);
        if (!site) {
            return;
        }
        const double radius = smallMostly(1.6, 4.0, random);
        LesionBlob blob =
            ovoid(site->point, random.direction(), {1.3 * radius, radius, 0.9 * radius}, random);
        blob.tissues = {Tissue::BrainStem, Tissue::CerebellarWhite};
        finish(blob, random);
        blobs.push_back(blob);
    }
}

} // namespace

Blobs drawMultipleSclerosis(const LesionSites& sites, double load, RandomSource& random)
{
    const auto some = [&](double mean) {
        return static_cast<int>(std::lround(load * mean * random.uniform(0.7, 1.3)));
    };
    Blobs blobs;
    addConfluent(sites, random, blobs);
    if (load > 1.2) {
        addConfluent(sites, random, blobs);
    }
    addPeriventricular(sites, some(9.0), random, blobs);
    addJuxtacortical(sites, some(6.0), random, blobs);
    addDeep(sites, some(6.0), random, blobs);
    addInfratentorial(sites, some(2.5), random, blobs);
    return blobs;
}

} // namespace dawson
