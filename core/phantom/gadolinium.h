#pragma once

#include "core/phantom/label_volume.h"
#include "core/phantom/lesion_blob.h"
#include "core/phantom/random_source.h"

#include <vector>

namespace dawson
{

/// Signal that gadolinium adds to a T1, voxel by voxel: to lesions, to what enhances in every brain
/// (`anatomy`, drawEnhancingAnatomy), and a little to all tissue. A layer's brightness is the share
/// of full enhancement; `scale`: what full enhancement adds, 1 = white of T1.
std::vector<float> gadolinium(const LabelVolume& brain,
                              const LesionLayer& lesions,
                              const LesionLayer& anatomy,
                              double scale,
                              RandomSource& random);

} // namespace dawson
