#pragma once

#include "core/image/region.h"
#include "core/training/slice_thickness.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace dawson
{

/// A cube of `size`^3 voxels, i fastest. As a tensor: channels x size x size x size with axes
/// (k, j, i).
struct Patch {
    int size = 0;
    int channels = 1;
    std::vector<float> image;       ///< channels x size^3
    std::vector<std::uint8_t> mask; ///< size^3, 0 or 1
};

/// How far copies of a study may differ from it. Ranges are symmetric, uniform.
struct Augmentation {
    std::array<double, 3> rotation{0.0, 0.0, 0.0}; ///< radians about i, j, k
    double translation = 0.0;                      ///< of each dimension of the image
    double scale = 0.0;                            ///< per axis: factors in [1 - scale, 1 + scale]
    double jitter = 0.0;                           ///< voxels; independent for each voxel and axis
    double elasticRms = 0.0;   ///< voxels per axis; smooth field, root mean square
    double elasticSigma = 4.0; ///< voxels; its Gaussian (Simard 2003)
    double flip = 0.0;         ///< probability of left-right mirroring (axis i of LPS images)
    double thickSlices = 0.0;  ///< probability of thick slices along one axis
    double thickest = 1.0;     ///< voxels; thicknesses in [1, thickest]
    double gamma = 0.0;        ///< exponent in [1 / (1 + gamma), 1 + gamma]
    double contrast = 0.0;     ///< factor in [1 - contrast, 1 + contrast]
    double brightness = 0.0;   ///< added, in units of the z-score
    double noise = 0.0;        ///< standard deviation at most, in units of the z-score
    double biasField = 0.0;    ///< standard deviation of the logarithm of a smooth factor, at most
    double blur = 0.0;         ///< probability of a Gaussian blur
    double widestBlur = 0.0;   ///< voxels; its sigma in [0, widestBlur]
    double coarse = 0.0;       ///< probability of a lower resolution along all axes
    double coarsest = 1.0;     ///< voxels; its edge in [1, coarsest]
    double voxelMm = 1.0;      ///< edge of the patches' voxels, for the bias field
    /// Values are differences: 0 means no change, and no change of intensity moves it.
    bool differences = false;

    friend bool operator==(const Augmentation&, const Augmentation&) = default;
};

/// "none"; "paper" (Wahlig et al. 2023: a smooth elastic field after Simard et al. 2003, with the
/// ranges of the group's published code: rotation 0.001, 0.001, 0.05 rad, translation 1 %, scale
/// 10 %, mirrored half the time); "paper-jitter" (as that code does it: instead of the field each
/// voxel moves by itself, up to 0.1 voxel); "strong" (larger, thick slices and intensity changes,
/// for few cases); "extended" ("strong" and bias field, blur and low resolution).
/// Throws Error(Data) for another name.
Augmentation augmentationFromName(const std::string& name);

/// One draw: where each voxel of a patch comes from. Value; cheap to copy.
struct AugmentationDraw {
    /// Rows map an offset from the patch's centre to an offset from the source centre.
    std::array<std::array<double, 3>, 3> matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    std::array<double, 3> shift{0.0, 0.0, 0.0}; ///< of the source centre, as a share of the image
    double jitter = 0.0;
    double elasticRms = 0.0;
    double elasticSigma = 4.0;
    ThickSlices slices; ///< of the image; the mask stays sharp
    double gamma = 1.0;
    double contrast = 1.0;
    double brightness = 0.0;
    double noise = 0.0;
    double biasField = 0.0;
    double voxelMm = 1.0;     ///< Augmentation::voxelMm
    bool differences = false; ///< Augmentation::differences
    double blurSigma = 0.0;
    double coarseness = 1.0;
};

/// Draws by seed: the same seed gives the same draw.
AugmentationDraw drawAugmentation(const Augmentation& augmentation, std::uint64_t seed);

/// Where a patch is cut.
struct PatchSource {
    VoxelIndex center; ///< index size / 2 of the patch
    Geometry::Size imageSize{0, 0, 0};
    int channels = 1;
    /// Voxels of a box (i fastest, 0 outside the image).
    std::function<std::vector<float>(int channel, const Region& box)> image;
    std::function<std::vector<std::uint8_t>(const Region& box)> mask;
};

/// Cuts a patch with one interpolation pass (image trilinear, mask nearest); background stays 0
/// under intensity changes. `seed` decides the elastic field, jitter and noise. A few ms for 64^3
/// besides reading the source.
Patch cutPatch(const PatchSource& source,
               int size,
               const AugmentationDraw& draw,
               std::uint64_t seed);

} // namespace dawson
