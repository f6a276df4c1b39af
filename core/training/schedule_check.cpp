#include "core/training/schedule_check.h"

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr int kLargestPatch = 512; // voxels along an edge: more than a brain has

/// Collects sentences.
class Problems
{
public:
    void unless(bool fine, const std::string& sentence)
    {
        if (!fine) {
            m_list.push_back(sentence);
        }
    }

    void
    word(const std::string& name, const std::string& value, const std::vector<std::string>& known)
    {
        std::string choices;
        for (const std::string& choice : known) {
            choices += (choices.empty() ? "" : " or ") + ("\"" + choice + "\"");
        }
        unless(std::find(known.begin(), known.end(), value) != known.end(),
               "The " + name + " \"" + value + "\" is not known; use " + choices + ".");
    }

    std::vector<std::string> take() { return std::move(m_list); }

private:
    std::vector<std::string> m_list;
};

void checkWords(const TrainingSchedule& schedule, const Architecture& network, Problems& problems)
{
    problems.word("loss",
                  schedule.loss,
                  {"cross-entropy", "cross-entropy+dice", "tversky", "cross-entropy+tversky"});
    problems.word("learning rate's course", schedule.rate, {"constant", "warmup-cosine"});
    problems.word("choice of lesion patches", schedule.positives, {"voxel", "lesion"});
    problems.word("choice of lesion-free patches", schedule.negatives, {"anywhere", "brain"});
    problems.word("augmentation",
                  schedule.augmentation,
                  {"none", "paper", "paper-jitter", "strong", "extended"});
    problems.word("precision", schedule.precision, {"auto", "fp32"});
    problems.word("part to train", schedule.trained, {"everything", "decoder", "last-block"});
    problems.word("measure of the best epoch", schedule.best, {"f1+dice", "f1", "dice"});
    problems.word("joining of windows", schedule.windows, {"gaussian", "average"});
    problems.word("head", network.head, {"plain", "lab"});
    problems.word("normalisation", network.normalisation, {"batch", "instance"});
    problems.word("family of networks", network.family, {"residual", "plain"});
}

void checkNetwork(const Architecture& network, Problems& problems)
{
    problems.unless(network.levels >= 3 && network.levels <= 5,
                    "The network must have 3, 4 or 5 levels.");
    problems.unless(network.width >= 1.0 / 64.0 && network.width <= 4.0,
                    "The network's width must be from 1/64 (0.015625) to 4.");
    problems.unless(network.family != "plain" || network.head != "lab",
                    "The plain network has no \"lab\" head; use \"plain\".");
}

void checkRanges(const TrainingSchedule& schedule, Problems& problems)
{
    const auto weight = [](double value) { return value >= 0.0 && value <= 10.0; };
    problems.unless(weight(schedule.tverskyAlpha) && weight(schedule.tverskyBeta) &&
                        schedule.tverskyAlpha + schedule.tverskyBeta > 0.0,
                    "The weights of the Tversky loss must be from 0 to 10, and not both 0.");
    problems.unless(schedule.carveMix >= 0.0 && schedule.carveMix <= 1.0,
                    "The share of mixed patches must be from 0 to 1.");
    problems.unless(schedule.parentShare >= 0.0 && schedule.parentShare < 1.0,
                    "The parent's share of the weights must be from 0 to below 1.");
    problems.unless(schedule.sizeWeight >= 0.0 && schedule.sizeWeight <= 1.0,
                    "The weight of small lesions must be from 0 to 1.");
    problems.unless(schedule.patience >= 0, "The patience cannot be negative.");
    problems.unless(schedule.innerFolds == 0 ||
                        (schedule.innerFolds >= 2 && schedule.innerFolds <= 10),
                    "The inner folds must be 0 or from 2 to 10.");
    problems.unless(std::isfinite(schedule.scratchLearningRate) &&
                        schedule.scratchLearningRate >= 0.0,
                    "The learning rate from scratch cannot be negative.");
    problems.unless(std::isfinite(schedule.memoryGb) && schedule.memoryGb >= 0.0,
                    "The memory ceiling cannot be negative.");
}

} // namespace

std::vector<std::string> scheduleProblems(const TrainingSchedule& schedule,
                                          const Architecture& architecture)
{
    Problems problems;
    checkWords(schedule, architecture, problems);
    checkNetwork(architecture, problems);
    checkRanges(schedule, problems);
    problems.unless(schedule.epochs >= 1, "There must be at least one epoch.");
    problems.unless(schedule.batch >= 1, "A batch must hold at least one patch.");
    problems.unless(schedule.copies >= 1, "There must be at least one copy of each study.");
    problems.unless(schedule.positivePatches >= 0 && schedule.negativePatches >= 0 &&
                        schedule.positivePatches + schedule.negativePatches >= 1,
                    "Each study must give at least one patch.");
    problems.unless(std::isfinite(schedule.learningRate) && schedule.learningRate > 0.0,
                    "The learning rate must be above 0.");
    problems.unless(schedule.warmupShare >= 0.0 && schedule.warmupShare < 1.0,
                    "The warm-up must be a share of the steps from 0 to below 1.");
    problems.unless(schedule.stepsPerEpoch >= 0, "The steps of an epoch cannot be negative.");
    const int multiple = 1 << std::clamp(architecture.levels, 0, 10);
    problems.unless(schedule.patchSize >= 2 * multiple && schedule.patchSize <= kLargestPatch &&
                        schedule.patchSize % multiple == 0,
                    "The patch must be a multiple of " + std::to_string(multiple) +
                        " voxels, at least " + std::to_string(2 * multiple) + " and at most " +
                        std::to_string(kLargestPatch) + ".");
    return problems.take();
}

} // namespace dawson
