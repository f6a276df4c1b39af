#include "core/training/pretraining_plan.h"

#include "core/training/input_channels.h"
#include "core/training/schedule_check.h"

#include <algorithm>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// A brain is large: with coarse voxels a patch of 64 holds a whole head, and one of them weighs 27
/// of 1 mm. The map is interpolated back, so that its border is finer than that.
constexpr double kBrainSpacingMm = 3.0;

constexpr double kMostPretrainingRate = 1e-3;
constexpr double kPairSizeWeight = 0.5;

/// What one image costs, as measured on one core: docs/performance.md.
struct ImageCost {
    double seconds;
    std::uint64_t bytes; ///< of its files and of the packed case
};

ImageCost costOf(const std::string& task)
{
    if (task == "brain") {
        return {4.0, 28'000'000};
    }
    return task == "flair" ? ImageCost{1.5, 9'000'000} : ImageCost{2.0, 8'000'000};
}

std::size_t filesBelow(const fs::path& folder, const std::string& ending)
{
    std::size_t count = 0;
    std::error_code failed;
    if (folder.empty()) {
        return count;
    }
    for (auto entry = fs::recursive_directory_iterator(folder, failed);
         !failed && entry != fs::recursive_directory_iterator();
         entry.increment(failed)) {
        count += entry->path().filename().string().ends_with(ending) ? 1 : 0;
    }
    return count;
}

/// Gliomas as they are, and what is planted beside each.
void countGliomas(const PretrainingSources& sources,
                  const std::string& task,
                  PretrainingMaterial& material)
{
    const std::size_t heldOut = std::min(kHeldOutTumours, material.gliomas);
    const auto planted = static_cast<std::size_t>(std::max(0, sources.planted));
    const std::size_t asTheyAre = task == "new" ? 0 : 1;
    const std::size_t most = task == "flair" ? 2 : 3;
    material.training += (material.gliomas - heldOut) * (asTheyAre + planted);
    // Of "enhancing", those of one sequence only: every second planted one.
    material.validation += heldOut * (task == "enhancing" ? std::min(planted / 2, most)
                                                          : asTheyAre + std::min(planted, most));
}

std::string problemOf(const PretrainingSources& sources,
                      const std::string& task,
                      const PretrainingMaterial& material)
{
    if (!sources.labelMaps.empty() && material.labelMaps == 0) {
        return "The folder of label maps holds no .nii.gz file.";
    }
    if (task == "brain") {
        return material.labelMaps == 0 ? "Heads are made from label maps: choose their folder."
                                       : "";
    }
    if (!sources.tumours.empty() && material.gliomas == 0) {
        return "The folder of gliomas holds no derivatives/.../*_dseg.nii.gz: it is not such a "
               "dataset.";
    }
    if (material.gliomas == 0 && material.labelMaps == 0) {
        return "Choose a folder of gliomas, of label maps, or both.";
    }
    return material.training == 0 ? "With these numbers there is no image to learn from." : "";
}

} // namespace

std::vector<std::string> pretrainingTasks()
{
    return {"flair", "new", "enhancing", "brain"};
}

TrainingSpec pretrainingSpec(const std::string& task, const std::string& preset)
{
    const bool isPair = comparesTwo(task);
    TrainingSpec spec;
    spec.task = task;
    spec.preset = preset;
    spec.architecture = presetArchitecture(preset, task);
    spec.schedule = presetSchedule(preset);
    spec.schedule.parentShare = 0.0; // what goes on from a file is no fine-tuning of it
    spec.schedule.ensembleWithParent = false;
    spec.schedule.nearParent = false;
    // In a subtraction the smallest lesions are clear and yet are missed without; of FLAIR not
    // tried.
    spec.schedule.sizeWeight = isPair ? kPairSizeWeight : 0.0;
    // Two trainings on brains of the same label maps would judge each other; validation does it.
    spec.schedule.innerFolds = 0;
    // Of thousands of steps on many images; a larger rate was not tried.
    spec.schedule.scratchLearningRate =
        std::min(spec.schedule.scratchLearningRate, kMostPretrainingRate);
    // A false lesion is deleted by a key, a missed one must be found.
    spec.schedule.sensitive = true;
    if (task == "brain") {
        spec.preprocessing.spacingMm = kBrainSpacingMm;
        spec.schedule.best = "dice"; // one organ: lesion-wise F1 means nothing
        spec.schedule.confidentCore = false;
        spec.schedule.augmentation = "extended";
    }
    spec.preprocessing.zScore = !isPair;
    return spec;
}

PretrainingMaterial pretrainingMaterial(const PretrainingSources& sources, const std::string& task)
{
    PretrainingMaterial material;
    if (task != "brain" && !sources.tumours.empty()) {
        const std::size_t all = filesBelow(sources.tumours / "derivatives", "_dseg.nii.gz");
        material.gliomas = all - std::min(all, sources.leaveOut.size());
        countGliomas(sources, task, material);
    }
    material.labelMaps = filesBelow(sources.labelMaps, ".nii.gz");
    if (material.labelMaps > 0) {
        material.training += static_cast<std::size_t>(std::max(0, sources.synthetic));
        if (material.labelMaps >= kHeldOutAnatomy) {
            material.validation += static_cast<std::size_t>(std::max(1, sources.synthetic / 20));
        }
    }
    material.problem = problemOf(sources, task, material);
    return material;
}

Preflight checkPretraining(const PretrainingSources& sources,
                           const TrainingSpec& spec,
                           const fs::path& folder,
                           std::optional<double> secondsPerStep)
{
    Preflight result;
    const PretrainingMaterial material = pretrainingMaterial(sources, spec.task);
    if (!material.problem.empty()) {
        result.problems.push_back(material.problem);
    }
    for (std::string& problem : scheduleProblems(spec.schedule, spec.architecture)) {
        result.problems.push_back(std::move(problem));
    }
    if (material.problem.empty() && material.validation == 0) {
        result.warnings.emplace_back(
            "Nothing is held out: with six label maps or more every sixth is kept for validation.");
    }
    result.trainingCases = material.training;
    result.validationCases = material.validation;
    const std::size_t images = material.training + material.validation;
    const ImageCost cost = costOf(spec.task);
    result.diskBytes = images * cost.bytes;
    checkMachine(spec, spec.architecture, folder, result);
    result.steps = stepCount(spec.schedule, material.training);
    if (secondsPerStep) {
        result.seconds = *secondsPerStep * static_cast<double>(result.steps) +
                         cost.seconds * static_cast<double>(images);
    }
    return result;
}

} // namespace dawson
