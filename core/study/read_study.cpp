#include "core/base/error.h"
#include "core/study/bids_name.h"
#include "core/study/dataset_description.h"
#include "core/study/derivatives.h"
#include "core/study/folder_listing.h"
#include "core/study/session_dates.h"
#include "core/study/study.h"
#include "core/study/tsv_table.h"

#include <algorithm>
#include <set>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// Pictures in anat/ that are not images of the head to look at.
bool isSeries(const BidsName& name)
{
    static const std::set<std::string> others{"mask", "dseg", "probseg", "defacemask"};
    return name.isImage() && !others.contains(name.suffix);
}

std::string variantOf(const BidsName& name)
{
    std::string variant;
    for (const auto& [key, value] : name.entities) {
        if (key != "sub" && key != "ses" && key != "ce") {
            variant += (variant.empty() ? "" : " ") + key + "-" + value;
        }
    }
    return variant;
}

/// Session::primary takes the first of a kind, so this order decides which image is masked.
bool seriesLess(const Series& a, const Series& b)
{
    if (a.suffix != b.suffix || a.contrast != b.contrast) {
        return a.suffix != b.suffix ? a.suffix < b.suffix : b.contrast;
    }
    return a.variant != b.variant ? naturalLess(a.variant, b.variant) : a.path < b.path;
}

void readImage(const fs::path& file,
               const Subject& subject,
               Session& session,
               ProblemList& problems)
{
    const std::string fileName = file.filename().string();
    const auto name = parseBidsName(fileName);
    if (!name) {
        if (fileName.ends_with(".nii") || fileName.ends_with(".nii.gz")) {
            problems.add(file, "The name is not a BIDS name, so the image is left out.");
        }
        return;
    }
    if (!isSeries(*name)) {
        return;
    }
    // Showing somebody else's image under this name would be worse than showing none.
    if (name->value("sub") != subject.id || name->value("ses") != session.id) {
        problems.add(file, "The name belongs to another subject or session than the folder.");
        return;
    }
    session.series.push_back({name->suffix, name->contrast(), file, variantOf(*name)});
}

/// One session folder (or the subject's own, without sessions).
Session readSession(const fs::path& folder,
                    const Subject& subject,
                    const std::string& id,
                    ProblemList& problems)
{
    Session session;
    session.id = id;
    const FolderListing anat = listFolder(folder / "anat");
    if (!anat.failure.empty()) {
        problems.add(folder, "There is no anat folder that can be read: " + anat.failure + ".");
    }
    for (const auto& file : anat.files) {
        readImage(folder / "anat" / file, subject, session, problems);
    }
    for (const auto& file : anat.brokenLinks) {
        problems.add(folder / "anat" / file, "It is a link to a file that is not there.");
    }
    std::sort(session.series.begin(), session.series.end(), seriesLess);
    return session;
}

Subject readSubject(const fs::path& folder, const std::string& id, ProblemList& problems)
{
    Subject subject;
    subject.id = id;
    const FolderListing listing = listFolder(folder);
    if (!listing.failure.empty()) {
        problems.add(folder, "It cannot be read: " + listing.failure + ".");
        return subject;
    }
    for (const auto& name : listing.folders) {
        if (name == "anat") {
            subject.sessions.push_back(readSession(folder, subject, "", problems));
        } else if (name.starts_with("ses-")) {
            subject.sessions.push_back(
                readSession(folder / name, subject, name.substr(4), problems));
        }
    }
    // EEG or PET alone is a valid BIDS subject; there is just nothing to mask.
    if (subject.sessions.empty()) {
        problems.add(folder, "It has neither an anat folder nor sessions.");
    }
    readSessionDates(folder, listing, subject, problems);
    return subject;
}

std::string projectName(const fs::path& root, ProblemList& problems)
{
    const fs::path file = root / "dataset_description.json";
    std::error_code ignored;
    std::string name;
    if (!fs::exists(file, ignored)) {
        problems.add(file, "It is missing; the project is read by its folders.");
    } else {
        try {
            name = readDatasetName(root);
        } catch (const Error& error) {
            problems.add(file, error.what());
        }
    }
    return name.empty() ? root.filename().string() : name;
}

/// participants.tsv against the folders, both ways.
void checkParticipants(const Study& study, ProblemList& problems)
{
    const fs::path file = study.root / "participants.tsv";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return;
    }
    try {
        const TsvTable table = readTsv(file);
        const auto column = table.column("participant_id");
        if (!column) {
            problems.add(file, "It has no column participant_id.");
            return;
        }
        std::set<std::string> named;
        std::set<std::string> present;
        for (const auto& subject : study.subjects) {
            present.insert("sub-" + subject.id);
        }
        for (const auto& row : table.rows) {
            named.insert(row[*column]);
            if (!present.contains(row[*column])) {
                problems.add(file, row[*column] + " is named, but has no folder.");
            }
        }
        for (const auto& subject : study.subjects) {
            if (!named.contains("sub-" + subject.id)) {
                problems.add(file, "sub-" + subject.id + " has a folder, but is not named.");
            }
        }
    } catch (const Error& error) {
        problems.add(file, error.what());
    }
}

void requireProject(const fs::path& root, const FolderListing& listing)
{
    if (!listing.failure.empty()) {
        throw Error(Error::Kind::Io,
                    "The project folder cannot be read: " + listing.failure + ".",
                    root.string());
    }
    const bool subjects = std::any_of(listing.folders.begin(),
                                      listing.folders.end(),
                                      [](const auto& name) { return name.starts_with("sub-"); });
    const bool described =
        std::find(listing.files.begin(), listing.files.end(), "dataset_description.json") !=
        listing.files.end();
    if (!subjects && !described) {
        throw Error(Error::Kind::Format,
                    "It is not a project: it holds neither sub-* folders nor a "
                    "dataset_description.json. Choose the folder above the subjects.",
                    root.string());
    }
}

} // namespace

Study readStudy(const fs::path& root)
{
    Study study;
    study.root = fs::absolute(root).lexically_normal();
    // "project/" and "project" are the same place, and the name is its last part.
    if (!study.root.has_filename()) {
        study.root = study.root.parent_path();
    }
    const FolderListing listing = listFolder(study.root);
    requireProject(study.root, listing);
    ProblemList problems(study.root);
    study.name = projectName(study.root, problems);
    for (const auto& name : listing.folders) {
        if (name.starts_with("sub-") && name.size() > 4) {
            study.subjects.push_back(readSubject(study.root / name, name.substr(4), problems));
        }
    }
    checkParticipants(study, problems);
    readDerivatives(study, problems);
    study.problems = problems.take();
    return study;
}

} // namespace dawson
