#pragma once

#include "core/registration/registration.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// Transforms on disk, as ANTs names and reads them (antsApplyTransforms, 3D Slicer):
///   PREFIX0GenericAffine.txt    ITK transform text, fixed point -> moving point, LPS, mm
///   PREFIX1Warp.nii.gz          displacement field on the fixed side, float vectors (intent
///   PREFIX1InverseWarp.nii.gz   "vector"), LPS, mm; only where the transform bends
///   PREFIXTransform.json        where it comes from: software, spec, digests, quality; written
///   last
/// and, where asked for, both ways in one file each (composite_file.h):
///   PREFIXComposite.h5, PREFIXInverseComposite.h5
/// Moving image to fixed grid: -t 1Warp -t 0GenericAffine; back: -t [0GenericAffine,1]
/// -t 1InverseWarp. Each file is written atomically.

struct TransformFiles {
    explicit TransformFiles(const std::filesystem::path& prefix);

    std::filesystem::path affine;
    std::filesystem::path forward;
    std::filesystem::path inverse;
    std::filesystem::path record;
};

/// What the sidecar says besides the result itself.
struct TransformRecord {
    struct Input {
        std::string name;   ///< of the file, without its folder
        std::string sha256; ///< of the file's bytes
    };

    Input fixed;
    Input moving;
    RegistrationSpec spec;
};

enum class Composites { Without, With };

/// Writes the files, removes fields left from an earlier transform of the same prefix, and returns
/// what was written. Throws Error(Io).
std::vector<std::filesystem::path> saveTransform(const std::filesystem::path& prefix,
                                                 const Registration& registration,
                                                 const TransformRecord& record,
                                                 Composites composites = Composites::Without);

/// After the moving image was moved by hand: writes the linear part and both composites anew.
/// Fields and sidecar stay, whose quality is that of the registration itself. Throws Error(Io).
void saveMoved(const std::filesystem::path& prefix, const Transform& transform);

/// Reads what saveTransform or ANTs wrote; the sidecar need not be there. `prefix` may also be the
/// path of a composite (it ends in .h5); composites are read, too, where they alone have the
/// prefix. Throws Error naming the file: Io (missing, cut short), Format (not such a file), Data (a
/// field without its inverse, values that are no numbers).
Transform loadTransform(const std::filesystem::path& prefix);

/// One linear ITK transform as text: affine, rigid, Euler or translation.
AffineMap readAffine(const std::filesystem::path& path);
void writeAffine(const std::filesystem::path& path, const AffineMap& map);

DisplacementField readField(const std::filesystem::path& path);
void writeField(const std::filesystem::path& path, const DisplacementField& field);

} // namespace dawson
