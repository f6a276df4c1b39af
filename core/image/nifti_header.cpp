#include "core/image/nifti_header.h"

#include "core/base/error.h"
#include "core/image/stored_image.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nifti1_io.h>
#include <string>

namespace dawson
{

namespace
{

[[noreturn]] void refuse(Error::Kind kind, const std::string& message)
{
    throw Error(kind, message);
}

/// The fields in this machine's byte order.
nifti_1_header fieldsOf(const std::array<char, NiftiHeader::kBytes>& bytes, bool& swapped)
{
    nifti_1_header fields{};
    static_assert(sizeof(fields) == NiftiHeader::kBytes);
    std::memcpy(&fields, bytes.data(), bytes.size());
    const auto plausible = [&] { return fields.dim[0] >= 1 && fields.dim[0] <= 7; };
    constexpr int nifti2Bytes = 540;
    constexpr int nifti2BytesSwapped = 0x1C020000;
    if (fields.sizeof_hdr == nifti2Bytes || fields.sizeof_hdr == nifti2BytesSwapped) {
        refuse(Error::Kind::Format, "NIfTI-2 files are not read; save it as NIfTI-1.");
    }
    if (std::memcmp(fields.magic, "n+1", 4) != 0) {
        refuse(Error::Kind::Format, "It is not a NIfTI image, or its header is damaged.");
    }
    swapped = !plausible();
    if (swapped) {
        swap_nifti_header(&fields, 1);
    }
    if (!plausible()) {
        refuse(Error::Kind::Format, "Its NIfTI header is damaged: no number of dimensions.");
    }
    return fields;
}

std::size_t bytesPerVoxel(int type)
{
    switch (type) {
    case DT_UINT8:
    case DT_INT8:
        return 1;
    case DT_INT16:
    case DT_UINT16:
        return 2;
    case DT_INT32:
    case DT_UINT32:
    case DT_FLOAT32:
        return 4;
    case DT_INT64:
    case DT_UINT64:
    case DT_FLOAT64:
        return 8;
    case DT_RGB24:
    case DT_RGBA32:
        refuse(Error::Kind::Format, "It is a colour (RGB) image; Dawson reads grey values only.");
    case DT_COMPLEX64:
    case DT_COMPLEX128:
    case DT_COMPLEX256:
        refuse(Error::Kind::Format, "Its voxels are complex numbers; save the magnitude.");
    default:
        refuse(Error::Kind::Format,
               "Its voxels have the unknown type " + std::to_string(type) + ".");
    }
}

Geometry::Size sizeOf(const nifti_1_header& fields)
{
    Geometry::Size size{1, 1, 1};
    for (int axis = 1; axis <= fields.dim[0]; ++axis) {
        const int n = fields.dim[axis];
        if (axis <= 3) {
            size[static_cast<std::size_t>(axis - 1)] = n;
        } else if (n > 1) {
            refuse(Error::Kind::Format,
                   "It holds " + std::to_string(n) +
                       " volumes or values per voxel (4D); Dawson reads 3D images.");
        }
    }
    return size;
}

/// NIfTI is RAS, Dawson LPS: x and y change their sign. `rows` maps voxels to mm.
Geometry geometryFromRows(const Geometry::Size& size,
                          const std::array<std::array<double, 4>, 3>& rows)
{
    constexpr std::array<double, 3> sign{-1.0, -1.0, 1.0};
    Geometry::Matrix columns{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t row = 0; row < 3; ++row) {
            columns[axis][row] = sign[row] * rows[row][axis];
        }
    }
    const PatientPoint origin{-rows[0][3], -rows[1][3], rows[2][3]};
    return geometryFromSteps(size, origin, columns);
}

double millimetresPerUnit(char units)
{
    switch (XYZT_TO_SPACE(units)) {
    case NIFTI_UNITS_METER:
        return 1000.0;
    case NIFTI_UNITS_MICRON:
        return 0.001;
    default:
        return 1.0;
    }
}

/// The sform if it is given and perpendicular, else the qform, else voxel sizes alone: a sheared
/// sform comes from a registration, and the qform then still says how the scanner measured.
Geometry geometryOf(const nifti_1_header& f, const Geometry::Size& size)
{
    const double scale = millimetresPerUnit(f.xyzt_units);
    std::array<std::array<double, 4>, 3> rows{};
    if (f.sform_code > 0) {
        const std::array<const float*, 3> sform{f.srow_x, f.srow_y, f.srow_z};
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::size_t column = 0; column < 4; ++column) {
                rows[row][column] = scale * static_cast<double>(sform[row][column]);
            }
        }
        try {
            return geometryFromRows(size, rows);
        } catch (const Error&) {
            if (f.qform_code <= 0) {
                throw;
            }
        }
    }
    mat44 quaternion{};
    if (f.qform_code > 0) {
        const float handedness = f.pixdim[0] < 0.0F ? -1.0F : 1.0F;
        quaternion = nifti_quatern_to_mat44(f.quatern_b,
                                            f.quatern_c,
                                            f.quatern_d,
                                            f.qoffset_x,
                                            f.qoffset_y,
                                            f.qoffset_z,
                                            1.0F,
                                            1.0F,
                                            1.0F,
                                            handedness);
    } else {
        quaternion.m[0][0] = quaternion.m[1][1] = quaternion.m[2][2] = 1.0F;
    }
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            const double spacing = std::abs(static_cast<double>(f.pixdim[column + 1]));
            rows[row][column] = scale * spacing * static_cast<double>(quaternion.m[row][column]);
        }
        rows[row][3] = scale * static_cast<double>(quaternion.m[row][3]);
    }
    return geometryFromRows(size, rows);
}

std::size_t voxelStartOf(const nifti_1_header& fields)
{
    constexpr double farthest = 1e9; // behind any extension a header ever had
    const auto start = static_cast<double>(fields.vox_offset);
    if (!(start >= 0.0 && start <= farthest)) {
        refuse(Error::Kind::Format, "Its NIfTI header is damaged: no place where voxels start.");
    }
    return std::max(static_cast<std::size_t>(start), NiftiHeader::kBytes);
}

} // namespace

NiftiHeader parseNiftiHeader(const std::array<char, NiftiHeader::kBytes>& bytes)
{
    NiftiHeader header;
    const nifti_1_header fields = fieldsOf(bytes, header.swapped);
    header.type = fields.datatype;
    header.bytesPerVoxel = bytesPerVoxel(fields.datatype);
    header.voxelStart = voxelStartOf(fields);
    header.geometry = geometryOf(fields, sizeOf(fields));
    const auto slope = static_cast<double>(fields.scl_slope);
    const auto intercept = static_cast<double>(fields.scl_inter);
    if (slope != 0.0 && std::isfinite(slope) && std::isfinite(intercept)) {
        header.slope = slope;
        header.intercept = intercept;
    }
    header.wholeNumbers = header.type != DT_FLOAT32 && header.type != DT_FLOAT64 &&
                          header.slope == std::floor(header.slope) &&
                          header.intercept == std::floor(header.intercept);
    return header;
}

} // namespace dawson
