#include "core/study/derivatives.h"

#include "core/base/error.h"
#include "core/study/bids_name.h"
#include "core/study/dataset_description.h"
#include "core/study/grading_file.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr Task kTasks[]{Task::Flair, Task::New, Task::Enhancing};

/// The task a mask belongs to. A `desc-` names a variant (only those that brightened, a corrected
/// copy): not the author's word on the task, so it is left out.
std::optional<Task> taskOfMask(const BidsName& name)
{
    const std::string label = lowerCase(name.value("label"));
    if (name.suffix != "mask" || !name.isImage() || !name.value("desc").empty()) {
        return std::nullopt;
    }
    for (const Task task : kTasks) {
        if (label == labelEntity(task)) {
            return task;
        }
    }
    return std::nullopt;
}

std::string statusOf(const fs::path& mask, ProblemList& problems)
{
    try {
        const auto sidecar = readSidecar(mask);
        return sidecar ? sidecar->status : std::string();
    } catch (const Error& error) {
        problems.add(sidecarPath(mask), error.what());
        return {};
    }
}

/// One subject of one derivative dataset, while its masks are collected.
struct Place {
    Study& study;
    ProblemList& problems;
    std::string author;
    std::string subject;
    std::ptrdiff_t first; ///< where its gradings begin in the study
};

bool isSecond(const Place& place, const Grading& g)
{
    const auto& all = place.study.gradings;
    return std::any_of(all.begin() + place.first, all.end(), [&](const Grading& other) {
        return other.session == g.session && other.task == g.task && other.space == g.space;
    });
}

void addMask(Place& place, const fs::path& path, const BidsName& name, Task task)
{
    Grading grading;
    grading.author = place.author;
    grading.subject = place.subject;
    grading.session = name.value("ses");
    grading.task = task;
    grading.space = name.value("space");
    grading.path = path;
    if (name.value("sub") != place.subject) {
        place.problems.add(path, "The name belongs to another subject than the folder.");
    } else if (isSecond(place, grading)) {
        place.problems.add(path,
                           "It is left out: the author has another mask of this visit and task.");
    } else {
        grading.status = statusOf(path, place.problems);
        place.study.gradings.push_back(std::move(grading));
    }
}

void addMasks(Place& place, const fs::path& folder, const FolderListing& listing)
{
    const std::set<std::string> files(listing.files.begin(), listing.files.end());
    for (const auto& file : listing.files) {
        const auto name = parseBidsName(file);
        const auto task = name ? taskOfMask(*name) : std::nullopt;
        const auto before = place.study.gradings.size();
        if (task) {
            addMask(place, folder / file, *name, *task);
        }
        // Looked up in the listing: one file system call less a mask, of thousands.
        const fs::path probability = probabilityPath(folder / file);
        if (place.study.gradings.size() > before && files.contains(probability.filename())) {
            place.study.gradings.back().probability = probability;
        }
    }
    for (const auto& file : listing.brokenLinks) {
        place.problems.add(folder / file, "It is a link to a file that is not there.");
    }
}

/// Images lie in anat/; authors outside Dawson also put them beside it.
void readMasks(Place& place, const fs::path& folder)
{
    const FolderListing listing = listFolder(folder);
    if (!listing.failure.empty()) {
        place.problems.add(folder, "It cannot be read: " + listing.failure + ".");
    }
    addMasks(place, folder, listing);
    for (const auto& name : listing.folders) {
        if (name == "anat" || name.starts_with("ses-")) {
            readMasks(place, folder / name);
        }
    }
}

std::string authorName(const fs::path& dataset, ProblemList& problems)
{
    std::string name;
    try {
        name = readDatasetName(dataset);
    } catch (const Error& error) {
        problems.add(dataset / "dataset_description.json", error.what());
    }
    return name.empty() ? nameOfAuthorFolder(dataset.filename().string()) : name;
}

void readAuthor(Study& study, const fs::path& dataset, ProblemList& problems)
{
    const std::string folder = dataset.filename().string();
    const FolderListing listing = listFolder(dataset);
    if (!listing.failure.empty()) {
        problems.add(dataset, "It cannot be read: " + listing.failure + ".");
        return;
    }
    bool found = false;
    for (const auto& name : listing.folders) {
        if (!name.starts_with("sub-")) {
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(study.gradings.size());
        Place place{study, problems, folder, name.substr(4), first};
        readMasks(place, dataset / name);
        const bool any = std::ssize(study.gradings) > first;
        found = found || any;
        if (any && study.subject(place.subject) == nullptr) {
            problems.add(dataset / name, "The project has no images of this subject.");
        }
    }
    // A registered image or a brain mask makes nobody an author; a new grader without masks is one.
    const AuthorRole role = roleOfFolder(folder);
    if (found || role != AuthorRole::Other) {
        study.authors.push_back({folder, authorName(dataset, problems), role});
    }
}

/// Graders first, then consensus, models, others.
int rank(AuthorRole role)
{
    switch (role) {
    case AuthorRole::Grader:
        return 0;
    case AuthorRole::Consensus:
        return 1;
    case AuthorRole::Model:
        return 2;
    case AuthorRole::Other:
        break;
    }
    return 3;
}

} // namespace

void readDerivatives(Study& study, ProblemList& problems)
{
    const fs::path derivatives = study.root / "derivatives";
    std::error_code ignored;
    if (!fs::exists(derivatives, ignored)) {
        return;
    }
    const FolderListing listing = listFolder(derivatives);
    if (!listing.failure.empty()) {
        problems.add(derivatives, "It cannot be read: " + listing.failure + ".");
    }
    for (const auto& name : listing.folders) {
        readAuthor(study, derivatives / name, problems);
    }
    std::stable_sort(study.authors.begin(),
                     study.authors.end(),
                     [](const Author& a, const Author& b) { return rank(a.role) < rank(b.role); });
}

} // namespace dawson
