#include "app/worker/train.h"

#include "app/worker/console_watcher.h"
#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/output_check.h"
#include "app/worker/train_check.h"
#include "app/worker/training_cases.h"
#include "app/worker/training_job.h"
#include "core/base/error.h"
#include "core/study/study.h"
#include "core/training/input_channels.h"
#include "core/training/spec_setting.h"
#include "core/training/starting_model.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

namespace
{

struct TrainOptions {
    std::filesystem::path project;
    std::string task = "flair";
    std::string channels;
    std::string reference;
    std::vector<std::string> subjects;
    std::vector<std::string> validation;
    std::filesystem::path from;
    bool fromScratch = false;
    std::filesystem::path like;
    std::string preset = "quick";
    std::string name;
    double width = 0.0;
    int levels = 0;
    int epochs = 0;
    int patch = 0;
    int batch = 0;
    int steps = 0;
    int threads = 0;
    double rate = 0.0;
    double memoryGb = 0.0;
    std::vector<std::string> settings;
    bool check = false;
    std::optional<std::uint64_t> seed;
    std::filesystem::path output;
    JsonOutput json;
};

void setNumbers(const TrainOptions& options, TrainingSpec& spec)
{
    const auto set = [](auto& value, auto wanted) {
        if (wanted > 0) {
            value = wanted;
        }
    };
    set(spec.architecture.width, options.width);
    set(spec.architecture.levels, options.levels);
    set(spec.schedule.epochs, options.epochs);
    set(spec.schedule.patchSize, options.patch);
    set(spec.schedule.batch, options.batch);
    set(spec.schedule.stepsPerEpoch, options.steps);
    set(spec.schedule.learningRate, options.rate);
    set(spec.schedule.scratchLearningRate, options.rate);
    if (options.seed) {
        spec.schedule.seed = *options.seed;
    }
    spec.schedule.threads = options.threads;
    spec.schedule.memoryGb = options.memoryGb;
}

TrainingSpec specOf(const TrainOptions& options)
{
    const auto task = taskFromName(options.task);
    if (!task) {
        throw Error(Error::Kind::Data, "There is no task called \"" + options.task + "\".");
    }
    const Study study = readStudy(options.project);
    TrainingSpec spec;
    spec.name = options.name.empty() ? options.output.stem().string() : options.name;
    spec.task = options.task;
    spec.preset = options.preset;
    spec.project = study.root;
    spec.reference = options.reference;
    spec.training = trainingCases(study, options.reference, *task, options.subjects);
    spec.validation = trainingCases(study, options.reference, *task, options.validation);
    spec.startFrom = options.like.empty() ? options.from : options.like;
    spec.architecture = presetArchitecture(options.preset, options.task);
    spec.schedule = presetSchedule(options.preset, options.task);
    setNumbers(options, spec);
    setInputChannels(spec, options.channels);
    if (!options.like.empty()) {
        spec = fromScratchLike(spec);
    }
    for (const std::string& setting : options.settings) {
        applySetting(spec, setting);
    }
    return spec;
}

ExitCode train(const TrainOptions& options)
{
    checkModelOutput(options.output, {options.from, options.like});
    const TrainingSpec spec = specOf(options);
    if (options.check) {
        return checkTrain(spec, options.output, options.json);
    }
    // Beside the model, so that the same command goes on after an interruption.
    const auto work =
        options.output.parent_path() / ("." + options.output.stem().string() + ".training");
    ConsoleWatcher watcher;
    std::error_code ignored;
    const bool first = !std::filesystem::exists(work, ignored);
    const auto run = [&] {
        try {
            return trainToFile(spec, work, options.output, watcher);
        } catch (const Error& error) {
            const bool empty = std::filesystem::is_empty(work / "checkpoints", ignored);
            if (first && empty && error.kind() != Error::Kind::Cancelled) {
                std::filesystem::remove_all(work, ignored); // nothing to go on from
            }
            throw;
        }
    };
    const ModelFile model = run();
    std::filesystem::remove_all(work, ignored);
    if (options.json.textWanted()) {
        std::printf("%s\n%s\n", options.output.string().c_str(), model.digest.c_str());
    }
    options.json.write({{"model", options.output.string()},
                        {"digest", model.digest},
                        {"threshold", model.threshold},
                        {"metrics", model.card.metrics}});
    return ExitCode::Ok;
}

void addNumbers(CLI::App& command, TrainOptions& options)
{
    command.add_option("--width", options.width, "Width of the network, instead of the preset's")
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber)
        ->excludes("--from")
        ->excludes("--like");
    command.add_option("--levels", options.levels, "Levels of the network: 3, 4 or 5")
        ->check(CLI::Range(3, 5))
        ->excludes("--from")
        ->excludes("--like");
    command.add_option("--epochs", options.epochs, "Instead of the preset's")
        ->check(CLI::PositiveNumber);
    command.add_option("--patch", options.patch, "Edge of a patch, instead of the preset's")
        ->check(CLI::PositiveNumber);
    command.add_option("--batch", options.batch, "Patches per step, instead of the preset's")
        ->check(CLI::PositiveNumber);
    command.add_option("--steps", options.steps, "Steps per epoch, instead of the preset's")
        ->check(CLI::PositiveNumber);
    command.add_option("--seed", options.seed, "Seed of all that is drawn")->check(seedNumber());
    command
        .add_option("--rate",
                    options.rate,
                    "Learning rate, instead of the preset's for fine-tuning or from scratch")
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber);
    command
        .add_option("--set",
                    options.settings,
                    "One more value instead of the preset's: KEY=VALUE, keys as in job.json")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        .add_option(
            "--memory", options.memoryGb, "Most memory to take; 0: three quarters of the machine's")
        ->check(finiteNumber())
        ->check(CLI::NonNegativeNumber)
        ->type_name("GB");
    command.add_option("--threads", options.threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
}

} // namespace

