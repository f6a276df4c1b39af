#include "app/worker/project_pairs.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image_file.h"
#include "core/registration/detail_likeness.h"
#include "core/registration/transform_file.h"
#include "core/training/input_channels.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kNoOverlap =
    "By their files' coordinates the images do not overlap; they were laid on each other by their "
    "content.";

constexpr const char* kOtherDetail =
    "The furrows and ventricles of the two images differ: are they of one patient and of one "
    "contrast?";

const char* wordFor(IntensityMatching matching)
{
    return matching == IntensityMatching::Robust ? "robust" : "zscore";
}

IntensityMatching matchingOf(const std::string& word)
{
    return word == wordFor(IntensityMatching::Robust) ? IntensityMatching::Robust
                                                      : IntensityMatching::ZScore;
}

TransformRecord::Input inputOf(const fs::path& path, const std::string& digest)
{
    return {path.filename().string(), digest};
}

void describe(const Registration& registration, PairRecord& record)
{
    const RegistrationQuality& quality = registration.quality;
    record.correlationBefore = quality.correlationBefore;
    if (!quality.correlationBefore) {
        record.warnings.emplace_back(kNoOverlap);
    }
    for (const RegistrationWarning warning : quality.warnings) {
        if (warning != RegistrationWarning::FieldNeedless) {
            record.warnings.push_back(dawson::describe(warning));
        }
    }
}

/// Unless that is said already, or a nudge has moved the details apart.
void warnOfAnotherPatient(const PairDifference& made, PairRecord& record)
{
    const auto& told = made.registered->quality.warnings;
    const bool low = std::ranges::find(told, RegistrationWarning::LowCorrelation) != told.end();
    if (!low && record.nudge == Nudge{} && made.detail && *made.detail < kOnePatientsDetail) {
        record.warnings.emplace_back(kOtherDetail);
    }
}

constexpr const char* kNudgeGone =
    "The correction by hand was of other images, or of another way to register them, and is gone: "
    "look at how the two lie.";

constexpr const char* kByMedian = "Its intensities were matched by median (--robust), and models "
                                  "learn from those matched by mean "
                                  "and deviation: subtract it again without.";

/// What is known of a pair that is to be made again; nothing where the record is damaged.
std::optional<PairRecord> earlierRecord(const fs::path& path)
{
    try {
        return readPairRecord(path);
    } catch (const Error& error) {
        logWarning(error.describe());
        return std::nullopt;
    }
}

/// With what a reader has made of the pair before, as far as it still holds.
PairWay goingOn(PairWay way, const PairRecord& before, const ImagePair& pair)
{
    if (way.asBefore) {
        way.type = registrationType(before.type);
        way.matching = matchingOf(before.matching);
    }
    if (way.nudge || before.nudge == Nudge{}) {
        return way;
    }
    const bool holds = before.type == nameOf(way.type) &&
                       before.baselineDigest == fileDigest(pair.baseline.path) &&
                       before.followupDigest == fileDigest(pair.followup.path);
    if (holds) {
        way.nudge = before.nudge;
    } else {
        way.remarks.emplace_back(kNudgeGone);
    }
    return way;
}

/// The transform that is there, without the nudge in it.
Transform withoutNudge(const fs::path& prefix, const Geometry& baseline, const Nudge& nudge)
{
    return nudged(loadTransform(prefix), nudgeMap(baseline.center(), nudge).inverse());
}

} // namespace

ProjectPairs::ProjectPairs(fs::path project,
                           const fs::path& spare,
                           int threads,
                           BrainMasks::Warn warn)
    : m_project(std::move(project))
    , m_brains(m_project, spare, threads, std::move(warn))
    , m_threads(threads)
{
}

fs::path ProjectPairs::brainOf(const ImagePair& pair, const Progress& progress)
{
    return m_brains.maskOf(pair.baseline.path, progress);
}

FileLock ProjectPairs::hold(const ImagePair& pair, const Progress& progress) const
{
    const std::string name = pairFiles(m_project, pair).record.stem().string();
    return {m_project / ".dawson" / "locks" / (name + ".lock"),
            progress,
            "Waiting for another job at work on this pair"};
}

