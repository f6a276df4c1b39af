#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/contrast.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/lesion_blob.h"
#include "core/phantom/random_source.h"

#include <cstddef>
#include <vector>

namespace dawson
{

/// How a scanner, and the software after it, turn tissue into an image.
struct Acquisition {
    double blurMm = 0.7;        ///< in-plane sharpness, as the sigma of a Gaussian
    std::size_t sliceAxis = 2;  ///< image axis across the slices
    double sliceMm = 1.0;       ///< thickness; thicker than the voxels means blurred and resliced
    double biasShare = 0.1;     ///< the coil's shading: typical change of the signal
    double noise = 0.015;       ///< standard deviation in both channels (Rician), 1 = white of T1
    double scale = 1000.0;      ///< numbers in the file per unit of signal
    bool brainExtracted = true; ///< all but brain, ventricles and CSF is 0
    double leftoverMm =
        0.0; ///< how much of what lies around the brain extraction leaves, in places
    double surfaceGain = 0.0; ///< how much brighter the coil shows the brain's surface, as a share
    double sharpening = 0.0;  ///< weight of what a filter of `sharpeningMm` takes away, added again
    double sharpeningMm = 1.0; ///< sigma of that filter
    double noiseMm = 0.0;      ///< sigma over which noise hangs together, as after resampling
};

/// From a sharp 3D image to thick noisy slices, which `thickSlices` is the probability of; most of
/// them are axial.
Acquisition drawAcquisition(const Geometry& geometry, double thickSlices, RandomSource& random);

/// What software does to an image afterwards, in half of all images each: sharpening, which draws
/// bright lines where tissue borders on fluid, and resampling, which makes noise coarser.
void drawProcessing(Acquisition& acquisition, RandomSource& random);

/// What brain extraction leaves: the brain, and CSF that lies close to it. Label maps give orbits
/// and cisterns far below the brain the label of CSF, too. Fluid is kept where the tissue, blurred
/// by 2 mm, is above `nearest`: 0.12 some 2.3 mm away from a flat surface, 0.35 about 0.8 mm.
Mask brainMask(const LabelVolume& anatomy, double nearest = 0.12);

/// Blurs a signal and cuts it into slices as the acquisition does.
void blurLikeScanner(std::vector<float>& signal,
                     const Geometry& geometry,
                     const Acquisition& acquisition);

/// What lies in the scanner.
struct ImagedTissue {
    const LabelVolume& anatomy;
    const LesionLayer& lesions;
    std::vector<float> added; ///< signal beyond the tissue's, voxel by voxel; empty: none
};

/// Its image. `tissue` draws what belongs to the brain, the grain and patches of its tissue, so
/// that a copy gives the same brain again; `scanner` draws shading and noise.
Volume acquire(const ImagedTissue& imaged,
               const Contrast& contrast,
               const Acquisition& acquisition,
               RandomSource& tissue,
               RandomSource& scanner);

/// The image of an anatomy with lesions, all drawn from one source.
Volume acquire(const LabelVolume& anatomy,
               const LesionLayer& lesions,
               const Contrast& contrast,
               const Acquisition& acquisition,
               RandomSource& random);

} // namespace dawson
