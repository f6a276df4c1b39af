#include "core/phantom/phantom.h"

#include "core/phantom/acquisition.h"
#include "core/phantom/graders.h"
#include "core/phantom/pathology.h"

namespace dawson
{

namespace
{

/// A lesion placed at the very rim of its tissue can be cut down to a voxel or two, which no
/// reader would call a lesion. The smallest by convention is 3 mm across: some 0.014 ml.
void dropSlivers(std::vector<LesionBlob>& lesions, const LabelVolume& anatomy)
{
    std::erase_if(lesions, [&](const LesionBlob& lesion) {
        const auto voxels = static_cast<double>(voxelsOf(lesion, anatomy, 0.0).size());
        return voxels * anatomy.geometry.voxelVolumeMl() < 0.010;
    });
}

} // namespace

Phantom makePhantom(const PhantomSpec& spec, const Progress& progress)
{
    const LabelVolume anatomy = makeAnatomy(spec.anatomy, progress.part(0.0, 0.6));
    RandomSource random(spec.anatomy.seed ^ 0xDA50ULL);
    const LesionSites sites(anatomy);
    std::vector<LesionBlob> lesions;
    if (spec.lesionLoad > 0.0) {
        lesions = drawMultipleSclerosis(sites, spec.lesionLoad, random);
        dropSlivers(lesions, anatomy);
    }
    LesionLayer layer(anatomy.labels.size());
    for (const LesionBlob& lesion : lesions) {
        addTo(layer, lesion, anatomy);
    }

    // Each part draws from a source of its own, so that changing one leaves the others alone.
    RandomSource first = random.branch();
    RandomSource second = random.branch();
    RandomSource flairSource = random.branch();
    RandomSource t1Source = random.branch();
    Phantom phantom;
    phantom.truth = maskOf(layer, anatomy.geometry);
    phantom.grader1 = drawnBy(carefulGrader(), lesions, anatomy, sites, first);
    const GraderHabits hurried = spec.lesionLoad > 0.0 ? hurriedGrader() : GraderHabits{};
    phantom.grader2 = drawnBy(hurried, lesions, anatomy, sites, second);

    progress.report(0.7, "Taking FLAIR and T1");
    Acquisition acquisition;
    acquisition.brainExtracted = !spec.skull;
    acquisition.blurMm = 0.65;
    phantom.flair = acquire(anatomy, layer, flairContrast(flairSource), acquisition, flairSource);
    acquisition.blurMm = 0.5;
    acquisition.noise = 0.012;
    phantom.t1 = acquire(anatomy, layer, t1Contrast(t1Source), acquisition, t1Source);
    progress.report(1.0);
    return phantom;
}

} // namespace dawson
