#pragma once

#include "core/image/geometry.h"

#include <vector>

namespace dawson
{

/// Smooths in place with a Gaussian of `sigmaVoxels` along each axis (0: not along that one). The
/// border voxel is repeated outside. One thread, so that the result is the same everywhere.
void blur(std::vector<float>& voxels,
          const Geometry::Size& size,
          const std::array<double, 3>& sigmaVoxels);

/// As if the image had been taken in slices `slices` voxels apart along `axis` and put back on its
/// grid: samples at every slice, linear in between.
void resliceAlong(std::vector<float>& voxels,
                  const Geometry::Size& size,
                  std::size_t axis,
                  double slices);

} // namespace dawson
