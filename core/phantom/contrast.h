#pragma once

#include "core/phantom/label_volume.h"
#include "core/phantom/random_source.h"

#include <vector>

namespace dawson
{

/// Signal of a tissue: white matter of a FLAIR lies near 0.5, its CSF near 0.1.
struct TissueSignal {
    double mean = 0.0;
    double deviation = 0.0; ///< grain within the tissue
};

/// How bright every label is in one image.
struct Contrast {
    std::vector<TissueSignal> byLabel; ///< labels beyond its end are dark
    TissueSignal lesion;
    double brain = 0.0; ///< brightest healthy brain, or less: where lesions begin to show
    double csf = 0.0;
    double whitePatches = 0.0; ///< how much white matter varies over centimetres, typically
    double greyPatches = 0.0;  ///< and grey matter
    double ventricleRim =
        0.0; ///< how much brighter the first voxel of white matter at a ventricle is

    const TissueSignal& of(std::uint16_t label) const;

    /// Signal of a lesion of this brightness: 1 the contrast's own, 0 like healthy grey matter, -1
    /// like CSF.
    double lesionSignal(double brightness) const;
};

/// A usual FLAIR and a usual T1; labels of one tissue differ a little, drawn from `random`.
Contrast flairContrast(RandomSource& random);
Contrast t1Contrast(RandomSource& random);

/// A FLAIR as another scanner might make it: tissues keep their usual order, by varying distances.
Contrast variedFlairContrast(RandomSource& random);

/// In half of all FLAIRs: the faintest lesions are no brighter than cortex, and told from it by
/// lying in white matter.
void allowFaintLesions(Contrast& contrast, RandomSource& random);

/// A T1 as another scanner might make it; lesions lie between grey and white matter or below.
Contrast variedT1Contrast(RandomSource& random);

/// Every tissue any signal (after Billot et al., SynthSeg, 2023); lesions brighter than all brain.
Contrast randomContrast(RandomSource& random);

} // namespace dawson
