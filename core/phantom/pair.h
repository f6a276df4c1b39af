#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/label_volume.h"
#include "core/phantom/random_source.h"

#include <cstdint>

namespace dawson
{

/// Two images of one brain and what came between them.
struct PairSpec {
    enum class Kind {
        Change,     ///< two FLAIRs at two visits: lesions appear, grow, shrink, go and stay
        Enhancement ///< T1 before and after gadolinium: metastases among vessels, dura and plexus
    };

    std::uint64_t seed = 1;
    Kind kind = Kind::Change;
    bool deform = true;       ///< as SynthesisSpec::deform
    double thickSlices = 0.4; ///< probability of slices of 2 to 5 mm instead of 1 mm
};

/// On one grid, brain-extracted, background exactly 0.
struct SyntheticPair {
    Volume baseline; ///< first visit, or before gadolinium
    Volume followup; ///< second visit, or after; registered, but for an error of up to a millimetre
    Mask lesions;    ///< what appeared or grew by half a voxel at least; what enhances
};

/// Neither shows multiple sclerosis: vascular and confluent lesions, masses and oedema change;
/// metastases enhance. What the pair does not show (visibility.h) is not in the mask. Throws
/// Error(Data) when the map holds no brain. A map of 256^3 voxels of 1 mm takes about 4 s on one
/// core.
SyntheticPair
synthesisePair(const LabelVolume& anatomy, const PairSpec& spec, const Progress& progress = {});

/// A real image as a second visit might show it: moved by up to a millimetre in places, with
/// another shading, gamma and noise. Voxels that are 0 stay 0.
Volume asFollowUp(const Volume& image, RandomSource& random);

} // namespace dawson
