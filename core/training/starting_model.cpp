#include "core/training/starting_model.h"

#include "core/base/error.h"
#include "core/training/input_channels.h"
#include "core/training/schedule_check.h"
#include "core/training/split.h"

namespace dawson
{

namespace
{

constexpr double kLeastSpacingMm = 0.25; ///< below, a head is a thousand million voxels
constexpr double kMostSpacingMm = 10.0;
constexpr int kMostMargin = 1000;

/// A frozen first layer would never hear the new channel.
bool newChannelStaysSilent(const TrainingSpec& spec)
{
    return spec.schedule.trained != "everything" && !spec.startFrom.empty() &&
           looksAtCurrent(spec) && readModelHeader(spec.startFrom).architecture.inputChannels == 1;
}

} // namespace

std::string startFault(const TrainingSpec& spec, const ModelCard& start)
{
    return start.task == spec.task ? std::string()
                                   : "The model to start from was made for the task \"" +
                                         start.task + "\", not for \"" + spec.task + "\".";
}

Preprocessing startPreparation(const TrainingSpec& spec, const ModelFile& start)
{
    Preprocessing steps = start.preprocessing;
    steps.spacingMm = spec.startSpacingMm > 0.0 ? spec.startSpacingMm : steps.spacingMm;
    return steps;
}

ModelFile startingModel(const TrainingSpec& spec)
{
    ModelFile start;
    if (spec.startFrom.empty()) {
        start.architecture = spec.architecture;
        start.preprocessing = spec.preprocessing;
    } else {
        start = readModel(spec.startFrom);
        const std::string fault = startFault(spec, start.card);
        if (!fault.empty()) {
            throw Error(Error::Kind::Model, fault, spec.startFrom.string());
        }
        ModelCard card;
        card.parentDigest = start.digest;
        card.parentName = start.card.name;
        card.ancestorSubjects = knownSubjects(start.card);
        start.card = std::move(card);
        start.digest.clear();
        start.secondMember.clear(); // of an ensemble the network that learned goes on
        start.preprocessing = startPreparation(spec, start);
        if (looksAtCurrent(spec) && start.architecture.inputChannels == 1) {
            addInputChannel(start);
        }
    }
    start.patchSize = spec.schedule.patchSize;
    start.mirrored = spec.schedule.mirrored;
    start.windows = spec.schedule.windows;
    return start;
}

bool staysNearParent(const TrainingSpec& spec)
{
    return spec.schedule.nearParent && !spec.startFrom.empty();
}

TrainingSpec fromScratchLike(const TrainingSpec& spec)
{
    const ModelFile parent = readModelHeader(spec.startFrom);
    const std::string fault = startFault(spec, parent.card);
    if (!fault.empty()) {
        throw Error(Error::Kind::Model, fault, spec.startFrom.string());
    }
    TrainingSpec twin = spec;
    twin.architecture = parent.architecture;
    twin.architecture.inputChannels = looksAtCurrent(spec) ? 2 : parent.architecture.inputChannels;
    twin.preprocessing = startPreparation(spec, parent);
    twin.startSpacingMm = 0.0;
    twin.startFrom.clear();
    twin.schedule.trained = "everything";
    return twin;
}

std::vector<std::string> specProblems(const TrainingSpec& spec, const Architecture& architecture)
{
    std::vector<std::string> problems = scheduleProblems(spec.schedule, architecture);
    if (spec.startFrom.empty() &&
        (spec.schedule.trained == "decoder" || spec.schedule.trained == "last-block")) {
        problems.emplace_back("From scratch everything must be trained: what stays as it was drawn "
                              "knows nothing.");
    }
    if (newChannelStaysSilent(spec)) {
        problems.emplace_back("A new input channel is learned by the first layer only: everything "
                              "must be trained.");
    }
    const Preprocessing& steps = spec.preprocessing;
    const auto possible = [](double spacingMm) {
        return spacingMm >= kLeastSpacingMm && spacingMm <= kMostSpacingMm;
    };
    if (!possible(steps.spacingMm) ||
        (spec.startSpacingMm != 0.0 && !possible(spec.startSpacingMm)) || steps.marginVoxels < 0 ||
        steps.marginVoxels > kMostMargin) {
        problems.emplace_back("The voxels must have an edge of 0.25 to 10 mm, and their margin "
                              "must be from 0 to 1000.");
    }
    std::string names;
    for (const std::string& subject : sharedSubjects(spec.training, spec.validation)) {
        names += (names.empty() ? "" : ", ") + subject;
    }
    if (!names.empty()) {
        problems.push_back("The same subject is in training and validation: " + names +
                           ". Take it out of one of them.");
    }
    return problems;
}

} // namespace dawson
