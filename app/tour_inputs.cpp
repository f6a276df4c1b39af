#include "app/tour_inputs.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

const Author kPublished{"consensus-change", "Published change, brighter", AuthorRole::Consensus};

std::string visitName(const std::string& subject, const std::string& session)
{
    return "sub-" + subject + "_ses-" + session;
}

fs::path placeOf(const fs::path& root, const std::string& subject, const std::string& session)
{
    return root / ("sub-" + subject) / ("ses-" + session) / "anat";
}

void addPublishedChange(const Study& study, const ImagePair& pair)
{
    const auto derived = [&](const char* dataset, const std::string& session, const char* end) {
        return placeOf(study.root / "derivatives" / dataset, pair.subject, session) /
               (visitName(pair.subject, session) + end);
    };
    const fs::path published =
        derived("consensus", pair.session, "_space-common_label-change_desc-brighter_mask.nii.gz");
    const fs::path transform =
        derived("coregistered", pair.baselineSession, "_from-common_to-FLAIR_xfm.txt");
    if (!fs::exists(published) || !fs::exists(transform)) {
        return;
    }
    // The file maps points of the common space to the visit's: the common grid is the fixed one.
    Transform toVisit;
    toVisit.affine = readAffine(transform);
    const Mask change = warpMask(readMask(published),
                                 readVolume(study.root / pair.baseline.path).geometry(),
                                 toVisit,
                                 WarpDirection::FixedToMoving);
    Grading grading;
    grading.author = kPublished.folder;
    grading.subject = pair.subject;
    grading.session = pair.session;
    grading.task = Task::New;
    grading.space = pair.space();
    GradingSidecar sidecar;
    sidecar.status = "submitted";
    writeGrading(study.root, kPublished, grading, change, sidecar);
}

/// A visit of the faulty project; images as the series say.
void addVisit(const fs::path& root,
              const std::string& subject,
              const std::string& session,
              const std::vector<std::pair<fs::path, const char*>>& images)
{
    const fs::path place = placeOf(root, subject, session);
    fs::create_directories(place);
    for (const auto& [image, name] : images) {
        fs::copy_file(image, place / (visitName(subject, session) + "_" + name + ".nii.gz"));
    }
}

/// The same image 40 cm higher in the scanner, as after a table that was moved without a word.
Volume farAway(const Volume& image)
{
    const Geometry& grid = image.geometry();
    PatientPoint origin = grid.origin();
    origin.z += 400.0;
    const auto voxels = image.voxels();
    return {Geometry(grid.size(), grid.spacing(), origin, grid.direction()),
            std::vector<float>(voxels.begin(), voxels.end())};
}

/// Half the extent of what is not background along each axis, and the middle of it, in voxels.
struct Extent {
    std::array<double, 3> middle{};
    std::array<double, 3> half{};

    /// 1 on the ellipsoid that fills the extent.
    double radius(const VoxelIndex& voxel) const
    {
        const std::array<int, 3> at{voxel.i, voxel.j, voxel.k};
        double sum = 0.0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            sum += std::pow((at[axis] - middle[axis]) / half[axis], 2.0);
        }
        return std::sqrt(sum);
    }
};

Extent extentOf(const Volume& image)
{
    std::array<int, 3> low = image.geometry().size();
    std::array<int, 3> high{0, 0, 0};
    for (std::size_t n = 0; n < image.voxels().size(); ++n) {
        const VoxelIndex voxel = image.geometry().voxelAt(n);
        const std::array<int, 3> at{voxel.i, voxel.j, voxel.k};
        for (std::size_t axis = 0; image.voxels()[n] > 0.0F && axis < 3; ++axis) {
            low[axis] = std::min(low[axis], at[axis]);
            high[axis] = std::max(high[axis], at[axis]);
        }
    }
    Extent extent;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        extent.middle[axis] = 0.5 * (low[axis] + high[axis]);
        extent.half[axis] = std::max(1.0, 0.5 * (high[axis] - low[axis]));
    }
    return extent;
}

