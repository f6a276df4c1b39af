#include "core/phantom/planting.h"

#include "core/phantom/blur.h"
#include "core/phantom/components.h"
#include "core/phantom/drawn_lesions.h"
#include "core/phantom/pathology.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr std::size_t kLeastVoxels = 3;
constexpr float kLeastGain = 0.10F;
constexpr BrightnessRange kPlanted{0.2, 0.8}; ///< of drawn ones, since gains are larger here

/// Of a lesion's full signal over healthy white matter; fluid takes away up to three fifths.
double gainOf(double brightness)
{
    return brightness >= 0.0 ? 0.10 + 0.73 * brightness : std::max(-0.6, 0.10 + 0.75 * brightness);
}

} // namespace

SyntheticCase plantLesions(const Volume& flair,
                           const Mask& known,
                           const LabelVolume& tissues,
                           const PlantingSpec& spec)
{
    RandomSource random(spec.seed);
    const Geometry& g = flair.geometry();
    LesionLayer layer(flair.voxels().size());
    const LesionSites sites(tissues);
    for (const Pathology pathology : spec.pathologies) {
        for (const LesionBlob& blob : drawLesions(pathology, sites, random)) {
            addTo(layer, blob, tissues);
        }
    }
    if (spec.drawn) {
        addDrawn(layer, *spec.drawn, tissues, kPlanted, random);
    }
    std::vector<float> gain(layer.share.size());
    for (std::size_t n = 0; n < gain.size(); ++n) {
        gain[n] = static_cast<float>(layer.share[n] * gainOf(layer.brightness[n]));
    }
    const double sigmaMm = random.uniform(0.35, 0.9);
    blur(gain,
         g.size(),
         {sigmaMm / g.spacing()[0], sigmaMm / g.spacing()[1], sigmaMm / g.spacing()[2]});
    Mask mask = maskOf(layer, g);
    keepComponents(mask, [&](const std::vector<std::size_t>& offsets) {
        return offsets.size() >= kLeastVoxels &&
               std::ranges::any_of(offsets, [&](std::size_t n) { return gain[n] >= kLeastGain; });
    });
    std::vector<float> voxels(flair.voxels().begin(), flair.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] *= 1.0F + gain[n];
        mask.labels()[n] = mask.labels()[n] != 0 || known.labels()[n] != 0 ? 1 : 0;
    }
    return {Volume(g, std::move(voxels)), std::move(mask)};
}

} // namespace dawson
