#include "app/worker/cross_validate.h"

#include "app/worker/console_watcher.h"
#include "app/worker/cross_validation.h"
#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "core/training/input_channels.h"
#include "core/training/spec_setting.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

struct Options {
    CrossValidationSpec spec;
    std::string preset = "quick";
    std::string channels;
    std::vector<std::string> settings;
    int threads = 0;
    JsonOutput json;
};

nlohmann::ordered_json toJson(const std::vector<FoldScore>& scores)
{
    nlohmann::ordered_json json{{"rule", MatchRule().key()},
                                {"strictRule", "overlap-0.10, at least 3 mm3"},
                                {"connectivity", 26},
                                {"folds", nlohmann::ordered_json::array()},
                                {"summary", nlohmann::ordered_json::array()}};
    for (const FoldScore& score : scores) {
        json["folds"].push_back({{"arm", score.arm},
                                 {"subject", score.subject},
                                 {"session", score.session},
                                 {"seed", score.seed},
                                 {"rate", numberOrNull(score.rate)},
                                 {"knownToModel", score.known},
                                 {"referenceLesions", score.referenceLesions},
                                 {"predictedLesions", score.predictedLesions},
                                 {"sensitivity", numberOrNull(score.sensitivity)},
                                 {"ppv", numberOrNull(score.ppv)},
                                 {"strictSensitivity", numberOrNull(score.strictSensitivity)},
                                 {"strictPpv", numberOrNull(score.strictPpv)},
                                 {"animaSensitivity", numberOrNull(score.animaSensitivity)},
                                 {"animaPpv", numberOrNull(score.animaPpv)},
                                 {"dice", numberOrNull(score.dice)}});
    }
    for (const ArmSummary& summary : summarise(scores)) {
        json["summary"].push_back({{"arm", summary.arm},
                                   {"measure", summary.measure},
                                   {"subjects", summary.subjects},
                                   {"mean", numberOrNull(summary.mean)},
                                   {"standardError", numberOrNull(summary.standardError)}});
    }
    return json;
}

/// A line of the table in Markdown, printed as soon as the fold is done.
void printScore(const FoldScore& score)
{
    std::printf("| %s | %s | %llu | %d | %d | %s | %s | %s | %s | %s | %s | %s |\n",
                score.arm.c_str(),
                score.subject.c_str(),
                static_cast<unsigned long long>(score.seed),
                score.referenceLesions,
                score.predictedLesions,
                ratioText(score.sensitivity).c_str(),
                ratioText(score.ppv).c_str(),
                ratioText(score.strictSensitivity).c_str(),
                ratioText(score.strictPpv).c_str(),
                ratioText(score.animaSensitivity).c_str(),
                ratioText(score.animaPpv).c_str(),
                ratioText(score.dice).c_str());
    std::fflush(stdout);
}

void printSummary(const std::vector<FoldScore>& scores)
{
    std::puts("\n| arm | measure | mean | standard error | subjects |\n|---|---|---|---|---|");
    for (const ArmSummary& summary : summarise(scores)) {
        std::printf("| %s | %s | %s | %s | %d |\n",
                    summary.arm.c_str(),
                    summary.measure.c_str(),
                    ratioText(summary.mean).c_str(),
                    ratioText(summary.standardError).c_str(),
                    summary.subjects);
    }
}

ExitCode run(Options options)
{
    TrainingSpec& training = options.spec.training;
    training.preset = options.preset;
    training.schedule = presetSchedule(options.preset, options.spec.task);
    training.schedule.threads = options.threads;
    training.task = options.spec.task;
    training.startFrom = options.spec.model;
    setInputChannels(training, options.channels);
    for (const std::string& setting : options.settings) {
        applySetting(training, setting);
    }
    ConsoleWatcher watcher;
    const bool text = options.json.textWanted();
    if (text) {
        std::puts("| arm | left out | seed | reference | predicted | sensitivity | PPV | "
                  "sensitivity, strict | PPV, strict | sensitivity, Anima | PPV, Anima | Dice |\n"
                  "|---|---|---|---|---|---|---|---|---|---|---|---|");
    }
    const auto scores = crossValidate(options.spec, watcher, [text](const FoldScore& score) {
        if (text) {
            printScore(score);
        }
    });
    if (text) {
        printSummary(scores);
    }
    options.json.write(toJson(scores));
    return ExitCode::Ok;
}

} // namespace

void addCrossValidate(CLI::App& program, Action& action)
{
    auto options = std::make_shared<Options>();
    CrossValidationSpec& spec = options->spec;
    CLI::App* command = program.add_subcommand(
        "cross-validate", "Judge a model, fine-tuned and from scratch, leaving one subject out");
    command->add_option("--project", spec.project, "Folder of the project")
        ->required()
        ->type_name("DIR");
    command->add_option("--task", spec.task, "flair, new or enhancing")->capture_default_str();
    command
        ->add_option(
            "--channels",
            options->channels,
            "Of new and enhancing: what the trained networks look at; as --from when not given")
        ->check(CLI::IsMember({kSubtraction, kSubtractionAndCurrent}))
        ->type_name("subtraction|subtraction+current");
    command->add_option("--reference", spec.reference, "Whose masks: a folder below derivatives/")
        ->required();
    command->add_option("--subjects", spec.subjects, "Subjects, each left out once: A,B,...")
        ->required()
        ->delimiter(',');
    command->add_option("--from", spec.model, "Model to judge and to fine-tune")
        ->required()
        ->type_name("MODEL");
    command->add_option("--preset", options->preset, "Preset of the trainings")
        ->check(CLI::IsMember(presetNames()))
        ->capture_default_str();
    command->add_option("--seeds", spec.seeds, "Seeds: 1,2,...")
        ->delimiter(',')
        ->check(seedNumber());
    command
        ->add_option("--rates",
                     spec.rates,
                     "Rates of fine-tuning: the best on inner folds of the training subjects")
        ->delimiter(',')
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber)
        ->default_str("the preset's");
    command->add_option("--scratch-rates", spec.scratchRates, "The same from scratch")
        ->delimiter(',')
        ->check(finiteNumber())
        ->check(CLI::PositiveNumber)
        ->default_str("the preset's");
    command->add_option("--arms", spec.arms, "Only these: default,fine-tuned,from scratch")
        ->delimiter(',')
        ->check(CLI::IsMember(crossValidationArms()))
        ->default_str("all three");
    command->add_option("--set", options->settings, "Changes one thing of the schedule: epochs=20")
        ->type_name("KEY=VALUE");
    command->add_option("--threads", options->threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
    command
        ->add_option("--work", spec.work, "Folder of models and masks; done folds are not repeated")
        ->required()
        ->type_name("DIR");
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace dawson
