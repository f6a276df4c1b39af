#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/voxel_section.h"
#include "core/registration/itk_affine.h"
#include "core/registration/transform_file.h"

#include <itkAffineTransform.h>
#include <itkNiftiImageIO.h>
#include <itkTransformFactory.h>
#include <itkTransformFileReader.h>
#include <itkTransformFileWriter.h>
#include <itkTranslationTransform.h>
#include <itkTxtTransformIO.h>

#include <array>
#include <cmath>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Linear = itk::MatrixOffsetTransformBase<double, 3, 3>;
using Shift = itk::TranslationTransform<double, 3>;

void requireFile(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw Error(Error::Kind::Io, "The transform's file is missing.", path.string());
    }
}

Geometry geometryOf(const itk::NiftiImageIO& io)
{
    Geometry::Size size{};
    Geometry::Vector spacing{};
    std::array<double, 3> origin{};
    Geometry::Matrix direction{};
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<int>(io.GetDimensions(axis));
        spacing[axis] = io.GetSpacing(axis);
        origin[axis] = io.GetOrigin(axis);
        for (unsigned row = 0; row < 3; ++row) {
            direction[row][axis] = io.GetDirection(axis)[row];
        }
    }
    return {size, spacing, {origin[0], origin[1], origin[2]}, direction};
}

void requireField(const itk::NiftiImageIO& io)
{
    const bool spatial = io.GetNumberOfDimensions() == 3 && io.GetNumberOfComponents() == 3;
    const auto type = io.GetComponentType();
    if (!spatial || (type != itk::IOComponentEnum::FLOAT && type != itk::IOComponentEnum::DOUBLE)) {
        throw Error(Error::Kind::Format, "It is not a displacement field of 3D vectors.");
    }
}

std::vector<DisplacementField::Vector> vectorsOf(itk::NiftiImageIO& io, std::size_t count)
{
    std::vector<DisplacementField::Vector> vectors(count);
    if (io.GetComponentType() == itk::IOComponentEnum::FLOAT) {
        io.Read(vectors.data());
        return vectors;
    }
    std::vector<std::array<double, 3>> exact(count);
    io.Read(exact.data());
    for (std::size_t n = 0; n < count; ++n) {
        for (std::size_t r = 0; r < 3; ++r) {
            vectors[n][r] = static_cast<float>(exact[n][r]);
        }
    }
    return vectors;
}

/// Of a packed file that was cut short the library tells only sometimes.
void requireWhole(const fs::path& path, const itk::NiftiImageIO& io, std::size_t count)
{
    constexpr std::uintmax_t header = 352;
    const bool packed = path.extension() == ".gz";
    const auto bytes = static_cast<std::uintmax_t>(3U * io.GetComponentSize()) * count;
    requireWholeSection({path, 0, fs::file_size(path), packed}, header + bytes);
}

void describe(itk::NiftiImageIO& io, const Geometry& geometry)
{
    const std::array<double, 3> origin{
        geometry.origin().x, geometry.origin().y, geometry.origin().z};
    io.SetNumberOfDimensions(3);
    itk::ImageIORegion region(3);
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
    io.SetPixelType(itk::IOPixelEnum::VECTOR);
    io.SetNumberOfComponents(3);
    io.SetComponentType(itk::IOComponentEnum::FLOAT);
    io.SetUseCompression(true);
}

} // namespace

std::optional<AffineMap> linearMapOf(const itk::TransformBaseTemplate<double>& transform)
{
    AffineMap map;
    if (const auto* shift = dynamic_cast<const Shift*>(&transform)) {
        map.offset = {shift->GetOffset()[0], shift->GetOffset()[1], shift->GetOffset()[2]};
        return map;
    }
    const auto* linear = dynamic_cast<const Linear*>(&transform);
    if (linear == nullptr) {
        return std::nullopt;
    }
    for (unsigned r = 0; r < 3; ++r) {
        map.offset[r] = linear->GetOffset()[r];
        for (unsigned c = 0; c < 3; ++c) {
            map.matrix[r][c] = linear->GetMatrix()[r][c];
        }
    }
    return map;
}

