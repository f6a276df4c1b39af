#include "app/worker/brain_masks.h"

#include "core/base/error.h"
#include "core/base/file_lock.h"
#include "core/base/log.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"
#include "core/study/brain_mask_file.h"

#include <utility>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

/// Absolute and without "." or a slash at its end, so that one path can be looked for below
/// another.
fs::path tidy(const fs::path& path)
{
    const fs::path whole = fs::absolute(path).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

bool liesBelow(const fs::path& folder, const fs::path& file)
{
    const fs::path relative = file.lexically_relative(folder);
    return !folder.empty() && !relative.empty() && *relative.begin() != "..";
}

/// Whether a mask that is there counts for its image: not where it was found in another version of
/// it, nobody has repaired it since, and it can be found again.
bool counts(const fs::path& mask,
            const fs::path& image,
            bool replaceable,
            const BrainMasks::Warn& warn)
{
    const BrainMaskRecord record = readBrainMaskRecord(mask);
    if (!isOfAnotherImage(record, image)) {
        return true;
    }
    const std::string name = image.filename().string();
    if (replaceable && record.repairedBy.empty()) {
        warn("The brain mask of " + name + " was found in another version of it and is made anew.");
        return false;
    }
    const Geometry grid = readImageHeader(mask).geometry;
    const Geometry wanted = readImageHeader(image).geometry;
    if (!sameGrid(grid, wanted)) {
        throw Error(Error::Kind::Geometry,
                    "This brain mask is of another version of " + name +
                        " and does not lie on it: " + difference(grid, wanted).describe() +
                        ". Delete it, or find the brain again.",
                    mask.string());
    }
    warn("The brain mask of " + name + " was " +
         (record.repairedBy.empty() ? "found in" : "repaired by " + record.repairedBy + " on") +
         " another version of it and is used as it is: look it over.");
    return true;
}

/// Of two jobs that miss the brain of an image one finds it and the other waits for it. Outside a
/// project (empty) nothing is kept, and nothing held.
FileLock hold(const fs::path& project, const fs::path& image, const Progress& progress)
{
    const std::string name = imageStem(image) + "_brain.lock";
    return {project.empty() ? fs::path() : project / ".dawson" / "locks" / name,
            progress,
            "Waiting for another job that finds this brain"};
}

} // namespace

BrainMasks::BrainMasks(const fs::path& project, fs::path spare, int threads, Warn warn)
    : m_project(project.empty() ? fs::path() : tidy(project))
    , m_spare(std::move(spare))
    , m_threads(threads)
    , m_warn(warn ? std::move(warn) : Warn(logWarning))
{
}

Mask BrainMasks::compute(const fs::path& image, const Volume& volume, const Progress& progress)
{
    progress.report(0.0, "Finding the brain of " + image.filename().string());
    if (!m_extractor) {
        m_extractor.emplace(installedBrainModel().value(), m_threads);
    }
    try {
        return m_extractor->brainOf(volume, progress);
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Data && error.subject().empty()) {
            throw Error(error.kind(), error.what(), image.string());
        }
        throw;
    }
}

/// Empty where there is none that counts.
fs::path
BrainMasks::knownMask(const fs::path& image, bool inProject, bool replaceable, const Warn& warn)
{
    const fs::path known = inProject ? findBrainMask(m_project, image) : fs::path();
    const bool checked = m_checked.contains(image);
    if (known.empty() || !(checked || counts(known, image, replaceable, warn))) {
        return {};
    }
    m_checked.insert(image);
    return known;
}

