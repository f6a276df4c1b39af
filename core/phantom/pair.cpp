#include "core/phantom/pair.h"

#include "core/phantom/acquisition.h"
#include "core/phantom/blur.h"
#include "core/phantom/components.h"
#include "core/phantom/deformation.h"
#include "core/phantom/gadolinium.h"
#include "core/phantom/pathology.h"
#include "core/phantom/smooth_field.h"
#include "core/phantom/synthesis.h"
#include "core/phantom/voxel_loop.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dawson
{

namespace
{

constexpr std::size_t kLeastVoxels = 3;
constexpr double kLeastContrast = 0.05;
constexpr double kLeastInNoise = 2.8; ///< two images bring their noise: 2 x the root of 2

/// Of a mask, the parts whose clearest voxel the pair shows.
void keepVisible(Mask& mask, const std::vector<float>& change, double noise)
{
    const double least = kLeastContrast + kLeastInNoise * noise;
    keepComponents(mask, [&](const std::vector<std::size_t>& offsets) {
        return offsets.size() >= kLeastVoxels && std::ranges::any_of(offsets, [&](std::size_t n) {
                   return static_cast<double>(change[n]) >= least;
               });
    });
}

/// What registration leaves: a shift, and a smooth bend, of some tenths of a voxel.
Volume misregistered(const Volume& image, RandomSource& random)
{
    const Geometry& g = image.geometry();
    const double bend = random.uniform(0.0, 0.5);
    std::array<double, 3> shift{};
    for (double& s : shift) {
        s = random.uniform(-0.4, 0.4);
    }
    const std::array<LatticeField, 3> fields{LatticeField(random, g.size(), 9),
                                             LatticeField(random, g.size(), 9),
                                             LatticeField(random, g.size(), 9)};
    std::array<std::vector<double>, 3> rows;
    std::vector<float> result(image.voxels().size(), 0.0F);
    const auto value = [&](int i, int j, int k) {
        const VoxelIndex v{i, j, k};
        return g.contains(v) ? static_cast<double>(image.at(v)) : 0.0;
    };
    std::size_t n = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        for (std::size_t axis = 0; v.i == 0 && axis < 3; ++axis) {
            fields[axis].row(v.j, v.k, rows[axis]);
        }
        const std::size_t here = n++;
        if (image.voxels()[here] == 0.0F) {
            return; // the extraction is of the baseline's grid
        }
        std::array<double, 3> part{};
        std::array<int, 3> low{v.i, v.j, v.k};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double d = std::clamp(
                shift[axis] + bend * rows[axis][static_cast<std::size_t>(v.i)], -1.5, 1.5);
            const double floor = std::floor(d);
            low[axis] += static_cast<int>(floor);
            part[axis] = d - floor;
        }
        double sum = 0.0;
        double weights = 0.0;
        for (int corner = 0; corner < 8; ++corner) {
            double weight = 1.0;
            std::array<int, 3> at = low;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const bool upper = (corner >> axis & 1) != 0;
                weight *= upper ? part[axis] : 1.0 - part[axis];
                at[axis] += upper ? 1 : 0;
            }
            const double sample = value(at[0], at[1], at[2]);
            // Background has no signal to mix in.
            sum += sample != 0.0 ? weight * sample : 0.0;
            weights += sample != 0.0 ? weight : 0.0;
        }
        result[here] = static_cast<float>(weights > 0.0 ? sum / weights : image.voxels()[here]);
    });
    return {g, std::move(result)};
}

/// 0 where either image is: one brain mask serves both.
void extractAlike(SyntheticPair& pair)
{
    std::vector<float> before(pair.baseline.voxels().begin(), pair.baseline.voxels().end());
    std::vector<float> after(pair.followup.voxels().begin(), pair.followup.voxels().end());
    for (std::size_t n = 0; n < before.size(); ++n) {
        if (before[n] == 0.0F || after[n] == 0.0F) {
            before[n] = 0.0F;
            after[n] = 0.0F;
        }
    }
    pair.baseline = Volume(pair.baseline.geometry(), std::move(before));
    pair.followup = Volume(pair.followup.geometry(), std::move(after));
}

