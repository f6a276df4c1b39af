#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <string>

namespace dawson
{

/// The ordered steps a case passes before a network sees it; stored with every model, and the same
/// code for training, prediction, window and command line. Source: Wahlig et al. 2023, Methods.
///
/// 1. axes to LPS; 2. cubic voxels of `spacingMm`, images linear, masks by label probability;
/// 3. cut to the foreground's box plus a margin; 4. z-score inside the foreground, background 0
/// (a subtraction, core/image/subtraction.h, keeps its values).
/// Foreground: voxels above 0 (not 0 in an image with negative values), or, where the image has no
/// zero background, above Otsu's threshold with holes filled slice by slice. With a brain mask the
/// foreground is the brain.
struct Preprocessing {
    double spacingMm = 1.0;
    bool biasCorrection = false; ///< N4 inside the foreground before the z-score
    int marginVoxels = 4;
    bool zScore = true; ///< false for subtractions, which are scaled already

    friend bool operator==(const Preprocessing&, const Preprocessing&) = default;
};

/// A case as a network sees it.
struct PreparedImage {
    Volume image;    ///< z-scored, background exactly 0, canonical axes, cubic voxels
    Geometry native; ///< grid of the image that was read
};

PreparedImage
prepareImage(const Volume& image, const Preprocessing& steps, const Progress& progress = {});

/// The same with the brain as foreground: all else becomes background. Throws Error(Geometry),
/// saying the difference, when the mask is not on the image's grid, and Error(Data) when it is
/// empty.
PreparedImage prepareImage(const Volume& image,
                           const Mask& brain,
                           const Preprocessing& steps,
                           const Progress& progress = {});

/// Whether an image shows skull and scalp, too: its foreground without a brain mask has more than
/// 2,300 ml. Brains with their fluid have 1,100 to 2,000 ml, heads 3,000 and more.
bool showsHead(const Volume& image);

/// The mask on the prepared image's grid. Throws Error(Geometry), saying the difference, when it is
/// not on `prepared.native`.
Mask prepareMask(const Mask& mask, const PreparedImage& prepared);

/// A map on the prepared grid at the centres of the native voxels: linear, unsmoothed; 0 outside.
Volume toNative(const Volume& prepared, const Geometry& native);

/// The same of a map in which lesions are told by their highest value: the native voxel nearest to
/// a local maximum (no higher one among 26) has at least its value, which otherwise is lost between
/// voxels: of a bell of 0.9 with a standard deviation of 1 mm, down to 0.62 arrives at 1 mm.
/// Cost: the interpolation and one pass.
Volume toNativeWithPeaks(const Volume& prepared, const Geometry& native);

} // namespace dawson
