#pragma once

namespace dawson
{

/// Layer and author's key of the lesions of the visit before.
constexpr const char* kPriorLayer = "prior-lesions";

/// What painting a new lesion within one of the visit before does.
enum class PriorRule {
    Allow,
    Warn,  ///< paints, and says so
    Forbid ///< leaves these voxels out
};

} // namespace dawson
