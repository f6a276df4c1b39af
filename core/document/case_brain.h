#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/study/brain_mask_file.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <string>

namespace dawson
{

/// Layer and author's key of the brain mask.
constexpr const char* kBrainLayer = "brain";

/// The brain mask of the image whose grid a case has.
struct CaseBrain {
    std::filesystem::path image; ///< whose brain it is
    /// It shows skull and scalp, so models need a mask; not looked at where there is one.
    bool wholeHead = false;
    std::filesystem::path file; ///< of the mask; published elsewhere, too. Empty: there is none
    std::string digest;         ///< SHA-256 of the file
    std::shared_ptr<const Mask> mask; ///< null: none, or it cannot be used
    BrainMaskRecord record;
    std::string refusal; ///< why a mask that is there cannot be used
    std::string doubt;   ///< what may be wrong with one that can

    /// Kept beside the project's data, not published with it: repaired in place.
    bool own(const std::filesystem::path& root) const { return file == brainMaskPath(root, image); }
};

/// Looks for the brain mask of an image of the project and reads it. Never throws for a mask.
CaseBrain readCaseBrain(const std::filesystem::path& root,
                        const std::filesystem::path& image,
                        const Volume& volume);

/// Where a mask that is there came from, a sentence for people: who found, published or repaired
/// it.
QString brainOriginText(const CaseBrain& brain, const std::filesystem::path& root);

} // namespace dawson
