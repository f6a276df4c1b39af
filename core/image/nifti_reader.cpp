#include "core/base/error.h"
#include "core/image/stored_image.h"

#include <itk_zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <nifti1_io.h>
#include <string>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

[[noreturn]] void refuse(Error::Kind kind, const std::string& message)
{
    throw Error(kind, message);
}

/// Plain or gzipped bytes from front to back. ITK's reader is not used for voxels because its
/// NIfTI library turns NaN into 0 without a word and does not check a gzip stream to its end.
class ByteStream
{
public:
    explicit ByteStream(const fs::path& path)
        : m_file(gzopen(path.c_str(), "rb"), gzclose)
    {
        if (m_file == nullptr) {
            refuse(Error::Kind::Io, "It cannot be opened for reading.");
        }
        gzbuffer(m_file.get(), 1U << 18U);
    }

    bool compressed() const { return gzdirect(m_file.get()) == 0; }

    /// Exactly `size` bytes.
    void read(void* target, std::size_t size)
    {
        const int got = gzread(m_file.get(), target, static_cast<unsigned>(size));
        if (got != static_cast<int>(size)) {
            refuse(Error::Kind::Io,
                   "The file ends too early or its compressed content is damaged; copy it again.");
        }
    }

    void skip(std::size_t size)
    {
        std::array<char, 4096> ignored{};
        for (; size > 0; size -= std::min(size, ignored.size())) {
            read(ignored.data(), std::min(size, ignored.size()));
        }
    }

    /// Reads to the end, where gzip keeps its checksum.
    void finish()
    {
        std::array<char, 65536> ignored{};
        int got = 0;
        do {
            got = gzread(m_file.get(), ignored.data(), static_cast<unsigned>(ignored.size()));
        } while (got > 0);
        int code = Z_OK;
        gzerror(m_file.get(), &code);
        if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
            refuse(Error::Kind::Io,
                   "The compressed content is cut short or damaged; copy the file again.");
        }
    }

private:
    std::unique_ptr<gzFile_s, int (*)(gzFile)> m_file;
};

struct Scaling {
    double slope = 1.0;
    double intercept = 0.0;

    bool identity() const { return slope == 1.0 && intercept == 0.0; }
};

/// The header's fields in this machine's byte order.
struct NiftiHeader {
    nifti_1_header fields{};
    bool swapped = false;
};

