#include "app/worker/pretrain.h"

#include "app/worker/console_watcher.h"
#include "app/worker/finite_check.h"
#include "app/worker/output_check.h"
#include "app/worker/pretraining_job.h"
#include "app/worker/terminal_progress.h"
#include "core/training/pretraining_plan.h"
#include "core/training/spec_setting.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dawson
{

namespace
{

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
    double keepStart = 0.0;
    double spacingMm = 0.0;
    bool pointOnly = false;
    int threads = 0;
    std::vector<std::string> settings;
};

TrainingSpec specOf(const PretrainOptions& options)
{
    TrainingSpec spec = pretrainingSpec(options.task, options.preset);
    spec.name = options.name.empty() ? options.task + "-default" : options.name;
    spec.schedule.seed = options.sources.seed;
    spec.schedule.threads = options.threads;
    spec.startFrom = options.from;
    spec.schedule.parentShare = options.keepStart;
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
    set(spec.schedule.scratchLearningRate, options.rate);
    set(spec.architecture.width, options.width);
    set(options.from.empty() ? spec.preprocessing.spacingMm : spec.startSpacingMm,
        options.spacingMm);
    for (const std::string& setting : options.settings) {
        applySetting(spec, setting);
    }
    return spec;
}

ExitCode pretrain(const PretrainOptions& options)
{
    checkModelOutput(options.output, {options.from});
    ConsoleWatcher watcher;
    const PretrainingJob job{options.sources, specOf(options)};
    const auto& make = options.pointOnly ? chooseDefaultPoint : makeDefaultModel;
    const ModelFile model = make(job, options.work, options.output, terminalProgress(), watcher);
    std::printf("%s\nthreshold %.2f\n", options.output.string().c_str(), model.threshold);
    if (model.coreProbability > 0.0) {
        std::printf("core %.2f\n", model.coreProbability);
    }
    for (const auto& [name, value] : model.card.metrics) {
        std::printf("%s %.4f\n", name.c_str(), value);
    }
    return ExitCode::Ok;
}

void addLesions(CLI::App& command, PretrainingSources& sources)
{
    auto* masks =
        command
            .add_option("--lesion-masks",
                        sources.lesionMasks,
                        "Folder of lesion masks in the template's space, one a patient, whose "
                        "shapes and places replace made-up ones (task flair)")
            ->type_name("DIR");
    auto* brain = command
                      .add_option("--template",
                                  sources.brainTemplate,
                                  "Folder of the template's t1, prob_gm and prob_wm.nii.gz")
                      ->type_name("DIR")
                      ->needs(masks);
    masks->needs(brain);
    command
        .add_option("--leave-out-masks",
                    sources.leaveOutMasks,
                    "Masks not to use, by how their names begin, such as patients to test on")
        ->type_name("NAME")
        ->needs(masks);
}

void addSchedule(CLI::App& command, PretrainOptions& options)
{
    const auto whole = [&command](const char* name, int& value, const char* help) {
        command.add_option(name, value, help)->check(CLI::PositiveNumber);
    };
    whole("--epochs", options.epochs, "Instead of the preset's");
    whole("--steps", options.steps, "Steps per epoch, instead of the preset's");
    whole("--patch", options.patch, "Patch size, instead of the preset's");
    whole("--positive", options.positive, "Patches on lesions per study, instead of the preset's");
    whole("--negative", options.negative, "Patches without lesion, instead of the preset's");
    command.add_option("--rate", options.rate, "Learning rate, instead of the preset's")
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber);
    auto* from =
        command
            .add_option("--from",
                        options.from,
                        "Model to go on from, of an earlier pre-training or of another task")
            ->type_name("MODEL");
    command
        .add_option("--keep-start",
                    options.keepStart,
                    "Share of that model's weights in the result, from 0 to below 1: the mean of "
                    "the two often does better than either")
        ->needs(from)
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 0.99));
    command.add_option("--width", options.width, "Width of the network, instead of the preset's")
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber)
        ->excludes(from);
    command
        .add_flag("--point-only",
                  options.pointOnly,
                  "Keep that model's weights; only choose its threshold and core anew, on the "
                  "images kept for validation")
        ->needs(from);
    command
        .add_option("--spacing",
                    options.spacingMm,
                    "Edge of the voxels that the network is given, in mm, instead of 1 (brain: 3) "
                    "or of those of the model to go on from")
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber);
    command
        .add_option("--set",
                    options.settings,
                    "One more value instead of the preset's: KEY=VALUE, keys as in job.json; "
                    "family=plain for the other network")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command.add_option("--threads", options.threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
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
    addLesions(*command, options->sources);
    command->add_option("--seed", options->sources.seed, "Seed of all that is drawn")
        ->check(seedNumber())
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
