#include "core/phantom/synthesis.h"

#include "core/image/resample.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/deformation.h"
#include "core/phantom/drawn_lesions.h"
#include "core/phantom/look_alikes.h"
#include "core/phantom/pathology.h"
#include "core/phantom/visibility.h"

#include <algorithm>

namespace dawson
{

std::string pathologyName(Pathology pathology)
{
    switch (pathology) {
    case Pathology::MultipleSclerosis:
        return "multiple sclerosis";
    case Pathology::Mass:
        return "mass";
    case Pathology::Oedema:
        return "oedema";
    case Pathology::Infarct:
        return "infarct";
    case Pathology::Vascular:
        return "vascular";
    case Pathology::Confluent:
        return "confluent";
    case Pathology::Metastases:
        return "metastases";
    case Pathology::WhiteMatterSpots:
        break;
    }
    return "white matter spots";
}

std::vector<Pathology> drawOtherPathologies(std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<Pathology> all{Pathology::Mass,
                               Pathology::Oedema,
                               Pathology::Infarct,
                               Pathology::Vascular,
                               Pathology::WhiteMatterSpots,
                               Pathology::Confluent};
    for (std::size_t n = all.size(); n > 1; --n) {
        std::swap(all[n - 1], all[random.index(n)]);
    }
    all.resize(1 + random.index(3));
    return all;
}

SyntheticCase
synthesise(const LabelVolume& anatomy, const SynthesisSpec& spec, const Progress& progress)
{
    RandomSource random(spec.seed);
    std::optional<Mask> drawn = spec.drawn;
    // Room for the deformation to move the brain's border, cut off again afterwards.
    LabelVolume brain = cropToBrain(anatomy, spec.deform ? 10 : 3);
    if (spec.deform) {
        const Deformation deformation(brain.geometry, random);
        if (spec.drawn) {
            drawn = deformation.of(resampleNearest(*spec.drawn, brain.geometry));
        }
        brain = cropToBrain(deformation.of(brain), 3);
    }
    progress.report(0.3, "Placing lesions");
    LesionLayer layer(brain.labels.size());
    const LesionSites sites(brain);
    for (const Pathology pathology : spec.pathologies) {
        for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
            addTo(layer, blob, brain);
        }
    }
    if (drawn) {
        addDrawn(layer, resampleNearest(*drawn, brain.geometry), brain, {}, random);
    }
    progress.report(0.6, "Taking the image");
    const bool anySignal = spec.look == SynthesisSpec::Look::Random;
    Contrast contrast = anySignal ? randomContrast(random) : variedFlairContrast(random);
    if (!anySignal) {
        allowFaintLesions(contrast, random);
    }
    Acquisition acquisition = drawAcquisition(brain.geometry, spec.thickSlices, random);
    drawProcessing(acquisition, random);
    const LookAlikes looks = drawLookAlikes(random);
    const ImagedTissue imaged{brain, layer, lookAlikeSignal(brain, contrast, looks, random)};
    Volume image = acquire(imaged, contrast, acquisition, random, random);
    progress.report(1.0);
    return {std::move(image), visibleLesions(brain, layer, contrast, acquisition)};
}

} // namespace dawson