bool finite(const AffineMap& map)
{
    bool sound = true;
    for (unsigned r = 0; r < 3; ++r) {
        sound = sound && std::isfinite(map.offset[r]);
        for (unsigned c = 0; c < 3; ++c) {
            sound = sound && std::isfinite(map.matrix[r][c]);
        }
    }
    return sound;
}

AffineMap readAffine(const fs::path& path)
{
    requireFile(path);
    itk::TransformFactoryBase::RegisterDefaultTransforms();
    itk::TransformFactory<Linear>::RegisterTransform(); // which ANTs and ITK-SNAP write
    const auto reader = itk::TransformFileReaderTemplate<double>::New();
    reader->SetTransformIO(itk::TxtTransformIOTemplate<double>::New());
    reader->SetFileName(path.string());
    try {
        reader->Update();
    } catch (const itk::ExceptionObject&) {
        throw Error(Error::Kind::Format, "It is not an ITK transform as text.", path.string());
    }
    const auto* list = reader->GetTransformList();
    const auto map = list->size() == 1 ? linearMapOf(*list->front()) : std::nullopt;
    if (!map) {
        throw Error(Error::Kind::Format, "It does not hold one linear transform.", path.string());
    }
    if (!finite(*map)) {
        throw Error(Error::Kind::Data, "It holds values that are no numbers.", path.string());
    }
    return *map;
}

void writeAffine(const fs::path& path, const AffineMap& map)
{
    const auto transform = itk::AffineTransform<double, 3>::New();
    Linear::MatrixType matrix;
    Linear::OutputVectorType offset;
    for (unsigned r = 0; r < 3; ++r) {
        offset[r] = map.offset[r];
        for (unsigned c = 0; c < 3; ++c) {
            matrix[r][c] = map.matrix[r][c];
        }
    }
    transform->SetMatrix(matrix);
    transform->SetOffset(offset);
    writeAtomically(path, [&](const fs::path& temporary) {
        const auto writer = itk::TransformFileWriterTemplate<double>::New();
        writer->SetTransformIO(itk::TxtTransformIOTemplate<double>::New());
        writer->SetFileName(temporary.string());
        writer->SetInput(transform);
        try {
            writer->Update();
        } catch (const itk::ExceptionObject& failure) {
            throw Error(Error::Kind::Io,
                        std::string("It cannot be written: ") + failure.GetDescription(),
                        path.string());
        }
    });
}

DisplacementField readField(const fs::path& path)
{
    requireFile(path);
    try {
        const auto io = itk::NiftiImageIO::New();
        io->SetFileName(path.string());
        io->ReadImageInformation();
        requireField(*io);
        const Geometry geometry = geometryOf(*io);
        itk::ImageIORegion region(3);
        for (unsigned axis = 0; axis < 3; ++axis) {
            region.SetSize(axis, io->GetDimensions(axis));
        }
        io->SetIORegion(region);
        requireWhole(path, *io, geometry.voxelCount());
        return {geometry, vectorsOf(*io, geometry.voxelCount())};
    } catch (const itk::ExceptionObject&) {
        throw Error(
            Error::Kind::Format, "It is damaged, or not a displacement field.", path.string());
    } catch (const Error& failure) {
        throw Error(failure.kind(), failure.what(), path.string());
    }
}

void writeField(const fs::path& path, const DisplacementField& field)
{
    writeAtomically(path, [&](const fs::path& temporary) {
        const auto io = itk::NiftiImageIO::New();
        try {
            describe(*io, field.geometry());
            io->SetFileName(temporary.string());
            io->WriteImageInformation();
            io->Write(field.vectors().data());
        } catch (const itk::ExceptionObject& failure) {
            throw Error(Error::Kind::Io,
                        std::string("It cannot be written: ") + failure.GetDescription(),
                        path.string());
        }
        // The library does not report a full disk, so what was written is read again.
        const auto written = readField(temporary);
        if (!std::equal(field.vectors().begin(),
                        field.vectors().end(),
                        written.vectors().begin(),
                        written.vectors().end())) {
            throw Error(
                Error::Kind::Io, "It was not written completely; is the disk full?", path.string());
        }
    });
}

} // namespace dawson
