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

/// The mask to use for an image: brainMaskPath() when it is there, else one that somebody has
/// published with the data: a `desc-brain_mask` of the same visit below derivatives/ on the image's
/// grid. Empty when there is none. Reads headers only.
std::filesystem::path findBrainMask(const std::filesystem::path& root,
                                    const std::filesystem::path& image);

/// What is known of a brain mask: its sidecar.
struct BrainMaskRecord {
    std::string imageDigest; ///< SHA-256 of the image
    std::string modelDigest; ///< of the network that found it; empty: published, or drawn by hand
    std::string publishedIn; ///< where a published one was taken from, relative to the project
    std::string repairedBy;  ///< grader's name; empty: nobody has
    std::string repairedAt;  ///< ISO 8601, UTC
    std::string softwareVersion;
};

/// Of a mask without a sidecar, or with a damaged one, nothing is known.
BrainMaskRecord readBrainMaskRecord(const std::filesystem::path& mask);

/// Whether the mask was made of other bytes than the image has now. False where the record does not
/// tell. Reads the image whole (about 50 ms). Throws Error(Io).
bool isOfAnotherImage(const BrainMaskRecord& record, const std::filesystem::path& image);

/// Writes mask and sidecar to brainMaskPath(), both atomic; makes the dataset when it is new. The
/// image's digest and the version are filled in. Throws Error(Io) for a read-only project, nothing
/// half-written.
void writeBrainMask(const std::filesystem::path& root,
                    const std::filesystem::path& image,
                    const Mask& mask,
                    const BrainMaskRecord& record);

} // namespace dawson
