#include "app/worker/pretraining_job.h"

#include "app/worker/pretraining_cases.h"
#include "app/worker/training_job.h"

namespace dawson
{

namespace
{

bool isPairTask(const std::string& task)
{
    return task == "new" || task == "enhancing";
}

void describeFlair(ModelCard& card)
{
    card.reference = "expert tumour labels and the known lesions of synthetic brains";
    card.trainedOn =
        "FLAIR images of gliomas (BraTS 2021, oedema and tumour as lesion) and synthetic FLAIR "
        "images with white-matter spots, vascular and confluent lesions, masses, oedema and "
        "infarcts, made from anatomical label maps (SynthSeg) or planted beside the gliomas. No "
        "image or mask of multiple sclerosis.";
    card.intendedUse = "Start for fine-tuning on the masks of a few studies, and a first mask "
                       "without any. Research use only, not a medical device.";
    card.limits = "Never saw multiple sclerosis and finds part of its lesions only. Learned from "
                  "brain-extracted images: not for whole heads.";
}

void describeBrain(ModelCard& card)
{
    card.reference = "the anatomical label maps the heads were made from";
    card.trainedOn = "Synthetic whole heads of any contrast, made from anatomical label maps "
                     "(SynthSeg). No real image.";
    card.intendedUse = "Brain masks of whole heads. Research use only, not a medical device.";
    card.limits = "Never saw a real image. Check the mask before using it.";
}

void describePairs(ModelCard& card)
{
    const bool enhancing = card.task == "enhancing";
    card.reference = "the known lesions of synthetic pairs, and expert tumour labels";
    card.trainedOn =
        enhancing
            ? "T1 after minus before gadolinium: gliomas (BraTS 2021, the enhancing part), "
              "metastases planted beside them, and synthetic pairs with metastases, vessels, dura "
              "and choroid plexus made from anatomical label maps (SynthSeg). No multiple "
              "sclerosis."
            : "Follow-up minus baseline FLAIR: synthetic pairs made from anatomical label maps "
              "(SynthSeg) and FLAIR images of gliomas (BraTS 2021) with lesions planted in the "
              "second. Vascular lesions, masses and oedema that appear, grow, shrink and go. No "
              "multiple sclerosis.";
    card.intendedUse = "Start for fine-tuning on the masks of a few studies, and a first mask "
                       "without any. Research use only, not a medical device.";
    card.limits = "Never saw multiple sclerosis, nor two real visits of one patient. Takes a "
                  "subtraction of registered, brain-extracted images.";
    if (enhancing) {
        card.limits = "Never saw multiple sclerosis. Takes a subtraction of registered, "
                      "brain-extracted images.";
    }
}

PretrainingCases
casesOf(const PretrainingJob& job, const std::filesystem::path& work, const Progress& progress)
{
    const std::string& task = job.training.task;
    const auto images = work / "images";
    if (isPairTask(task)) {
        return makePairCases(job.sources, task, images, progress);
    }
    return task == "brain" ? makeHeadCases(job.sources, images, progress)
                           : makePretrainingCases(job.sources, images, progress);
}

} // namespace

ModelFile makeDefaultModel(const PretrainingJob& job,
                           const std::filesystem::path& work,
                           const std::filesystem::path& output,
                           const Progress& progress,
                           TrainingWatcher& watcher)
{
    TrainingSpec spec = job.training;
    PretrainingCases cases = casesOf(job, work, progress);
    spec.training = std::move(cases.training);
    spec.validation = std::move(cases.validation);
    ModelFile model = trainToFile(spec, work, work / "trained.h5", watcher);
    model.card.kind = "default";
    (spec.task == "brain"    ? describeBrain
     : isPairTask(spec.task) ? describePairs
                             : describeFlair)(model.card);
    model.digest = writeModel(output, model, true);
    return model;
}

} // namespace dawson