ProjectPairs::Made
ProjectPairs::make(const ImagePair& pair, const PairWay& way, const Progress& progress)
{
    const FileLock lock = hold(pair, progress);
    return makeHeld(pair, way, progress);
}

ProjectPairs::Made
ProjectPairs::makeHeld(const ImagePair& pair, const PairWay& way, const Progress& progress)
{
    const PairState state = pairState(m_project, pair);
    const bool current = state == PairState::Made || state == PairState::Accepted;
    if (way.force) {
        return create(pair, way, std::nullopt, progress);
    }
    if (!current) {
        const auto before = earlierRecord(pairFiles(m_project, pair).record);
        return create(pair, before ? goingOn(way, *before, pair) : way, std::nullopt, progress);
    }
    PairRecord record = readPairRecord(pairFiles(m_project, pair).record).value();
    const bool asWanted =
        record.type == nameOf(way.type) && record.matching == wordFor(way.matching);
    if (way.nudge && *way.nudge != record.nudge) {
        return create(pair, way, record, progress);
    }
    if (!way.nudge && !asWanted && state != PairState::Accepted) {
        return create(pair, way, std::nullopt, progress);
    }
    return {std::move(record), true};
}

PairRecord ProjectPairs::newRecord(const ImagePair& pair, const PairWay& way) const
{
    PairRecord record;
    record.baselineDigest = fileDigest(pair.baseline.path);
    record.followupDigest = fileDigest(pair.followup.path);
    record.type = nameOf(way.type);
    record.matching = wordFor(way.matching);
    record.warnings = way.remarks;
    return record;
}

/// `moved`: the record of a registration that only gets another nudge.
ProjectPairs::Made ProjectPairs::create(const ImagePair& pair,
                                        const PairWay& way,
                                        const std::optional<PairRecord>& moved,
                                        const Progress& progress)
{
    PairRecord record = moved ? *moved : newRecord(pair, way);
    record.acceptedBy.clear();
    record.acceptedAt.clear();
    record.created.clear();
    record.softwareVersion.clear();
    record.nudge = way.nudge.value_or(Nudge{});
    PairInput input;
    input.baseline = pair.baseline.path;
    input.followup = pair.followup.path;
    input.brain = brainOf(pair, progress.part(0.0, 0.3));
    record.brainDigest = brainDigest(m_project, pair);
    input.threads = m_threads;
    input.nudge = record.nudge;
    input.registration.type = registrationType(record.type);
    input.matching = matchingOf(record.matching);
    if (moved) {
        input.known = withoutNudge(pairFiles(m_project, pair).transform,
                                   readImageHeader(pair.baseline.path).geometry,
                                   moved->nudge);
    }
    const PairDifference made = subtractPair(input, progress.part(0.3, 0.98));
    if (made.registered) {
        describe(*made.registered, record);
        warnOfAnotherPatient(made, record);
        // A nudge says nothing about the sequences: what was told stands, and is not told again.
        const bool nudged = input.nudge != Nudge{};
        const auto sentence = nudged ? std::nullopt : sequenceWarning(made);
        if (sentence && pair.task == Task::Enhancing) {
            record.warnings.push_back(*sentence);
        }
    }
    record.correlationAfter = made.correlation;
    keep(pair, input, made, record);
    progress.report(1.0);
    return {std::move(record), false};
}

void ProjectPairs::keep(const ImagePair& pair,
                        const PairInput& input,
                        const PairDifference& made,
                        const PairRecord& record) const
{
    const PairFiles files = pairFiles(m_project, pair);
    // Until the record is back the files do not count: whoever stops in between finds them missing.
    std::error_code readOnly;
    fs::remove(files.record, readOnly);
    fs::remove(files.current, readOnly);
    if (made.registered) {
        Registration registration = *made.registered;
        registration.transform = made.transform;
        saveTransform(files.transform,
                      registration,
                      {inputOf(input.baseline, record.baselineDigest),
                       inputOf(input.followup, record.followupDigest),
                       input.registration},
                      Composites::With);
    } else {
        saveMoved(files.transform, made.transform);
    }
    writeVolume(files.registered, made.followup);
    writeVolume(files.subtraction, made.difference);
    writePairRecord(m_project, pair, record);
}

