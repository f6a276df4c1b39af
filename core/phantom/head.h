#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/label_volume.h"

#include <cstdint>

namespace dawson
{

/// A whole head to learn brain extraction from, after Hoopes et al., SynthStrip, 2022.
struct HeadSpec {
    std::uint64_t seed = 1;
    bool deform = true;       ///< as SynthesisSpec::deform
    double thickSlices = 0.5; ///< probability of slices of 2 to 5 mm instead of 1 mm
    bool cut =
        true; ///< often a field of view without neck and chin, or that cuts the brain a little
};

struct SyntheticHead {
    Volume image; ///< skull and scalp included; air is noise
    Mask brain;   ///< brainMask of the same anatomy in one piece, holes filled, 0 and 1
};

/// An image of `anatomy`, cut to the head: a FLAIR, a T1 or any signal for every tissue, every
/// tissue outside the brain any signal, with or without lesions. Throws Error(Data) when the map
/// holds no brain. A map of 256^3 voxels of 1 mm takes about 5 s on one core.
SyntheticHead
synthesiseHead(const LabelVolume& anatomy, const HeadSpec& spec, const Progress& progress = {});

} // namespace dawson
