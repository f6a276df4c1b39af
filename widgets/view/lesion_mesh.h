#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

namespace dawson
{

/// The smoothed surface of all voxels of one label, in patient coordinates.
struct LabelMesh {
    std::uint8_t label = 0;
    vtkSmartPointer<vtkPolyData> surface;
};

/// Surfaces of all labels of a mask. 50 to 150 ms on 256^3; reads only its own copy, so it may run
/// in a thread. Throws Error(Cancelled).
std::vector<LabelMesh> lesionMeshes(const Mask& mask, const Progress& progress);

/// A coarse surface of what is not background in an image: the brain, or the head where the skull
/// is there; about 20,000 triangles. Empty for an image that is all background.
vtkSmartPointer<vtkPolyData> headMesh(const Volume& volume, const Progress& progress);

} // namespace dawson
