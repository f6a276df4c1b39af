#pragma once

#include "core/image/mask.h"
#include "core/lesion/enhancement_pattern.h"
#include "core/study/study.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What the author says of one lesion of a mask: the one that holds the place.
struct LesionTag {
    PatientPoint position;
    EnhancementPattern pattern = EnhancementPattern::Nodular;

    friend bool operator==(const LesionTag&, const LesionTag&) = default;
};

/// The JSON sidecar of a mask. Format: docs/formats/project.md.
struct GradingSidecar {
    std::string authorName;
    AuthorRole role = AuthorRole::Grader;
    std::string status = "in progress"; ///< "in progress", "submitted"
    Task task = Task::Flair;
    double activeSeconds = 0.0; ///< time spent with the case in the foreground
    std::string softwareVersion;
    std::string imageDigest;                ///< SHA-256 of the image it was drawn on
    std::string imagePath;                  ///< relative to the project
    std::string modelDigest;                ///< models only
    std::optional<double> threshold;        ///< models only: of its probability map
    bool thresholdKept = false;             ///< somebody chose it, instead of the model's own
    std::optional<double> coreProbability;  ///< models only: of OperatingPoint, 0 for none
    std::optional<double> minimumVolumeMm3; ///< models only: of OperatingPoint, 0 for none
    std::vector<LesionTag> tags;            ///< of single lesions; those not named have none
    std::string created;                    ///< ISO 8601, UTC
    std::string modified;
};

/// Where a mask belongs:
/// derivatives/<author>/sub-X/[ses-Y/]anat/sub-X[_ses-Y]_label-<entity>_mask.nii.gz
std::filesystem::path gradingPath(const std::filesystem::path& root,
                                  const Author& author,
                                  const std::string& subject,
                                  const std::string& session,
                                  Task task);
/// The same where the grading has a `space`: [_space-Z] before the label. Author and paths of
/// `place` do not count.
std::filesystem::path
gradingPath(const std::filesystem::path& root, const Author& author, const Grading& place);
/// The probability map beside it: ..._label-<entity>_probseg.nii.gz
std::filesystem::path probabilityPath(const std::filesystem::path& maskPath);
std::filesystem::path sidecarPath(const std::filesystem::path& maskPath);

/// Writes mask then sidecar to `grading.path`, or to gradingPath() when that is empty or another
/// author's. What the other arguments tell wins over the sidecar (role, task); an empty author
/// name, version or time is filled in; keys of others in an existing sidecar are kept. Each file is
/// atomic. Makes the author's derivative dataset (its dataset_description.json and the .bidsignore
/// entries) when it is new. Throws Error(Io) for a read-only project, nothing half-written.
void writeGrading(const std::filesystem::path& root,
                  const Author& author,
                  const Grading& grading,
                  const Mask& mask,
                  const GradingSidecar& sidecar);

/// Nothing when there is no sidecar, or one that Dawson did not write (no DawsonSidecarVersion).
/// Throws Error(Io) when it cannot be read, Error(Format) when it is damaged or newer.
std::optional<GradingSidecar> readSidecar(const std::filesystem::path& maskPath);

/// Graders by convention: "grader-1" "Grader 1", "grader-2" "Grader 2". A model's author:
/// "model-<id>".
Author graderAuthor(const std::string& key, const std::string& name);
Author modelAuthor(const std::string& id, const std::string& name);

} // namespace dawson
