#include "app/worker/predict.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/terminal_progress.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/predictor.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

/// A slip of the hand must not replace a patient's image, and a result that cannot be written is
/// told before the work, not after it.
void checkOutputs(const PredictionSpec& spec)
{
    for (const std::filesystem::path& output : {spec.mask, spec.probability}) {
        if (output.empty()) {
            continue;
        }
        for (const std::filesystem::path& input : spec.images) {
            std::error_code ignored;
            if (std::filesystem::equivalent(input, output, ignored)) {
                throw Error(Error::Kind::Data,
                            "The output would replace the input image.",
                            output.string());
            }
        }
        if (!hasImageExtension(output)) {
            throw Error(Error::Kind::Format,
                        "An image is written as .nii, .nii.gz, .nrrd or .mha; this name is none of "
                        "them.",
                        output.string());
        }
    }
}

nlohmann::ordered_json pathOrNull(const std::filesystem::path& path)
{
    return path.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(path.string());
}

struct PredictOptions {
    PredictionSpec spec;
    JsonOutput json;
};

ExitCode predict(const PredictOptions& options)
{
    checkOutputs(options.spec);
    const auto written = predictFiles(options.spec, terminalProgress());
    if (options.json.textWanted()) {
        for (const auto& path : written) {
            std::printf("%s\n", path.string().c_str());
        }
    }
    options.json.write({{"model", options.spec.model.string()},
                        {"mask", pathOrNull(options.spec.mask)},
                        {"probability", pathOrNull(options.spec.probability)}});
    return ExitCode::Ok;
}

} // namespace

void addPredict(CLI::App& program, Action& action)
{
    auto options = std::make_shared<PredictOptions>();
    PredictionSpec* spec = &options->spec;
    CLI::App* command = program.add_subcommand("predict", "Mask the lesions of one image");
    command->add_option("--model", spec->model, "Model file")->required()->type_name("MODEL");
    command
        ->add_option(
            "--flair,--image", spec->images, "Image; once for each input channel of the model")
        ->required()
        ->type_name("IMG");
    command->add_option("--output", spec->mask, "Mask to write, on the image's grid")
        ->required()
        ->type_name("MASK");
    command->add_option("--probability", spec->probability, "Probability map to write")
        ->type_name("IMG");
    command
        ->add_option("--threshold",
                     spec->threshold,
                     "Probability from which a voxel is lesion; the model's own when not given")
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 1.0));
    command
        ->add_option("--min-volume",
                     spec->minimumVolumeMm3,
                     "Drop smaller lesions (mm3); the model's own minimum when not given")
        ->check(finiteNumber())
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM3");
    command
        ->add_option("--mirror",
                     spec->mirroring,
                     "Average with the mirror image, on or off; as the model says when not given")
        ->check(CLI::IsMember({"model", "on", "off"}))
        ->type_name("on|off");
    command
        ->add_option(
            "--windows",
            spec->windows,
            "How windows are joined, gaussian or average; as the model says when not given")
        ->check(CLI::IsMember({"model", "gaussian", "average"}))
        ->type_name("gaussian|average");
    command->add_option("--threads", spec->threads, "0: all cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return predict(*options); }; });
}

} // namespace dawson
