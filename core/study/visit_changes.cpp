#include "core/study/visit_changes.h"

#include "core/image/image_file.h"
#include "core/image/parallel.h"
#include "core/registration/transform_file.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

using Missing = VisitChangesSearch::Missing;

/// One pair of the chain with its lesions.
struct Step {
    ImagePair pair;
    LesionMap prior;
    LesionMap current;
};

VisitChangesSearch without(Missing what, std::string detail = {})
{
    return {what, std::move(detail), std::nullopt};
}

const Grading* maskOf(const Study& study,
                      const std::string& author,
                      const std::string& subject,
                      const std::string& session)
{
    return study.grading(author, subject, session, Task::Flair);
}

/// What of a step is not there; Nothing when it can be read.
Missing missingOf(const Study& study, const std::string& author, const ImagePair& pair)
{
    const PairState state = pairState(study.root, pair);
    if (state == PairState::Missing || state == PairState::Stale) {
        return Missing::Registration;
    }
    if (maskOf(study, author, pair.subject, pair.baselineSession) == nullptr) {
        return Missing::PriorMask;
    }
    if (maskOf(study, author, pair.subject, pair.session) == nullptr) {
        return Missing::CurrentMask;
    }
    return Missing::Nothing;
}

/// The pair and those before it that can be read, the earliest first.
std::vector<ImagePair> chainTo(const Study& study, const std::string& author, const ImagePair& last)
{
    std::vector<ImagePair> chain{last};
    while (chain.size() < study.subject(last.subject)->sessions.size()) {
        const PairSearch before =
            findPair(study, last.subject, chain.back().baselineSession, Task::New);
        if (!before.pair || missingOf(study, author, *before.pair) != Missing::Nothing) {
            break;
        }
        chain.push_back(*before.pair);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
}

/// The sentence that says where a mask does not lie on its image; empty when it does.
std::string gridFault(const Mask& mask, const fs::path& maskPath, const fs::path& imagePath)
{
    const Geometry grid = readImageHeader(imagePath).geometry;
    if (sameGrid(mask.geometry(), grid)) {
        return {};
    }
    return maskPath.filename().string() + " does not lie on " + imagePath.filename().string() +
           ": " + difference(mask.geometry(), grid).describe() + ".";
}

/// Reads one pair; the sentence when a mask does not lie on its image.
std::string readStep(const Study& study, const VisitChangesRequest& request, Step& step)
{
    const ImagePair& pair = step.pair;
    const fs::path before = maskOf(study, request.author, pair.subject, pair.baselineSession)->path;
    const fs::path after = maskOf(study, request.author, pair.subject, pair.session)->path;
    const Mask prior = readMask(before);
    const Mask current = readMask(after);
    std::string fault = gridFault(prior, before, pair.baseline.path);
    fault = fault.empty() ? gridFault(current, after, pair.followup.path) : fault;
    if (fault.empty()) {
        step.prior = findLesions(prior, request.rule.connectivity);
        step.current = carryLesions(findLesions(current, request.rule.connectivity),
                                    prior.geometry(),
                                    loadTransform(pairFiles(study.root, pair).transform));
    }
    return fault;
}

} // namespace

LesionMap carryLesions(const LesionMap& map, const Geometry& grid, const Transform& toMap)
{
    LesionMap carried{grid, map.connectivity, {}, map.lesions};
    carried.labels.resize(grid.voxelCount(), 0);
    const auto& size = grid.size();
    parallelFor(size[2], [&](int k) {
        for (int n = 0; n < size[0] * size[1]; ++n) {
            const VoxelIndex voxel{n % size[0], n / size[0], k};
            const PatientPoint there = toMap.toMoving(grid.toPatient(voxel));
            carried.labels[grid.offset(voxel)] = map.labelAt(map.geometry.nearestVoxel(there));
        }
    });
    for (Lesion& lesion : carried.lesions) {
        lesion.centroid = toMap.toFixed(lesion.centroid);
        lesion.inside = toMap.toFixed(lesion.inside);
        lesion.region = Region();
    }
    for (std::size_t n = 0; n < carried.labels.size(); ++n) {
        if (carried.labels[n] != 0) {
            const auto lesion = static_cast<std::size_t>(carried.labels[n]) - 1;
            carried.lesions[lesion].region.include(grid.voxelAt(n));
        }
    }
    for (Lesion& lesion : carried.lesions) {
        const VoxelIndex place = grid.nearestVoxel(lesion.inside);
        if (lesion.region.empty() && grid.contains(place) && carried.labelAt(place) == 0) {
            carried.labels[grid.offset(place)] = lesion.label;
            lesion.region.include(place);
        }
    }
    return carried;
}

VisitChangesSearch
findVisitChanges(const Study& study, const VisitChangesRequest& request, const Progress& progress)
{
    const PairSearch search = findPair(study, request.subject, request.session, Task::New);
    if (!search.pair) {
        return without(Missing::Pair, search.missing);
    }
    if (const Missing what = missingOf(study, request.author, *search.pair);
        what != Missing::Nothing) {
        return without(what);
    }
    const std::vector<ImagePair> chain = chainTo(study, request.author, *search.pair);
    VisitChanges found;
    found.visits = chain.size() + 1;
    int nextId = 1;
    for (std::size_t n = 0; n < chain.size(); ++n) {
        progress.report(static_cast<double>(n) / static_cast<double>(chain.size()));
        Step step{chain[n], {}, {}};
        if (std::string fault = readStep(study, request, step); !fault.empty()) {
            return without(Missing::Grid, std::move(fault));
        }
        if (n == 0) {
            found.currentIds = firstIds(step.prior);
            nextId = static_cast<int>(step.prior.lesions.size()) + 1;
        }
        const auto links = linkLesions(step.prior, step.current, request.rule.minOverlap);
        found.priorIds = std::move(found.currentIds);
        found.currentIds = continueIds(found.priorIds, step.current, links, nextId);
        found.pair = std::move(step.pair);
        found.prior = std::move(step.prior);
        found.current = std::move(step.current);
    }
    const auto record = readPairRecord(pairFiles(study.root, found.pair).record);
    found.accepted = record && !record->acceptedBy.empty();
    found.changes = findChanges(found.prior, found.current, request.rule);
    return {Missing::Nothing, {}, std::move(found)};
}

std::vector<Author> authorsOfBothVisits(const Study& study, const ImagePair& pair)
{
    std::vector<Author> authors;
    for (const Author& author : study.authors) {
        if (maskOf(study, author.folder, pair.subject, pair.baselineSession) != nullptr &&
            maskOf(study, author.folder, pair.subject, pair.session) != nullptr) {
            authors.push_back(author);
        }
    }
    return authors;
}

} // namespace dawson
