#include "core/image/voxel_section.h"

#include "core/base/error.h"

#include <itk_zlib.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kMaxHeaderBytes = 1U << 20U;

/// Names in lower case without spaces ("data file" and "datafile" are one), values as they stand.
struct TextHeader {
    std::map<std::string, std::string> fields;
    std::uintmax_t end = 0; ///< first byte behind it

    std::string value(const std::string& name, const std::string& otherwise) const
    {
        const auto found = fields.find(name);
        return found == fields.end() ? otherwise : found->second;
    }
};

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

std::string lowered(const std::string& text)
{
    std::string result;
    for (const char letter : text) {
        if (letter != ' ') {
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        }
    }
    return result;
}

/// Ends at an empty line (NRRD) or behind the line that names the voxels' file (MetaImage).
TextHeader readTextHeader(const fs::path& path, char separator)
{
    std::ifstream in(path, std::ios::binary);
    TextHeader header;
    std::string line;
    while (header.end < kMaxHeaderBytes && std::getline(in, line)) {
        header.end += line.size() + 1;
        line = trimmed(line);
        if (line.empty()) {
            break;
        }
        const auto at = line.find(separator);
        if (at == std::string::npos) {
            continue;
        }
        const std::string name = lowered(trimmed(line.substr(0, at)));
        header.fields[name] = trimmed(line.substr(at + 1));
        if (name == "elementdatafile") {
            break;
        }
    }
    return header;
}

void refuseUnless(bool known, const char* what)
{
    if (!known) {
        throw Error(Error::Kind::Format,
                    std::string("It stores its voxels ") + what +
                        ", which Dawson does not read; save it again in one file.");
    }
}

VoxelSection nrrdSection(const fs::path& path)
{
    const TextHeader header = readTextHeader(path, ':');
    const std::string encoding = lowered(header.value("encoding", "raw"));
    const std::string file = header.value("datafile", "");
    const bool compressed = encoding == "gzip" || encoding == "gz";
    refuseUnless(compressed || encoding == "raw", "neither raw nor gzipped");
    refuseUnless(header.value("lineskip", "0") == "0" && header.value("byteskip", "0") == "0",
                 "behind bytes to skip");
    refuseUnless(!file.starts_with("LIST") && file.find('%') == std::string::npos,
                 "in several files");
    if (file.empty()) {
        return {path, header.end, 0, compressed};
    }
    return {path.parent_path() / file, 0, 0, compressed};
}

VoxelSection metaSection(const fs::path& path)
{
    const TextHeader header = readTextHeader(path, '=');
    const std::string file = header.value("elementdatafile", "");
    if (file.empty()) {
        throw Error(Error::Kind::Format, "Its header is cut short: it does not name its voxels.");
    }
    refuseUnless(lowered(header.value("binarydata", "false")) == "true", "as text");
    refuseUnless(header.value("headersize", "0") == "0", "behind bytes to skip");
    refuseUnless(lowered(file) != "list" && file.find('%') == std::string::npos,
                 "in several files");
    const bool compressed = lowered(header.value("compresseddata", "false")) == "true";
    if (lowered(file) == "local") {
        return {path, header.end, 0, compressed};
    }
    return {path.parent_path() / file, 0, 0, compressed};
}

[[noreturn]] void refuseShort()
{
    throw Error(Error::Kind::Io,
                "Its voxels are cut short or damaged, or the file vanished; copy it again.");
}

/// Unpacks everything, keeps nothing, and returns how much it was.
std::uintmax_t unpackedBytes(std::ifstream& in)
{
    constexpr std::size_t blockBytes = 1U << 18U;
    constexpr int zlibOrGzip = 15 + 32;
    std::vector<char> packed(blockBytes);
    std::vector<unsigned char> unpacked(blockBytes);
    z_stream stream{};
    inflateInit2(&stream, zlibOrGzip);
    std::uintmax_t total = 0;
    int state = Z_OK;
    while (state == Z_OK || state == Z_BUF_ERROR) {
        if (stream.avail_in == 0) {
            in.read(packed.data(), static_cast<std::streamsize>(packed.size()));
            stream.next_in = reinterpret_cast<Bytef*>(packed.data());
            stream.avail_in = static_cast<uInt>(in.gcount());
        }
        if (stream.avail_in == 0) {
            break;
        }
        stream.next_out = unpacked.data();
        stream.avail_out = static_cast<uInt>(unpacked.size());
        state = inflate(&stream, Z_NO_FLUSH);
        total += unpacked.size() - stream.avail_out;
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END) {
        refuseShort();
    }
    return total;
}

} // namespace

VoxelSection findVoxelSection(const fs::path& header, ImageFormat format)
{
    VoxelSection section = format == ImageFormat::Nrrd ? nrrdSection(header) : metaSection(header);
    std::error_code failure;
    const auto size = fs::file_size(section.file, failure);
    if (failure) {
        throw Error(Error::Kind::Io,
                    "The file with its voxels, " + section.file.filename().string() +
                        ", is missing or cannot be read.");
    }
    section.bytes = size - std::min(size, section.start);
    return section;
}

void requireWholeSection(const VoxelSection& section, std::uintmax_t needed)
{
    std::ifstream in(section.file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(section.start));
    if (!in) {
        refuseShort();
    }
    const std::uintmax_t there = section.compressed ? unpackedBytes(in) : section.bytes;
    if (there < needed) {
        refuseShort();
    }
}

} // namespace dawson
