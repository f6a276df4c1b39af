#include "core/training/preflight.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/training/inner_folds.h"
#include "core/training/input_channels.h"
#include "core/training/memory_ceiling.h"
#include "core/training/model_file.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t kFewCases = 3;
constexpr const char* kNoLesion = "Its mask is empty: there is no lesion to learn from.";
constexpr double kSlowRate = 3e-5; ///< below it, a network from scratch hardly learns in few epochs

std::string count(std::size_t number, const std::string& one, const std::string& many)
{
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string gigabytes(std::uint64_t bytes)
{
    std::ostringstream text;
    text.precision(1);
    text << std::fixed << static_cast<double>(bytes) / 1e9 << " GB";
    return text.str();
}

std::uint64_t freeDisk(const fs::path& folder)
{
    std::error_code failure;
    const auto space = fs::space(folder, failure);
    return failure ? 0 : space.available;
}

/// Half floats for each channel and a byte for the mask, before compression.
std::uint64_t packedBytes(const TrainingCase& source, const Preprocessing& steps)
{
    try {
        const Geometry grid = readImageHeader(source.images.front()).geometry;
        const double voxels = grid.voxelVolumeMl() * 1000.0 *
                              static_cast<double>(grid.voxelCount()) / std::pow(steps.spacingMm, 3);
        return static_cast<std::uint64_t>(voxels *
                                          (2.0 * static_cast<double>(source.images.size()) + 0.1));
    } catch (const Error&) {
        return 0;
    }
}

std::string fileSentence(const Error& error)
{
    const std::string file = fs::path(error.subject()).filename().string();
    return file.empty() ? std::string(error.what()) : file + ": " + error.what();
}

/// Why a case cannot be used whatever its mask holds; empty when it can. Tells whether it has
/// lesions then.
std::string faultOf(const TrainingCase& source, bool& lesions)
{
    if (source.images.empty()) {
        return "It has no image.";
    }
    if (source.reference.empty() || !fs::exists(source.reference)) {
        return "It has no mask of this author.";
    }
    try {
        const Mask mask = readBinaryMask(source.reference, true);
        for (const auto& image : source.images) {
            const Geometry grid = readImageHeader(image).geometry;
            if (!sameGrid(grid, mask.geometry())) {
                return "The mask does not lie on " + image.filename().string() + ": " +
                       difference(mask.geometry(), grid).describe() + ".";
            }
        }
        lesions = mask.foregroundCount() > 0;
    } catch (const Error& error) {
        return fileSentence(error);
    }
    return {};
}

/// Reads the cases of one list; usable ones are counted, others are excluded.
class CaseCheck
{
public:
    CaseCheck(const TrainingSpec& spec,
              const Preprocessing& preparation,
              Preflight& result,
              const Progress& progress)
        : m_preparation(preparation)
        , m_result(result)
        , m_progress(progress)
        , m_all(static_cast<double>(spec.training.size() + spec.validation.size()))
    {
    }

    /// Cases with lesions, of all lists so far.
    std::size_t lesions() const { return m_lesions; }

    /// Notes which cases have no lesion.
    std::size_t usable(std::vector<TrainingCase>& cases, bool keepWithoutLesion)
    {
        std::size_t good = 0;
        for (TrainingCase& source : cases) {
            m_progress.report(m_done++ / m_all, "checking cases");
            bool lesions = false;
            const std::string fault = faultOf(source, lesions);
            if (!fault.empty() || !(lesions || keepWithoutLesion)) {
                m_result.excluded.push_back({source, fault.empty() ? kNoLesion : fault});
                continue;
            }
            m_lesions += lesions ? 1U : 0U;
            source.lesionFree = !lesions;
            m_result.diskBytes += packedBytes(source, m_preparation);
            m_channels.insert(source.images.size());
            ++good;
        }
        return good;
    }

    /// Numbers of images that usable cases have.
    const std::set<std::size_t>& channels() const { return m_channels; }

private:
    Preprocessing m_preparation;
    Preflight& m_result;
    const Progress& m_progress;
    double m_all;
    double m_done = 0.0;
    std::size_t m_lesions = 0;
    std::set<std::size_t> m_channels;
};

/// A model that has already seen the subjects it is judged on looks better on them than it is.
void checkAncestors(const TrainingSpec& spec, const ModelCard& parent, Preflight& result)
{
    const auto known = [&](const std::vector<TrainingCase>& cases) {
        std::string names;
        for (const std::string& subject : subjectsKnownTo(parent, cases)) {
            names += (names.empty() ? "" : ", ") + subject;
        }
        return names;
    };
    const std::string validation = known(spec.validation);
    if (!validation.empty()) {
        result.warnings.push_back("The model to start from already knows validation subjects: " +
                                  validation + ". Their figures will look better than they are.");
    }
    const std::string judged = innerFoldsOf(spec).empty() ? std::string() : known(spec.training);
    if (!judged.empty()) {
        result.warnings.push_back(
            "The model to start from already knows some of the subjects that the threshold is "
            "chosen on: " +
            judged + ". Their left-out figures will look better than they are.");
    }
}

/// Without the cases that were found unusable: they are in no inner fold.
TrainingSpec withoutExcluded(const TrainingSpec& spec, const std::vector<ExcludedCase>& excluded)
{
    TrainingSpec usable = spec;
    std::erase_if(usable.training, [&](const TrainingCase& one) {
        return std::ranges::any_of(excluded, [&](const ExcludedCase& out) {
            return out.source.subject == one.subject && out.source.session == one.session;
        });
    });
    return usable;
}

/// Network and preparation that a training begins with: the start model's, else the spec's.
struct Start {
    Architecture network;
    Preprocessing preparation;
};

Start startOf(const TrainingSpec& spec, Preflight& result)
{
    const Start own{spec.architecture, spec.preprocessing};
    if (spec.startFrom.empty()) {
        return own;
    }
    try {
        const ModelFile model = readModelHeader(spec.startFrom);
        const std::string fault = startFault(spec, model.card);
        if (!fault.empty()) {
            result.problems.push_back(fault);
        }
        checkAncestors(spec, model.card, result);
        return {model.architecture, startPreparation(spec, model)};
    } catch (const Error& error) {
        result.problems.push_back("The model to start from cannot be used: " + fileSentence(error));
        return own;
    }
}

/// With those of the inner folds.
std::uint64_t trainingsOf(const TrainingSpec& spec)
{
    return 1U + innerFoldsOf(spec).size();
}

/// How the threshold is chosen where there are no validation cases.
std::string thresholdChoice(const TrainingSpec& spec)
{
    const std::size_t folds = innerFoldsOf(spec).size();
    if (folds > 0) {
        return "the threshold is chosen by " + std::to_string(folds) +
               " more trainings, each without some of the subjects.";
    }
    return staysNearParent(spec) ? "the threshold stays near that of the model to start from."
                                 : "the threshold is chosen on the cases learned from.";
}

/// `spec` without validation cases that nothing can be told by; `chosen`: there were some.
void checkCounts(const TrainingSpec& spec, Preflight& result, bool chosen)
{
    if (spec.training.empty()) {
        result.problems.emplace_back("No subject was chosen to learn from.");
    } else if (result.trainingCases == 0) {
        result.problems.emplace_back("None of the chosen cases can be learned from.");
    } else if (result.trainingCases < kFewCases) {
        result.warnings.push_back(
            "There is little to learn from: " + count(result.trainingCases, "case", "cases") +
            ". More subjects make a better model.");
    }
    if (!result.excluded.empty()) {
        result.warnings.push_back(count(result.excluded.size(), "case is", "cases are") +
                                  " left out; the reasons are listed.");
    }
    if (spec.validation.empty()) {
        result.warnings.push_back(
            std::string(chosen ? "None of the validation cases can be used and has a lesion to find"
                               : "There are no validation subjects") +
            ": the best epoch cannot be told, and the last one is kept; " +
            thresholdChoice(withoutExcluded(spec, result.excluded)));
    }
    if (spec.startFrom.empty() && startingRate(spec) < kSlowRate) {
        result.warnings.emplace_back("At this learning rate a network from scratch hardly learns; "
                                     "it is meant for fine-tuning.");
    }
}

/// `training`: usable cases, marked.
void checkLesionFree(const std::vector<TrainingCase>& training, Preflight& result)
{
    constexpr std::size_t kNamed = 5;
    std::string names;
    std::size_t lesionFree = 0;
    for (const TrainingCase& one : training) {
        if (one.lesionFree) {
            names += ++lesionFree > kNamed
                         ? ""
                         : (lesionFree > 1 ? ", sub-" : "sub-") + plainName(one.subject);
        }
    }
    if (lesionFree > 0 && lesionFree == training.size()) {
        result.problems.emplace_back("None of the chosen cases has a lesion to learn from.");
    } else if (lesionFree > 0) {
        result.warnings.push_back(count(lesionFree,
                                        "case has an empty mask and teaches",
                                        "cases have an empty mask and teach") +
                                  " what is no lesion: " + names +
                                  (lesionFree > kNamed ? " and others." : "."));
    }
}

void checkChannels(const CaseCheck& cases, const TrainingSpec& spec, int wanted, Preflight& result)
{
    // The worker adds the current image to a subtraction.
    const bool pair = comparesTwo(spec.task);
    for (const std::size_t channels : cases.channels()) {
        if (pair && channels == 1 && wanted <= 2) {
            continue;
        }
        if (channels != static_cast<std::size_t>(wanted)) {
            result.problems.push_back(
                "The network takes " + count(static_cast<std::size_t>(wanted), "image", "images") +
                " of a study, but a case has " + std::to_string(channels) + ".");
        }
    }
}

} // namespace

