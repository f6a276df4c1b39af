#include "app/worker/pretraining_job.h"

#include "app/worker/pretraining_cases.h"
#include "app/worker/training_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/nn/point_choice.h"
#include "core/training/input_channels.h"
#include "core/training/model_history.h"
#include "core/training/split.h"
#include "core/training/starting_model.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

namespace dawson
{

namespace
{

/// What the gliomas' dataset calls itself, else its folder's name.
std::string datasetName(const std::filesystem::path& dataset)
{
    std::error_code ignored;
    const auto file = dataset / "dataset_description.json";
    if (std::filesystem::exists(file, ignored)) {
        const auto json = nlohmann::json::parse(readText(file), nullptr, false);
        if (json.is_object() && json.contains("Name") && json["Name"].is_string()) {
            return json["Name"].get<std::string>();
        }
    }
    return dataset.filename().string();
}

/// The kinds of images it learned from, of which one may be missing.
struct Material {
    std::string gliomas;
    std::string synthetic;
    std::string none; ///< what is not among them
};

constexpr const char* kDrawnByRaters = "drew in patients with multiple sclerosis";

constexpr const char* kFlairGliomas =
    "FLAIR images of gliomas (oedema and tumour as lesion), also with lesions planted beside them";

/// Made-up lesions that have the shapes and places of real ones.
Material drawnMaterial()
{
    return {kFlairGliomas,
            "synthetic FLAIR images with lesions",
            std::string("Shapes and places of these lesions are those that raters ") +
                kDrawnByRaters + "; none of the images shows it."};
}

Material materialOf(const std::string& task)
{
    if (task == "new") {
        return {"follow-up minus baseline FLAIR of gliomas with lesions planted in the second",
                "synthetic follow-up minus baseline FLAIR in which vascular lesions, masses and "
                "oedema appear, grow, shrink and go",
                "No multiple sclerosis."};
    }
    if (task == "enhancing") {
        return {"T1 after minus before gadolinium of gliomas (the enhancing part), also with "
                "metastases planted beside them",
                "synthetic T1 after minus before gadolinium with metastases, vessels, dura and "
                "choroid plexus",
                "No multiple sclerosis."};
    }
    return {kFlairGliomas,
            "synthetic FLAIR images with white-matter spots, vascular and confluent lesions, "
            "masses, oedema and infarcts",
            "No image or mask of multiple sclerosis."};
}

void describeLesions(const PretrainingJob& job, ModelCard& card)
{
    const bool gliomas = !job.sources.tumours.empty();
    const bool maps = !job.sources.labelMaps.empty() && job.sources.synthetic > 0;
    const bool drawnHere = !job.sources.lesionMasks.empty();
    const std::string before = job.training.startFrom.empty()
                                   ? std::string()
                                   : readModelHeader(job.training.startFrom).card.trainedOn;
    const bool drawn = drawnHere || before.find(kDrawnByRaters) != before.npos;
    const Material material = drawnHere ? drawnMaterial() : materialOf(card.task);
    card.trainedOn =
        "Learned from " +
        (gliomas ? material.gliomas + " (" + datasetName(job.sources.tumours) + ")"
                 : std::string()) +
        (gliomas && maps ? "; and from " : "") +
        (maps ? material.synthetic + ", made from anatomical label maps" : std::string()) + "." +
        (drawn && !drawnHere ? std::string() : " " + material.none) +
        (before.empty() ? std::string() : " Before that, as " + card.parentName + ": " + before);
    card.reference = gliomas ? (maps ? "expert tumour labels and known synthetic lesions"
                                     : "expert tumour labels and planted lesions")
                             : "known synthetic lesions";
    card.intendedUse = "Start for fine-tuning on the masks of a few studies, and a first mask "
                       "without any. Research use only, not a medical device.";
    card.limits = drawn ? "Saw masks, but no image of multiple sclerosis. "
                        : "Never saw multiple sclerosis and finds part of its lesions only. ";
    card.limits += comparesTwo(card.task)
                       ? "Takes a subtraction of registered images, inside the brain."
                       : "Learned from brain-extracted images: a whole head needs a brain mask.";
    if (card.task == "new") {
        card.limits += " Never saw two real visits of one patient.";
    }
}

void describeBrain(ModelCard& card)
{
    card.reference = "the anatomical label maps the heads were made from";
    card.trainedOn = "Synthetic whole heads of any contrast, made from anatomical label maps. No "
                     "real image.";
    card.intendedUse = "Brain masks of whole heads. Research use only, not a medical device.";
    card.limits = "Never saw a real image. Check the mask before using it.";
}

PretrainingCases
casesOf(const PretrainingJob& job, const std::filesystem::path& work, const Progress& progress)
{
    const std::string& task = job.training.task;
    if (task != "flair" && !job.sources.lesionMasks.empty()) {
        throw Error(Error::Kind::Data,
                    "Lesion masks serve the task flair only; leave them out for " + task + ".");
    }
    const auto images = work / "images";
    if (comparesTwo(task)) {
        return makePairCases(job.sources, task, images, progress);
    }
    return task == "brain" ? makeHeadCases(job.sources, images, progress)
                           : makePretrainingCases(job.sources, images, progress);
}

/// The model to go on from, said to be of this task: learning begins with its weights, whatever
/// they have learned to find, on images prepared as this task's are. One organ and many lesions
/// share nothing: brain models start only brain models.
std::filesystem::path startOfTask(const TrainingSpec& spec, const std::filesystem::path& work)
{
    if (spec.startFrom.empty()) {
        return {};
    }
    const std::string task = readModelHeader(spec.startFrom).card.task;
    if (task == spec.task || task == "brain" || spec.task == "brain") {
        return spec.startFrom;
    }
    ModelFile start = readModel(spec.startFrom);
    start.card.task = spec.task;
    start.preprocessing.zScore = spec.preprocessing.zScore;
    std::filesystem::create_directories(work);
    const std::filesystem::path file = work / "start.h5";
    writeModel(file, start, true); // as shipped models are
    return file;
}

} // namespace

ModelFile makeDefaultModel(const PretrainingJob& job,
                           const std::filesystem::path& work,
                           const std::filesystem::path& output,
                           const Progress& progress,
                           TrainingWatcher& watcher)
{
    TrainingSpec spec = job.training;
    spec.project.clear(); // its cases are no project's: nothing to register, no brain to look for
    spec.startFrom = startOfTask(spec, work);
    PretrainingCases cases = casesOf(job, work, progress);
    for (const std::string& warning : cases.warnings) {
        watcher.warning(warning);
    }
    spec.training = std::move(cases.training);
    spec.validation = std::move(cases.validation);
    const std::filesystem::path trained = work / "trained.h5";
    ModelFile model = trainToFile(spec, work, trained, watcher);
    model.card.kind = "default";
    if (spec.task == "brain") {
        describeBrain(model.card);
    } else {
        describeLesions(job, model.card);
    }
    model.digest = writeModelWithHistory(output, model, readModelHistory(trained), true);
    return model;
}

ModelFile chooseDefaultPoint(const PretrainingJob& job,
                             const std::filesystem::path& work,
                             const std::filesystem::path& output,
                             const Progress& progress,
                             TrainingWatcher& watcher)
{
    constexpr double kMade = 0.5;
    constexpr double kPacked = 0.6;
    const TrainingSpec& spec = job.training;
    ModelFile model = readModel(spec.startFrom);
    const std::string fault = startFault(spec, model.card);
    if (!fault.empty()) {
        throw Error(Error::Kind::Model, fault, spec.startFrom.string());
    }
    model.preprocessing = startPreparation(spec, model);
    const PretrainingCases cases = casesOf(job, work, progress.part(0.0, kMade));
    for (const std::string& warning : cases.warnings) {
        watcher.warning(warning);
    }
    for (const TrainingCase& one : cases.validation) {
        if (std::ranges::find(model.card.subjects, plainName(one.subject)) !=
            model.card.subjects.end()) {
            watcher.warning("The model has learned from sub-" + one.subject +
                            ", on which its threshold is chosen; its figures look better than "
                            "they are.");
        }
    }
    if (cases.validation.empty()) {
        throw Error(Error::Kind::Data,
                    "No image is kept to choose the threshold on: that takes tumours, or six label "
                    "maps.");
    }
    const auto packed = work / "point.h5";
    packCases(packed, cases.validation, {model.preprocessing, true}, progress.part(kMade, kPacked));
    const CaseStore store(packed);
    TrainingSchedule schedule = spec.schedule;
    // On other voxels the point of before means nothing.
    schedule.nearParent = spec.startSpacingMm <= 0.0;
    choosePoint(model, store, schedule, progress.part(kPacked, 1.0));
    // Those its epoch was chosen on had their say, and are known to it still.
    std::vector<std::string>& known = model.card.ancestorSubjects;
    for (const std::string& subject : model.card.validationSubjects) {
        if (std::ranges::find(known, subject) == known.end()) {
            known.push_back(subject);
        }
    }
    std::erase_if(model.card.metrics, [](const auto& metric) {
        return metric.first.starts_with("left-out ") || metric.first.starts_with("training ");
    });
    model.card.validationSubjects.clear();
    for (const StoredCase& one : store.cases()) {
        model.card.validationSubjects.push_back(one.subject);
    }
    model.digest = writeModelWithHistory(output, model, readModelHistory(spec.startFrom), true);
    return model;
}

} // namespace dawson
