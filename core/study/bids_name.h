#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dawson
{

/// A BIDS file name taken apart: "sub-01_ce-gadolinium_T1w.nii.gz" has the entities sub = 01,
/// ce = gadolinium, the suffix T1w and the extension .nii.gz.
struct BidsName {
    std::vector<std::pair<std::string, std::string>> entities; ///< in the order of the name
    std::string suffix;
    std::string extension; ///< from the first dot on

    /// Value of an entity, empty when the name has none.
    std::string value(std::string_view entity) const;
    bool isImage() const; ///< .nii or .nii.gz
    /// Whether the name says "after contrast medium": any `ce-` but `ce-none` and its like.
    bool contrast() const;
};

/// Takes a name apart whatever the order of its entities. Nothing when it is not of the form
/// key-value_..._suffix.extension with a `sub` entity.
std::optional<BidsName> parseBidsName(const std::string& fileName);

/// Whether `text` may stand as a subject, session or other label: ASCII letters and digits only.
bool isBidsLabel(std::string_view text);

/// Order of people, not of bytes: "sub-2" before "sub-10".
bool naturalLess(std::string_view a, std::string_view b);

std::string lowerCase(std::string_view text); ///< ASCII only

} // namespace dawson
