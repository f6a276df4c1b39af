#include "core/registration/prepared_pair.h"

#include "core/base/error.h"
#include "core/image/foreground.h"
#include "core/image/resample.h"
#include "core/registration/head_core.h"
#include "core/registration/level_image.h"

#include <algorithm>

namespace dawson
{

namespace
{

void requireGrid(const std::optional<Mask>& mask, const Volume& fixed, const char* name)
{
    if (mask && !sameGrid(mask->geometry(), fixed.geometry())) {
        throw Error(Error::Kind::Geometry,
                    std::string("The ") + name + " is not on the fixed image's grid: " +
                        difference(mask->geometry(), fixed.geometry()).describe() + ".");
    }
}

/// `all` (nothing: the whole grid) without the lesions, on the grid of the cut image.
Mask weightOf(const std::optional<Mask>& all,
              const std::optional<Mask>& lesionMask,
              const Geometry& head)
{
    Mask weight(head);
    std::fill(weight.labels().begin(), weight.labels().end(), std::uint8_t{1});
    if (all) {
        weight = resampleNearest(*all, head);
    }
    if (lesionMask) {
        const Mask lesions = resampleNearest(*lesionMask, head);
        for (std::size_t n = 0; n < weight.labels().size(); ++n) {
            if (lesions.labels()[n] != 0) {
                weight.labels()[n] = 0;
            }
        }
    }
    if (weight.foregroundCount() == 0) {
        throw Error(Error::Kind::Data, "The masks leave nothing of the fixed image to align by.");
    }
    return weight;
}

} // namespace

PreparedPair prepare(const RegistrationPair& pair, const RegistrationSpec& spec)
{
    requireGrid(pair.fixedMask, pair.fixed, "fixed mask");
    requireGrid(pair.lesionMask, pair.fixed, "lesion mask");
    const Mask fixedForeground = foregroundOf(pair.fixed);
    const Mask movingForeground = foregroundOf(pair.moving);
    const Volume fixed = winsorised(pair.fixed, fixedForeground, spec.winsorLow, spec.winsorHigh);
    Volume moving = winsorised(pair.moving, movingForeground, spec.winsorLow, spec.winsorHigh);
    if (spec.matchHistogram) {
        moving = matched(moving, movingForeground, fixed, fixedForeground);
    }
    PreparedPair prepared{pair.fixedMask ? *pair.fixedMask : fixedForeground,
                          headOf(fixed, fixedForeground),
                          headOf(moving, movingForeground),
                          {},
                          {}};
    const Geometry& head = prepared.fixed.geometry();
    prepared.weight = weightOf(pair.fixedMask, pair.lesionMask, head);
    prepared.core = pair.fixedMask ? prepared.weight
                                   : weightOf(headCore(fixedForeground), pair.lesionMask, head);
    return prepared;
}

} // namespace dawson
