#pragma once

#include "core/base/progress.h"
#include "core/phantom/label_volume.h"

#include <cstdint>

namespace dawson
{

/// A made-up brain: FreeSurfer's numbers on an axis-aligned grid around the brain's middle. Folded
/// cortex, ventricles with their horns, deep grey matter, cerebellum with folia and brain stem; no
/// two seeds are alike. Drawn from no person's image.
struct AnatomySpec {
    std::uint64_t seed = 1;
    Geometry::Size size{160, 192, 160};
    double spacingMm = 1.0;
    double ventricles = 1.3; ///< width of the ventricles; 1 young, 1.5 some atrophy
};

/// Labels of the head around the brain, of the label maps' own kind.
constexpr std::uint16_t kSkullLabel = 514;
constexpr std::uint16_t kScalpLabel = 516;

/// About 3 s on one core for the default size.
LabelVolume makeAnatomy(const AnatomySpec& spec, const Progress& progress = {});

} // namespace dawson
