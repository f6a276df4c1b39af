#include "core/lesion/change_candidates.h"

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/lesion/bright_spots.h"
#include "core/lesion/lesion_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <utility>

namespace dawson
{

namespace
{

constexpr std::size_t kClasses = 40;
constexpr std::size_t kSamples = 200000;
constexpr double kMostMl = 50.0; ///< a spot grows no further
constexpr double kFluidWidth = 0.3;

/// The brain's box of both images, and what lies inside.
struct Scene {
    Geometry geometry;
    std::vector<float> values;       ///< of the subtraction
    std::vector<float> earlier;      ///< z-scores inside; empty without an earlier image
    std::vector<float> inside;       ///< 1 or 0
    std::vector<std::size_t> voxels; ///< offsets of those inside
};

Region brainBox(const Volume& subtraction)
{
    const Geometry& geometry = subtraction.geometry();
    const auto& size = geometry.size();
    const auto values = subtraction.voxels();
    const auto width = static_cast<std::size_t>(size[0]);
    Region box;
    for (std::size_t row = 0; row < values.size(); row += width) {
        const auto line = values.subspan(row, width);
        const auto notZero = [](float value) { return value != 0.0F; };
        const auto first = std::find_if(line.begin(), line.end(), notZero);
        if (first == line.end()) {
            continue;
        }
        const auto last = std::find_if(line.rbegin(), line.rend(), notZero).base();
        const VoxelIndex start = geometry.voxelAt(row);
        box.include(Region{{static_cast<int>(first - line.begin()), start.j, start.k},
                           {static_cast<int>(last - first), 1, 1}});
    }
    return box;
}

/// To mean 0 and standard deviation 1 over the voxels inside; what does not vary becomes 0.
void standardise(std::vector<float>& values, const std::vector<std::size_t>& voxels)
{
    double sum = 0.0;
    double squares = 0.0;
    for (const std::size_t n : voxels) {
        sum += static_cast<double>(values[n]);
        squares += static_cast<double>(values[n]) * static_cast<double>(values[n]);
    }
    const auto count = static_cast<double>(voxels.size());
    const double mean = sum / count;
    const double sd = std::sqrt(std::max(0.0, squares / count - mean * mean));
    for (float& value : values) {
        value = sd > 0.0 ? static_cast<float>((static_cast<double>(value) - mean) / sd) : 0.0F;
    }
}

Scene sceneOf(const Volume& subtraction, const std::optional<Volume>& baseline)
{
    Scene scene;
    const Region box = brainBox(subtraction);
    if (box.empty()) {
        return scene;
    }
    const Volume cut = crop(subtraction, box);
    scene.geometry = cut.geometry();
    scene.values.assign(cut.voxels().begin(), cut.voxels().end());
    scene.inside.assign(scene.values.size(), 0.0F);
    for (std::size_t n = 0; n < scene.values.size(); ++n) {
        if (scene.values[n] != 0.0F) {
            scene.inside[n] = 1.0F;
            scene.voxels.push_back(n);
        }
    }
    if (baseline) {
        const Volume earlier = crop(*baseline, box);
        scene.earlier.assign(earlier.voxels().begin(), earlier.voxels().end());
        standardise(scene.earlier, scene.voxels);
    }
    return scene;
}

float medianOf(std::vector<float>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Smoothed by what lies inside only; 0 outside.
std::vector<float> smoothedInside(std::vector<float> values, const Scene& scene, double sigmaMm)
{
    std::vector<float> weights = scene.inside;
    for (std::size_t n = 0; n < values.size(); ++n) {
        values[n] *= weights[n];
    }
    smooth(values, scene.geometry, sigmaMm);
    smooth(weights, scene.geometry, sigmaMm);
    for (std::size_t n = 0; n < values.size(); ++n) {
        values[n] = scene.inside[n] != 0.0F ? values[n] / weights[n] : 0.0F;
    }
    return values;
}

/// Median difference over the earlier image's brightness: knots by rising brightness.
struct Contrast {
    std::vector<float> brightness;
    std::vector<float> difference;

    float at(float value) const
    {
        const auto above = std::lower_bound(brightness.begin(), brightness.end(), value);
        if (above == brightness.begin()) {
            return difference.front();
        }
        if (above == brightness.end()) {
            return difference.back();
        }
        const auto n = static_cast<std::size_t>(above - brightness.begin());
        const float span = brightness[n] - brightness[n - 1];
        const float share = span > 0.0F ? (value - brightness[n - 1]) / span : 0.0F;
        return difference[n - 1] + share * (difference[n] - difference[n - 1]);
    }
};

Contrast contrastOf(const Scene& scene, const std::vector<float>& earlier)
{
    std::vector<std::pair<float, float>> samples;
    const std::size_t step = scene.voxels.size() / kSamples + 1;
    for (std::size_t n = 0; n < scene.voxels.size(); n += step) {
        samples.emplace_back(earlier[scene.voxels[n]], scene.values[scene.voxels[n]]);
    }
    std::sort(samples.begin(), samples.end());
    Contrast contrast;
    for (std::size_t c = 0; c < kClasses; ++c) {
        std::vector<float> brightness;
        std::vector<float> difference;
        const std::size_t end = samples.size() * (c + 1) / kClasses;
        for (std::size_t n = samples.size() * c / kClasses; n < end; ++n) {
            brightness.push_back(samples[n].first);
            difference.push_back(samples[n].second);
        }
        if (!brightness.empty()) {
            contrast.brightness.push_back(medianOf(brightness));
            contrast.difference.push_back(medianOf(difference));
        }
    }
    return contrast;
}

void takeContrastOff(Scene& scene, double smoothingMm)
{
    const std::vector<float> earlier = smoothedInside(scene.earlier, scene, smoothingMm);
    const Contrast contrast = contrastOf(scene, earlier);
    for (const std::size_t n : scene.voxels) {
        scene.values[n] -= contrast.at(earlier[n]);
    }
}

/// The subtraction as candidates are looked for in it, in robust standard deviations; empty when it
/// does not vary.
std::vector<float> prominence(const Scene& scene, const CandidateSpec& spec)
{
    std::vector<float> values = smoothedInside(scene.values, scene, spec.smoothingMm);
    const std::vector<float> around = smoothedInside(scene.values, scene, spec.surroundingsMm);
    std::vector<float> sizes;
    for (const std::size_t n : scene.voxels) {
        values[n] -= around[n];
        sizes.push_back(std::abs(values[n]));
    }
    const float sd = 1.4826F * medianOf(sizes);
    if (!(sd > 0.0F)) {
        return {};
    }
    for (float& value : values) {
        value /= sd;
    }
    return values;
}

std::vector<VoxelRun> runsOf(std::vector<std::size_t> voxels, const Geometry& geometry)
{
    std::sort(voxels.begin(), voxels.end());
    std::vector<VoxelRun> runs;
    for (const std::size_t offset : voxels) {
        const VoxelIndex v = geometry.voxelAt(offset);
        if (!runs.empty() && runs.back().last == v.i - 1 && runs.back().j == v.j &&
            runs.back().k == v.k) {
            runs.back().last = v.i;
        } else {
            runs.push_back({v.i, v.i, v.j, v.k, 0});
        }
    }
    return runs;
}

/// Share of a ball's voxels that are not tissue.
double shareOutside(const Scene& scene, const VoxelIndex& centre, double radiusMm)
{
    const auto& spacing = scene.geometry.spacing();
    std::array<int, 3> reach{};
    for (std::size_t c = 0; c < 3; ++c) {
        reach[c] = static_cast<int>(radiusMm / spacing[c]);
    }
    double all = 0.0;
    double outside = 0.0;
    const Region box{{-reach[0], -reach[1], -reach[2]},
                     {2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1}};
    for (int n = 0; n < static_cast<int>(box.voxelCount()); ++n) {
        const int i = n % box.size[0] - reach[0];
        const int j = n / box.size[0] % box.size[1] - reach[1];
        const int k = n / (box.size[0] * box.size[1]) - reach[2];
        if (std::hypot(i * spacing[0], j * spacing[1], k * spacing[2]) > radiusMm) {
            continue;
        }
        const VoxelIndex v{centre.i + i, centre.j + j, centre.k + k};
        all += 1.0;
        if (!scene.geometry.contains(v) || scene.inside[scene.geometry.offset(v)] == 0.0F) {
            outside += 1.0;
        }
    }
    return outside / all;
}

double tissueWeight(const Scene& scene, const BrightSpot& spot, double fluidZ)
{
    if (scene.earlier.empty()) {
        return 1.0;
    }
    double sum = 0.0;
    for (const std::size_t n : spot.voxels) {
        sum += static_cast<double>(scene.earlier[n]);
    }
    const double z = sum / static_cast<double>(spot.voxels.size());
    return 1.0 / (1.0 + std::exp((fluidZ - z) / kFluidWidth));
}

ChangeCandidate weighed(const Scene& scene, const BrightSpot& spot, const CandidateSpec& spec)
{
    const Geometry& geometry = scene.geometry;
    const Lesion shape = describeLesion(runsOf(spot.voxels, geometry), geometry);
    const double ballMm = std::cbrt(6000.0 * shape.volumeMl / std::numbers::pi);
    const VoxelIndex peak = geometry.voxelAt(spot.peak);
    ChangeCandidate candidate;
    candidate.peak = geometry.toPatient(peak);
    candidate.height = static_cast<double>(spot.value);
    candidate.volumeMl = shape.volumeMl;
    candidate.diameterMm = shape.diameterMm;
    candidate.compactness = std::min(1.0, ballMm / shape.diameterMm);
    candidate.surface = std::max(0.0, 1.0 - 2.0 * shareOutside(scene, peak, spec.surfaceMm));
    candidate.tissue = tissueWeight(scene, spot, spec.fluidZ);
    candidate.score = candidate.height * shape.volumeMl / (shape.volumeMl + spec.halfVolumeMl) *
                      candidate.compactness * candidate.surface * candidate.tissue;
    return candidate;
}

} // namespace

std::string CandidateSpec::describe() const
{
    std::array<char, 400> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "score = height over the surroundings (in robust SD, from %g) x volume / (volume "
                  "+ %g ml) x compactness x surface (0 at the brain's edge, by a ball of %g mm) x "
                  "tissue (0 where the earlier image shows fluid, z-score under %g)",
                  minPeak,
                  halfVolumeMl,
                  surfaceMm,
                  fluidZ);
    return text.data();
}

std::vector<ChangeCandidate> findCandidates(const Volume& subtraction,
                                            const std::optional<Volume>& baseline,
                                            const CandidateSpec& spec)
{
    if (baseline && !sameGrid(baseline->geometry(), subtraction.geometry())) {
        throw Error(Error::Kind::Geometry,
                    "The earlier image does not lie on the subtraction: " +
                        difference(baseline->geometry(), subtraction.geometry()).describe() + ".");
    }
    Scene scene = sceneOf(subtraction, baseline);
    if (scene.voxels.empty()) {
        return {};
    }
    if (baseline) {
        takeContrastOff(scene, spec.smoothingMm);
    }
    const std::vector<float> values = prominence(scene, spec);
    const double voxelMl = scene.geometry.voxelVolumeMl();
    const auto mostVoxels = static_cast<std::size_t>(kMostMl / voxelMl);
    std::vector<ChangeCandidate> candidates;
    const auto least = static_cast<float>(spec.minPeak);
    for (const BrightSpot& spot : findSpots(values, scene.geometry, least, mostVoxels)) {
        if (static_cast<double>(spot.voxels.size()) * voxelMl >= spec.minVolumeMl) {
            candidates.push_back(weighed(scene, spot, spec));
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.score > b.score;
    });
    candidates.resize(std::min(candidates.size(), spec.most));
    return candidates;
}

} // namespace dawson
