#include "core/phantom/acquisition.h"

#include "core/phantom/blur.h"
#include "core/phantom/smooth_field.h"
#include "core/phantom/voxel_loop.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dawson
{

namespace
{

std::array<double, 3> sigmaVoxels(const Geometry& g, double sigmaMm)
{
    return {sigmaMm / g.spacing()[0], sigmaMm / g.spacing()[1], sigmaMm / g.spacing()[2]};
}

/// What makes healthy tissue uneven, see Contrast. Asked voxel by voxel in the order of offsets.
class Unevenness
{
public:
    Unevenness(const LabelVolume& anatomy, const Contrast& contrast, RandomSource& random)
        : m_anatomy(anatomy)
        , m_contrast(contrast)
        , m_on(contrast.whitePatches > 0.0 || contrast.greyPatches > 0.0 ||
               contrast.ventricleRim > 0.0)
    {
        if (m_on) {
            m_patches.emplace(random, anatomy.geometry.size(), 16);
        }
    }

    double at(const VoxelIndex& v, std::size_t offset)
    {
        if (!m_on) {
            return 0.0;
        }
        if (v.i == 0) {
            m_patches->row(v.j, v.k, m_row);
        }
        const double field = m_row[static_cast<std::size_t>(v.i)];
        switch (tissueOf(m_anatomy.labels[offset])) {
        case Tissue::White:
            return m_contrast.whitePatches * field +
                   (m_contrast.ventricleRim > 0.0 && touchesVentricle(v) ? m_contrast.ventricleRim
                                                                         : 0.0);
        case Tissue::CerebellarWhite:
        case Tissue::BrainStem:
            return m_contrast.whitePatches * field;
        case Tissue::Cortex:
        case Tissue::DeepGrey:
        case Tissue::CerebellarCortex:
            return m_contrast.greyPatches * field;
        default:
            return 0.0;
        }
    }

private:
    bool touchesVentricle(const VoxelIndex& v) const
    {
        const Geometry& g = m_anatomy.geometry;
        for (const int step : {-1, 1}) {
            for (const VoxelIndex& w : {VoxelIndex{v.i + step, v.j, v.k},
                                        VoxelIndex{v.i, v.j + step, v.k},
                                        VoxelIndex{v.i, v.j, v.k + step}}) {
                if (g.contains(w) && tissueOf(m_anatomy.labels[g.offset(w)]) == Tissue::Ventricle) {
                    return true;
                }
            }
        }
        return false;
    }

    const LabelVolume& m_anatomy;
    const Contrast& m_contrast;
    bool m_on;
    std::optional<LatticeField> m_patches;
    std::vector<double> m_row;
};

std::vector<float> tissueSignal(const LabelVolume& anatomy,
                                const LesionLayer& lesions,
                                const Contrast& contrast,
                                RandomSource& random)
{
    std::vector<float> signal(anatomy.labels.size(), 0.0F);
    Unevenness unevenness(anatomy, contrast, random);
    std::size_t next = 0;
    forEachVoxel(Region::whole(anatomy.geometry), [&](const VoxelIndex& v) {
        const std::size_t n = next++;
        const double uneven = unevenness.at(v, n);
        const std::uint16_t label = anatomy.labels[n];
        if (label == 0) {
            return;
        }
        const TissueSignal& tissue = contrast.of(label);
        const double grain = random.normal();
        double value = tissue.mean + uneven + tissue.deviation * grain;
        if (lesions.share[n] > 0.0F) {
            const double lesion =
                contrast.lesionSignal(lesions.brightness[n]) + contrast.lesion.deviation * grain;
            value += lesions.share[n] * (lesion - value);
        }
        signal[n] = static_cast<float>(value);
    });
    return signal;
}

/// The mask, smoothed: a half at its border.
std::vector<float> smoothed(const Mask& mask, double sigmaMm)
{
    const Geometry& g = mask.geometry();
    std::vector<float> result(mask.labels().begin(), mask.labels().end());
    blur(result, g.size(), sigmaVoxels(g, sigmaMm));
    return result;
}

/// Adds what an imperfect extraction leaves: here and there up to leftoverMm around the brain.
void addLeftovers(Mask& brain,
                  const LabelVolume& anatomy,
                  const Acquisition& acquisition,
                  RandomSource& random)
{
    const double sigmaMm = 2.0;
    const std::vector<float> nearness = smoothed(brain, sigmaMm);
    const LatticeField places(random, anatomy.geometry.size(), 10);
    const double least = 0.5 * std::erfc(acquisition.leftoverMm / sigmaMm / std::sqrt(2.0));
    std::vector<double> row;
    std::size_t n = 0;
    forEachVoxel(Region::whole(anatomy.geometry), [&](const VoxelIndex& v) {
        if (v.i == 0) {
            places.row(v.j, v.k, row);
        }
        if (row[static_cast<std::size_t>(v.i)] > 0.5 && anatomy.labels[n] != 0 &&
            static_cast<double>(nearness[n]) > least) {
            brain.labels()[n] = 1;
        }
        ++n;
    });
}

/// The coil lies around the head: the nearer the surface, the brighter.
void brightenSurface(std::vector<float>& signal, const Mask& brain, double gain)
{
    const std::vector<float> depth = smoothed(brain, 6.0);
    for (std::size_t n = 0; n < signal.size(); ++n) {
        const double outward = std::clamp(2.0 * (1.0 - static_cast<double>(depth[n])), 0.0, 1.0);
        signal[n] *= static_cast<float>(1.0 + gain * outward);
    }
}

void sharpen(std::vector<float>& signal, const Geometry& g, const Acquisition& acquisition)
{
    std::vector<float> smooth = signal;
    blur(smooth, g.size(), sigmaVoxels(g, acquisition.sharpeningMm));
    const auto weight = static_cast<float>(acquisition.sharpening);
    for (std::size_t n = 0; n < signal.size(); ++n) {
        signal[n] = std::max(0.0F, signal[n] + weight * (signal[n] - smooth[n]));
    }
}

/// Both channels of the noise, of standard deviation 1.
struct Noise {
    Noise(const Geometry& g, double sigmaMm, RandomSource& random)
        : real(g.voxelCount())
        , imaginary(g.voxelCount())
    {
        for (std::vector<float>* channel : {&real, &imaginary}) {
            std::ranges::generate(*channel, [&] { return static_cast<float>(random.normal()); });
            blur(*channel, g.size(), sigmaVoxels(g, sigmaMm));
            double squares = 0.0;
            for (const float value : *channel) {
                squares += static_cast<double>(value) * static_cast<double>(value);
            }
            const auto scale =
                static_cast<float>(std::sqrt(static_cast<double>(channel->size()) / squares));
            std::ranges::for_each(*channel, [&](float& value) { value *= scale; });
        }
    }

    std::vector<float> real;
    std::vector<float> imaginary;
};

} // namespace

void drawProcessing(Acquisition& acquisition, RandomSource& random)
{
    acquisition.sharpening = random.chance(0.5) ? random.uniform(0.2, 1.5) : 0.0;
    acquisition.sharpeningMm = random.uniform(0.7, 1.4);
    acquisition.noiseMm = random.chance(0.5) ? random.uniform(0.3, 0.8) : 0.0;
}

Mask brainMask(const LabelVolume& anatomy, double nearest)
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
    blur(nearness, g.size(), sigmaVoxels(g, sigmaMm));
    Mask brain(g);
    for (std::size_t n = 0; n < nearness.size(); ++n) {
        const Tissue tissue = tissueOf(anatomy.labels[n]);
        const bool fluid = tissue == Tissue::Csf || tissue == Tissue::Vessel;
        brain.labels()[n] = solid[n] > 0.0F || (fluid && nearness[n] > nearest) ? 1 : 0;
    }
    return brain;
}

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
    acquisition.leftoverMm = random.chance(0.6) ? random.uniform(0.5, 4.0) : 0.0;
    acquisition.surfaceGain = random.chance(0.6) ? random.uniform(0.0, 0.5) : 0.0;
    return acquisition;
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