void addTrain(CLI::App& program, Action& action)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command =
        program.add_subcommand("train", "Train a model on the masks of some subjects");
    command->add_option("--project", options->project, "Folder of the project")
        ->required()
        ->type_name("DIR");
    command->add_option("--task", options->task, "flair, new or enhancing")
        ->check(CLI::IsMember({"flair", "new", "enhancing"}))
        ->capture_default_str();
    command
        ->add_option("--channels",
                     options->channels,
                     "Of new and enhancing: what the network looks at; as --from when not given, "
                     "else the subtraction")
        ->check(CLI::IsMember({kSubtraction, kSubtractionAndCurrent}))
        ->type_name("subtraction|subtraction+current");
    command
        ->add_option("--reference", options->reference, "Whose masks: a folder below derivatives/")
        ->required();
    command->add_option("--subjects", options->subjects, "Subjects to learn from: A,B,...")
        ->required()
        ->delimiter(',');
    command->add_option("--validation", options->validation, "Other subjects to validate on")
        ->delimiter(',');
    CLI::Option* from =
        command->add_option("--from", options->from, "Model to fine-tune")->type_name("MODEL");
    CLI::Option* scratch =
        command->add_flag("--from-scratch", options->fromScratch, "Start from random weights");
    from->excludes(scratch);
    command
        ->add_option(
            "--like",
            options->like,
            "With --from-scratch: network and preprocessing of this model, not its weights")
        ->type_name("MODEL")
        ->needs(scratch);
    command->add_option("--preset", options->preset, "quick, robust or paper")
        ->check(CLI::IsMember(presetNames()))
        ->capture_default_str();
    command->add_option("--name", options->name, "Name in the model's card");
    addNumbers(*command, *options);
    command->add_option("--output", options->output, "Model to write")
        ->required()
        ->type_name("MODEL");
    command->add_flag("--check",
                      options->check,
                      "Train nothing: tell what it would take of time, memory and disk, and which "
                      "cases it would leave out");
    options->json.addTo(*command);
    command->callback([options, &action] {
        if (options->from.empty() && !options->fromScratch) {
            throw CLI::ValidationError("train", "give --from MODEL or --from-scratch");
        }
        action = [options] { return train(*options); };
    });
}

} // namespace dawson
