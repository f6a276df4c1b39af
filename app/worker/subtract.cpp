#include "app/worker/subtract.h"

#include "app/worker/json_output.h"
#include "app/worker/output_check.h"
#include "app/worker/pair_options.h"
#include "app/worker/terminal_progress.h"
#include "core/image/image_file.h"
#include "core/registration/registration_json.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

struct SubtractOptions {
    PairOptions pair;
    std::filesystem::path output;
    JsonOutput json;
};

ExitCode subtractFiles(const SubtractOptions& options)
{
    const PairInput& input = options.pair.input;
    checkImageOutput(options.output, {input.baseline, input.followup, input.brain});
    const PairDifference made = subtractPair(options.pair.pair(), terminalProgress());
    writeVolume(options.output, made.difference);
    nlohmann::ordered_json quality = nullptr;
    if (made.registered) {
        quality = toJson(made.registered->quality);
        for (const RegistrationWarning warning : made.registered->quality.warnings) {
            std::fprintf(stderr, "Warning: %s\n", describe(warning).c_str());
        }
    }
    if (options.json.textWanted()) {
        std::printf("%s\n", options.output.string().c_str());
    }
    options.json.write({{"subtraction", options.output.string()},
                        {"brainFound", made.brain.has_value() && options.pair.input.brain.empty()},
                        {"registration", quality}});
    return ExitCode::Ok;
}

} // namespace

void addSubtract(CLI::App& program, Action& action)
{
    auto options = std::make_shared<SubtractOptions>();
    PairInput& input = options->pair.input;
    CLI::App* command = program.add_subcommand(
        "subtract",
        "Register two images of a patient and subtract: above 0 where the later is brighter");
    command->add_option("--baseline,--t1-pre", input.baseline, "Earlier image")
        ->required()
        ->type_name("IMG");
    command->add_option("--followup,--t1-post", input.followup, "Later image")
        ->required()
        ->type_name("IMG");
    command
        ->add_option("--brain",
                     input.brain,
                     "Mask of the brain on the earlier image's grid; found in a whole head when "
                     "not given")
        ->type_name("MASK");
    command
        ->add_option("--output",
                     options->output,
                     "Image to write on the earlier one's grid, in standard deviations")
        ->required()
        ->type_name("IMG");
    options->pair.addWays(*command);
    command->add_option("--threads", input.threads, "0: all cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    options->json.addTo(*command);
    command->callback(
        [options, &action] { action = [options] { return subtractFiles(*options); }; });
}

} // namespace dawson
