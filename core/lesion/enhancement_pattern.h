#pragma once

#include "core/image/volume.h"
#include "core/lesion/lesion_map.h"

#include <vector>

namespace dawson
{

/// How a lesion takes up contrast medium.
enum class EnhancementPattern {
    Nodular, ///< all of it
    Ring     ///< at its border, with a darker core
};

/// What the shape on the image after gadolinium suggests for each lesion of the map (by label - 1):
/// a suggestion to be looked at, not a finding.
///
/// Holes of the mask that are closed in a plane of the image count as the lesion's. Brightness is
/// averaged by depth (distance to the outside, in steps of a voxel). A lesion is a ring when its
/// core, the deepest third, lies below its brightest layer by at least 40 % of what that layer lies
/// above the surroundings (median within 4 mm around the lesion's box). Lesions less than 2 mm deep
/// are nodular: no core could be told. Throws Error(Geometry), saying the difference, when the map
/// is not on the image's grid. Some ms a lesion.
std::vector<EnhancementPattern> suggestPatterns(const Volume& image, const LesionMap& map);

} // namespace dawson
