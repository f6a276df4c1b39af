#pragma once

#include "core/study/study.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// Two images of one patient that a task compares: FLAIR of two visits (new), or T1w without and
/// with gadolinium of one (enhancing). All that is derived from a pair, masks too, lies on the grid
/// of the baseline image.
struct ImagePair {
    Task task = Task::New;
    std::string subject;
    std::string session;         ///< of the follow-up; of both for enhancing
    std::string baselineSession; ///< of the baseline; == session for enhancing
    Series baseline;             ///< FLAIR of the visit before; T1w without gadolinium
    Series followup;             ///< FLAIR of this visit; T1w with gadolinium
    std::string baselineDate;    ///< empty when not given
    std::string followupDate;

    /// The `space-` entity of all that lies on the baseline's grid: "ses01", "T1w".
    std::string space() const;
};

/// A pair, or the sentence that says what is missing: "sub-01 has one visit only: nothing to
/// compare it with."
struct PairSearch {
    std::optional<ImagePair> pair;
    std::string missing;
    std::vector<std::string> remarks; ///< sentences: dates that contradict the visits' names
};

/// The pair whose follow-up is the given visit. Its prior is the visit before by date; where a
/// visit of the subject has no date, by order in the study. Of several images of a kind the one
/// whose variant is the follow-up's, else the first. REQUIRES: task is New or Enhancing.
PairSearch
findPair(const Study& study, const std::string& subject, const std::string& session, Task task);

/// All pairs of a task, in the study's order. REQUIRES: task is New or Enhancing.
std::vector<ImagePair> imagePairs(const Study& study, Task task);

/// Places of what is derived from a pair, below derivatives/registered/sub-S/[ses-Y/]anat/: made by
/// a machine and shared by all graders.
struct PairFiles {
    std::filesystem::path registered;  ///< ..._space-ses01_FLAIR.nii.gz: follow-up there
    std::filesystem::path subtraction; ///< ..._space-ses01_desc-subtraction_FLAIR.nii.gz: follow-up
                                       ///< minus baseline, z-scores, 0 outside the brain
    std::filesystem::path current; ///< ..._space-ses01_desc-normalised_FLAIR.nii.gz: follow-up as
                                   ///< it went into it; only where a model of two channels needs it
    std::filesystem::path transform; ///< prefix for core/registration/transform_file.h (fixed =
                                     ///< baseline, moving = follow-up); the nudge is in it
    std::filesystem::path record;    ///< ..._space-ses01_desc-registration.json, PairRecord
};

PairFiles pairFiles(const std::filesystem::path& root, const ImagePair& pair);

/// What is known of the registration of a pair. JSON: docs/formats/project.md.
struct PairRecord {
    std::string baselineDigest; ///< SHA-256 of the files it was made from
    std::string followupDigest;
    /// Of the baseline's brain mask; "": there was none; nothing: not told (older records).
    std::optional<std::string> brainDigest;
    std::string type = "rigid";              ///< rigid, affine, syn
    std::string matching = "zscore";         ///< zscore, robust: of the subtraction
    std::optional<double> correlationBefore; ///< in the brain
    std::optional<double> correlationAfter;
    std::vector<std::string> warnings; ///< sentences
    /// By hand after it: shift in mm (LPS x, y, z), then turn in degrees about the same axes
    /// through the middle of the baseline's grid. Moves the follow-up over the baseline.
    std::array<double, 6> nudge{};
    std::string acceptedBy; ///< grader's name; empty: not accepted yet
    std::string acceptedAt; ///< ISO 8601, UTC
    std::string created;    ///< ISO 8601, UTC
    std::string softwareVersion;

    friend bool operator==(const PairRecord&, const PairRecord&) = default;
};

/// Nothing when there is no such file. Throws Error(Io) when it cannot be read, Error(Format) when
/// it is damaged or newer.
std::optional<PairRecord> readPairRecord(const std::filesystem::path& path);

/// Writes to pairFiles().record, atomically; an empty time or version is filled in. Makes the
/// derivative dataset when it is new. Throws Error(Io).
void writePairRecord(const std::filesystem::path& root,
                     const ImagePair& pair,
                     const PairRecord& record);

enum class PairState {
    Missing, ///< never registered, or a file of it is gone
    Stale,   ///< an image or the brain mask has changed, or the record is damaged
    Made,
    Accepted ///< a reader has checked it
};

/// Gives the SHA-256 of an image; a caller that asks often keeps those of unchanged files.
using ImageDigest = std::function<std::string(const std::filesystem::path&)>;

/// The digest of the brain mask that the project has for the baseline; empty when it has none.
std::string brainDigest(const std::filesystem::path& root,
                        const ImagePair& pair,
                        const ImageDigest& digest = {});

/// Reads both images whole unless `digest` knows them (about 50 ms each). Throws Error(Io) when an
/// image cannot be read.
PairState
pairState(const std::filesystem::path& root, const ImagePair& pair, const ImageDigest& digest = {});

} // namespace dawson