Volume acquire(const LabelVolume& anatomy,
               const LesionLayer& lesions,
               const Contrast& contrast,
               const Acquisition& acquisition,
               RandomSource& random)
{
    return acquire(ImagedTissue{anatomy, lesions, {}}, contrast, acquisition, random, random);
}

Volume acquire(const ImagedTissue& imaged,
               const Contrast& contrast,
               const Acquisition& acquisition,
               RandomSource& tissue,
               RandomSource& random)
{
    const LabelVolume& anatomy = imaged.anatomy;
    const Geometry& g = anatomy.geometry;
    std::vector<float> signal = tissueSignal(anatomy, imaged.lesions, contrast, tissue);
    for (std::size_t voxel = 0; voxel < imaged.added.size(); ++voxel) {
        signal[voxel] += imaged.added[voxel];
    }
    blurLikeScanner(signal, g, acquisition);
    if (acquisition.sharpening > 0.0) {
        sharpen(signal, g, acquisition);
    }
    const LatticeField shading(random, g.size(), 4);
    Mask brain;
    if (acquisition.brainExtracted || acquisition.surfaceGain > 0.0) {
        brain = brainMask(anatomy);
    }
    if (acquisition.surfaceGain > 0.0) {
        brightenSurface(signal, brain, acquisition.surfaceGain);
    }
    if (acquisition.brainExtracted && acquisition.leftoverMm > 0.0) {
        addLeftovers(brain, anatomy, acquisition, random);
    }
    std::optional<Noise> coarse;
    if (acquisition.noiseMm > 0.0) {
        coarse.emplace(g, acquisition.noiseMm, random);
    }
    std::vector<double> row;
    std::size_t n = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        if (v.i == 0) {
            shading.row(v.j, v.k, row);
        }
        if (acquisition.brainExtracted && brain.labels()[n] == 0) {
            signal[n++] = 0.0F;
            return;
        }
        const double bias = std::exp(acquisition.biasShare * row[static_cast<std::size_t>(v.i)]);
        const double real =
            signal[n] * bias +
            acquisition.noise * (coarse ? static_cast<double>(coarse->real[n]) : random.normal());
        const double imaginary =
            acquisition.noise *
            (coarse ? static_cast<double>(coarse->imaginary[n]) : random.normal());
        // Brain-extracted images are told from background by being above zero.
        signal[n++] =
            static_cast<float>(std::max(1.0, acquisition.scale * std::hypot(real, imaginary)));
    });
    return Volume(g, std::move(signal));
}

} // namespace dawson
