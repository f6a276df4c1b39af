#include "tests/core/registration/published_visits.h"

#include "core/image/image_file.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

fs::path alignedFolder(const fs::path& folder)
{
    return folder / "derivatives" / "coregistered";
}

} // namespace

bool hasPublishedVisits(const fs::path& folder)
{
    return fs::is_directory(alignedFolder(folder));
}

PublishedVisits publishedVisits(const fs::path& folder, const std::string& subject)
{
    const auto anat = [&](const char* session) {
        return fs::path("sub-" + subject) / session / "anat" / ("sub-" + subject + "_" + session);
    };
    const fs::path aligned = alignedFolder(folder);
    const auto map = [&](const char* session) {
        return readAffine(aligned / (anat(session).string() + "_from-common_to-FLAIR_xfm.txt"));
    };
    PublishedVisits visits;
    visits.first = readVolume(folder / (anat("ses-01").string() + "_FLAIR.nii.gz"));
    visits.second = readVolume(folder / (anat("ses-02").string() + "_FLAIR.nii.gz"));
    visits.published = map("ses-02").after(map("ses-01").inverse());
    const Mask brain =
        readMask(aligned / (anat("ses-02").string() + "_space-common_desc-brain_mask.nii.gz"));
    visits.brain = warpMask(brain, visits.first.geometry(), {map("ses-01").inverse(), {}});
    return visits;
}

} // namespace dawson
