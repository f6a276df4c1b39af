#include "app/worker/evaluate.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "core/image/image_file.h"
#include "core/lesion/anima_rule.h"
#include "core/lesion/comparison.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace dawson
{

namespace
{

struct EvaluateOptions {
    std::filesystem::path reference;
    std::filesystem::path prediction;
    int connectivity = 26;
    MatchRule rule;
    std::string ruleName = "overlap";
    JsonOutput json;
};

/// One pair of masks by one rule.
struct Evaluation {
    std::string key;
    std::string description;
    int connectivity = 26;
    LesionComparison lesions;
    std::optional<double> dice;
};

/// The keys are an interface that scripts rely on: none may change its name or meaning.
nlohmann::ordered_json toJson(const Evaluation& evaluation)
{
    const LesionComparison& lesions = evaluation.lesions;
    return {{"rule", evaluation.key},
            {"connectivity", evaluation.connectivity},
            {"referenceLesions", lesions.detected.size() + lesions.missed.size()},
            {"predictedLesions", lesions.confirmed.size() + lesions.spurious.size()},
            {"detected", lesions.detected.size()},
            {"confirmed", lesions.confirmed.size()},
            {"sensitivity", numberOrNull(lesions.sensitivity())},
            {"ppv", numberOrNull(lesions.positivePredictiveValue())},
            {"f1", numberOrNull(lesions.f1())},
            {"dice", numberOrNull(evaluation.dice)}};
}

/// In the table, too, what is undefined must not look like a number.
void printRatio(const char* name, const std::optional<double>& value, const char* whyUndefined)
{
    if (value) {
        std::printf("%-13s%.4f\n", name, *value);
    } else {
        std::printf("%-13sundefined: %s\n", name, whyUndefined);
    }
}

void printTable(const Evaluation& evaluation)
{
    const LesionComparison& lesions = evaluation.lesions;
    std::printf("%-13s%s\n", "Rule", evaluation.description.c_str());
    std::printf("%-13s%zu lesions: %zu detected, %zu missed\n",
                "Reference",
                lesions.detected.size() + lesions.missed.size(),
                lesions.detected.size(),
                lesions.missed.size());
    std::printf("%-13s%zu lesions: %zu confirmed, %zu spurious\n",
                "Prediction",
                lesions.confirmed.size() + lesions.spurious.size(),
                lesions.confirmed.size(),
                lesions.spurious.size());
    printRatio("Sensitivity", lesions.sensitivity(), "the reference holds no lesion");
    printRatio("PPV", lesions.positivePredictiveValue(), "the prediction holds no lesion");
    printRatio("F1", lesions.f1(), "sensitivity or PPV is undefined");
    printRatio("Dice", evaluation.dice, "both masks are empty");
}

Evaluation byOverlap(const Mask& reference, const Mask& prediction, const EvaluateOptions& options)
{
    MatchRule rule = options.rule;
    rule.connectivity = static_cast<Connectivity>(options.connectivity);
    MaskComparison comparison = compareMasks(reference, prediction, rule);
    return {rule.key(),
            rule.describe(),
            options.connectivity,
            std::move(comparison.lesions),
            comparison.dice};
}

ExitCode evaluate(const EvaluateOptions& options)
{
    const Mask reference = readMask(options.reference);
    const Mask prediction = readMask(options.prediction);
    const Evaluation evaluation =
        options.ruleName == "anima"
            ? Evaluation{"anima",
                         "Anima (over 10 % covered, 65 % of it by lesions at most 70 % outside), "
                         "6-connected lesions, of more than 3 mm3",
                         6,
                         compareByAnima(reference, prediction),
                         dice(reference, prediction)}
            : byOverlap(reference, prediction, options);
    if (options.json.textWanted()) {
        printTable(evaluation);
    }
    options.json.write(toJson(evaluation));
    return ExitCode::Ok;
}

} // namespace

void addEvaluate(CLI::App& program, Action& action)
{
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command =
        program.add_subcommand("evaluate", "Compare two masks lesion by lesion and voxel by voxel");
    command->add_option("--reference", options->reference, "Mask taken as right")
        ->required()
        ->type_name("MASK");
    command->add_option("--prediction", options->prediction, "Mask to be judged, on the same grid")
        ->required()
        ->type_name("MASK");
    command
        ->add_option("--connectivity",
                     options->connectivity,
                     "Neighbours that join voxels into one lesion: 6, 18 or 26")
        ->check(CLI::IsMember({6, 18, 26}))
        ->capture_default_str();
    command
        ->add_option("--min-volume",
                     options->rule.minVolumeMl,
                     "Smaller lesions are ignored on both sides, in ml")
        ->check(finiteNumber())
        ->check(CLI::NonNegativeNumber)
        ->type_name("ML");
    command
        ->add_option("--min-overlap",
                     options->rule.minOverlap,
                     "Share of a lesion that must be covered, 0 to 1; 0: one voxel is enough")
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("SHARE");
    CLI::Option* rule =
        command
            ->add_option("--rule",
                         options->ruleName,
                         "overlap, with the options above; anima: the MSSEG challenges' own rule")
            ->check(CLI::IsMember({"overlap", "anima"}))
            ->capture_default_str();
    for (const char* option : {"--connectivity", "--min-volume", "--min-overlap"}) {
        command->get_option(option)->excludes(rule);
    }
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

} // namespace dawson
