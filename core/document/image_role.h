#pragma once

namespace dawson
{

/// What an image is in a task that compares two. Single-image tasks know only Other.
enum class ImageRole {
    Other,
    Current,    ///< the image that is masked: this visit, or after gadolinium
    Prior,      ///< what it is compared with: the visit before, or before gadolinium
    Subtraction ///< current minus prior, signed
};

} // namespace dawson
