#pragma once

#include "core/image/image_file.h"

#include <array>
#include <functional>
#include <vector>

namespace dawson
{

/// Private to core/image: what the readers of single formats give to image_file.cpp.

enum class ImageFormat { Nifti, Nrrd, MetaImage };

/// By the extension, in any case. Throws Error(Format).
ImageFormat imageFormat(const std::filesystem::path& path);

/// A file whose header was read and found sound; `voxels` reads the rest, once.
struct StoredImage {
    ImageHeader header;
    std::function<std::vector<float>(const Progress&)> voxels;
};

/// Both throw Error without naming the file; image_file.cpp adds the name.
StoredImage openNifti(const std::filesystem::path& path);
StoredImage openWithItk(const std::filesystem::path& path, ImageFormat format);

/// Builds the geometry from `columns[axis]`, the step in LPS mm from a voxel to the next along each
/// image axis. Axes that are off the perpendicular by rounding (below 0.1 degrees) are replaced by
/// the nearest perpendicular ones; anything worse throws Error(Geometry).
Geometry geometryFromSteps(const Geometry::Size& size,
                           const PatientPoint& origin,
                           const Geometry::Matrix& columns);

/// Throws Error(Geometry) unless the sizes are positive and at most 2^31 voxels, then Error(Io)
/// unless `storedBytes` can hold them, by the largest ratio a compressed file reaches.
void requireRoom(const std::array<long long, 3>& size,
                 std::size_t bytesPerVoxel,
                 std::uintmax_t storedBytes,
                 bool compressed);

} // namespace dawson
