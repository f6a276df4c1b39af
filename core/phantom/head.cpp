#include "core/phantom/head.h"

#include "core/phantom/acquisition.h"
#include "core/phantom/deformation.h"
#include "core/phantom/pathology.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr std::size_t kFirstOutside = 500; ///< the maps' labels beyond the brain

Contrast drawContrast(RandomSource& random)
{
    const double kind = random.uniform();
    Contrast contrast = kind < 0.5    ? randomContrast(random)
                        : kind < 0.75 ? variedFlairContrast(random)
                                      : t1Contrast(random);
    for (std::size_t label = kFirstOutside; label < contrast.byLabel.size(); ++label) {
        contrast.byLabel[label] = {random.uniform(0.0, 1.1), random.uniform(0.005, 0.08)};
    }
    return contrast;
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
        head = cropToHead(deformed(head, random), 4);
    }
    progress.report(0.3, "Placing lesions");
    const LesionLayer layer = drawLayer(head, random);
    progress.report(0.5, "Taking the image");
    const Contrast contrast = drawContrast(random);
    Acquisition acquisition = drawAcquisition(head.geometry, spec.thickSlices, random);
    acquisition.brainExtracted = false;
    Volume image = acquire(head, layer, contrast, acquisition, random);
    progress.report(1.0);
    return {std::move(image), brainMask(head)};
}

} // namespace dawson
