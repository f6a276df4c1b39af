#include "core/phantom/head.h"

#include "core/image/mask_repair.h"
#include "core/image/resample.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/deformation.h"
#include "core/phantom/pathology.h"

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

constexpr std::size_t kFirstOutside = 500; ///< the maps' labels beyond the brain
constexpr double kDarkAround = 0.4;        ///< how often nothing outside the brain is bright
constexpr double kWithoutNeck = 0.7;       ///< how often something is missing below
constexpr double kWithoutScalp = 0.15;     ///< how often at each other side
constexpr double kDeepestCut = 1.1;        ///< of what lies beyond the brain; over 1 cuts the brain

Contrast drawContrast(RandomSource& random)
{
    const double kind = random.uniform();
    Contrast contrast = kind < 0.5    ? randomContrast(random)
                        : kind < 0.75 ? variedFlairContrast(random)
                                      : t1Contrast(random);
    // Fat suppression, and coils that see little of the scalp, leave all of it dark.
    const double brightest = random.chance(kDarkAround) ? random.uniform(0.1, 0.5) : 1.1;
    for (std::size_t label = kFirstOutside; label < contrast.byLabel.size(); ++label) {
        contrast.byLabel[label] = {random.uniform(0.0, brightest), random.uniform(0.005, 0.08)};
    }
    return contrast;
}

/// Voxels to lose at one end of an axis, where `outside` of them lie beyond the brain.
int drawLoss(RandomSource& random, double chance, int outside)
{
    return random.chance(chance)
               ? static_cast<int>(random.uniform(0.0, kDeepestCut) * static_cast<double>(outside))
               : 0;
}

/// What the field of view holds: often not the neck and chin, now and then not all of the scalp or
/// brain.
Region drawFieldOfView(const Mask& brain, RandomSource& random)
{
    const Geometry& g = brain.geometry();
    const Region inside = brain.foregroundRegion();
    const std::array<int, 3> before{inside.lower.i, inside.lower.j, inside.lower.k};
    std::array<int, 3> lower{};
    Region view = Region::whole(g);
    const auto upward = static_cast<std::size_t>(g.axisAlong(2));
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int after = g.size()[axis] - before[axis] - inside.size[axis];
        const bool neckFirst = axis == upward && g.direction()[2][axis] > 0.0;
        const bool neckLast = axis == upward && !neckFirst;
        lower[axis] = drawLoss(random, neckFirst ? kWithoutNeck : kWithoutScalp, before[axis]);
        view.size[axis] -=
            lower[axis] + drawLoss(random, neckLast ? kWithoutNeck : kWithoutScalp, after);
    }
    view.lower = {lower[0], lower[1], lower[2]};
    return view;
}

LesionLayer drawLayer(const LabelVolume& head, RandomSource& random)
{
    LesionLayer layer(head.labels.size());
    if (random.chance(0.5)) {
        return layer;
    }
    const LesionSites sites(head);
    for (const Pathology pathology : drawOtherPathologies(random.bits())) {
        for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
            addTo(layer, blob, head);
        }
    }
    return layer;
}

} // namespace

SyntheticHead
synthesiseHead(const LabelVolume& anatomy, const HeadSpec& spec, const Progress& progress)
{
    RandomSource random(spec.seed);
    LabelVolume head = cropToHead(anatomy, spec.deform ? 8 : 4);
    if (spec.deform) {
        head = cropToHead(Deformation(head.geometry, random).of(head), 4);
    }
    progress.report(0.3, "Placing lesions");
    const LesionLayer layer = drawLayer(head, random);
    progress.report(0.5, "Taking the image");
    const Contrast contrast = drawContrast(random);
    Acquisition acquisition = drawAcquisition(head.geometry, spec.thickSlices, random);
    acquisition.brainExtracted = false;
    const Volume image = acquire(head, layer, contrast, acquisition, random);
    const Mask brain = largestPartFilled(brainMask(head));
    const Region view = spec.cut ? drawFieldOfView(brain, random) : Region::whole(head.geometry);
    progress.report(1.0);
    return {crop(image, view), crop(brain, view)};
}

} // namespace dawson
