#include "app/worker/brain.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/output_check.h"
#include "app/worker/terminal_progress.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/preprocessing.h"
#include "core/nn/brain_extractor.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

struct BrainOptions {
    std::filesystem::path image;
    std::filesystem::path output;
    std::filesystem::path model;
    int threads = 0;
    JsonOutput json;
};

ExitCode findBrain(const BrainOptions& options)
{
    checkImageOutput(options.output, {options.image});
    const auto installed = installedBrainModel();
    if (options.model.empty() && !installed) {
        throw Error(Error::Kind::Model,
                    "No model that finds brains is installed; name one with --model.");
    }
    const Volume image = readVolume(options.image);
    const bool head = showsHead(image);
    BrainExtractor extractor(options.model.empty() ? *installed : options.model, options.threads);
    const Mask brain = extractor.brainOf(image, terminalProgress());
    writeMask(options.output, brain);
    if (options.json.textWanted()) {
        std::printf("%s\n%.0f ml\n", options.output.string().c_str(), brain.foregroundMl());
    }
    options.json.write({{"mask", options.output.string()},
                        {"ml", brain.foregroundMl()},
                        {"wholeHead", head},
                        {"model", extractor.modelDigest()}});
    return ExitCode::Ok;
}

} // namespace

void addBrain(CLI::App& program, Action& action)
{
    auto options = std::make_shared<BrainOptions>();
    CLI::App* command = program.add_subcommand("brain", "Mask the brain of a whole head");
    command->add_option("--image,--flair", options->image, "Image of any contrast")
        ->required()
        ->type_name("IMG");
    command->add_option("--output", options->output, "Mask to write, on the image's grid")
        ->required()
        ->type_name("MASK");
    command->add_option("--model", options->model, "Model of task brain; the installed one if none")
        ->type_name("MODEL");
    command->add_option("--threads", options->threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return findBrain(*options); }; });
}

} // namespace dawson
