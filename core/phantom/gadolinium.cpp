#include "core/phantom/gadolinium.h"

#include <algorithm>

namespace dawson
{

std::vector<float> gadolinium(const LabelVolume& brain,
                              const LesionLayer& lesions,
                              const LesionLayer& anatomy,
                              double scale,
                              RandomSource& random)
{
    const double vessels = random.uniform(0.2, 1.2);
    const double outside = random.uniform(0.0, 0.9);
    const double grey = random.uniform(0.0, 0.06);
    std::vector<float> gain(brain.labels.size(), 0.0F);
    for (std::size_t n = 0; n < gain.size(); ++n) {
        const Tissue tissue = tissueOf(brain.labels[n]);
        double value = tissue == Tissue::Vessel    ? vessels
                       : tissue == Tissue::Outside ? outside
                       : tissue == Tissue::Cortex  ? grey
                                                   : 0.3 * grey;
        const auto mix = [&](const LesionLayer& layer) {
            const double own = scale * std::max(0.0, static_cast<double>(layer.brightness[n]));
            value += layer.share[n] * (own - value);
        };
        mix(anatomy);
        mix(lesions);
        gain[n] = static_cast<float>(value);
    }
    return gain;
}

} // namespace dawson
