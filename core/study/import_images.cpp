#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/study/dataset_description.h"
#include "core/study/grading_file.h"
#include "core/study/import_place.h"

#include <algorithm>
#include <system_error>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

void copyFile(const fs::path& from, const fs::path& to)
{
    writeAtomically(to, [&](const fs::path& temporary) {
        std::error_code failure;
        fs::copy_file(from, temporary, failure);
        if (failure) {
            throw Error(
                Error::Kind::Io, "It cannot be copied: " + failure.message() + ".", from.string());
        }
        // A source from a read-only disc must not leave a file that cannot be replaced.
        fs::permissions(temporary, fs::perms::owner_write, fs::perm_options::add, failure);
    });
}

/// A file that is NIfTI already keeps its bytes, but only after all of it could be read.
void importImage(const fs::path& root, const ImportItem& item)
{
    const fs::path target = importPath(root, item);
    // Decoded even when only bytes are copied: a file cut short would show up weeks later.
    const Volume volume = readVolume(item.source);
    if (item.source.string().ends_with(".nii.gz")) {
        copyFile(item.source, target);
    } else {
        writeVolume(target, volume);
    }
    addParticipant(root, item.subject);
}

void importMask(const fs::path& root, const ImportItem& item)
{
    const Author author = importAuthor(item);
    ImportItem image = item;
    image.mask = false;
    image.contrast = item.task == Task::Enhancing;
    image.suffix = image.contrast ? "T1w" : "FLAIR";
    const fs::path imagePath = importPath(root, image);
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    sidecar.imagePath = imagePath.lexically_relative(root).string();
    sidecar.imageDigest = fileDigest(imagePath);
    Grading grading;
    grading.author = author.folder;
    grading.subject = item.subject;
    grading.session = item.session;
    grading.task = item.task;
    writeGrading(root, author, grading, readBinaryMask(item.source, true), sidecar);
}

} // namespace

fs::path importPath(const fs::path& root, const ImportItem& item)
{
    if (item.mask) {
        return gradingPath(root, importAuthor(item), item.subject, item.session, item.task);
    }
    fs::path folder = root / ("sub-" + item.subject);
    std::string name = "sub-" + item.subject;
    if (!item.session.empty()) {
        folder /= "ses-" + item.session;
        name += "_ses-" + item.session;
    }
    name += item.contrast ? "_ce-gadolinium_" : "_";
    return folder / "anat" / (name + item.suffix + ".nii.gz");
}

Author importAuthor(const ImportItem& item)
{
    return {item.maskAuthor, nameOfAuthorFolder(item.maskAuthor), roleOfFolder(item.maskAuthor)};
}

bool isPrimaryOf(const ImportItem& image, const ImportItem& mask)
{
    const bool enhancing = mask.task == Task::Enhancing;
    return !image.mask && image.problem.empty() && image.subject == mask.subject &&
           image.session == mask.session && image.contrast == enhancing &&
           image.suffix == (enhancing ? "T1w" : "FLAIR");
}

std::string primaryName(Task task)
{
    return task == Task::Enhancing ? "T1w + Gd" : "FLAIR";
}

void importImages(const fs::path& root,
                  const std::vector<ImportItem>& items,
                  const Progress& progress)
{
    // A mask's sidecar names its image by digest, so images go first.
    std::vector<ImportItem> order = items;
    std::stable_partition(
        order.begin(), order.end(), [](const ImportItem& item) { return !item.mask; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(order.size()),
                        order[i].source.filename().string());
        if (order[i].mask) {
            importMask(root, order[i]);
        } else {
            importImage(root, order[i]);
        }
    }
    progress.report(1.0);
}

} // namespace dawson
