#include "core/document/loaded_case.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/document/case_reading.h"
#include "core/image/image_file.h"
#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace dawson
{

namespace
{

const Series& requirePrimary(const Session& session, const CaseRequest& request)
{
    const Series* primary = session.primary(request.task);
    if (primary == nullptr) {
        throw Error(Error::Kind::Data,
                    request.task == Task::Enhancing
                        ? "It has no T1w image after gadolinium, on which enhancing lesions are "
                          "masked."
                        : "It has no FLAIR image, on which lesions are masked.",
                    "sub-" + request.subject);
    }
    return *primary;
}

std::string gridRefusal(const Geometry& grid, const Geometry& primary)
{
    const GeometryDifference apart = difference(grid, primary);
    std::ostringstream text;
    text << "It is not on the grid of the image the case is drawn on: " << apart.describe();
    if (std::isfinite(apart.farthestMm)) {
        text.setf(std::ios::fixed);
        text.precision(2);
        text << "; corners lie up to " << apart.farthestMm << " mm apart";
    }
    text << ".";
    return text.str();
}

void readPixels(LoadedCase::LoadedMask& loaded, const Geometry& grid, OtherGrid otherGrid)
{
    const auto& path = loaded.grading.path;
    const Geometry own = readImageHeader(path).geometry;
    loaded.resampled = !sameGrid(own, grid);
    if (loaded.resampled && otherGrid == OtherGrid::Refuse) {
        throw Error(Error::Kind::Geometry, gridRefusal(own, grid), path.string());
    }
    loaded.digest = fileDigest(path);
    const Mask mask = readMask(path);
    // Within the tolerance the primary image's geometry stands for both.
    loaded.mask =
        loaded.resampled
            ? std::make_shared<Mask>(resampleLabels(mask, grid))
            : std::make_shared<Mask>(grid, std::vector(mask.labels().begin(), mask.labels().end()));
}

void addMasks(LoadedCase& loaded, const Study& study, OtherGrid otherGrid)
{
    for (const Grading* grading : gradingsOf(study, loaded)) {
        loaded.masks.push_back(readGrading(loaded, study, *grading, otherGrid));
    }
}

} // namespace

const Session& requireSession(const Study& study, const CaseRequest& request)
{
    const Subject* subject = study.subject(request.subject);
    const Session* session = subject != nullptr ? subject->session(request.session) : nullptr;
    if (session == nullptr) {
        throw Error(Error::Kind::Data,
                    "The project has no such subject and session; read it again.",
                    "sub-" + request.subject +
                        (request.session.empty() ? "" : " ses-" + request.session));
    }
    return *session;
}

LoadedCase::Image readImage(const Series& series, const Progress& progress)
{
    LoadedCase::Image image;
    image.series = series;
    image.volume = std::make_shared<const Volume>(readVolume(series.path, progress));
    image.window = robustWindow(*image.volume);
    return image;
}

void addImage(LoadedCase& loaded,
              const Series& series,
              OtherGrid otherGrid,
              const Progress& progress)
{
    const Geometry& grid = loaded.images.front().volume->geometry();
    try {
        // The header first: an image that will be refused need not be read.
        const Geometry own = readImageHeader(series.path).geometry;
        const bool same = sameGrid(own, grid);
        if (!same && otherGrid == OtherGrid::Refuse) {
            throw Error(Error::Kind::Geometry, gridRefusal(own, grid), series.path.string());
        }
        LoadedCase::Image image = readImage(series, progress);
        if (!same) {
            image.volume = std::make_shared<const Volume>(resampleLinear(*image.volume, grid));
            image.resampled = true;
        }
        loaded.images.push_back(std::move(image));
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled) {
            throw;
        }
        loaded.refused.push_back(error.describe());
    }
}

