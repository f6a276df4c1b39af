#pragma once

#include "core/image/geometry.h"

#include <array>
#include <cstddef>

namespace dawson
{

/// Private to core/image: what of a NIfTI-1 header matters for reading its voxels.
struct NiftiHeader {
    static constexpr std::size_t kBytes = 348;

    Geometry geometry;
    int type = 0; ///< a DT_ code of nifti1.h, one that bytesPerVoxel is known for
    std::size_t bytesPerVoxel = 0;
    bool swapped = false; ///< stored in the other byte order
    double slope = 1.0;
    double intercept = 0.0;
    std::size_t voxelStart = 0; ///< byte offset in the unpacked file
    bool wholeNumbers = false;

    bool scaled() const { return slope != 1.0 || intercept != 0.0; }
};

/// Throws Error without a file name: Format (not NIfTI-1, damaged, 4D, RGB, complex), Geometry.
NiftiHeader parseNiftiHeader(const std::array<char, NiftiHeader::kBytes>& bytes);

} // namespace dawson
