#include "core/phantom/drawn_lesions.h"

#include "core/phantom/blur.h"
#include "core/phantom/components.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kLeftOut = 0.1;
constexpr double kKeptInCortex = 0.3;
constexpr float kInside = 0.65F; ///< least share of a drawn voxel
constexpr float kOutside = 0.45F;

bool holds(Tissue tissue, bool cortexToo)
{
    switch (tissue) {
    case Tissue::White:
    case Tissue::DeepGrey:
    case Tissue::BrainStem:
    case Tissue::CerebellarWhite:
        return true;
    case Tissue::Cortex:
    case Tissue::CerebellarCortex:
        return cortexToo;
    default:
        return false;
    }
}

/// How bright each lesion is in its voxels; the brain's mean everywhere else, which soft edges
/// take.
std::vector<float> brightnessOf(Mask& kept,
                                const LabelVolume& anatomy,
                                const BrightnessRange& range,
                                RandomSource& random)
{
    const double brightness = random.uniform(range.faintest, range.brightest);
    const double spread = random.uniform(0.05, 0.2);
    std::vector<float> result(anatomy.labels.size(), static_cast<float>(brightness));
    keepComponents(kept, [&](const std::vector<std::size_t>& part) {
        const bool cortexToo = random.chance(kKeptInCortex);
        const auto own =
            static_cast<float>(std::clamp(brightness + spread * random.normal(), 0.0, 1.3));
        if (random.chance(kLeftOut)) {
            return false;
        }
        for (const std::size_t n : part) {
            result[n] = own;
            if (!holds(tissueOf(anatomy.labels[n]), cortexToo)) {
                kept.labels()[n] = 0;
            }
        }
        return true;
    });
    return result;
}

} // namespace

void addDrawn(LesionLayer& layer,
              const Mask& drawn,
              const LabelVolume& anatomy,
              const BrightnessRange& range,
              RandomSource& random)
{
    const Geometry& g = anatomy.geometry;
    const double edgeMm = random.uniform(0.3, 1.0);
    Mask kept = drawn;
    const std::vector<float> brightness = brightnessOf(kept, anatomy, range, random);
    std::vector<float> share(kept.labels().begin(), kept.labels().end());
    std::ranges::transform(
        share, share.begin(), [](float label) { return label != 0 ? 1.F : 0.F; });
    blur(share,
         g.size(),
         {edgeMm / g.spacing()[0], edgeMm / g.spacing()[1], edgeMm / g.spacing()[2]});
    for (std::size_t n = 0; n < share.size(); ++n) {
        const bool inside = kept.labels()[n] != 0;
        const float own = !holds(tissueOf(anatomy.labels[n]), inside) ? 0.0F
                          : inside                                    ? std::max(kInside, share[n])
                                   : std::min(kOutside, share[n]);
        if (own > layer.share[n]) {
            layer.share[n] = own;
            layer.brightness[n] = brightness[n];
        }
    }
}

} // namespace dawson
