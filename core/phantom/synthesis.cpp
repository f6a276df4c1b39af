#include "core/phantom/synthesis.h"

#include "core/phantom/acquisition.h"
#include "core/phantom/deformation.h"
#include "core/phantom/pathology.h"
#include "core/phantom/visibility.h"

#include <algorithm>

namespace dawson
{

namespace
{

/// From a sharp 3D image to thick noisy slices; most thick slices are axial.
Acquisition drawAcquisition(const Geometry& g, double thickSlices, RandomSource& random)
{
    Acquisition acquisition;
    acquisition.blurMm = random.uniform(0.45, 1.0);
    acquisition.biasShare = random.uniform(0.0, 0.25);
    acquisition.noise = random.uniform(0.003, 0.035);
    acquisition.scale = random.uniform(200.0, 2000.0);
    acquisition.sliceAxis = static_cast<std::size_t>(
        random.chance(0.7) ? g.axisAlong(2) : g.axisAlong(random.whole(0, 1)));
    acquisition.sliceMm = random.chance(thickSlices) ? random.uniform(2.0, 5.0) : 1.0;
    return acquisition;
}

} // namespace

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
    // Room for the deformation to move the brain's border, cut off again afterwards.
    LabelVolume brain = cropToBrain(anatomy, spec.deform ? 10 : 3);
    if (spec.deform) {
        brain = cropToBrain(deformed(brain, random), 3);
    }
    progress.report(0.3, "Placing lesions");
    LesionLayer layer(brain.labels.size());
    const LesionSites sites(brain);
    for (const Pathology pathology : spec.pathologies) {
        for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
            addTo(layer, blob, brain);
        }
    }
    progress.report(0.6, "Taking the image");
    const Contrast contrast = spec.look == SynthesisSpec::Look::Random
                                  ? randomContrast(random)
                                  : variedFlairContrast(random);
    const Acquisition acquisition = drawAcquisition(brain.geometry, spec.thickSlices, random);
    Volume image = acquire(brain, layer, contrast, acquisition, random);
    progress.report(1.0);
    return {std::move(image), visibleLesions(brain, layer, contrast, acquisition)};
}

} // namespace dawson
