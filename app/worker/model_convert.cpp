#include "app/worker/model_convert.h"

#include "app/worker/output_check.h"
#include "core/base/error.h"
#include "core/nn/predictor.h"
#include "core/training/safetensors_file.h"

#include <cstdio>
#include <memory>

namespace dawson
{

namespace
{

struct ConvertOptions {
    std::filesystem::path input;
    std::filesystem::path output;
    bool half = false;
};

ExitCode exportTo(const ConvertOptions& options)
{
    checkModelOutput(options.output, {options.input}, ".safetensors");
    exportModel(options.output, readModel(options.input));
    std::printf("%s\n", options.output.string().c_str());
    return ExitCode::Ok;
}

ExitCode importFrom(const ConvertOptions& options)
{
    checkModelOutput(options.output, {options.input});
    const ModelFile model = importModel(options.input);
    try {
        const Predictor fits(model, 1); // its network takes these weights
    } catch (const Error& error) {
        throw Error(error.kind(), error.what(), options.input.string());
    }
    const std::string digest = writeModel(options.output, model, options.half);
    if (!options.half && !model.digest.empty() && digest != model.digest) {
        std::fprintf(stderr, "Note: its weights were changed since it was exported.\n");
    }
    std::printf("%s\n%s\n", options.output.string().c_str(), digest.c_str());
    return ExitCode::Ok;
}

} // namespace

void addModelExport(CLI::App& group, Action& action)
{
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* command = group.add_subcommand("export", "Write a model as safetensors");
    command->add_option("model", options->input, "Model file")->required()->type_name("MODEL");
    command->add_option("--output", options->output, "File to write")
        ->required()
        ->type_name("SAFETENSORS");
    command->callback([options, &action] { action = [options] { return exportTo(*options); }; });
}

void addModelImport(CLI::App& group, Action& action)
{
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* command = group.add_subcommand("import", "Make a model file of safetensors");
    command->add_option("file", options->input, "File that model export wrote")
        ->required()
        ->type_name("SAFETENSORS");
    command->add_option("--output", options->output, "Model to write")
        ->required()
        ->type_name("MODEL");
    command->add_flag("--half", options->half, "Store weights in half precision");
    command->callback([options, &action] { action = [options] { return importFrom(*options); }; });
}

} // namespace dawson
