#include "core/image/image_file.h"

#include "core/base/error.h"
#include "core/image/stored_image.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

struct Extension {
    std::string_view text;
    ImageFormat format;
};

constexpr std::array<Extension, 6> kExtensions{{{".nii.gz", ImageFormat::Nifti},
                                                {".nii", ImageFormat::Nifti},
                                                {".nrrd", ImageFormat::Nrrd},
                                                {".nhdr", ImageFormat::Nrrd},
                                                {".mha", ImageFormat::MetaImage},
                                                {".mhd", ImageFormat::MetaImage}}};

std::optional<Extension> extensionOf(const fs::path& path)
{
    std::string name = path.filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    for (const Extension& extension : kExtensions) {
        if (name.size() > extension.text.size() && name.ends_with(extension.text)) {
            return extension;
        }
    }
    return std::nullopt;
}

void requireReadable(const fs::path& path)
{
    std::error_code failure;
    const auto status = fs::status(path, failure);
    if (!fs::exists(status)) {
        throw Error(Error::Kind::Io, "The file does not exist or cannot be reached.");
    }
    if (!fs::is_regular_file(status)) {
        throw Error(Error::Kind::Io, "It is a folder or a device, not an image file.");
    }
    errno = 0;
    const std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw Error(Error::Kind::Io,
                    "It cannot be opened for reading: " + std::generic_category().message(errno) +
                        ".");
    }
    if (fs::file_size(path, failure) == 0) {
        throw Error(Error::Kind::Io, "The file is empty.");
    }
}

StoredImage openImage(const fs::path& path)
{
    const ImageFormat format = imageFormat(path);
    requireReadable(path);
    return format == ImageFormat::Nifti ? openNifti(path) : openWithItk(path, format);
}

/// Runs a reader and puts the file's name on whatever it throws.
template <typename Read>
auto naming(const fs::path& path, const Read& read)
{
    try {
        return read();
    } catch (const Error& failure) {
        throw Error(failure.kind(), failure.what(), path.string());
    } catch (const fs::filesystem_error& failure) {
        throw Error(Error::Kind::Io, failure.code().message() + ".", path.string());
    } catch (const std::bad_alloc&) {
        throw Error(Error::Kind::Data,
                    "There is not enough memory to hold it; close other programs.",
                    path.string());
    }
}

std::vector<std::uint8_t> labelsOf(const std::vector<float>& values)
{
    std::vector<std::uint8_t> labels(values.size());
    for (std::size_t n = 0; n < values.size(); ++n) {
        const float value = values[n];
        if (!(value >= 0.0F && value <= 255.0F) || value != std::floor(value)) {
            throw Error(Error::Kind::Data,
                        "It is not a mask: it holds the value " + std::to_string(value) +
                            " where labels are whole numbers from 0 to 255.");
        }
        labels[n] = static_cast<std::uint8_t>(value);
    }
    return labels;
}

std::string list(const std::set<int>& labels)
{
    std::string text;
    for (const int label : labels) {
        text += (text.empty() ? "" : ", ") + std::to_string(label);
    }
    return text;
}

} // namespace

ImageFormat imageFormat(const fs::path& path)
{
    const auto extension = extensionOf(path);
    if (!extension) {
        throw Error(Error::Kind::Format,
                    "Its name does not end like an image's: .nii, .nii.gz, .nrrd, .nhdr, .mha "
                    "or .mhd.");
    }
    return extension->format;
}

bool hasImageExtension(const fs::path& path)
{
    return extensionOf(path).has_value();
}

std::string imageStem(const fs::path& path)
{
    const std::string name = path.filename().string();
    const auto extension = extensionOf(path);
    return extension ? name.substr(0, name.size() - extension->text.size()) : path.stem().string();
}

ImageHeader readImageHeader(const fs::path& path)
{
    return naming(path, [&] { return openImage(path).header; });
}

Volume readVolume(const fs::path& path, const Progress& progress)
{
    return naming(path, [&] {
        const StoredImage stored = openImage(path);
        return Volume(stored.header.geometry, stored.voxels(progress));
    });
}

Mask readMask(const fs::path& path, const Progress& progress)
{
    return naming(path, [&] {
        const StoredImage stored = openImage(path);
        return Mask(stored.header.geometry, labelsOf(stored.voxels(progress)));
    });
}

Mask readBinaryMask(const fs::path& path, bool anyLabel)
{
    Mask mask = readMask(path);
    const auto labels = mask.labels();
    std::set<int> found(labels.begin(), labels.end());
    found.erase(0);
    const bool single = found.size() <= 1 && (anyLabel || found.empty() || found.contains(1));
    if (!single) {
        throw Error(Error::Kind::Data,
                    "It is not a mask of one kind of lesion: it holds the labels " + list(found) +
                        " where only 0 and 1 may be.",
                    path.string());
    }
    for (std::uint8_t& label : labels) {
        label = label != 0 ? 1 : 0;
    }
    return mask;
}

} // namespace dawson
