#pragma once

#include "core/base/progress.h"
#include "core/image/geometry.h"
#include "core/study/study.h"

#include <filesystem>
#include <optional>
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
    std::string problem;     ///< why it cannot be imported (not an image, 4D); empty when it can
    Task task = Task::Flair; ///< of a mask
    std::optional<Geometry> geometry; ///< from the header, when that could be read
};

/// Guesses subject, session and sequence from names and folders: "P017_2021_t2_flair_3D.nii.gz",
/// "sub-01_ses-02_T1w.nii", "patient3/post_contrast_t1.nrrd". Folders are searched, and what is no
/// image in them is passed over. Headers are read, voxels are not. Never throws for a single file:
/// its `problem` says what is wrong. Throws Error(Cancelled) only.
std::vector<ImportItem> guessImport(const std::vector<std::filesystem::path>& paths,
                                    const Progress& progress = {});

/// The guess from names alone: the file's and those of `folders`, nearest last.
ImportItem guessFromNames(const std::filesystem::path& file,
                          const std::vector<std::string>& folders);

/// Why these items cannot be imported together: a missing field, a clash of two, a file already in
/// the project, a mask that does not lie on the grid of its image. A sentence each, led by the
/// file's name. Empty when they can. `root` need not exist yet.
std::vector<std::string> checkImport(const std::filesystem::path& root,
                                     const std::vector<ImportItem>& items);
/// The same item by item: as long as `items`, empty where nothing is wrong, without file names.
std::vector<std::string> checkEachImport(const std::filesystem::path& root,
                                         const std::vector<ImportItem>& items);

/// Copies the items into the project as NIfTI (.nii.gz; other formats are converted, voxels and
/// geometry kept), masks through writeGrading as submitted; adds the subjects to participants.tsv.
/// Images go first, then masks, each in the order given; progress is the share of items done. Each
/// file atomic; stops at the first that fails with an Error naming it, those before stay.
/// REQUIRES: checkImport found nothing.
void importImages(const std::filesystem::path& root,
                  const std::vector<ImportItem>& items,
                  const Progress& progress = {});

} // namespace dawson
