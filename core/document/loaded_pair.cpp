#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/document/case_reading.h"
#include "core/image/image_file.h"
#include "core/image/resample.h"

#include <algorithm>

namespace dawson
{

namespace
{

constexpr double kSubtractionWindow = 3.0; ///< standard deviations to either side

/// The state of the pair and its record; what cannot be read counts as not registered.
void readState(CasePair& pair, const std::filesystem::path& root)
{
    try {
        pair.state = pairState(root, *pair.images);
        if (pair.state != PairState::Missing) {
            pair.record = readPairRecord(pairFiles(root, *pair.images).record);
        }
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled) {
            throw;
        }
        pair.state = PairState::Stale;
        pair.remarks.push_back(error.describe());
    }
}

std::shared_ptr<const Volume>
onGrid(const std::filesystem::path& path, const Geometry& grid, const Progress& progress)
{
    Volume read = readVolume(path, progress);
    if (!sameGrid(read.geometry(), grid)) {
        throw Error(Error::Kind::Geometry,
                    "It is not on the grid of the image before it: " +
                        difference(read.geometry(), grid).describe() + ".",
                    path.string());
    }
    // Within the tolerance one geometry stands for all.
    const auto voxels = read.voxels();
    return std::make_shared<const Volume>(grid, std::vector<float>(voxels.begin(), voxels.end()));
}

LoadedCase::Image
imageOf(ImageRole role, const ImagePair& pair, std::shared_ptr<const Volume> volume)
{
    const bool prior = role == ImageRole::Prior;
    LoadedCase::Image image;
    image.series = prior ? pair.baseline : pair.followup;
    image.date = prior ? pair.baselineDate : pair.followupDate;
    image.role = role;
    image.window = role == ImageRole::Subtraction
                       ? IntensityWindow{-kSubtractionWindow, kSubtractionWindow}
                       : robustWindow(*volume);
    image.volume = std::move(volume);
    return image;
}

/// Registered image and subtraction; false when they are not there or not usable.
bool addRegistered(LoadedCase& loaded, const Geometry& grid, const Progress& progress)
{
    CasePair& pair = *loaded.pair;
    if (!pair.registered()) {
        return false;
    }
    const PairFiles files = pairFiles(loaded.root, *pair.images);
    try {
        auto current = onGrid(files.registered, grid, progress.part(0.0, 0.6));
        auto change = onGrid(files.subtraction, grid, progress.part(0.6, 1.0));
        loaded.images.insert(loaded.images.begin(),
                             imageOf(ImageRole::Current, *pair.images, std::move(current)));
        loaded.images.push_back(imageOf(ImageRole::Subtraction, *pair.images, std::move(change)));
        return true;
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled) {
            throw;
        }
        pair.state = PairState::Stale;
        pair.remarks.push_back(error.describe());
        return false;
    }
}

/// Prior first read, since all lies on its grid; then the current one before it.
void addPairImages(LoadedCase& loaded, const Progress& progress)
{
    const ImagePair& pair = *loaded.pair->images;
    auto prior =
        std::make_shared<const Volume>(readVolume(pair.baseline.path, progress.part(0.0, 0.4)));
    const Geometry grid = prior->geometry();
    loaded.images.push_back(imageOf(ImageRole::Prior, pair, std::move(prior)));
    if (addRegistered(loaded, grid, progress.part(0.4, 1.0))) {
        return;
    }
    const Volume own = readVolume(pair.followup.path, progress.part(0.4, 0.9));
    const bool same = sameGrid(own.geometry(), grid);
    auto current = std::make_shared<const Volume>(resampleLinear(own, grid));
    loaded.images.insert(loaded.images.begin(),
                         imageOf(ImageRole::Current, pair, std::move(current)));
    loaded.images.front().resampled = !same;
}

