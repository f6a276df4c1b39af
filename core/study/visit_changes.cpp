#include "core/study/visit_changes.h"

#include "core/base/error.h"
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

VisitHistorySearch without(Missing what, std::string detail = {})
{
    return {what, std::move(detail), nullptr};
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

/// Reads one pair into `step`; the sentence when a mask does not lie on its image.
std::string readStep(const Study& study, const VisitChangesRequest& request, VisitHistory& step)
{
    const ImagePair& pair = step.pair;
    const fs::path before = maskOf(study, request.author, pair.subject, pair.baselineSession)->path;
    const Mask prior = readMask(before);
    std::string fault = gridFault(prior, before, pair.baseline.path);
    step.current.reset();
    if (const Grading* after = maskOf(study, request.author, pair.subject, pair.session)) {
        step.current = readMask(after->path);
        fault = fault.empty() ? gridFault(*step.current, after->path, pair.followup.path) : fault;
    }
    if (fault.empty()) {
        step.prior = findLesions(prior, request.rule.connectivity);
        step.currentGrid = readImageHeader(pair.followup.path).geometry;
        step.toCurrent = loadTransform(pairFiles(study.root, pair).transform);
    }
    return fault;
}

/// The later visit's lesions on the pair's grid.
LesionMap
currentLesions(const VisitHistory& history, const PaintedMasks& painted, const ChangeRule& rule)
{
    const Mask& mask = painted.current ? *painted.current : *history.current;
    LesionMap map = carryLesions(
        findLesions(mask, rule.connectivity), history.prior.geometry, history.toCurrent);
    if (!painted.added) {
        return map;
    }
    const LesionMap added = findLesions(*painted.added, rule.connectivity);
    std::vector<bool> met(added.lesions.size() + 1, false);
    for (std::size_t n = 0; n < added.labels.size(); ++n) {
        if (map.labels[n] != 0) {
            met[static_cast<std::size_t>(added.labels[n])] = true;
        }
    }
    std::vector<std::int32_t> labels(met.size(), 0);
    for (const Lesion& lesion : added.lesions) {
        if (const auto n = static_cast<std::size_t>(lesion.label); !met[n]) {
            map.lesions.push_back(lesion);
            map.lesions.back().label = labels[n] = static_cast<std::int32_t>(map.lesions.size());
        }
    }
    for (std::size_t n = 0; n < added.labels.size(); ++n) {
        if (map.labels[n] == 0) {
            map.labels[n] = labels[static_cast<std::size_t>(added.labels[n])];
        }
    }
    return map;
}

void requireGrid(const std::shared_ptr<const Mask>& mask, const Geometry& grid)
{
    if (mask && !sameGrid(mask->geometry(), grid)) {
        throw Error(Error::Kind::Geometry,
                    "The mask being painted does not lie on its image: " +
                        difference(mask->geometry(), grid).describe() + ".");
    }
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

VisitHistorySearch
readVisitHistory(const Study& study, const VisitChangesRequest& request, const Progress& progress)
{
    const PairSearch search = findPair(study, request.subject, request.session, Task::New);
    if (!search.pair) {
        return without(Missing::Pair, search.missing);
    }
    if (const Missing what = missingOf(study, request.author, *search.pair);
        what != Missing::Nothing && what != Missing::CurrentMask) {
        return without(what);
    }
    const std::vector<ImagePair> chain = chainTo(study, request.author, *search.pair);
    VisitHistory read;
    read.visits = chain.size() + 1;
    for (std::size_t n = 0; n < chain.size(); ++n) {
        progress.report(static_cast<double>(n) / static_cast<double>(chain.size()));
        const VisitHistory before = std::exchange(read, {});
        read.pair = chain[n];
        read.visits = chain.size() + 1;
        if (std::string fault = readStep(study, request, read); !fault.empty()) {
            return without(Missing::Grid, std::move(fault));
        }
        if (n == 0) {
            read.priorIds = firstIds(read.prior);
            read.nextId = static_cast<int>(read.prior.lesions.size()) + 1;
            continue;
        }
        const LesionMap later = currentLesions(before, {}, request.rule);
        const auto links = linkLesions(before.prior, later, request.rule.minOverlap);
        read.nextId = before.nextId;
        read.priorIds = continueIds(before.priorIds, later, links, read.nextId);
    }
    const auto record = readPairRecord(pairFiles(study.root, read.pair).record);
    read.accepted = record && !record->acceptedBy.empty();
    return {Missing::Nothing, {}, std::make_shared<const VisitHistory>(std::move(read))};
}

VisitChangesSearch compareVisits(const VisitHistory& history,
                                 const PaintedMasks& painted,
                                 const ChangeRule& rule,
                                 const Progress& progress)
{
    if (!painted.current && !history.current) {
        return {Missing::CurrentMask, {}, std::nullopt};
    }
    requireGrid(painted.current, history.currentGrid);
    requireGrid(painted.added, history.prior.geometry);
    VisitChanges found;
    found.pair = history.pair;
    found.prior = history.prior;
    found.priorIds = history.priorIds;
    found.visits = history.visits;
    found.accepted = history.accepted;
    found.toCurrent = history.toCurrent;
    found.current = currentLesions(history, painted, rule);
    progress.report(0.5);
    int nextId = history.nextId;
    found.currentIds = continueIds(found.priorIds,
                                   found.current,
                                   linkLesions(found.prior, found.current, rule.minOverlap),
                                   nextId);
    found.changes = findChanges(found.prior, found.current, rule);
    return {Missing::Nothing, {}, std::move(found)};
}

VisitChangesSearch
findVisitChanges(const Study& study, const VisitChangesRequest& request, const Progress& progress)
{
    const VisitHistorySearch history = readVisitHistory(study, request, progress);
    if (!history.found) {
        return {history.missing, history.detail, std::nullopt};
    }
    return compareVisits(*history.found, {}, request.rule, progress);
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
