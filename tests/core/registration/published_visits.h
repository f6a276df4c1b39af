#pragma once

#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/affine_map.h"

#include <filesystem>
#include <string>

namespace dawson
{

/// One subject's two FLAIR images whose registration was published (Lesjak 2017).
struct PublishedVisits {
    Volume first;
    Volume second;
    AffineMap published; ///< from the first visit to the second
    Mask brain;          ///< on the first visit's grid
};

/// Whether the folder holds them.
bool hasPublishedVisits(const std::filesystem::path& folder);

/// `folder`: the MS data set of the shared data; `subject`: "long01" or "long03".
PublishedVisits publishedVisits(const std::filesystem::path& folder, const std::string& subject);

} // namespace dawson
