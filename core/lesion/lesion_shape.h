#pragma once

#include "core/image/geometry.h"
#include "core/lesion/lesion_map.h"
#include "core/lesion/voxel_runs.h"

#include <span>

namespace dawson
{

/// Everything about a lesion but its label, from its runs. REQUIRES: at least one run.
///
/// The diameter is the longest side of the box around the lesion's voxels whose sides run along the
/// principal axes of the lesion: for an ovoid its long axis, however it lies in the patient.
Lesion describeLesion(std::span<const VoxelRun> runs, const Geometry& geometry);

} // namespace dawson
