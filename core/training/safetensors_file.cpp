#include "core/training/safetensors_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/half_float.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace dawson
{

namespace
{

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "the format is little endian");

constexpr std::uint64_t kLongestHeader = 100'000'000; ///< what the format allows
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 40U;
constexpr std::size_t kMostAxes = 8;

/// A tensor as the header describes it.
struct Entry {
    WeightTensor tensor; ///< without values
    std::string type;
    std::uint64_t begin = 0; ///< in the bytes after the header
    std::uint64_t end = 0;
};

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(Error::Kind::Model, sentence);
}

std::uint64_t bytesOf(const std::string& name, const std::string& type)
{
    if (type == "F32") {
        return 4;
    }
    if (type != "F16" && type != "BF16") {
        refuse("The tensor \"" + name + "\" is of type \"" + type + "\"; use F32, F16 or BF16.");
    }
    return 2;
}

std::uint64_t whole(const json& value, const std::string& name)
{
    if (!value.is_number_unsigned()) {
        refuse("The header of the tensor \"" + name + "\" is damaged.");
    }
    return value.get<std::uint64_t>();
}

const json& part(const json& entry, const char* key, const std::string& name)
{
    if (!entry.is_object() || !entry.contains(key)) {
        refuse("The header of the tensor \"" + name + "\" lacks \"" + key + "\".");
    }
    return entry.at(key);
}

Entry entryFrom(const std::string& name, const json& value)
{
    Entry entry;
    entry.tensor.name = name;
    const json& type = part(value, "dtype", name);
    entry.type = type.is_string() ? type.get<std::string>() : "?";
    const json& shape = part(value, "shape", name);
    const json& offsets = part(value, "data_offsets", name);
    if (!shape.is_array() || shape.size() > kMostAxes || !offsets.is_array() ||
        offsets.size() != 2) {
        refuse("The header of the tensor \"" + name + "\" is damaged.");
    }
    std::uint64_t count = 1;
    for (const json& length : shape) {
        const std::uint64_t size = whole(length, name);
        if (size > 0 && count > kMostValues / size) {
            refuse("The tensor \"" + name + "\" is of absurd size.");
        }
        count *= size;
        entry.tensor.shape.push_back(static_cast<std::int64_t>(size));
    }
    entry.begin = whole(offsets[0], name);
    entry.end = whole(offsets[1], name);
    if (entry.end < entry.begin || entry.end - entry.begin != count * bytesOf(name, entry.type)) {
        refuse("The shape of the tensor \"" + name + "\" does not fit its bytes.");
    }
    return entry;
}

json parsedHeader(const std::string& text)
{
    std::set<std::string> names;
    const auto once = [&](int depth, json::parse_event_t event, json& value) {
        if (event == json::parse_event_t::key && depth == 1 &&
            !names.insert(value.get<std::string>()).second) {
            refuse("The tensor \"" + value.get<std::string>() + "\" is there twice.");
        }
        return true;
    };
    json header = json::parse(text, once, false);
    if (!header.is_object()) {
        refuse("Its header is not JSON.");
    }
    return header;
}

/// Every byte belongs to exactly one tensor.
void checkCover(const std::vector<Entry>& entries, std::uint64_t size)
{
    std::uint64_t reached = 0;
    for (const Entry& entry : entries) {
        if (entry.end > size) {
            refuse("The tensor \"" + entry.tensor.name + "\" reaches beyond the end of the file.");
        }
        if (entry.begin < reached) {
            refuse("The tensor \"" + entry.tensor.name + "\" overlaps another.");
        }
        if (entry.begin > reached) {
            refuse("There are bytes before the tensor \"" + entry.tensor.name +
                   "\" that belong to none.");
        }
        reached = entry.end;
    }
    if (reached != size) {
        refuse("There are bytes at its end that belong to no tensor.");
    }
}

float valueAt(const std::vector<char>& bytes, std::size_t n, const std::string& type)
{
    if (type == "F32") {
        float value = 0.0F;
        std::memcpy(&value, bytes.data() + 4 * n, 4);
        return value;
    }
    std::uint16_t half = 0;
    std::memcpy(&half, bytes.data() + 2 * n, 2);
    return type == "F16" ? floatFromHalf(half)
                         : std::bit_cast<float>(static_cast<std::uint32_t>(half) << 16U);
}

std::vector<float> valuesOf(std::ifstream& in, const Entry& entry)
{
    std::vector<char> bytes(entry.end - entry.begin);
    if (!bytes.empty() && !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        refuse("It is cut short.");
    }
    std::vector<float> values(bytes.size() / bytesOf(entry.tensor.name, entry.type));
    for (std::size_t n = 0; n < values.size(); ++n) {
        values[n] = valueAt(bytes, n, entry.type);
        if (!std::isfinite(values[n])) {
            refuse("The tensor \"" + entry.tensor.name + "\" holds a value that is not finite.");
        }
    }
    return values;
}

SafetensorsFile readFrom(std::ifstream& in, std::uint64_t size)
{
    std::uint64_t length = 0;
    if (size < 8 || !in.read(reinterpret_cast<char*>(&length), 8)) {
        refuse("It is too short to be a safetensors file.");
    }
    if (length > kLongestHeader || length > size - 8) {
        refuse("Its header is said to have " + std::to_string(length) +
               " bytes, more than there can be; it is damaged or no safetensors file.");
    }
    std::string text(length, ' ');
    if (!in.read(text.data(), static_cast<std::streamsize>(length))) {
        refuse("It is cut short.");
    }
    SafetensorsFile file;
    std::vector<Entry> entries;
    const json header = parsedHeader(text);
    for (const auto& [name, value] : header.items()) {
        if (name != "__metadata__") {
            entries.push_back(entryFrom(name, value));
            continue;
        }
        for (const auto& [key, word] : value.items()) {
            if (!value.is_object() || !word.is_string()) {
                refuse("Its metadata are damaged: \"" + key + "\" is no text.");
            }
            file.metadata[key] = word.get<std::string>();
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    checkCover(entries, size - 8 - length);
    for (Entry& entry : entries) {
        entry.tensor.values = valuesOf(in, entry);
        file.tensors.push_back(std::move(entry.tensor));
    }
    return file;
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file)
{
    nlohmann::ordered_json header;
    header["__metadata__"] = file.metadata;
    std::uint64_t reached = 0;
    for (const WeightTensor& tensor : file.tensors) {
        const std::uint64_t end = reached + 4 * tensor.values.size();
        header[tensor.name] = {
            {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {reached, end}}};
        reached = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // numbers begin on a multiple of 8
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        std::ofstream out(temporary, std::ios::binary);
        const std::uint64_t length = text.size();
        out.write(reinterpret_cast<const char*>(&length), 8);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        for (const WeightTensor& tensor : file.tensors) {
            out.write(reinterpret_cast<const char*>(tensor.values.data()),
                      static_cast<std::streamsize>(4 * tensor.values.size()));
        }
        out.close();
        if (!out) {
            throw Error(Error::Kind::Io, "It cannot be written; is the disk full?", path.string());
        }
    });
}

SafetensorsFile readSafetensors(const std::filesystem::path& path)
{
    std::error_code failure;
    const auto size = std::filesystem::file_size(path, failure);
    std::ifstream in(path, std::ios::binary);
    if (failure || !in) {
        throw Error(Error::Kind::Io, "It cannot be read.", path.string());
    }
    try {
        return readFrom(in, size);
    } catch (const Error& error) {
        throw Error(error.kind(), error.what(), path.string());
    }
}

} // namespace dawson
