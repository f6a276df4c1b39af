#include "app/worker/training_job.h"

#include "core/base/resources.h"
#include "core/run/job_event.h"

#include <algorithm>

namespace dawson
{

TrainingFiles trainingFiles(const std::filesystem::path& folder)
{
    return {folder / "cases.h5",
            folder / "validation_cases.h5",
            folder / "checkpoints" / "latest.h5",
            folder / "checkpoints" / "best.h5"};
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
    card.subjects.clear();
    for (const TrainingCase& one : spec.training) {
        if (std::find(card.subjects.begin(), card.subjects.end(), one.subject) ==
            card.subjects.end()) {
            card.subjects.push_back(one.subject);
        }
    }
    card.trainedOn = std::to_string(spec.training.size()) + " studies of " +
                     std::to_string(card.subjects.size()) + " subjects, masks of " +
                     (spec.reference.empty() ? "unnamed origin" : spec.reference) + ".";
    card.intendedUse = "Research on multiple-sclerosis lesions. Not a medical device.";
    card.limits = "Trained on few studies; check every mask before using it.";
}

ModelFile trainToFile(const TrainingSpec& spec,
                      const std::filesystem::path& folder,
                      const std::filesystem::path& output,
                      TrainingWatcher& watcher)
{
    std::filesystem::create_directories(folder / "checkpoints");
    Trainer trainer(spec, trainingFiles(folder), watcher);
    ModelFile model = trainer.run();
    describeModel(spec, model.card);
    model.digest = writeModel(output, model);
    return model;
}

} // namespace dawson
