#pragma once

#include "core/image/geometry.h"
#include "core/registration/voxel_field.h"

#include <cstdint>
#include <vector>

namespace dawson
{

/// Private to core/registration: how alike two images are that lie on one grid, and where each
/// should move to become more so.

/// Two images in the middle between fixed and moving, intensities in [0, 1].
struct MiddleImages {
    Geometry::Size size;
    std::vector<float> fixed;
    std::vector<float> moving;
    std::vector<std::uint8_t> weight; ///< 0: not to be compared
};

/// The value that is to rise, and its slope by the intensity of each voxel.
struct Likelihood {
    double value = 0.0;
    std::vector<float> byFixed;
    std::vector<float> byMoving;
};

/// Mean over the compared voxels of the squared correlation in the cube of `radius` voxels round
/// each, as Avants 2008, but with its sign: bright must not come to lie on dark. The slope takes
/// the cube's sums as given. Cubes that are flat (standard
/// deviation below 1 % of the range) say nothing.
Likelihood neighbourhoodCorrelation(const MiddleImages& images, int radius);

/// Mutual information (JointHistogram) of all compared voxels, once each way: the mean.
Likelihood middleInformation(const MiddleImages& images, int bins);

/// The slope times the gradient of the image: where to look instead, in voxels, before scaling.
VoxelField forcesOf(const std::vector<float>& image,
                    const std::vector<float>& slope,
                    const Geometry::Size& size);

/// Divides by the mean squared gradient of the image round each voxel, so that faint structures
/// move as readily as strong edges. For a likeness of the whole image: the correlation of a
/// neighbourhood has its contrast divided out already.
void evenOut(VoxelField& forces, const std::vector<float>& image);

} // namespace dawson
