#include "core/study/grading_file.h"

#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/base/utc_time.h"
#include "core/image/image_file.h"
#include "core/study/dataset_description.h"
#include "core/study/grading_sidecar.h"

#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// "a/b_mask.nii.gz" with another ending instead of "_mask.nii.gz" or ".nii.gz".
fs::path replaceEnd(const fs::path& maskPath, const std::string& suffix, const std::string& end)
{
    std::string stem = imageStem(maskPath);
    if (stem.ends_with(suffix)) {
        stem.resize(stem.size() - suffix.size());
    }
    return maskPath.parent_path() / (stem + end);
}

fs::path pathOf(const fs::path& root, const Author& author, const Grading& grading)
{
    // A mask taken over from another author must never be written back to that author.
    if (!grading.path.empty() && grading.author == author.folder) {
        return grading.path;
    }
    return gradingPath(root, author, grading);
}

/// The caller's sidecar, made to agree with author and file name; times filled in.
GradingSidecar completed(const fs::path& path,
                         const Author& author,
                         const Grading& grading,
                         GradingSidecar sidecar)
{
    sidecar.role = author.role;
    sidecar.task = grading.task;
    if (sidecar.authorName.empty()) {
        sidecar.authorName = author.name;
    }
    if (sidecar.softwareVersion.empty()) {
        sidecar.softwareVersion = softwareVersion();
    }
    if (sidecar.modified.empty()) {
        sidecar.modified = utcNow();
    }
    if (sidecar.created.empty()) {
        try {
            sidecar.created = readSidecar(path).value_or(GradingSidecar()).created;
        } catch (const Error&) {
            // A damaged sidecar must not keep a reader from saving work; it is replaced.
        }
        sidecar.created = sidecar.created.empty() ? sidecar.modified : sidecar.created;
    }
    return sidecar;
}

void makeDataset(const fs::path& root, const Author& author)
{
    const fs::path dataset = root / "derivatives" / author.folder;
    std::error_code ignored;
    if (!fs::exists(dataset / "dataset_description.json", ignored)) {
        writeAuthorDescription(dataset, author);
        writeBidsIgnore(root);
    }
}

} // namespace

fs::path gradingPath(const fs::path& root,
                     const Author& author,
                     const std::string& subject,
                     const std::string& session,
                     Task task)
{
    Grading place;
    place.subject = subject;
    place.session = session;
    place.task = task;
    return gradingPath(root, author, place);
}

fs::path gradingPath(const fs::path& root, const Author& author, const Grading& place)
{
    fs::path folder = root / "derivatives" / author.folder / ("sub-" + place.subject);
    std::string name = "sub-" + place.subject;
    if (!place.session.empty()) {
        folder /= "ses-" + place.session;
        name += "_ses-" + place.session;
    }
    name += place.space.empty() ? "" : "_space-" + place.space;
    return folder / "anat" / (name + "_label-" + labelEntity(place.task) + "_mask.nii.gz");
}

fs::path probabilityPath(const fs::path& maskPath)
{
    return replaceEnd(maskPath, "_mask", "_probseg.nii.gz");
}

fs::path sidecarPath(const fs::path& maskPath)
{
    return replaceEnd(maskPath, "", ".json");
}

void writeGrading(const fs::path& root,
                  const Author& author,
                  const Grading& grading,
                  const Mask& mask,
                  const GradingSidecar& sidecar)
{
    const fs::path path = pathOf(root, author, grading);
    // Read before anything is written: the day of creation is in the sidecar that is replaced.
    const GradingSidecar complete = completed(path, author, grading, sidecar);
    makeDataset(root, author);
    writeMask(path, mask);
    writeSidecar(path, complete);
}

Author graderAuthor(const std::string& key, const std::string& name)
{
    return {key, name, AuthorRole::Grader};
}

Author modelAuthor(const std::string& id, const std::string& name)
{
    return {"model-" + id, name, AuthorRole::Model};
}

} // namespace dawson
