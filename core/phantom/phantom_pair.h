#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/phantom.h"

namespace dawson
{

/// A truth and how two graders with their habits (graders.h) draw it.
struct PhantomMasks {
    Mask truth;
    Mask grader1;
    Mask grader2;
};

/// The synthetic subject at two visits: lesions appear, grow, shrink, vanish and stay; the same
/// brain in the same scanner, lying a few millimetres and degrees differently at the second. All
/// images have one grid, so the second visit's do not fit the first's: registration has work to do.
struct PhantomChange {
    Volume baselineFlair;
    Volume baselineT1;
    Volume followupFlair; ///< moved
    Volume followupT1;    ///< moved as its FLAIR
    PhantomMasks prior;   ///< lesions of the first visit, on its images
    PhantomMasks change;  ///< what is new or has grown, on the first visit's images
    int appeared = 0;     ///< lesions, by their fate
    int grown = 0;
};

/// About 8 s on one core for the default size. The same spec gives the same phantom; the first
/// visit is not makePhantom's. With a load above 0 at least two lesions appear and one grows.
PhantomChange makePhantomChange(const PhantomSpec& spec, const Progress& progress = {});

/// The synthetic subject before and after gadolinium at one visit: some lesions take it up, wholly
/// or as a ring; so do veins and choroid plexus, which are no lesions.
struct PhantomEnhancement {
    Volume flair;
    Volume t1;
    Volume t1Contrast;      ///< moved by a millimetre or two
    PhantomMasks enhancing; ///< on `t1`
};

/// About 7 s on one core. With a load above 0 at least two lesions enhance.
PhantomEnhancement makePhantomEnhancement(const PhantomSpec& spec, const Progress& progress = {});

} // namespace dawson
