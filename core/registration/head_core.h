#pragma once

#include "core/image/mask.h"

namespace dawson
{

/// Private to core/registration. Roughly the brain of a whole head, without knowing the brain: what
/// lies at least 12 mm inside the foreground and at most 140 mm below its top. Jaw, neck and scalp
/// move against the skull between two visits and would pull a rigid fit by a millimetre. On a grid
/// of 4 mm. All of the foreground where that leaves less than a quarter of it (a small object, a
/// slab).
Mask headCore(const Mask& foreground);

} // namespace dawson
