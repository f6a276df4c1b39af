#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/phantom/label_volume.h"

namespace dawson
{

/// Where a real brain has white matter, grey matter, fluid and ventricles, told from its
/// brain-extracted T1 by three means of signal: enough to know where lesions may be planted, no
/// segmentation to measure with. Labels 2, 3, 24 and 4; 0 outside the brain; `spared` and
/// about 3 mm around it is kScalpLabel, where no lesion goes. Brain stem and cerebellum count as
/// white and grey. Throws Error(Data) without a brain. REQUIRES: the same grid.
LabelVolume guessTissues(const Volume& t1, const Mask& spared);

} // namespace dawson
