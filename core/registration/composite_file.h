#pragma once

#include "core/registration/transform.h"

#include <filesystem>

namespace dawson
{

/// One way of a transform in one file, as `antsRegistration --write-composite-transform 1` names
/// and writes it and ANTs (-t PREFIXComposite.h5) and 3D Slicer read it: ITK's HDF5 transform, a
/// composite of linear part and displacement field in LPS and mm; single precision, packed.
struct CompositeFiles {
    explicit CompositeFiles(const std::filesystem::path& prefix);

    std::filesystem::path forward; ///< PREFIXComposite.h5: fixed point -> moving point
    std::filesystem::path inverse; ///< PREFIXInverseComposite.h5: moving point -> fixed point
};

/// Writes both, each atomically. Throws Error(Io).
void writeComposites(const CompositeFiles& files, const Transform& transform);

/// Reads both: any number of linear parts, and at most one displacement field on the fixed side of
/// them. A linear transform needs no inverse file.
/// Throws Error naming the file: Io (missing), Format (damaged, or another kind of file or of
/// transform), Data (the inverse is missing or is not the forward's, values that are no numbers).
Transform readComposites(const CompositeFiles& files);

/// The files of a path that ends in `Composite.h5`, either way's.
/// Throws Error(Format) for another name.
CompositeFiles compositeFilesOf(const std::filesystem::path& path);

} // namespace dawson
