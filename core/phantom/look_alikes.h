#pragma once

#include "core/phantom/contrast.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/random_source.h"

#include <vector>

namespace dawson
{

/// What is bright in the FLAIR of a healthy brain and easily taken for a lesion. Signals as in
/// Contrast; 0 means none.
struct LookAlikes {
    double cortexStretches = 0.0; ///< how much brighter stretches of cortex of about 1 cm are
    double cortexSpots = 0.0;     ///< and spots of a few mm, as where two folds touch
    double whiteMottle = 0.0;     ///< unevenness of white matter over half a centimetre
    double septum = 0.0;          ///< septum pellucidum, over white matter
    double plexus = 0.0;          ///< choroid plexus in the ventricles, over their fluid
};

/// As some scanner might show them; each of septum and plexus in about half of all images.
LookAlikes drawLookAlikes(RandomSource& random);

/// Their signal, voxel by voxel, beyond what `contrast` gives the labels: for ImagedTissue::added.
/// Costs one pass over the voxels and five lattice fields.
std::vector<float> lookAlikeSignal(const LabelVolume& anatomy,
                                   const Contrast& contrast,
                                   const LookAlikes& looks,
                                   RandomSource& random);

} // namespace dawson
