#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/stored_image.h"

#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <algorithm>
#include <string>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Io = itk::ImageIOBase;

Io::Pointer makeIo(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Nifti:
        return itk::NiftiImageIO::New().GetPointer();
    case ImageFormat::Nrrd:
        return itk::NrrdImageIO::New().GetPointer();
    default:
        return itk::MetaImageIO::New().GetPointer();
    }
}

/// A header beside its voxels cannot be replaced in one step, so such files are only read.
void requireOneFile(const fs::path& path)
{
    const std::string extension = path.extension().string();
    if (extension == ".nhdr" || extension == ".mhd") {
        throw Error(Error::Kind::Format,
                    "Images in two files are not written; choose .nrrd, .mha or .nii.gz.",
                    path.string());
    }
}

void describe(Io& io, const Geometry& geometry)
{
    io.SetNumberOfDimensions(3);
    itk::ImageIORegion region(3);
    const std::array<double, 3> origin{
        geometry.origin().x, geometry.origin().y, geometry.origin().z};
    for (unsigned axis = 0; axis < 3; ++axis) {
        const auto size = static_cast<itk::SizeValueType>(geometry.size()[axis]);
        io.SetDimensions(axis, size);
        io.SetSpacing(axis, geometry.spacing()[axis]);
        io.SetOrigin(axis, origin[axis]);
        std::vector<double> direction(3);
        for (unsigned row = 0; row < 3; ++row) {
            direction[row] = geometry.direction()[row][axis];
        }
        io.SetDirection(axis, direction);
        region.SetIndex(axis, 0);
        region.SetSize(axis, size);
    }
    io.SetIORegion(region);
    io.SetPixelType(itk::IOPixelEnum::SCALAR);
    io.SetNumberOfComponents(1);
    io.SetUseCompression(true);
}

void writeVoxels(const fs::path& path,
                 const Geometry& geometry,
                 Io::IOComponentType type,
                 const void* voxels)
{
    const Io::Pointer io = makeIo(imageFormat(path));
    try {
        describe(*io, geometry);
        io->SetComponentType(type);
        io->SetFileName(path.string());
        io->WriteImageInformation();
        io->Write(voxels);
    } catch (const itk::ExceptionObject& failure) {
        throw Error(Error::Kind::Io,
                    std::string("It cannot be written: ") + failure.GetDescription());
    }
}

/// The format libraries do not report a full disk, so what was written is read again.
void requireWritten(bool equal)
{
    if (!equal) {
        throw Error(Error::Kind::Io, "It was not written completely; is the disk full?");
    }
}

template <typename Write>
void writeNamed(const fs::path& path, const Write& write)
{
    requireOneFile(path);
    try {
        imageFormat(path);
        writeAtomically(path, write);
    } catch (const Error& failure) {
        throw Error(failure.kind(), failure.what(), path.string());
    }
}

} // namespace

void writeVolume(const fs::path& path, const Volume& volume)
{
    writeNamed(path, [&](const fs::path& temporary) {
        const auto voxels = volume.voxels();
        writeVoxels(temporary, volume.geometry(), itk::IOComponentEnum::FLOAT, voxels.data());
        const Volume written = readVolume(temporary);
        requireWritten(std::equal(
            voxels.begin(), voxels.end(), written.voxels().begin(), written.voxels().end()));
    });
}

void writeMask(const fs::path& path, const Mask& mask)
{
    writeNamed(path, [&](const fs::path& temporary) {
        const auto labels = mask.labels();
        writeVoxels(temporary, mask.geometry(), itk::IOComponentEnum::UCHAR, labels.data());
        const Mask written = readMask(temporary);
        requireWritten(std::equal(
            labels.begin(), labels.end(), written.labels().begin(), written.labels().end()));
    });
}

} // namespace dawson