fs::path ProjectPairs::subtractionOf(const PairSearch& search, const Progress& progress)
{
    if (!search.pair) {
        throw Error(Error::Kind::Data, search.missing);
    }
    const FileLock lock = hold(*search.pair, progress);
    const PairState state = pairState(m_project, *search.pair);
    if (state == PairState::Missing || state == PairState::Stale) {
        PairWay way;
        way.asBefore = true;
        way.remarks = search.remarks;
        makeHeld(*search.pair, way, progress);
    }
    return pairFiles(m_project, *search.pair).subtraction;
}

std::vector<std::string> ProjectPairs::warnings(const ImagePair& pair) const
{
    const auto record = readPairRecord(pairFiles(m_project, pair).record);
    std::vector<std::string> sentences;
    if (record && record->acceptedBy.empty()) {
        sentences = record->warnings;
    }
    if (record && matchingOf(record->matching) != IntensityMatching::ZScore) {
        sentences.emplace_back(kByMedian);
    }
    return sentences;
}

fs::path ProjectPairs::currentOf(const ImagePair& pair, const Progress& progress)
{
    const FileLock lock = hold(pair, progress);
    const PairFiles files = pairFiles(m_project, pair);
    std::error_code ignored;
    if (!fs::exists(files.current, ignored)) {
        PairInput input;
        input.baseline = pair.baseline.path;
        input.matching = matchingOf(readPairRecord(files.record).value().matching);
        PairDifference made;
        made.followup = readVolume(files.registered);
        if (const fs::path brain = brainOf(pair, progress); !brain.empty()) {
            made.brain = readBinaryMask(brain, true);
        }
        writeVolume(files.current, dawson::currentOf(input, made));
    }
    return files.current;
}

std::optional<Task> pairTask(const std::string& name)
{
    const auto task = taskFromName(name);
    return task && *task != Task::Flair ? task : std::nullopt;
}

namespace
{

/// Whether the case's image is the subtraction of its pair in the project.
bool isPairCase(const Study& study, const PairSearch& search, const TrainingCase& one)
{
    return search.pair && !one.images.empty() &&
           one.images.front() == pairFiles(study.root, *search.pair).subtraction;
}

} // namespace

void preparePairs(TrainingSpec& spec,
                  const fs::path& spare,
                  const std::function<void(const std::string&)>& warn,
                  const Progress& progress)
{
    const auto task = pairTask(spec.task);
    if (!task || spec.project.empty() || !fs::exists(spec.project)) {
        return;
    }
    const bool withCurrent = looksAtCurrent(spec);
    const Study study = readStudy(spec.project);
    ProjectPairs pairs(study.root, spare, spec.schedule.threads, warn);
    const auto all = static_cast<double>(spec.training.size() + spec.validation.size());
    double done = 0.0;
    for (auto* cases : {&spec.training, &spec.validation}) {
        std::erase_if(*cases, [&](TrainingCase& one) {
            const PairSearch search = findPair(study, one.subject, one.session, *task);
            const Progress part = progress.part(done / all, (done + 1.0) / all);
            done += 1.0;
            const std::string name = "sub-" + one.subject + " ses-" + one.session;
            if (!isPairCase(study, search, one)) {
                const bool lacks = withCurrent && one.images.size() == 1;
                if (lacks) {
                    warn(name + " is left out: it has no subtraction to look at.");
                }
                return lacks;
            }
            try {
                part.report(0.0, "Subtracting " + name);
                one.images = {pairs.subtractionOf(search, part)};
                for (const std::string& warning : pairs.warnings(*search.pair)) {
                    warn(name + ": " + warning);
                }
                if (withCurrent) {
                    one.images.push_back(pairs.currentOf(*search.pair, part));
                }
                one.brain = one.brain.empty() ? pairs.brainOf(*search.pair, part) : one.brain;
                spec.preprocessing.zScore = false;
                return false;
            } catch (const Error& error) {
                if (error.kind() == Error::Kind::Cancelled || error.kind() == Error::Kind::Model) {
                    throw;
                }
                warn(name + " is left out: " + error.describe());
                return true;
            }
        });
    }
    if (spec.training.empty()) {
        throw Error(Error::Kind::Data, "No pair of images is left to learn from.");
    }
}

} // namespace dawson
