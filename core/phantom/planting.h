#pragma once

#include "core/phantom/synthesis.h"

#include <optional>

namespace dawson
{

/// A real FLAIR with made-up lesions in its healthy tissue: real contrast, noise, coil and
/// look-alikes around lesions whose borders are known.
struct PlantingSpec {
    std::uint64_t seed = 1;
    std::vector<Pathology> pathologies;
    std::optional<Mask> drawn{}; ///< real lesions, carried over onto the image's grid
};

/// Multiplies the signal of `flair` by 1 + gain where lesions of `spec` lie in `tissues` (as
/// guessTissues gives them): 0.10 to 0.83 for bright ones, so that noise and shading go through
/// them. The mask is `known` and all planted lesions of at least 3 voxels whose clearest voxel
/// gained 10 % after blurring. REQUIRES: the same grid.
SyntheticCase plantLesions(const Volume& flair,
                           const Mask& known,
                           const LabelVolume& tissues,
                           const PlantingSpec& spec);

} // namespace dawson
