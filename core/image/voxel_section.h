#pragma once

#include "core/image/stored_image.h"

#include <cstdint>
#include <filesystem>

namespace dawson
{

/// Private to core/image, and to the fields of core/registration: where the voxels of an NRRD or
/// MetaImage file lie.
///
/// The format libraries fill up a short file with whatever memory holds and ignore the checksum of
/// a compressed one, so the section is looked at before they read it.
struct VoxelSection {
    std::filesystem::path file;
    std::uintmax_t start = 0; ///< byte offset in `file`
    std::uintmax_t bytes = 0; ///< from there to the end
    bool compressed = false;  ///< zlib or gzip
};

/// Throws Error(Format) for ways of storing that are not read (voxels as text, in several files),
/// Error(Io) when a detached file is missing.
VoxelSection findVoxelSection(const std::filesystem::path& header, ImageFormat format);

/// Throws Error(Io) unless the section holds `needed` bytes, unpacked and with a right checksum.
void requireWholeSection(const VoxelSection& section, std::uintmax_t needed);

} // namespace dawson