void checkMachine(const TrainingSpec& spec,
                  const Architecture& network,
                  const fs::path& folder,
                  Preflight& result)
{
    // bf16 is used where the processor has it; the estimate stays on the safe side without.
    const std::uint64_t ceiling = memoryCeilingBytes(spec.schedule);
    const FittedSchedule fitted = fittedTo(ceiling, spec.schedule, network, false);
    result.memoryBytes = stepMemoryBytes(network, fitted.schedule, false);
    result.freeMemoryBytes = freeMemoryBytes();
    if (!fitted.fits) {
        result.problems.push_back("It needs about " + gigabytes(result.memoryBytes) +
                                  " of memory with the smallest batch and patch, and may take " +
                                  gigabytes(ceiling) + "; use a smaller width.");
    } else if (!fitted.change.empty()) {
        result.warnings.push_back(fitted.change);
    }
    if (fitted.fits && result.freeMemoryBytes > 0 && result.memoryBytes > result.freeMemoryBytes) {
        result.warnings.push_back("It needs about " + gigabytes(result.memoryBytes) +
                                  " of memory and " + gigabytes(result.freeMemoryBytes) +
                                  " are free; close other programs.");
    }
    // Latest and best checkpoint (weights and two moments), a third while one is written, the
    // model. An inner fold packs all cases again, those it leaves out apart.
    result.diskBytes += 40U * static_cast<std::uint64_t>(parameterCount(network));
    result.diskBytes *= trainingsOf(spec);
    result.freeDiskBytes = freeDisk(folder);
    if (result.freeDiskBytes > 0 && result.diskBytes > result.freeDiskBytes) {
        result.problems.push_back("It needs about " + gigabytes(result.diskBytes) +
                                  " on the project's disk, which has " +
                                  gigabytes(result.freeDiskBytes) + " free.");
    }
}

