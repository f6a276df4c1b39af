#include "core/base/error.h"
#include "core/image/stored_image.h"
#include "core/image/voxel_section.h"

#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Io = itk::ImageIOBase;

Io::Pointer makeIo(ImageFormat format)
{
    if (format == ImageFormat::Nrrd) {
        return itk::NrrdImageIO::New().GetPointer();
    }
    return itk::MetaImageIO::New().GetPointer();
}

void requireGreyVolume(const Io& io)
{
    if (io.GetNumberOfComponents() != 1) {
        const auto type = io.GetPixelType();
        const bool colour = type == itk::IOPixelEnum::RGB || type == itk::IOPixelEnum::RGBA;
        throw Error(Error::Kind::Format,
                    colour ? "It is a colour (RGB) image; Dawson reads grey values only."
                           : "It holds " + std::to_string(io.GetNumberOfComponents()) +
                                 " values per voxel (RGB, 4D or vectors); Dawson reads one.");
    }
    for (unsigned axis = 3; axis < io.GetNumberOfDimensions(); ++axis) {
        if (io.GetDimensions(axis) > 1) {
            throw Error(Error::Kind::Format,
                        "It holds " + std::to_string(io.GetDimensions(axis)) +
                            " volumes (4D); Dawson reads 3D images.");
        }
    }
}

std::array<long long, 3> sizeOf(const Io& io)
{
    std::array<long long, 3> size{1, 1, 1};
    for (unsigned axis = 0; axis < std::min(3U, io.GetNumberOfDimensions()); ++axis) {
        size[axis] = static_cast<long long>(io.GetDimensions(axis));
    }
    return size;
}

Geometry geometryOf(const Io& io, const std::array<long long, 3>& size)
{
    const unsigned dimensions = std::min(3U, io.GetNumberOfDimensions());
    std::array<double, 3> origin{};
    Geometry::Matrix columns{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        origin[axis] = io.GetOrigin(axis);
        const auto direction = io.GetDirection(axis);
        for (unsigned row = 0; row < dimensions; ++row) {
            columns[axis][row] = direction[row] * io.GetSpacing(axis);
        }
    }
    return geometryFromSteps(
        {static_cast<int>(size[0]), static_cast<int>(size[1]), static_cast<int>(size[2])},
        {origin[0], origin[1], origin[2]},
        columns);
}

template <typename Stored>
std::vector<float> floats(const std::vector<char>& raw)
{
    std::vector<float> voxels(raw.size() / sizeof(Stored));
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        Stored value{};
        std::memcpy(&value, raw.data() + n * sizeof(Stored), sizeof(Stored));
        voxels[n] = static_cast<float>(value);
    }
    return voxels;
}

std::vector<float> floatsOf(Io::IOComponentType type, const std::vector<char>& raw)
{
    switch (type) {
    case itk::IOComponentEnum::UCHAR:
        return floats<unsigned char>(raw);
    case itk::IOComponentEnum::CHAR:
        return floats<signed char>(raw);
    case itk::IOComponentEnum::USHORT:
        return floats<unsigned short>(raw);
    case itk::IOComponentEnum::SHORT:
        return floats<short>(raw);
    case itk::IOComponentEnum::UINT:
        return floats<unsigned int>(raw);
    case itk::IOComponentEnum::INT:
        return floats<int>(raw);
    case itk::IOComponentEnum::ULONG:
        return floats<unsigned long>(raw);
    case itk::IOComponentEnum::LONG:
        return floats<long>(raw);
    case itk::IOComponentEnum::ULONGLONG:
        return floats<unsigned long long>(raw);
    case itk::IOComponentEnum::LONGLONG:
        return floats<long long>(raw);
    case itk::IOComponentEnum::FLOAT:
        return floats<float>(raw);
    case itk::IOComponentEnum::DOUBLE:
        return floats<double>(raw);
    default:
        throw Error(Error::Kind::Format, "Its voxels have a type Dawson does not read.");
    }
}

std::vector<float>
readVoxels(Io& io, const fs::path& path, const VoxelSection& section, const Progress& progress)
{
    progress.report(0.0);
    requireWholeSection(section, static_cast<std::uintmax_t>(io.GetImageSizeInBytes()));
    progress.report(0.3);
    const unsigned dimensions = io.GetNumberOfDimensions();
    itk::ImageIORegion region(dimensions);
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        region.SetIndex(axis, 0);
        region.SetSize(axis, io.GetDimensions(axis));
    }
    io.SetIORegion(region);
    std::vector<char> raw(static_cast<std::size_t>(io.GetImageSizeInBytes()));
    try {
        io.Read(raw.data());
    } catch (const itk::ExceptionObject&) {
        throw Error(Error::Kind::Io,
                    fs::exists(path) ? "Its voxels cannot be read to the end; the file is cut "
                                       "short or damaged, so copy it again."
                                     : "The file vanished while it was read.");
    }
    progress.report(0.8);
    return floatsOf(io.GetComponentType(), raw);
}

} // namespace

StoredImage openWithItk(const fs::path& path, ImageFormat format)
{
    const Io::Pointer io = makeIo(format);
    VoxelSection section;
    try {
        io->SetFileName(path.string());
        if (!io->CanReadFile(path.c_str())) {
            throw Error(Error::Kind::Format,
                        "It is not an image of the kind its name says, or its header is damaged.");
        }
        section = findVoxelSection(path, format);
        io->ReadImageInformation();
    } catch (const itk::ExceptionObject&) {
        throw Error(Error::Kind::Format, "Its header cannot be read; it is damaged or incomplete.");
    }
    requireGreyVolume(*io);
    const auto size = sizeOf(*io);
    const auto width = static_cast<std::size_t>(io->GetComponentSize());
    requireRoom(size, width, section.bytes, section.compressed);
    const Geometry geometry = geometryOf(*io, size);
    const auto type = io->GetComponentType();
    const bool whole = type != itk::IOComponentEnum::FLOAT && type != itk::IOComponentEnum::DOUBLE;
    return {{geometry, whole}, [io, path, section](const Progress& progress) {
                return readVoxels(*io, path, section, progress);
            }};
}

} // namespace dawson
