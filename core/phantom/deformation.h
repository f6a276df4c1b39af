#pragma once

#include "core/phantom/label_volume.h"
#include "core/phantom/random_source.h"

namespace dawson
{

/// The anatomy as another brain might have it: perhaps mirrored, slightly scaled, turned and
/// smoothly bent by some millimetres, on the same grid.
LabelVolume deformed(const LabelVolume& anatomy, RandomSource& random);

} // namespace dawson