fs::path BrainMasks::maskOf(const fs::path& file, const Progress& progress)
{
    const fs::path image = tidy(file);
    const bool inProject = liesBelow(m_project, image);
    const bool found = installedBrainModel().has_value();
    if (fs::path known = knownMask(image, inProject, found, m_warn); !known.empty()) {
        return known;
    }
    if (m_headless.contains(image)) {
        return {};
    }
    const Volume volume = readVolume(image);
    if (!showsHead(volume)) {
        return {};
    }
    if (!found) {
        m_headless.insert(image);
        m_warn(headWithoutBrain(image));
        return {};
    }
    const FileLock lock = hold(inProject ? m_project : fs::path(), image, progress);
    if (fs::path known = knownMask(image, inProject, found, [](const auto&) {}); !known.empty()) {
        return known; // another job has just made it
    }
    const Mask brain = compute(image, volume, progress);
    if (inProject) {
        try {
            BrainMaskRecord record;
            record.modelDigest = m_extractor->modelDigest();
            writeBrainMask(m_project, image, brain, record);
            return brainMaskPath(m_project, image);
        } catch (const Error& error) {
            logWarning(error.describe());
        } catch (const fs::filesystem_error& error) {
            logWarning(error.what());
        }
    }
    fs::create_directories(m_spare);
    const fs::path spare = m_spare / (imageStem(image) + "_desc-brain_mask.nii.gz");
    writeMask(spare, brain);
    return spare;
}

void BrainMasks::addTo(std::vector<TrainingCase>& cases,
                       const std::function<void(const std::string&)>& warn,
                       const Progress& progress)
{
    const auto count = static_cast<double>(cases.size());
    double done = 0.0;
    std::erase_if(cases, [&](TrainingCase& one) {
        const Progress part = progress.part(done / count, (done + 1.0) / count);
        done += 1.0;
        if (!one.brain.empty() || one.images.empty()) {
            return false;
        }
        try {
            one.brain = maskOf(one.images.front(), part);
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled || error.kind() == Error::Kind::Model) {
                throw;
            }
            if (error.kind() == Error::Kind::Data || error.kind() == Error::Kind::Geometry) {
                warn("sub-" + one.subject + " is left out: " + error.describe());
                return true;
            }
            logWarning(error.describe());
        }
        return false;
    });
}

namespace
{

std::string findBrain(const fs::path& project,
                      const fs::path& image,
                      BrainExtractor& finder,
                      const Progress& progress)
{
    const Volume volume = readVolume(image);
    BrainMaskRecord record;
    record.modelDigest = finder.modelDigest();
    writeBrainMask(project, image, finder.brainOf(volume, progress), record);
    return brainMaskPath(project, image).lexically_relative(project).generic_string();
}

} // namespace

std::vector<std::string> findBrains(const BrainJob& job,
                                    const std::function<void(const std::string&)>& warn,
                                    const Progress& progress)
{
    const auto installed = installedBrainModel();
    if (job.model.empty() && !installed) {
        throw Error(Error::Kind::Model, "No model that finds brains is installed.");
    }
    BrainExtractor finder(job.model.empty() ? *installed : job.model);
    std::vector<std::string> made;
    std::string failure = job.images.empty() ? "The job names no image." : "";
    std::size_t failed = 0;
    const auto count = static_cast<double>(job.images.size());
    for (std::size_t n = 0; n < job.images.size(); ++n) {
        const fs::path& image = job.images[n];
        const Progress part =
            progress.part(static_cast<double>(n) / count, static_cast<double>(n + 1) / count);
        part.report(0.0, "Finding the brain of " + image.filename().string());
        try {
            const FileLock lock = hold(job.project, image, part);
            const fs::path known = findBrainMask(job.project, image);
            if (job.force || known.empty() || !counts(known, image, true, warn)) {
                made.push_back(findBrain(job.project, image, finder, part));
            }
        } catch (const Error& error) {
            if (error.kind() == Error::Kind::Cancelled || error.kind() == Error::Kind::Model) {
                throw;
            }
            failure = image.filename().string() + ": " + error.describe();
            warn(failure);
            ++failed;
        }
    }
    if (failed == job.images.size()) {
        throw Error(Error::Kind::Data, failure);
    }
    return made;
}

} // namespace dawson
