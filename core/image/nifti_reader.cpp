#include "core/base/error.h"
#include "core/image/nifti_header.h"
#include "core/image/stored_image.h"

#include <itk_zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <nifti1.h>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// Plain or gzipped bytes from front to back. ITK's reader is not used for voxels because its
/// NIfTI library turns NaN into 0 without a word and does not check a gzip stream to its end.
class ByteStream
{
public:
    explicit ByteStream(const fs::path& path)
        : m_file(gzopen(path.c_str(), "rb"), gzclose)
    {
        if (m_file == nullptr) {
            throw Error(Error::Kind::Io, "It cannot be opened for reading.");
        }
        gzbuffer(m_file.get(), 1U << 18U);
    }

    bool compressed() const { return gzdirect(m_file.get()) == 0; }

    /// Whether exactly `size` bytes could be read.
    bool tryRead(void* target, std::size_t size)
    {
        const int got = gzread(m_file.get(), target, static_cast<unsigned>(size));
        return got == static_cast<int>(size);
    }

    void read(void* target, std::size_t size)
    {
        if (!tryRead(target, size)) {
            throw Error(
                Error::Kind::Io,
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
            throw Error(Error::Kind::Io,
                        "The compressed content is cut short or damaged; copy the file again.");
        }
    }

private:
    std::unique_ptr<gzFile_s, int (*)(gzFile)> m_file;
};

/// Raw bytes of one type to floats, byte order and scaling undone.
template <typename Stored>
void convert(std::vector<char>& raw, const NiftiHeader& header, std::vector<float>& out)
{
    const bool scaled = header.scaled();
    for (std::size_t at = 0; at < raw.size(); at += sizeof(Stored)) {
        if (header.swapped) {
            std::reverse(raw.begin() + static_cast<std::ptrdiff_t>(at),
                         raw.begin() + static_cast<std::ptrdiff_t>(at + sizeof(Stored)));
        }
        Stored value{};
        std::memcpy(&value, raw.data() + at, sizeof(Stored));
        out.push_back(scaled ? static_cast<float>(static_cast<double>(value) * header.slope +
                                                  header.intercept)
                             : static_cast<float>(value));
    }
}

using Converter = void (*)(std::vector<char>&, const NiftiHeader&, std::vector<float>&);

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

std::vector<float>
readVoxels(ByteStream& stream, const NiftiHeader& header, const Progress& progress)
{
    // The result grows with what really comes: a header may promise more than a gzip stream holds.
    constexpr std::size_t trusted = 1U << 26U;
    constexpr std::size_t blockVoxels = 1U << 20U;
    const std::size_t count = header.geometry.voxelCount();
    const Converter convertBlock = converterFor(header.type);
    stream.skip(header.voxelStart - NiftiHeader::kBytes);
    std::vector<float> voxels;
    voxels.reserve(std::min(count, trusted));
    std::vector<char> raw;
    while (voxels.size() < count) {
        progress.report(static_cast<double>(voxels.size()) / static_cast<double>(count));
        raw.resize(std::min(blockVoxels, count - voxels.size()) * header.bytesPerVoxel);
        stream.read(raw.data(), raw.size());
        convertBlock(raw, header, voxels);
    }
    stream.finish();
    progress.report(1.0);
    return voxels;
}

} // namespace

StoredImage openNifti(const fs::path& path)
{
    const auto stream = std::make_shared<ByteStream>(path);
    std::array<char, NiftiHeader::kBytes> bytes{};
    if (!stream->tryRead(bytes.data(), bytes.size())) {
        throw Error(Error::Kind::Format,
                    "It is too short to be a NIfTI image, or its compressed content is damaged.");
    }
    const NiftiHeader header = parseNiftiHeader(bytes);
    const auto& size = header.geometry.size();
    const auto stored = fs::file_size(path);
    const bool compressed = stream->compressed();
    requireRoom({size[0], size[1], size[2]},
                header.bytesPerVoxel,
                compressed ? stored : stored - std::min<std::uintmax_t>(stored, header.voxelStart),
                compressed);
    return {{header.geometry, header.wholeNumbers}, [stream, header](const Progress& progress) {
                return readVoxels(*stream, header, progress);
            }};
}

} // namespace dawson
