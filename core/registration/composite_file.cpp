#include "core/registration/composite_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/registration/itk_affine.h"
#include "core/registration/itk_grid.h"

#include <hdf5.h>
#include <itkAffineTransform.h>
#include <itkCompositeTransform.h>
#include <itkDisplacementFieldTransform.h>
#include <itkHDF5TransformIO.h>
#include <itkTransformFactory.h>
#include <itkTransformFileReader.h>
#include <itkTransformFileWriter.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;
using Composite = itk::CompositeTransform<float, 3>;
using Warp = itk::DisplacementFieldTransform<float, 3>;
using ReadComposite = itk::CompositeTransform<double, 3>;
using ReadWarp = itk::DisplacementFieldTransform<double, 3>;

constexpr const char* kEnding = "Composite.h5";
constexpr const char* kInverseEnding = "InverseComposite.h5";

itk::AffineTransform<float, 3>::Pointer itkAffine(const AffineMap& map)
{
    using Affine = itk::AffineTransform<float, 3>;
    Affine::MatrixType matrix;
    Affine::OutputVectorType offset;
    for (unsigned r = 0; r < 3; ++r) {
        offset[r] = static_cast<float>(map.offset[r]);
        for (unsigned c = 0; c < 3; ++c) {
            matrix[r][c] = static_cast<float>(map.matrix[r][c]);
        }
    }
    auto transform = Affine::New();
    transform->SetMatrix(matrix);
    transform->SetOffset(offset);
    return transform;
}

Warp::Pointer itkWarp(const DisplacementField& field)
{
    const auto image = itkImageOn<Warp::DisplacementFieldType>(field.geometry());
    auto* out = image->GetBufferPointer();
    for (const DisplacementField::Vector& v : field.vectors()) {
        (*out)[0] = v[0];
        (*out)[1] = v[1];
        (*out)[2] = v[2];
        ++out;
    }
    auto transform = Warp::New();
    transform->SetDisplacementField(image);
    return transform;
}

/// Calls `work`; what ITK and HDF5 throw (HDF5's own kinds are no std::exception) becomes an Error
/// with this sentence.
template <typename Work>
auto guarded(const fs::path& path, Error::Kind kind, const char* sentence, const Work& work)
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); // the sentence is enough, no stack on stderr
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (...) {
        throw Error(kind, sentence, path.string());
    }
}

void writeOne(const fs::path& path, const Composite& transform)
{
    writeAtomically(path, [&](const fs::path& temporary) {
        guarded(path, Error::Kind::Io, "It cannot be written.", [&] {
            const auto writer = itk::TransformFileWriterTemplate<float>::New();
            writer->SetTransformIO(itk::HDF5TransformIOTemplate<float>::New());
            writer->SetFileName(temporary.string());
            writer->SetUseCompression(true);
            writer->SetInput(&transform);
            writer->Update();
        });
    });
}

/// What one file holds, in the order in which a point passes it.
struct Way {
    std::vector<AffineMap> linearBefore;
    std::optional<DisplacementField> field;
    std::vector<AffineMap> linearAfter;
};

DisplacementField fieldOf(const ReadWarp& warp)
{
    const auto* image = warp.GetDisplacementField();
    if (image == nullptr) {
        throw Error(Error::Kind::Format, "Its displacement field is empty.");
    }
    const auto region = image->GetBufferedRegion();
    Geometry::Size size{};
    Geometry::Vector spacing{};
    Geometry::Matrix direction{};
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<int>(region.GetSize(axis));
        spacing[axis] = image->GetSpacing()[axis];
        for (unsigned row = 0; row < 3; ++row) {
            direction[row][axis] = image->GetDirection()[row][axis];
        }
    }
    const auto& origin = image->GetOrigin();
    const Geometry grid(size, spacing, {origin[0], origin[1], origin[2]}, direction);
    std::vector<DisplacementField::Vector> vectors(grid.voxelCount());
    const auto* in = image->GetBufferPointer();
    for (DisplacementField::Vector& v : vectors) {
        v = {static_cast<float>((*in)[0]),
             static_cast<float>((*in)[1]),
             static_cast<float>((*in)[2])};
        ++in;
    }
    return {grid, std::move(vectors)};
}

void append(Way& way, const itk::TransformBaseTemplate<double>& part)
{
    if (const auto* warp = dynamic_cast<const ReadWarp*>(&part)) {
        if (way.field) {
            throw Error(Error::Kind::Format, "It holds more than one displacement field.");
        }
        way.field = fieldOf(*warp);
        return;
    }
    const auto linear = linearMapOf(part);
    if (!linear) {
        throw Error(Error::Kind::Format,
                    std::string("It holds a transform of a kind that is not read here: ") +
                        part.GetNameOfClass() + ".");
    }
    if (!finite(*linear)) {
        throw Error(Error::Kind::Data, "It holds values that are no numbers.");
    }
    (way.field ? way.linearAfter : way.linearBefore).push_back(*linear);
}

