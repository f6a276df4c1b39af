#pragma once

#include <filesystem>

namespace dawson
{

/// What a tour is given to show things on; made of the project's own files. Both throw Error.

/// Brings the published changes of dataset `coregistered` (derivatives/consensus/...
/// _space-common_label-change_desc-brighter_mask) onto the grids of the project's pairs by the
/// published transforms, as masks of new lesions by an author of their own. A project without any
/// stays as it is.
void addPublishedChanges(const std::filesystem::path& project);

/// Makes a project of what users get wrong: sub-mixed (its two visits are of two patients),
/// sub-nopre (no T1w before gadolinium), sub-onevisit, sub-swapped (dates against the visits'
/// names). REQUIRES: `project` has two pairs of visits and a T1w after gadolinium.
void makeFaultyProject(const std::filesystem::path& project, const std::filesystem::path& folder);

} // namespace dawson