Preflight checkTraining(const TrainingSpec& spec,
                        std::optional<double> secondsPerStep,
                        const Progress& progress)
{
    Preflight result;
    const auto [network, preparation] = startOf(spec, result);
    for (std::string& problem : specProblems(spec, network)) {
        result.problems.push_back(std::move(problem));
    }
    CaseCheck cases(spec, preparation, result, progress);
    TrainingSpec done = spec; // as the training will
    result.trainingCases = cases.usable(done.training, learnsFromLesionFree(spec.task));
    const std::size_t trainingLesions = cases.lesions();
    const std::size_t lesionFree = result.trainingCases - trainingLesions;
    result.validationCases = cases.usable(done.validation, true);
    if (cases.lesions() == trainingLesions) {
        done.validation.clear();
    }
    checkCounts(done, result, !spec.validation.empty());
    done = withoutExcluded(done, result.excluded);
    checkLesionFree(done.training, result);
    checkChannels(cases, spec, network.inputChannels, result);
    checkMachine(done, network, spec.project, result);
    const FittedSchedule fitted =
        fittedTo(memoryCeilingBytes(spec.schedule), spec.schedule, network, false);
    result.steps = static_cast<std::int64_t>(trainingsOf(done)) *
                   stepCount(fitted.schedule, result.trainingCases, lesionFree);
    if (secondsPerStep) {
        result.seconds = *secondsPerStep * static_cast<double>(result.steps);
    }
    return result;
}

std::int64_t stepCount(const TrainingSchedule& schedule, std::size_t cases, std::size_t lesionFree)
{
    const std::int64_t batch = std::max(1, schedule.batch);
    const auto telling = static_cast<std::int64_t>(cases - lesionFree);
    const auto quiet = std::min(telling, static_cast<std::int64_t>(lesionFree)); // see PatchSampler
    const std::int64_t patches =
        schedule.copies * (telling * (schedule.positivePatches + schedule.negativePatches) +
                           quiet * schedule.negativePatches);
    // A last batch that is not full is left to the next epoch's shuffle.
    const std::int64_t steps = schedule.stepsPerEpoch > 0
                                   ? schedule.stepsPerEpoch
                                   : std::max<std::int64_t>(1, patches / batch);
    return cases == 0 ? 0 : schedule.epochs * steps;
}

} // namespace dawson
