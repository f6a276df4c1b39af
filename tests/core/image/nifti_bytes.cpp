#include "tests/core/image/nifti_bytes.h"

#include <itk_zlib.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>

namespace dawson
{

NiftiBytes::NiftiBytes()
    : m_bytes(352, '\0')
{
    set<std::int32_t>(0, 348);
    set<float>(108, 352.0F);
    set<float>(112, 1.0F);
    set<char>(123, 2);
    m_bytes.replace(344, 3, "n+1");
    const std::array<float, 4> pixdim{1.0F, 1.0F, 2.0F, 3.0F};
    for (std::size_t n = 0; n < pixdim.size(); ++n) {
        set(76 + 4 * n, pixdim[n]);
    }
    dims({3, 4, 3, 2, 1, 1, 1, 1});
    type(16, 32);
    sform({1, 0, 0, -10, 0, 2, 0, -20, 0, 0, 3, -30});
    std::vector<float> count(24);
    std::iota(count.begin(), count.end(), 0.0F);
    voxels(count);
}

NiftiBytes& NiftiBytes::dims(const std::array<std::int16_t, 8>& dim)
{
    for (std::size_t n = 0; n < dim.size(); ++n) {
        set(40 + 2 * n, dim[n]);
    }
    return *this;
}

NiftiBytes& NiftiBytes::type(std::int16_t datatype, std::int16_t bits)
{
    return set(70, datatype).set(72, bits);
}

NiftiBytes& NiftiBytes::sform(const std::array<float, 12>& rows)
{
    set<std::int16_t>(254, 1);
    for (std::size_t n = 0; n < rows.size(); ++n) {
        set(280 + 4 * n, rows[n]);
    }
    return *this;
}

NiftiBytes& NiftiBytes::qform(const std::array<float, 3>& quaternion,
                              const std::array<float, 3>& offset)
{
    set<std::int16_t>(252, 1);
    for (std::size_t n = 0; n < 3; ++n) {
        set(256 + 4 * n, quaternion[n]);
        set(268 + 4 * n, offset[n]);
    }
    return *this;
}

std::string NiftiBytes::swapped() const
{
    std::string bytes = m_bytes;
    const auto swap = [&](std::size_t from, std::size_t to, std::size_t width) {
        for (std::size_t at = from; at < to; at += width) {
            std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                         bytes.begin() + static_cast<std::ptrdiff_t>(at + width));
        }
    };
    swap(0, 4, 4);     // header size
    swap(40, 56, 2);   // dim
    swap(68, 76, 2);   // intent code, type, bits, first slice
    swap(76, 120, 4);  // pixdim, offset, scaling
    swap(252, 256, 2); // qform and sform codes
    swap(256, 328, 4); // quaternion, offsets, sform
    swap(352, bytes.size(), 4);
    return bytes;
}

std::string NiftiBytes::gzipped() const
{
    return gzip(m_bytes);
}

std::string gzip(const std::string& bytes)
{
    constexpr int gzipWindow = 15 + 16;
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY);
    std::string result(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace dawson
