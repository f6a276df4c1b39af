#include "app/worker/training_job.h"

#include "app/worker/brain_masks.h"
#include "app/worker/project_pairs.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/base/utc_time.h"
#include "core/run/job_event.h"
#include "core/training/input_channels.h"
#include "core/training/model_history.h"

#include <algorithm>

namespace dawson
{

namespace
{

/// As it is done: pairs subtracted, brains below `folder` where the project takes none.
TrainingSpec preparedSpec(const TrainingSpec& spec,
                          const std::filesystem::path& folder,
                          TrainingWatcher& watcher)
{
    TrainingSpec with = spec;
    if (spec.task != "brain") {
        const Progress progress([&watcher](double, std::string_view phase) {
            watcher.phase(phase, 0.0);
            return watcher.wish() != TrainingWatcher::Wish::Cancel;
        });
        const auto warn = [&watcher](const std::string& sentence) { watcher.warning(sentence); };
        preparePairs(with, folder / "brain", warn, progress);
        BrainMasks masks(spec.project, folder / "brain", spec.schedule.threads, warn);
        masks.addTo(with.training, warn, progress);
        masks.addTo(with.validation, warn, progress);
        if (with.training.empty() && !spec.training.empty()) {
            throw Error(Error::Kind::Data, "The brain was found in no image to learn from.");
        }
    }
    return with;
}

} // namespace

TrainingFiles trainingFiles(const std::filesystem::path& folder)
{
    return {folder / "cases.h5",
            folder / "validation_cases.h5",
            folder / "checkpoints" / "latest.h5",
            folder / "checkpoints" / "best.h5",
            folder / "inner"};
}

void describeModel(const TrainingSpec& spec, ModelCard& card)
{
    const bool tuned = !spec.startFrom.empty();
    card.name = spec.name;
    card.task = spec.task;
    card.kind = tuned ? "fine-tuned" : "from scratch";
    card.reference = spec.reference;
    card.preset = spec.preset;
    card.created = utcNow();
    card.softwareVersion = softwareVersion();
    card.trainedOn +=
        ", masks of " + (spec.reference.empty() ? "unnamed origin" : spec.reference) + ".";
    if (looksAtCurrent(spec)) {
        card.trainedOn += " Channels: follow-up minus baseline, and the follow-up scaled alike.";
    }
    card.intendedUse = "Research on multiple-sclerosis lesions. Not a medical device.";
    card.limits = "Trained on few studies; check every mask before using it.";
    if (card.metrics.contains("left-out F1") || card.metrics.contains("left-out sensitivity")) {
        const bool known = std::ranges::any_of(card.subjects, [&](const std::string& subject) {
            return std::ranges::find(card.ancestorSubjects, subject) != card.ancestorSubjects.end();
        });
        card.limits += known ? " Its threshold was chosen on its studies as predicted by models "
                               "that had not learned from them; the model they began with had "
                               "learned from some."
                             : " Its threshold was chosen on each of its studies as predicted by "
                               "models that had not learned from it.";
    } else if (card.validationSubjects.empty()) {
        card.limits += " Its threshold was chosen on the studies it learned from.";
    }
}

ModelFile trainToFile(const TrainingSpec& spec,
                      const std::filesystem::path& folder,
                      const std::filesystem::path& output,
                      TrainingWatcher& watcher,
                      const std::filesystem::path& inner)
{
    std::filesystem::create_directories(folder / "checkpoints");
    const TrainingSpec ready = preparedSpec(spec, folder, watcher);
    TrainingFiles files = trainingFiles(folder);
    if (!inner.empty()) {
        files.inner = inner;
    }
    Trainer trainer(ready, files, watcher);
    ModelFile model = trainer.run();
    describeModel(ready, model.card);
    model.digest = writeModelWithHistory(output, model, trainer.history());
    return model;
}

} // namespace dawson
