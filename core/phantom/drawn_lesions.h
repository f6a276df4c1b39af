#pragma once

#include "core/image/mask.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/lesion_blob.h"
#include "core/phantom/random_source.h"

namespace dawson
{

/// Of what the mean brightness of one brain's lesions is drawn, as LesionBlob::brightness.
struct BrightnessRange {
    double faintest = 0.45;
    double brightest = 1.15;
};

/// Lesions whose shapes and places raters have drawn in some brain, as one image of another brain
/// shows them: one disease, from faint to bright and from sharp to soft edges, each lesion (hanging
/// together by corners) a little different; one in ten is left out. Where lesions meet those of the
/// layer, the stronger share wins. They stay out of fluid, and most out of the cortex. A voxel that
/// is drawn is the lesion's for most of its signal, so that the mask keeps its shape.
/// REQUIRES: both on the same grid, of which the layer has the size.
void addDrawn(LesionLayer& layer,
              const Mask& drawn,
              const LabelVolume& anatomy,
              const BrightnessRange& range,
              RandomSource& random);

} // namespace dawson
