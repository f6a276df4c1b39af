#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/nn/trainer_state.h"
#include "core/training/input_channels.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

bool hasLesions(const CaseStore& store)
{
    return std::ranges::any_of(store.cases(),
                               [](const StoredCase& one) { return one.lesions > 0; });
}

} // namespace

std::unique_ptr<CaseStore> Trainer::State::pack(const std::filesystem::path& path,
                                                const std::vector<TrainingCase>& list,
                                                const Progress& part)
{
    PackOptions options;
    options.preprocessing = model.preprocessing;
    options.keepWithoutLesion = &list == &spec.validation || learnsFromLesionFree(spec.task);
    const PackReport packed = packCases(path, list, options, part);
    for (const ExcludedCase& excluded : packed.excluded) {
        const std::string& session = excluded.source.session;
        watcher.warning("sub-" + excluded.source.subject +
                        (session.empty() ? "" : " ses-" + session) +
                        " is left out: " + excluded.reason);
    }
    return std::make_unique<CaseStore>(path);
}

/// What the network would not notice by itself.
void Trainer::State::checkChannels(const CaseStore& store) const
{
    for (const StoredCase& one : store.cases()) {
        if (one.channels != model.architecture.inputChannels) {
            throw Error(Error::Kind::Data,
                        "The network looks at " + std::to_string(model.architecture.inputChannels) +
                            " image(s) of a study, but sub-" + one.subject + " has " +
                            std::to_string(one.channels) + ".");
        }
    }
}

void Trainer::State::packAll()
{
    cases = pack(files.cases, spec.training, listening(0.0, kPackedShare * 0.8));
    checkChannels(*cases);
    if (!hasLesions(*cases)) {
        throw Error(Error::Kind::Data, "None of the chosen cases has a lesion to learn from.");
    }
    if (!spec.validation.empty()) {
        packValidation();
    }
    innerFolds = innerFoldsOf(packedSpec()).size();
    Digest digest;
    digest.add(cases->digest());
    if (validation) {
        digest.add(validation->digest());
    }
    progress.dataDigest = digest.hex();
}

/// Without the cases that cannot be learned from: a fold of nothing else would end them all.
TrainingSpec Trainer::State::packedSpec() const
{
    TrainingSpec packed = spec;
    packed.training.clear();
    for (const StoredCase& stored : cases->cases()) {
        packed.training.push_back(spec.training[stored.source]);
        packed.training.back().lesionFree = stored.lesions == 0;
    }
    return packed;
}

void Trainer::State::packValidation()
{
    try {
        validation = pack(
            files.validationCases, spec.validation, listening(kPackedShare * 0.8, kPackedShare));
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Data) {
            throw;
        }
        goWithoutValidation(error.what());
        return;
    }
    checkChannels(*validation);
    if (!hasLesions(*validation)) {
        goWithoutValidation("None of the validation cases has a lesion to find.");
    }
}

/// Where no epoch could be told from another, the last one is better than the first.
void Trainer::State::goWithoutValidation(const std::string& why)
{
    watcher.warning("It is trained without validation. " + why);
    validation.reset();
    spec.validation.clear();
}

/// Why a checkpoint cannot be gone on from; empty when it can.
std::string Trainer::State::otherTraining(const CheckpointFile& found) const
{
    if (found.specDigest != progress.specDigest) {
        return "The checkpoint belongs to another training.";
    }
    if (found.model.card.parentDigest != model.card.parentDigest) {
        return "The model to start from is no longer the one that the checkpoint began with.";
    }
    // Older checkpoints do not tell.
    if (!found.dataDigest.empty() && found.dataDigest != progress.dataDigest) {
        return "The images, masks or brain masks are no longer those that the checkpoint learned "
               "from, or another version of this program prepared them.";
    }
    return {};
}

void Trainer::State::resume()
{
    if (!std::filesystem::exists(files.latest)) {
        return;
    }
    CheckpointFile found = readCheckpoint(files.latest);
    const std::string fault = otherTraining(found);
    if (!fault.empty() && files.otherStartsAnew) {
        watcher.warning(fault + " It starts anew.");
        std::filesystem::remove(files.latest);
        return;
    }
    if (!fault.empty()) {
        throw Error(Error::Kind::Model, fault + " Remove it to start anew.", files.latest.string());
    }
    learner->load(found.model.weights);
    learner->optimiser().restore(found.moments, found.optimiserSteps);
    const std::string here = describeArithmetic(learner->compute());
    if (!found.arithmetic.empty() && found.arithmetic != here) {
        watcher.warning("The training goes on with " + here + " instead of " + found.arithmetic +
                        ": its last bits will differ from those of an uninterrupted one.");
    }
    // Memory may have forced smaller steps since the start; half an epoch is not told otherwise.
    if (found.batch > 0 && found.batch <= schedule.batch && found.patchSize <= schedule.patchSize) {
        schedule.batch = found.batch;
        schedule.patchSize = found.patchSize;
    } else if (found.batch > 0) {
        found.stepInEpoch = 0;
        found.lossSum = 0.0;
    }
    found.dataDigest = progress.dataDigest;
    progress = std::move(found);
    progress.model = {};
    progress.moments.clear();
}

} // namespace dawson
