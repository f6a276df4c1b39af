#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/resources.h"
#include "core/training/model_part.h"
#include "core/training/stored_case.h"

#include <algorithm>
#include <map>
#include <optional>

namespace dawson
{

namespace
{

/// A case and what is known of it before its pixels are looked at.
struct Candidate {
    std::string digest;
    std::string reason; ///< why it is excluded; empty while it is not
};

/// Everything that decides how the case looks in the store.
std::string sourceDigest(const TrainingCase& source, const PackOptions& options)
{
    const Preprocessing& steps = options.preprocessing;
    Digest digest;
    digest.add("cases " + std::to_string(kCaseStoreVersion) + " dawson " + softwareVersion() +
               " spacing " + std::to_string(steps.spacingMm) + " bias " +
               std::to_string(static_cast<int>(steps.biasCorrection)) + " margin " +
               std::to_string(steps.marginVoxels) + (steps.zScore ? "" : " as it is") + " empty " +
               (options.keepWithoutLesion ? "2" : "0") + "\n" + source.subject + "\n" +
               source.session + "\n");
    for (const auto& image : source.images) {
        digest.add(fileDigest(image) + "\n");
    }
    digest.add(fileDigest(source.reference));
    if (!source.brain.empty()) {
        digest.add("\nbrain " + fileDigest(source.brain));
    }
    return digest.hex();
}

std::string describe(const Error& error)
{
    const std::string file = std::filesystem::path(error.subject()).filename().string();
    return file.empty() ? std::string(error.what()) : file + ": " + error.what();
}

Candidate candidateFor(const TrainingCase& source, const PackOptions& options)
{
    if (source.images.empty()) {
        return {"", "It has no image."};
    }
    if (source.reference.empty() || !std::filesystem::exists(source.reference)) {
        return {"", "It has no mask of this author."};
    }
    try {
        return {sourceDigest(source, options), ""};
    } catch (const Error& error) {
        return {"", describe(error)};
    }
}

/// What an earlier store holds, by digest.
struct EarlierStore {
    std::optional<Hdf5Node> file;
    std::map<std::string, std::string> cases;    ///< digest to path in the file
    std::map<std::string, std::string> excluded; ///< digest to reason
    std::map<std::string, std::string> places;   ///< group name to digest, both kinds
};

/// A store that cannot be read is made anew, so failures only mean that nothing can be reused.
EarlierStore openEarlier(const std::filesystem::path& path)
{
    EarlierStore earlier;
    if (!std::filesystem::exists(path)) {
        return earlier;
    }
    try {
        const CaseStore store(path); // checks the whole structure
        Hdf5Node file = Hdf5Node::open(path, Error::Kind::Format);
        for (const StoredCase& stored : store.cases()) {
            const std::string name = caseGroupName(stored.source);
            earlier.cases[stored.digest] = "cases/" + name;
            earlier.places[name] = stored.digest;
        }
        const Hdf5Node excluded = file.child("excluded");
        for (const std::string& name : excluded.childNames()) {
            const Hdf5Node group = excluded.child(name);
            earlier.excluded[group.text("digest")] = group.text("reason");
            earlier.places[name] = group.text("digest");
        }
        earlier.file = std::move(file);
    } catch (const Error& error) {
        logWarning("Cases are packed anew: " + error.describe());
        return {};
    }
    return earlier;
}

bool upToDate(const EarlierStore& earlier, const std::vector<Candidate>& candidates)
{
    std::map<std::string, std::string> wanted;
    for (std::size_t n = 0; n < candidates.size(); ++n) {
        if (candidates[n].reason.empty()) {
            wanted[caseGroupName(n)] = candidates[n].digest;
        }
    }
    return earlier.file && wanted == earlier.places;
}

void copyCase(const EarlierStore& earlier,
              const std::string& from,
              const Hdf5Node& cases,
              std::size_t source)
{
    const bool copied = H5Ocopy(earlier.file->id(),
                                from.c_str(),
                                cases.id(),
                                caseGroupName(source).c_str(),
                                H5P_DEFAULT,
                                H5P_DEFAULT) >= 0;
    if (!copied) {
        cases.fail("A packed case cannot be copied; delete the store, it will be made again.");
    }
}

/// The prepared case, or the reason why there is none.
std::optional<PreparedCase> prepareOrReason(const TrainingCase& source,
                                            const PackOptions& options,
                                            const Progress& progress,
                                            std::string& reason)
{
    try {
        PreparedCase prepared = prepareCase(source, options.preprocessing, progress);
        const bool lesions = prepared.reference.foregroundCount() > 0;
        if (lesions || (options.keepWithoutLesion && !prepared.lesionsLost)) {
            return prepared;
        }
        reason = prepared.lesionsLost
                     ? "Nothing is left of its lesions after resampling: they are smaller than the "
                       "voxels or outside the brain."
                     : "Its mask is empty: there is no lesion to learn from.";
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled) {
            throw;
        }
        reason = describe(error);
    }
    return std::nullopt;
}

/// Fills the new file case by case.
class Packing
{
public:
    Packing(const Hdf5Node& file, const EarlierStore& earlier, const PackOptions& options)
        : m_cases(file.makeGroup("cases"))
        , m_excluded(file.makeGroup("excluded"))
        , m_earlier(earlier)
        , m_options(options)
    {
    }