/// What becomes of a lesion between two visits.
struct Fate {
    double before = 1.0; ///< factor on its radii; 0: not there
    double after = 1.0;
};

Fate drawFate(double share, RandomSource& random)
{
    if (random.chance(share)) {
        return {random.chance(0.75) ? 0.0 : random.uniform(0.4, 0.75), 1.0};
    }
    if (random.chance(0.15)) {
        return {1.0, random.chance(0.5) ? 0.0 : random.uniform(0.4, 0.85)};
    }
    return {};
}

void addScaled(LesionLayer& layer, LesionBlob blob, double factor, const LabelVolume& brain)
{
    if (factor <= 0.0) {
        return;
    }
    for (double& radius : blob.radiiMm) {
        radius *= factor;
    }
    addTo(layer, blob, brain);
}

std::vector<Pathology> drawChangingKinds(RandomSource& random)
{
    if (random.chance(0.25)) {
        return drawOtherPathologies(random.bits());
    }
    std::vector<Pathology> kinds{random.chance(0.5) ? Pathology::WhiteMatterSpots
                                                    : Pathology::Vascular};
    if (random.chance(0.25)) {
        kinds.push_back(Pathology::Confluent);
    }
    return kinds;
}

/// Signal of a lesion over its tissue, voxel by voxel.
std::vector<float>
lesionGain(const LabelVolume& brain, const LesionLayer& layer, const Contrast& contrast)
{
    std::vector<float> gain(layer.share.size(), 0.0F);
    for (std::size_t n = 0; n < gain.size(); ++n) {
        if (layer.share[n] > 0.0F) {
            gain[n] =
                static_cast<float>(layer.share[n] * (contrast.lesionSignal(layer.brightness[n]) -
                                                     contrast.of(brain.labels[n]).mean));
        }
    }
    return gain;
}

/// A second scan in the same scanner, or in another.
Acquisition again(const Acquisition& first, const Acquisition& other, RandomSource& random)
{
    Acquisition second = random.chance(0.6) ? first : other;
    second.biasShare = other.biasShare;
    second.noise = random.chance(0.6) ? first.noise : other.noise;
    second.leftoverMm = first.leftoverMm;
    return second;
}

SyntheticPair makeChange(const LabelVolume& brain, const PairSpec& spec, RandomSource& random)
{
    LesionLayer before(brain.labels.size());
    LesionLayer after(brain.labels.size());
    const LesionSites sites(brain);
    const double share = random.uniform(0.05, 0.5);
    for (const Pathology pathology : drawChangingKinds(random)) {
        for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
            const Fate fate = drawFate(share, random);
            addScaled(before, blob, fate.before, brain);
            addScaled(after, blob, fate.after, brain);
        }
    }
    const Contrast first = variedFlairContrast(random);
    const Contrast second = random.chance(0.75) ? first : variedFlairContrast(random);
    const Acquisition firstScan = drawAcquisition(brain.geometry, spec.thickSlices, random);
    const Acquisition secondScan =
        again(firstScan, drawAcquisition(brain.geometry, spec.thickSlices, random), random);
    // The grain of the tissue is the brain's own: both visits show the same.
    const RandomSource tissue = random.branch();
    RandomSource visit1 = random.branch();
    RandomSource visit2 = random.branch();
    RandomSource same = tissue;
    Volume baseline = acquire(ImagedTissue{brain, before, {}}, first, firstScan, same, visit1);
    same = tissue;
    Volume followup = acquire(ImagedTissue{brain, after, {}}, second, secondScan, same, visit2);

    std::vector<float> change = lesionGain(brain, after, second);
    const std::vector<float> was = lesionGain(brain, before, first);
    Mask lesions(brain.geometry);
    for (std::size_t n = 0; n < change.size(); ++n) {
        lesions.labels()[n] = after.share[n] - before.share[n] >= 0.5F ? 1 : 0;
        change[n] -= was[n];
    }
    blurLikeScanner(change, brain.geometry, secondScan);
    keepVisible(lesions, change, std::max(firstScan.noise, secondScan.noise));
    return {std::move(baseline), misregistered(followup, random), std::move(lesions)};
}

