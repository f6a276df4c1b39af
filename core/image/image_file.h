#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"

#include <filesystem>

namespace dawson
{

/// Reading and writing of NIfTI-1 (.nii, .nii.gz), NRRD (.nrrd) and MetaImage (.mha), geometry
/// exact to 1e-5; headers with their voxels in a second file (.nhdr, .mhd) are read only. Every
/// failure is an Error naming the file, with one sentence saying what is wrong: Io (missing, no
/// permission, cut short, vanished), Format (not an image, 4D, RGB, no voxels), Geometry (absurd
/// sizes, singular direction), Data (NaN, labels out of range). Nothing is allocated before the
/// header was checked against the file's size.

/// What a header says, without reading voxels.
struct ImageHeader {
    Geometry geometry;
    bool wholeNumbers = false; ///< stored as an integer type
};

ImageHeader readImageHeader(const std::filesystem::path& path);

Volume readVolume(const std::filesystem::path& path, const Progress& progress = {});

/// A mask of labels 0 to 255. Throws Error(Data) when a voxel is negative, above 255 or not whole.
Mask readMask(const std::filesystem::path& path, const Progress& progress = {});

/// A mask that must hold 0 and 1 only (any other single label counts as 1 when `anyLabel`).
/// Throws Error(Data) naming the labels found otherwise.
Mask readBinaryMask(const std::filesystem::path& path, bool anyLabel = false);

/// Both are atomic; the format is chosen by the extension.
void writeVolume(const std::filesystem::path& path, const Volume& volume);
void writeMask(const std::filesystem::path& path, const Mask& mask);

/// Whether the name ends like an image Dawson reads.
bool hasImageExtension(const std::filesystem::path& path);
/// The file name without all its image extensions: "a/b_FLAIR.nii.gz" -> "b_FLAIR".
std::string imageStem(const std::filesystem::path& path);

} // namespace dawson
