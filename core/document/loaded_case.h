#pragma once

#include "core/base/progress.h"
#include "core/document/image_role.h"
#include "core/image/intensity_window.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/study/grading_file.h"
#include "core/study/study.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What loading a case in the background yields: pixels and masks, no Qt objects.
struct LoadedCase {
    std::string subject;
    std::string session;
    std::string date; ///< of the session, empty when not given
    Task task = Task::Flair;
    std::filesystem::path root;

    struct Image {
        Series series;
        std::shared_ptr<const Volume> volume;
        IntensityWindow window;
        bool resampled = false; ///< it was on another grid, and the caller asked for this
        ImageRole role = ImageRole::Other;
        std::string date; ///< of its visit, empty when not given
    };

    std::vector<Image> images; ///< the task's primary image first; all on its grid
    std::string primaryDigest; ///< SHA-256 of its file

    struct LoadedMask {
        Author author;
        Grading grading;
        std::shared_ptr<Mask> mask; ///< null when it was refused
        std::optional<GradingSidecar> sidecar;
        std::string digest; ///< SHA-256 of the mask's file
        bool resampled = false;
        std::string refusal; ///< why it was left out; empty for a usable mask
    };

    std::vector<LoadedMask> masks;    ///< on the primary image's grid, or refused
    std::vector<std::string> refused; ///< all that was left out, with the difference named

    /// The mask of an author, a usable one before a refused one; nullptr when there is none.
    const LoadedMask* mask(const std::string& authorFolder) const;
};

/// What to do with an image or mask whose grid differs from the primary image's.
enum class OtherGrid {
    Refuse,   ///< leave it out and name the difference
    Resample, ///< images linearly, masks by label probability, marked as resampled
};

/// Which case to load.
struct CaseRequest {
    std::string subject;
    std::string session; ///< empty in datasets without sessions
    Task task = Task::Flair;
    OtherGrid otherGrid = OtherGrid::Refuse;
};

/// Reads a case: pure function for a BackgroundTask. A further image or a mask that cannot be read
/// is refused by name; Error is thrown when the primary image is missing or cannot be read.
LoadedCase loadCase(const Study& study, const CaseRequest& request, const Progress& progress);

/// The same images with all masks as they are on disk now: after a save, a job, or for another
/// grader. Much faster than loadCase. Never throws for a mask.
LoadedCase readMasksAgain(LoadedCase loaded, const Study& study, OtherGrid otherGrid);

/// The same, refusing all on another grid.
LoadedCase loadCase(const Study& study,
                    const std::string& subject,
                    const std::string& session,
                    Task task,
                    const Progress& progress);

} // namespace dawson
