#pragma once

#include "core/base/progress.h"
#include "core/document/case_brain.h"
#include "core/document/image_role.h"
#include "core/image/intensity_window.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"
#include "core/study/study.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What is known of the two images a case compares.
struct CasePair {
    std::optional<ImagePair> images; ///< none: the first image stands alone
    PairState state = PairState::Missing;
    std::optional<PairRecord> record;
    std::string missing;              ///< why there are not two images
    std::vector<std::string> remarks; ///< sentences: swapped visits, files that cannot be used
    std::filesystem::path root{};     ///< of the project, where what is derived lies

    /// Whether the current image lies on the prior's grid by a registration that still holds.
    bool registered() const { return state == PairState::Made || state == PairState::Accepted; }
};

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

    /// The task's primary image first; all on its grid. In a pair: current (registered, else by
    /// scanner coordinates), prior, subtraction (once registered), further ones.
    std::vector<Image> images;
    std::string primaryDigest; ///< SHA-256 of its file

    struct LoadedMask {
        Author author;
        Grading grading;
        std::shared_ptr<Mask> mask; ///< null when it was refused
        std::optional<GradingSidecar> sidecar;
        std::string digest; ///< SHA-256 of the mask's file
        bool resampled = false;
        std::string refusal;        ///< why it was left out; empty for a usable mask
        std::string sidecarRefusal; ///< why its sidecar was not read; empty when all is well
    };

    std::vector<LoadedMask> masks;      ///< on the primary image's grid, or refused
    std::vector<LoadedMask> priorMasks; ///< lesions of the visit before, likewise
    std::optional<CaseBrain> brain;     ///< of the image whose grid it is
    std::optional<CasePair> pair;       ///< of tasks that compare two images
    std::vector<std::string> refused;   ///< all that was left out, with the difference named

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
/// is refused by name; Error is thrown when the primary image is missing or cannot be read. Tasks
/// that compare two images: all on the grid of the image before (core/study/image_pair.h). Where
/// there is none, the other one stands alone on its own grid, and `pair` says what is missing.
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
