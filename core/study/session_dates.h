#pragma once

#include "core/study/folder_listing.h"
#include "core/study/study.h"

#include <filesystem>

namespace dawson
{

/// Fills the dates of a subject's sessions from its sessions.tsv, and where that tells none from
/// the earliest acq_time in the session's scans.tsv. `listing` is the subject's folder. Damaged
/// tables become problems.
void readSessionDates(const std::filesystem::path& folder,
                      const FolderListing& listing,
                      Subject& subject,
                      ProblemList& problems);

} // namespace dawson
