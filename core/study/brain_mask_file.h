#pragma once

#include "core/image/mask.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// The brain mask of an image, found by a model and open to repair: a derivative of its own, told
/// from graders' masks by its name. Format: docs/formats/project.md.

/// derivatives/brain/sub-X/[ses-Y/]anat/<name of the image>_desc-brain_mask.nii.gz, where the name
/// of the image keeps its entities and suffix. REQUIRES: `image` lies in a sub-X folder below
/// `root`.
std::filesystem::path brainMaskPath(const std::filesystem::path& root,
                                    const std::filesystem::path& image);

/// Writes a computed mask and its sidecar (digests of image and model), both atomic; makes the
/// dataset when it is new. Throws Error(Io) for a read-only project, nothing half-written.
void writeBrainMask(const std::filesystem::path& root,
                    const std::filesystem::path& image,
                    const Mask& mask,
                    const std::string& modelDigest);

} // namespace dawson