    void add(std::size_t source,
             const TrainingCase& from,
             Candidate& candidate,
             const Progress& progress)
    {
        const auto reused = m_earlier.cases.find(candidate.digest);
        const auto refused = m_earlier.excluded.find(candidate.digest);
        if (reused != m_earlier.cases.end()) {
            copyCase(m_earlier, reused->second, m_cases, source);
            ++m_reused;
        } else if (refused != m_earlier.excluded.end()) {
            candidate.reason = refused->second;
        } else {
            prepare(source, from, candidate, progress);
        }
        if (!candidate.reason.empty()) {
            const Hdf5Node group = m_excluded.makeGroup(caseGroupName(source));
            group.setText("digest", candidate.digest);
            group.setText("reason", candidate.reason);
        }
    }

    std::size_t prepared() const { return m_prepared; }

    std::size_t reused() const { return m_reused; }

private:
    void prepare(std::size_t source,
                 const TrainingCase& from,
                 Candidate& candidate,
                 const Progress& progress)
    {
        const auto made = prepareOrReason(from, m_options, progress, candidate.reason);
        if (!made) {
            return;
        }
        StoredCase stored;
        stored.source = source;
        stored.subject = from.subject;
        stored.session = from.session;
        stored.digest = candidate.digest;
        writeStoredCase(m_cases, stored, *made);
        ++m_prepared;
    }

    Hdf5Node m_cases;
    Hdf5Node m_excluded;
    const EarlierStore& m_earlier;
    const PackOptions& m_options;
    std::size_t m_prepared = 0;
    std::size_t m_reused = 0;
};

std::vector<Candidate> candidatesFor(const std::vector<TrainingCase>& cases,
                                     const PackOptions& options,
                                     const Progress& progress)
{
    std::vector<Candidate> candidates;
    for (std::size_t n = 0; n < cases.size(); ++n) {
        progress.report(static_cast<double>(n) / static_cast<double>(cases.size()),
                        "checking cases");
        candidates.push_back(candidateFor(cases[n], options));
    }
    return candidates;
}

std::size_t usable(const std::vector<Candidate>& candidates)
{
    return static_cast<std::size_t>(
        std::count_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
            return candidate.reason.empty();
        }));
}

/// The reasons an up-to-date store remembers.
void takeReasons(const EarlierStore& earlier, std::vector<Candidate>& candidates)
{
    for (Candidate& candidate : candidates) {
        const auto found = earlier.excluded.find(candidate.digest);
        if (candidate.reason.empty() && found != earlier.excluded.end()) {
            candidate.reason = found->second;
        }
    }
}

PackReport reportOf(const std::vector<TrainingCase>& cases,
                    const std::vector<Candidate>& candidates)
{
    PackReport report;
    for (std::size_t n = 0; n < cases.size(); ++n) {
        if (!candidates[n].reason.empty()) {
            report.excluded.push_back({cases[n], candidates[n].reason});
        }
    }
    return report;
}

void refuseNothing(const std::vector<Candidate>& candidates)
{
    if (usable(candidates) == 0) {
        const std::string why = candidates.empty() ? "none was chosen." : candidates[0].reason;
        throw Error(Error::Kind::Data,
                    "None of the " + std::to_string(candidates.size()) +
                        " cases can be learned from; the first: " + why);
    }
}

} // namespace

PackReport packCases(const std::filesystem::path& path,
                     const std::vector<TrainingCase>& cases,
                     const PackOptions& options,
                     const Progress& progress)
{
    std::vector<Candidate> candidates = candidatesFor(cases, options, progress.part(0.0, 0.1));
    refuseNothing(candidates);
    const EarlierStore earlier = openEarlier(path);
    if (upToDate(earlier, candidates)) {
        takeReasons(earlier, candidates);
        PackReport report = reportOf(cases, candidates);
        report.reused = usable(candidates);
        return report;
    }
    std::size_t prepared = 0;
    std::size_t reused = 0;
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        const Hdf5Node file = Hdf5Node::create(temporary, path);
        writeFormat(file, kCaseStoreFormat, kCaseStoreVersion);
        Packing packing(file, earlier, options);
        for (std::size_t n = 0; n < cases.size(); ++n) {
            const auto count = static_cast<double>(cases.size());
            const Progress part = progress.part(0.1 + 0.9 * static_cast<double>(n) / count,
                                                0.1 + 0.9 * static_cast<double>(n + 1) / count);
            part.report(0.0, "preparing cases");
            if (candidates[n].reason.empty()) {
                packing.add(n, cases[n], candidates[n], part);
            }
        }
        refuseNothing(candidates);
        file.flush();
        prepared = packing.prepared();
        reused = packing.reused();
    });
    PackReport report = reportOf(cases, candidates);
    report.prepared = prepared;
    report.reused = reused;
    return report;
}

} // namespace dawson