SyntheticPair makeEnhancement(const LabelVolume& brain, const PairSpec& spec, RandomSource& random)
{
    const LesionSites sites(brain);
    LesionLayer silent(brain.labels.size()); // what shows before and after alike
    if (random.chance(0.6)) {
        for (const Pathology pathology : drawOtherPathologies(random.bits())) {
            for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
                addTo(silent, blob, brain);
            }
        }
    }
    LesionLayer metastases(brain.labels.size());
    for (const LesionBlob& blob : drawMetastases(sites, random)) {
        addTo(metastases, blob, brain);
    }
    LesionLayer anatomy(brain.labels.size());
    for (const LesionBlob& blob : drawEnhancingAnatomy(sites, random)) {
        addTo(anatomy, blob, brain);
    }
    const Contrast contrast = variedT1Contrast(random);
    const Acquisition firstScan = drawAcquisition(brain.geometry, spec.thickSlices, random);
    const Acquisition secondScan =
        again(firstScan, drawAcquisition(brain.geometry, spec.thickSlices, random), random);
    const double scale = random.uniform(0.35, 1.0);
    std::vector<float> gain = gadolinium(brain, metastases, anatomy, scale, random);
    const RandomSource tissue = random.branch();
    RandomSource visit1 = random.branch();
    RandomSource visit2 = random.branch();
    RandomSource same = tissue;
    Volume before = acquire(ImagedTissue{brain, silent, {}}, contrast, firstScan, same, visit1);
    same = tissue;
    Volume after = acquire(ImagedTissue{brain, silent, gain}, contrast, secondScan, same, visit2);

    Mask lesions = maskOf(metastases, brain.geometry);
    blurLikeScanner(gain, brain.geometry, secondScan);
    keepVisible(lesions, gain, std::max(firstScan.noise, secondScan.noise));
    return {std::move(before), misregistered(after, random), std::move(lesions)};
}

} // namespace

SyntheticPair
synthesisePair(const LabelVolume& anatomy, const PairSpec& spec, const Progress& progress)
{
    RandomSource random(spec.seed);
    LabelVolume brain = cropToBrain(anatomy, spec.deform ? 10 : 3);
    if (spec.deform) {
        brain = cropToBrain(Deformation(brain.geometry, random).of(brain), 3);
    }
    progress.report(0.3, "Taking two images");
    SyntheticPair pair = spec.kind == PairSpec::Kind::Change ? makeChange(brain, spec, random)
                                                             : makeEnhancement(brain, spec, random);
    extractAlike(pair);
    progress.report(1.0);
    return pair;
}

Volume asFollowUp(const Volume& image, RandomSource& random)
{
    const Geometry& g = image.geometry();
    const Volume moved = misregistered(image, random);
    double mean = 0.0;
    double count = 0.0;
    for (const float v : image.voxels()) {
        mean += static_cast<double>(v);
        count += v != 0.0F ? 1.0 : 0.0;
    }
    mean /= std::max(1.0, count);
    const double gamma = random.uniform(0.85, 1.18);
    const double shading = random.uniform(0.0, 0.12);
    const double noise = random.uniform(0.005, 0.04);
    const LatticeField field(random, g.size(), 4);
    std::vector<double> row;
    std::vector<float> result(moved.voxels().begin(), moved.voxels().end());
    std::size_t n = 0;
    forEachVoxel(Region::whole(g), [&](const VoxelIndex& v) {
        if (v.i == 0) {
            field.row(v.j, v.k, row);
        }
        const std::size_t here = n++;
        if (image.voxels()[here] == 0.0F) {
            return;
        }
        const double share = std::max(0.0, static_cast<double>(result[here])) / mean;
        const double bent =
            std::pow(share, gamma) * std::exp(shading * row[static_cast<std::size_t>(v.i)]);
        result[here] = static_cast<float>(mean * std::max(1e-3, bent + noise * random.normal()));
    });
    return {g, std::move(result)};
}

} // namespace dawson