NiftiHeader readFields(ByteStream& stream)
{
    NiftiHeader header;
    auto& fields = header.fields;
    stream.read(&fields, sizeof(fields));
    const auto plausible = [&] { return fields.dim[0] >= 1 && fields.dim[0] <= 7; };
    constexpr int nifti2Bytes = 540;
    constexpr int nifti2BytesSwapped = 0x1C020000;
    if (fields.sizeof_hdr == nifti2Bytes || fields.sizeof_hdr == nifti2BytesSwapped) {
        refuse(Error::Kind::Format, "NIfTI-2 files are not read; save it as NIfTI-1.");
    }
    if (std::memcmp(fields.magic, "n+1", 4) != 0) {
        refuse(Error::Kind::Format, "It is not a NIfTI image, or its header is damaged.");
    }
    if (!plausible()) {
        swap_nifti_header(&fields, 1);
        header.swapped = true;
    }
    if (!plausible()) {
        refuse(Error::Kind::Format, "Its NIfTI header is damaged: no number of dimensions.");
    }
    return header;
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

std::array<long long, 3> sizeOf(const nifti_1_header& fields)
{
    std::array<long long, 3> size{1, 1, 1};
    for (int axis = 1; axis <= fields.dim[0]; ++axis) {
        const long long n = fields.dim[axis];
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

Scaling scalingOf(const nifti_1_header& fields)
{
    const auto slope = static_cast<double>(fields.scl_slope);
    const auto intercept = static_cast<double>(fields.scl_inter);
    if (slope == 0.0 || !std::isfinite(slope) || !std::isfinite(intercept)) {
        return {};
    }
    return {slope, intercept};
}

/// Raw bytes of one type to floats, byte order and scaling undone.
template <typename Stored>
void convert(std::vector<char>& raw, bool swapped, const Scaling& scaling, std::vector<float>& out)
{
    const bool plain = scaling.identity();
    for (std::size_t at = 0; at < raw.size(); at += sizeof(Stored)) {
        if (swapped) {
            std::reverse(raw.begin() + static_cast<std::ptrdiff_t>(at),
                         raw.begin() + static_cast<std::ptrdiff_t>(at + sizeof(Stored)));
        }
        Stored value{};
        std::memcpy(&value, raw.data() + at, sizeof(Stored));
        out.push_back(plain ? static_cast<float>(value)
                            : static_cast<float>(static_cast<double>(value) * scaling.slope +
                                                 scaling.intercept));
    }
}

using Converter = void (*)(std::vector<char>&, bool, const Scaling&, std::vector<float>&);

Converter converterFor(int type)
{
    switch (type) {
    case DT_UINT8:
        return convert<std::uint8_t>;
    case DT_INT8:
        return convert<std::int8_t>;
    case DT_INT16:
        return convert<std::int16_t>;
    case DT_UINT16:
        return convert<std::uint16_t>;
    case DT_INT32:
        return convert<std::int32_t>;
    case DT_UINT32:
        return convert<std::uint32_t>;
    case DT_INT64:
        return convert<std::int64_t>;
    case DT_UINT64:
        return convert<std::uint64_t>;
    case DT_FLOAT32:
        return convert<float>;
    default:
        return convert<double>;
    }
}

std::vector<float> readVoxels(ByteStream& stream,
                              const NiftiHeader& header,
                              std::size_t count,
                              const Progress& progress)
{
    // The result grows with what really comes: a header may promise more than a gzip stream holds.
    constexpr std::size_t trusted = 1U << 26U;
    constexpr std::size_t blockVoxels = 1U << 20U;
    const std::size_t width = bytesPerVoxel(header.fields.datatype);
    const Converter convertBlock = converterFor(header.fields.datatype);
    const Scaling scaling = scalingOf(header.fields);
    std::vector<float> voxels;
    voxels.reserve(std::min(count, trusted));
    std::vector<char> raw;
    while (voxels.size() < count) {
        progress.report(static_cast<double>(voxels.size()) / static_cast<double>(count));
        raw.resize(std::min(blockVoxels, count - voxels.size()) * width);
        stream.read(raw.data(), raw.size());
        convertBlock(raw, header.swapped, scaling, voxels);
    }
    stream.finish();
    progress.report(1.0);
    return voxels;
}

bool wholeNumbers(const nifti_1_header& fields)
{
    const Scaling scaling = scalingOf(fields);
    return fields.datatype != DT_FLOAT32 && fields.datatype != DT_FLOAT64 &&
           scaling.slope == std::floor(scaling.slope) &&
           scaling.intercept == std::floor(scaling.intercept);
}

} // namespace

StoredImage openNifti(const fs::path& path)
{
    const auto stream = std::make_shared<ByteStream>(path);
    const NiftiHeader header = readFields(*stream);
    const auto& fields = header.fields;
    const auto size = sizeOf(fields);
    requireRoom(size, bytesPerVoxel(fields.datatype), fs::file_size(path), stream->compressed());
    const Geometry geometry = geometryOf(
        fields, {static_cast<int>(size[0]), static_cast<int>(size[1]), static_cast<int>(size[2])});
    const auto start =
        std::max(static_cast<double>(fields.vox_offset), static_cast<double>(sizeof(fields)));
    return {{geometry, wholeNumbers(fields)}, [=](const Progress& progress) {
                stream->skip(static_cast<std::size_t>(start) - sizeof(fields));
                return readVoxels(*stream, header, geometry.voxelCount(), progress);
            }};
}

} // namespace dawson
