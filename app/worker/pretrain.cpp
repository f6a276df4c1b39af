#include "app/worker/pretrain.h"

#include "app/worker/console_watcher.h"
#include "app/worker/pretraining_cases.h"
#include "app/worker/terminal_progress.h"
#include "app/worker/training_job.h"
#include "core/base/error.h"
#include "core/run/job_event.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace dawson
{

namespace
{

/// A brain is large: with coarse voxels a patch of 64 holds a whole head, and one of them weighs 27
/// of 1 mm. The map is interpolated back, so that its border is finer than that.
constexpr double kBrainSpacingMm = 3.0;

struct PretrainOptions {
    std::string task = "flair";
    std::string preset = "quick";
    std::string name;
    PretrainingSources sources;
    std::filesystem::path work;
    std::filesystem::path output;
    int epochs = 0;
    int steps = 0;
    int patch = 0;
    int positive = 0;
    int negative = 0;
    double rate = 0.0;
    double width = 0.0;
    std::filesystem::path from;
    int threads = 0;
};

bool isPairTask(const std::string& task)
{
    return task == "new" || task == "enhancing";
}

TrainingSpec specOf(const PretrainOptions& options, const PretrainingCases& cases)
{
    TrainingSpec spec;
    spec.name = options.name.empty() ? options.task + "-default" : options.name;
    spec.task = options.task;
    spec.preset = options.preset;
    spec.training = cases.training;
    spec.validation = cases.validation;
    spec.architecture = presetArchitecture(options.preset);
    spec.schedule = presetSchedule(options.preset);
    spec.schedule.seed = options.sources.seed;
    spec.schedule.threads = options.threads;
    spec.startFrom = options.from;
    if (options.task == "brain") {
        spec.preprocessing.spacingMm = kBrainSpacingMm;
        spec.schedule.best = "dice"; // one organ: lesion-wise F1 means nothing
        spec.schedule.augmentation = "extended";
    }
    spec.preprocessing.zScore = !isPairTask(options.task);
    const auto set = [](auto& value, auto wanted) {
        if (wanted > 0) {
            value = wanted;
        }
    };
    set(spec.schedule.epochs, options.epochs);
    set(spec.schedule.stepsPerEpoch, options.steps);
    set(spec.schedule.patchSize, options.patch);
    set(spec.schedule.positivePatches, options.positive);
    set(spec.schedule.negativePatches, options.negative);
    set(spec.schedule.learningRate, options.rate);
    set(spec.architecture.width, options.width);
    return spec;
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

PretrainingCases casesOf(const PretrainOptions& options)
{
    const auto images = options.work / "images";
    if (isPairTask(options.task)) {
        return makePairCases(options.sources, options.task, images, terminalProgress());
    }
    return options.task == "brain"
               ? makeHeadCases(options.sources, images, terminalProgress())
               : makePretrainingCases(options.sources, images, terminalProgress());
}

ExitCode pretrain(const PretrainOptions& options)
{
    const auto cases = casesOf(options);
    ConsoleWatcher watcher;
    ModelFile model =
        trainToFile(specOf(options, cases), options.work, options.work / "model.h5", watcher);
    model.card.kind = "default";
    (options.task == "brain"    ? describeBrain
     : isPairTask(options.task) ? describePairs
                                : describeFlair)(model.card);
    model.digest = writeModel(options.output, model, true);
    std::printf("%s\nthreshold %.2f\n", options.output.string().c_str(), model.threshold);
    for (const auto& [name, value] : model.card.metrics) {
        std::printf("%s %.4f\n", name.c_str(), value);
    }
    return ExitCode::Ok;
}

void addSchedule(CLI::App& command, PretrainOptions& options)
{
    command.add_option("--epochs", options.epochs, "Instead of the preset's");
    command.add_option("--steps", options.steps, "Steps per epoch, instead of the preset's");
    command.add_option("--patch", options.patch, "Patch size, instead of the preset's");
    command.add_option(
        "--positive", options.positive, "Patches on lesions per study, instead of the preset's");
    command.add_option(
        "--negative", options.negative, "Patches without lesion, instead of the preset's");
    command.add_option("--rate", options.rate, "Learning rate, instead of the preset's");
    command.add_option("--width", options.width, "Width of the network, instead of the preset's");
    command.add_option("--from", options.from, "Model of an earlier pre-training to go on from")
        ->type_name("MODEL");
    command.add_option("--threads", options.threads, "0: all cores")->capture_default_str();
}

} // namespace

void addPretrain(CLI::App& program, Action& action)
{
    auto options = std::make_shared<PretrainOptions>();
    CLI::App* command = program.add_subcommand(
        "pretrain", "Make a default model from tumours and synthetic brains");
    command
        ->add_option("--task",
                     options->task,
                     "flair: lesions on brain-extracted FLAIR; new: new lesions on follow-up minus "
                     "baseline; enhancing: on T1 after minus before gadolinium; brain: the brain "
                     "in a whole head")
        ->check(CLI::IsMember({"flair", "new", "enhancing", "brain"}))
        ->capture_default_str();
    command->add_option("--preset", options->preset, "Preset of network and schedule")
        ->capture_default_str();
    command->add_option("--name", options->name, "Name in the model's card; TASK-default if none");
    command
        ->add_option("--gliomas",
                     options->sources.tumours,
                     "BIDS dataset with FLAIR images and derivatives/labels/*_dseg")
        ->type_name("DIR");
    command
        ->add_option("--leave-out",
                     options->sources.leaveOut,
                     "Tumours not to use, such as those with other lesions that nobody drew")
        ->type_name("SUB");
    command
        ->add_option("--labelmaps",
                     options->sources.labelMaps,
                     "Folder of anatomical label maps to make brains from")
        ->type_name("DIR");
    command->add_option("--synthetic", options->sources.synthetic, "Synthetic brains to learn from")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--planted",
                     options->sources.planted,
                     "Images of each tumour with made-up lesions in its healthy tissue")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--seed", options->sources.seed, "Seed of all that is drawn")
        ->capture_default_str();
    addSchedule(*command, *options);
    command
        ->add_option(
            "--work", options->work, "Folder for images and checkpoints; the same folder resumes")
        ->required()
        ->type_name("DIR");
    command->add_option("--output", options->output, "Model to write, in half precision")
        ->required()
        ->type_name("MODEL");
    command->callback([options, &action] { action = [options] { return pretrain(*options); }; });
}

} // namespace dawson
