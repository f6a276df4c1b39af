#pragma once

#include "core/base/progress.h"
#include "core/study/study.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// One loose image on its way into a project; guessed, then corrected by the user.
struct ImportItem {
    std::filesystem::path source;
    std::string subject; ///< letters and digits only, as BIDS asks
    std::string session; ///< may be empty
    std::string suffix;  ///< FLAIR, T1w, T2w, PDw; empty when not guessed
    bool contrast = false;
    bool mask = false; ///< a lesion mask, to become `maskAuthor`'s
    std::string maskAuthor = "grader-1";
    std::string
        problem; ///< why it cannot be imported (not an image, 4D, two of a kind); empty when it can
};

/// Guesses subject, session and sequence from names and folders: "P017_2021_t2_flair_3D.nii.gz",
/// "sub-01_ses-02_T1w.nii", "patient3/post_contrast_t1.nrrd". Folders are searched. Never throws
/// for a single file: its `problem` says what is wrong.
std::vector<ImportItem> guessImport(const std::vector<std::filesystem::path>& paths);

/// Why these items cannot be imported together: a missing field, a clash of two, a file already in
/// the project. Empty when they can.
std::vector<std::string> checkImport(const std::filesystem::path& root,
                                     const std::vector<ImportItem>& items);

/// Copies the items into the project as NIfTI (.nii.gz; other formats are converted, voxels and
/// geometry kept), masks through writeGrading. Each file atomic; stops at the first that fails with
/// an Error naming it, those before stay. REQUIRES: checkImport found nothing.
void importImages(const std::filesystem::path& root,
                  const std::vector<ImportItem>& items,
                  const Progress& progress = {});

} // namespace dawson