LoadedCase::LoadedMask
readGrading(LoadedCase& loaded, const Study& study, const Grading& grading, OtherGrid otherGrid)
{
    LoadedCase::LoadedMask entry;
    const Author* author = study.author(grading.author);
    entry.author =
        author != nullptr ? *author : Author{grading.author, grading.author, AuthorRole::Other};
    entry.grading = grading;
    try {
        readPixels(entry, loaded.images.front().volume->geometry(), otherGrid);
    } catch (const Error& error) {
        entry.refusal = error.describe();
        loaded.refused.push_back(entry.refusal);
    }
    try {
        entry.sidecar = readSidecar(grading.path);
    } catch (const Error& error) {
        entry.sidecarRefusal = error.describe();
        loaded.refused.push_back(entry.sidecarRefusal);
    }
    return entry;
}

std::vector<const Grading*> gradingsOf(const Study& study, const LoadedCase& loaded)
{
    const bool pair = loaded.pair && loaded.pair->images;
    const std::string space = pair ? loaded.pair->images->space() : std::string();
    std::vector<const Grading*> gradings;
    for (const Grading& grading : study.gradings) {
        if (grading.subject != loaded.subject || grading.session != loaded.session ||
            grading.task != loaded.task) {
            continue;
        }
        // Two masks of one author: that in the pair's space is the one that is edited.
        const auto other = std::find_if(gradings.begin(), gradings.end(), [&](const Grading* g) {
            return pair && g->author == grading.author;
        });
        if (other == gradings.end()) {
            gradings.push_back(&grading);
        } else if ((*other)->space != space && grading.space == space) {
            *other = &grading;
        }
    }
    return gradings;
}

const LoadedCase::LoadedMask* LoadedCase::mask(const std::string& authorFolder) const
{
    const LoadedMask* found = nullptr;
    for (const LoadedMask& entry : masks) {
        if (entry.author.folder == authorFolder && (found == nullptr || !found->mask)) {
            found = &entry;
        }
    }
    return found;
}

namespace
{

void readBrain(LoadedCase& loaded)
{
    const auto prior = std::ranges::find(loaded.images, ImageRole::Prior, &LoadedCase::Image::role);
    const LoadedCase::Image& image = prior != loaded.images.end() ? *prior : loaded.images.front();
    loaded.brain = readCaseBrain(loaded.root, image.series.path, *image.volume);
}

LoadedCase loadSingle(const Study& study, const CaseRequest& request, const Progress& progress)
{
    const Session& session = requireSession(study, request);
    const Series& primary = requirePrimary(session, request);
    LoadedCase loaded;
    loaded.subject = request.subject;
    loaded.session = request.session;
    loaded.date = session.date;
    loaded.task = request.task;
    loaded.root = study.root;
    const auto parts = static_cast<double>(session.series.size());
    double done = 0.0;
    const auto nextPart = [&] {
        const Progress part = progress.part(done / parts, (done + 1.0) / parts);
        done += 1.0;
        part.report(0.0, "reading");
        return part;
    };
    loaded.images.push_back(readImage(primary, nextPart()));
    loaded.primaryDigest = fileDigest(primary.path);
    for (const Series& series : session.series) {
        if (&series != &primary) {
            addImage(loaded, series, request.otherGrid, nextPart());
        }
    }
    return loaded;
}

} // namespace

LoadedCase loadCase(const Study& study, const CaseRequest& request, const Progress& progress)
{
    const Progress images = progress.part(0.0, 0.9);
    LoadedCase loaded = request.task == Task::Flair ? loadSingle(study, request, images)
                                                    : loadPair(study, request, images);
    addMasks(loaded, study, request.otherGrid);
    readBrain(loaded);
    progress.report(1.0, "reading");
    return loaded;
}

LoadedCase loadCase(const Study& study,
                    const std::string& subject,
                    const std::string& session,
                    Task task,
                    const Progress& progress)
{
    return loadCase(study, CaseRequest{subject, session, task}, progress);
}

LoadedCase readMasksAgain(LoadedCase loaded, const Study& study, OtherGrid otherGrid)
{
    for (const LoadedCase::LoadedMask& before : loaded.masks) {
        std::erase(loaded.refused, before.refusal);
        std::erase(loaded.refused, before.sidecarRefusal);
    }
    loaded.masks.clear();
    addMasks(loaded, study, otherGrid);
    readBrain(loaded);
    return loaded;
}

} // namespace dawson
