#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// What is masked. `flair`, `new` and `enhancing` on the command line; label entity `lesion`,
/// `newlesion`, `enhancing` in file names.
enum class Task { Flair, New, Enhancing };
std::string taskName(Task task);
std::string labelEntity(Task task);
std::optional<Task> taskFromName(const std::string& name);

/// One image of a session.
struct Series {
    std::string suffix;         ///< BIDS suffix: FLAIR, T1w, T2w, PDw, ...
    bool contrast = false;      ///< after gadolinium (`ce-gadolinium`)
    std::filesystem::path path; ///< absolute
    std::string variant; ///< what tells it from others of its kind, "acq-3D run-2"; often empty

    /// "FLAIR", "T1w", "T1w + Gd", "FLAIR acq-3D".
    std::string name() const;
};

/// One visit. `id` is empty in datasets without sessions.
struct Session {
    std::string id;
    std::string date;           ///< from sessions.tsv (acq_time), empty when not given
    std::vector<Series> series; ///< by kind; of one kind, those without a variant first

    /// The image a task is drawn on: FLAIR, or T1w + Gd for enhancing; nullptr when missing. Of
    /// several the first in `series`.
    const Series* primary(Task task) const;
};

struct Subject {
    std::string id; ///< without "sub-"
    std::vector<Session> sessions;

    const Session* session(const std::string& id) const;
};

/// Who made a mask.
enum class AuthorRole { Grader, Model, Consensus, Other };

/// One derivative dataset: all masks of one author.
struct Author {
    std::string
        folder; ///< name below derivatives/, the stable key: "grader-1", "model-flair-default"
    std::string name; ///< to show: "Grader 1"; from dataset_description.json, else from the folder
    AuthorRole role = AuthorRole::Other;
};

/// One mask on disk.
struct Grading {
    std::string author; ///< Author::folder
    std::string subject;
    std::string session; ///< empty without sessions
    Task task = Task::Flair;
    std::string space; ///< `space-` entity, empty for the image's own grid
    std::filesystem::path path;
    std::filesystem::path probability; ///< beside a model's mask; empty when there is none
    std::string status; ///< from the sidecar: "in progress", "submitted"; empty when not told
};

/// A project: a BIDS dataset as values, no pixels. Immutable snapshot; read again after changes.
struct Study {
    std::filesystem::path root;
    std::string name;
    std::vector<Subject> subjects; ///< by id, natural order
    std::vector<Author> authors;   ///< graders first, then consensus, models, others
    std::vector<Grading> gradings;
    std::vector<std::string>
        problems; ///< what could not be understood, a sentence with its file each

    const Subject* subject(const std::string& id) const;
    const Author* author(const std::string& folder) const;
    /// Of several masks in different spaces: new and enhancing lesions that in the pair's space
    /// (core/study/image_pair.h), else that in the image's own grid, else any.
    const Grading* grading(const std::string& author,
                           const std::string& subject,
                           const std::string& session,
                           Task task) const;
};

/// Role by the name of the derivative folder: grader-*, consensus*, model-*; else Other.
AuthorRole roleOfFolder(const std::string& folder);
/// "grader-1" -> "Grader 1", "model-flair-default" -> "Model flair-default".
std::string nameOfAuthorFolder(const std::string& folder);

/// Reads a BIDS dataset (any; dataset_description.json may be missing, which is a problem noted,
/// when there are sub-* folders). 1,000 subjects in under 2 s. Throws Error(Io) when the folder
/// cannot be read, Error(Format) when it holds no subjects and no dataset_description.json: not a
/// project.
Study readStudy(const std::filesystem::path& root);

/// Makes an empty project (dataset_description.json, .bidsignore, README, participants.tsv).
/// Throws Error(Data) when `root` exists and is not empty.
void createStudy(const std::filesystem::path& root, const std::string& name);

} // namespace dawson