/// The session's sequences that are not shown yet, FLAIR first.
std::vector<Series> furtherSeries(const LoadedCase& loaded, const Session& session)
{
    std::vector<Series> further;
    for (const Series& series : session.series) {
        const bool shown = std::ranges::any_of(loaded.images, [&](const LoadedCase::Image& image) {
            return image.series.path == series.path;
        });
        if (!shown) {
            further.push_back(series);
        }
    }
    std::stable_partition(
        further.begin(), further.end(), [](const Series& s) { return s.suffix == "FLAIR"; });
    return further;
}

/// Further sequences of the visit whose grid the case has. For enhancing lesions FLAIR comes
/// first, and on any grid: it is looked at, not masked.
void addFurther(LoadedCase& loaded,
                const Session& session,
                OtherGrid otherGrid,
                const Progress& progress)
{
    const Geometry& grid = loaded.images.front().volume->geometry();
    const std::vector<Series> further = furtherSeries(loaded, session);
    for (std::size_t n = 0; n < further.size(); ++n) {
        const bool wanted =
            loaded.task == Task::Enhancing && n == 0 && further[n].suffix == "FLAIR";
        try {
            if (!wanted && otherGrid == OtherGrid::Refuse &&
                !sameGrid(readImageHeader(further[n].path).geometry, grid)) {
                continue; // of no use for comparing, so nobody is asked about it
            }
        } catch (const Error&) {
            // addImage names what is wrong with it.
        }
        const auto share = [&](std::size_t m) {
            return static_cast<double>(m) / static_cast<double>(further.size());
        };
        addImage(loaded,
                 further[n],
                 wanted ? OtherGrid::Resample : otherGrid,
                 progress.part(share(n), share(n + 1)));
    }
}

/// Lesions of the visit before, to be seen and not painted again. On another grid they are
/// resampled: they are a hint, never saved.
void addPriorMasks(LoadedCase& loaded, const Study& study)
{
    const ImagePair& pair = *loaded.pair->images;
    if (pair.task != Task::New) {
        return;
    }
    for (const Author& author : study.authors) {
        const Grading* grading =
            study.grading(author.folder, pair.subject, pair.baselineSession, Task::Flair);
        if (grading != nullptr) {
            loaded.priorMasks.push_back(readGrading(loaded, study, *grading, OtherGrid::Resample));
        }
    }
}

/// The image that would be masked, alone on its own grid.
void addAlone(LoadedCase& loaded, const Session& session, const Progress& progress)
{
    const Series* primary = session.primary(loaded.task);
    if (primary == nullptr) {
        throw Error(Error::Kind::Data, loaded.pair->missing, "sub-" + loaded.subject);
    }
    loaded.images.push_back(readImage(*primary, progress));
    loaded.images.back().role = ImageRole::Current;
    loaded.images.back().date = session.date;
}

} // namespace

LoadedCase loadPair(const Study& study, const CaseRequest& request, const Progress& progress)
{
    const Session& session = requireSession(study, request);
    PairSearch search = findPair(study, request.subject, request.session, request.task);
    LoadedCase loaded;
    loaded.subject = request.subject;
    loaded.session = request.session;
    loaded.date = session.date;
    loaded.task = request.task;
    loaded.root = study.root;
    loaded.pair = CasePair{std::move(search.pair),
                           PairState::Missing,
                           {},
                           search.missing,
                           std::move(search.remarks),
                           study.root};
    progress.report(0.0, "reading");
    if (loaded.pair->images) {
        readState(*loaded.pair, study.root);
        addPairImages(loaded, progress.part(0.0, 0.7));
        const Subject& subject = *study.subject(request.subject);
        addFurther(loaded,
                   *subject.session(loaded.pair->images->baselineSession),
                   request.otherGrid,
                   progress.part(0.7, 0.9));
        addPriorMasks(loaded, study);
    } else {
        addAlone(loaded, session, progress.part(0.0, 0.7));
        addFurther(loaded, session, request.otherGrid, progress.part(0.7, 0.9));
    }
    loaded.primaryDigest = fileDigest(loaded.images.front().series.path);
    return loaded;
}

} // namespace dawson