Way wayOf(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw Error(Error::Kind::Io, "The transform's file is missing.", path.string());
    }
    const char* const damaged = "It is damaged, or not an ITK composite transform.";
    return guarded(path, Error::Kind::Format, damaged, [&] {
        itk::TransformFactoryBase::RegisterDefaultTransforms();
        itk::TransformFactory<itk::MatrixOffsetTransformBase<double, 3, 3>>::RegisterTransform();
        const auto reader = itk::TransformFileReaderTemplate<double>::New();
        reader->SetTransformIO(itk::HDF5TransformIOTemplate<double>::New());
        reader->SetFileName(path.string());
        reader->Update();
        Way way;
        try {
            for (const auto& read : *reader->GetTransformList()) {
                const auto* composite = dynamic_cast<const ReadComposite*>(read.GetPointer());
                if (composite == nullptr) {
                    append(way, *read);
                    continue;
                }
                // The last of the queue is the first a point passes.
                for (auto n = composite->GetNumberOfTransforms(); n-- > 0;) {
                    append(way, *composite->GetNthTransformConstPointer(n));
                }
            }
        } catch (const Error& error) {
            throw Error(error.kind(), error.what(), path.string());
        }
        return way;
    });
}

AffineMap joined(const std::vector<AffineMap>& maps)
{
    AffineMap all;
    for (const AffineMap& map : maps) {
        all = map.after(all);
    }
    return all;
}

bool undone(const AffineMap& there, const AffineMap& back)
{
    constexpr double farMm = 200.0;
    constexpr double toleranceMm = 0.01; // single precision, far from the middle
    const AffineMap both = back.after(there);
    for (const PatientPoint& p : {PatientPoint{0.0, 0.0, 0.0},
                                  PatientPoint{farMm, 0.0, 0.0},
                                  PatientPoint{0.0, farMm, 0.0},
                                  PatientPoint{0.0, 0.0, farMm}}) {
        const PatientPoint q = both(p);
        if (!(std::hypot(q.x - p.x, q.y - p.y, q.z - p.z) < toleranceMm)) {
            return false;
        }
    }
    return true;
}

} // namespace

CompositeFiles::CompositeFiles(const fs::path& prefix)
    : forward(prefix.parent_path() / (prefix.filename().string() + kEnding))
    , inverse(prefix.parent_path() / (prefix.filename().string() + kInverseEnding))
{
}

CompositeFiles compositeFilesOf(const fs::path& path)
{
    std::string name = path.filename().string();
    for (const std::string ending : {kInverseEnding, kEnding}) {
        if (name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            return CompositeFiles(path.parent_path() / name);
        }
    }
    throw Error(Error::Kind::Format,
                std::string("The name of a composite transform ends in ") + kEnding + ".",
                path.string());
}

void writeComposites(const CompositeFiles& files, const Transform& transform)
{
    const auto there = Composite::New();
    const auto back = Composite::New();
    // What is added last comes first.
    there->AddTransform(itkAffine(transform.affine));
    if (transform.fields) {
        there->AddTransform(itkWarp(transform.fields->forward));
        back->AddTransform(itkWarp(transform.fields->inverse));
    }
    back->AddTransform(itkAffine(transform.affine.inverse()));
    writeOne(files.forward, *there);
    writeOne(files.inverse, *back);
}

Transform readComposites(const CompositeFiles& files)
{
    const Way there = wayOf(files.forward);
    Transform transform;
    transform.affine = joined(there.field ? there.linearAfter : there.linearBefore);
    if (!there.field) {
        return transform;
    }
    if (!there.linearBefore.empty()) {
        throw Error(Error::Kind::Format,
                    "Its displacement field is not on the fixed image's side.",
                    files.forward.string());
    }
    std::error_code ignored;
    if (!fs::exists(files.inverse, ignored)) {
        throw Error(Error::Kind::Data,
                    "The transform's way back is missing; both ways are needed.",
                    files.inverse.string());
    }
    const Way back = wayOf(files.inverse);
    if (!back.field || !back.linearAfter.empty() ||
        !undone(transform.affine, joined(back.linearBefore))) {
        throw Error(Error::Kind::Data,
                    "It is not the way back of the transform beside it.",
                    files.inverse.string());
    }
    transform.fields = Transform::Fields{*there.field, *back.field};
    return transform;
}

} // namespace dawson