/// A brain-extracted image gets fluid, skull and scalp around it, as shells; a head stays.
Volume wholeHead(const Volume& image)
{
    constexpr std::array<std::pair<double, double>, 3> shells{
        {{1.07, 0.2}, {1.18, 0.05}, {1.4, 0.8}}}; // out to this radius, share of the brain's mean
    if (showsHead(image)) {
        return image;
    }
    const Extent extent = extentOf(image);
    std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
    double sum = 0.0;
    for (const float value : voxels) {
        sum += value;
    }
    const auto brain = std::ranges::count_if(voxels, [](float value) { return value > 0.0F; });
    const double mean = sum / static_cast<double>(std::max<std::ptrdiff_t>(1, brain));
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        const double radius = extent.radius(image.geometry().voxelAt(n));
        const auto shell =
            std::ranges::find_if(shells, [radius](const auto& one) { return radius < one.first; });
        if (voxels[n] <= 0.0F && shell != shells.end()) {
            voxels[n] = static_cast<float>(shell->second * mean);
        }
    }
    return {image.geometry(), std::move(voxels)};
}

/// The first visit with a T1w after gadolinium.
fs::path enhancedImage(const Study& study)
{
    for (const ImagePair& pair : imagePairs(study, Task::Enhancing)) {
        return study.root / pair.followup.path;
    }
    throw Error(Error::Kind::Data, "the project has no T1w after gadolinium");
}

} // namespace

void addPublishedChanges(const fs::path& project)
{
    const Study study = readStudy(project);
    for (const ImagePair& pair : imagePairs(study, Task::New)) {
        addPublishedChange(study, pair);
    }
}

void makeFaultyProject(const fs::path& project, const fs::path& folder)
{
    const Study study = readStudy(project);
    const std::vector<ImagePair> pairs = imagePairs(study, Task::New);
    if (pairs.size() < 2) {
        throw Error(Error::Kind::Data, "the project has not two pairs of visits");
    }
    const auto before = [&](std::size_t n) { return study.root / pairs[n].baseline.path; };
    const auto after = [&](std::size_t n) { return study.root / pairs[n].followup.path; };
    fs::remove_all(folder);
    createStudy(folder, "Bad input");
    addVisit(folder, "mixed", "01", {{before(0), "FLAIR"}});
    addVisit(folder, "mixed", "02", {{after(1), "FLAIR"}});
    addVisit(
        folder, "nopre", "01", {{before(0), "FLAIR"}, {enhancedImage(study), "ce-gadolinium_T1w"}});
    addVisit(folder, "onevisit", "01", {{before(0), "FLAIR"}});
    addVisit(folder, "nooverlap", "01", {{before(0), "FLAIR"}});
    const fs::path moved = placeOf(folder, "nooverlap", "02");
    fs::create_directories(moved);
    writeVolume(moved / (visitName("nooverlap", "02") + "_FLAIR.nii.gz"),
                farAway(readVolume(after(0))));
    const fs::path head = placeOf(folder, "wholehead", "01");
    fs::create_directories(head);
    writeVolume(head / (visitName("wholehead", "01") + "_FLAIR.nii.gz"),
                wholeHead(readVolume(before(0))));
    addVisit(folder, "swapped", "01", {{before(0), "FLAIR"}});
    addVisit(folder, "swapped", "02", {{after(0), "FLAIR"}});
    writeTextAtomically(folder / "participants.tsv",
                        "participant_id\nsub-mixed\nsub-nooverlap\nsub-nopre\nsub-onevisit\nsub-"
                        "swapped\nsub-wholehead\n");
    writeTextAtomically(folder / "sub-swapped" / "sub-swapped_sessions.tsv",
                        "session_id\tacq_time\nses-01\t2023-05-01\nses-02\t2021-04-01\n");
}

} // namespace dawson
