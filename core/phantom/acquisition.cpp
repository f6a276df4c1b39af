#include "core/phantom/acquisition.h"

#include "core/phantom/blur.h"
#include "core/phantom/smooth_field.h"
#include "core/phantom/voxel_loop.h"

#include <cmath>

namespace dawson
{

namespace
{

/// What brain extraction leaves: the brain, and CSF that lies close to it. Label maps give orbits
/// and cisterns far below the brain the label of CSF, too.
std::vector<char> brainOf(const LabelVolume& anatomy)
{
    const Geometry& g = anatomy.geometry;
    std::vector<float> nearness(anatomy.labels.size(), 0.0F);
    for (std::size_t n = 0; n < nearness.size(); ++n) {
        const Tissue tissue = tissueOf(anatomy.labels[n]);
        const bool solid = tissue != Tissue::Background && tissue != Tissue::Outside &&
                           tissue != Tissue::Csf && tissue != Tissue::Vessel;
        nearness[n] = solid ? 1.0F : 0.0F;
    }
    const std::vector<float> solid = nearness;
    const double sigmaMm = 2.0;
    blur(nearness,
         g.size(),
         {sigmaMm / g.spacing()[0], sigmaMm / g.spacing()[1], sigmaMm / g.spacing()[2]});
    std::vector<char> brain(nearness.size());
    for (std::size_t n = 0; n < brain.size(); ++n) {
        const Tissue tissue = tissueOf(anatomy.labels[n]);
        const bool fluid = tissue == Tissue::Csf || tissue == Tissue::Vessel;
        brain[n] = solid[n] > 0.0F || (fluid && nearness[n] > 0.12F) ? 1 : 0;
    }
    return brain;
}

std::vector<float> tissueSignal(const LabelVolume& anatomy,
                                const LesionLayer& lesions,
                                const Contrast& contrast,
                                RandomSource& random)
{
    std::vector<float> signal(anatomy.labels.size(), 0.0F);
    for (std::size_t n = 0; n < signal.size(); ++n) {
        const std::uint16_t label = anatomy.labels[n];
        if (label == 0) {
            continue;
        }
        const TissueSignal& tissue = contrast.of(label);
        const double grain = random.normal();
        double value = tissue.mean + tissue.deviation * grain;
        if (lesions.share[n] > 0.0F) {
            const double lesion =
                contrast.lesionSignal(lesions.brightness[n]) + contrast.lesion.deviation * grain;
            value += lesions.share[n] * (lesion - value);
        }
        signal[n] = static_cast<float>(value);
    }
    return signal;
}

void blurLikeScanner(std::vector<float>& signal, const Geometry& g, const Acquisition& acquisition)
{
    std::array<double, 3> sigma{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        sigma[axis] = acquisition.blurMm / g.spacing()[axis];
    }
    const double slices = acquisition.sliceMm / g.spacing()[acquisition.sliceAxis];
    if (slices > 1.0) {
        // A Gaussian of the width (at half height) of the slice.
        sigma[acquisition.sliceAxis] = slices / 2.355;
    }
    blur(signal, g.size(), sigma);
    resliceAlong(signal, g.size(), acquisition.sliceAxis, slices);
}

} // namespace

Volume acquire(const LabelVolume& anatomy,
               const LesionLayer& lesions,
               const Contrast& contrast,
               const Acquisition& acquisition,
               RandomSource& random)
{
    const Geometry& g = anatomy.geometry;
    std::vector<float> signal = tissueSignal(anatomy, lesions, contrast, random);
    blurLikeScanner(signal, g, acquisition);
    const LatticeField shading(random, g.size(), 4);
    const std::vector<char> brain =
        acquisition.brainExtracted ? brainOf(anatomy) : std::vector<char>();
    std::vector<double> row;
    std::size_t n = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        if (v.i == 0) {
            shading.row(v.j, v.k, row);
        }
        if (acquisition.brainExtracted && brain[n] == 0) {
            signal[n++] = 0.0F;
            return;
        }
        const double bias = std::exp(acquisition.biasShare * row[static_cast<std::size_t>(v.i)]);
        const double real = signal[n] * bias + acquisition.noise * random.normal();
        const double imaginary = acquisition.noise * random.normal();
        // Brain-extracted images are told from background by being above zero.
        signal[n++] =
            static_cast<float>(std::max(1.0, acquisition.scale * std::hypot(real, imaginary)));
    });
    return Volume(g, std::move(signal));
}

} // namespace dawson
