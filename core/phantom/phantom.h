#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/anatomy.h"

#include <cstdint>

namespace dawson
{

/// A synthetic subject with multiple sclerosis, for demonstration and tests.
struct PhantomSpec {
    AnatomySpec anatomy;     ///< its seed decides everything about the subject
    double lesionLoad = 1.0; ///< 1: some 25 lesions, a few of them grown together; 0: none
    bool skull = false;      ///< a whole head instead of the extracted brain
};

/// All on one grid.
struct Phantom {
    Volume flair;
    Volume t1;
    Mask truth;   ///< voxels of which lesions hold at least half
    Mask grader1; ///< careful: every lesion, the border some tenths of a millimetre off
    Mask grader2; ///< in a hurry: misses small lesions, adds some, draws too large or too small
};

/// About 4 s on two cores for the default size. The same spec gives the same phantom.
Phantom makePhantom(const PhantomSpec& spec, const Progress& progress = {});

} // namespace dawson
