#include "app/tour_inputs.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"
#include "core/study/grading_file.h"
#include "core/study/image_pair.h"

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
    addVisit(folder, "swapped", "01", {{before(0), "FLAIR"}});
    addVisit(folder, "swapped", "02", {{after(0), "FLAIR"}});
    writeTextAtomically(folder / "participants.tsv",
                        "participant_id\nsub-mixed\nsub-nopre\nsub-onevisit\nsub-swapped\n");
    writeTextAtomically(folder / "sub-swapped" / "sub-swapped_sessions.tsv",
                        "session_id\tacq_time\nses-01\t2023-05-01\nses-02\t2021-04-01\n");
}

} // namespace dawson
