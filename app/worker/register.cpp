#include "app/worker/register.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/terminal_progress.h"
#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/registration/registration.h"
#include "core/registration/registration_json.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

struct RegisterOptions {
    fs::path fixed;
    fs::path moving;
    fs::path output;
    fs::path prefix;
    fs::path fixedMask;
    fs::path lesionMask;
    fs::path quality;
    RegistrationSpec spec;
    JsonOutput json;
};

/// A slip of the hand must not replace a patient's image, and a result that cannot be written is
/// told before the work, not after it.
void checkOutputs(const RegisterOptions& options)
{
    if (!hasImageExtension(options.output)) {
        throw Error(Error::Kind::Format,
                    "An image is written as .nii, .nii.gz, .nrrd or .mha; this name is none of "
                    "them.",
                    options.output.string());
    }
    const TransformFiles files(options.prefix);
    for (const fs::path& output : {options.output,
                                   options.quality,
                                   files.affine,
                                   files.forward,
                                   files.inverse,
                                   files.record}) {
        for (const fs::path& input :
             {options.fixed, options.moving, options.fixedMask, options.lesionMask}) {
            std::error_code ignored;
            if (fs::equivalent(input, output, ignored)) {
                throw Error(
                    Error::Kind::Data, "The output would replace an input.", output.string());
            }
        }
    }
}

RegistrationPair readPair(const RegisterOptions& options)
{
    RegistrationPair pair{readVolume(options.fixed), readVolume(options.moving), {}, {}};
    if (!options.fixedMask.empty()) {
        pair.fixedMask = readMask(options.fixedMask);
    }
    if (!options.lesionMask.empty()) {
        pair.lesionMask = readMask(options.lesionMask);
    }
    return pair;
}

void printNumber(const char* name, const std::optional<double>& value, const char* unit = "")
{
    if (value) {
        std::printf("%-20s%.4f%s\n", name, *value, unit);
    } else {
        std::printf("%-20sundefined\n", name);
    }
}

void printTable(const RegistrationQuality& quality)
{
    std::printf("%-20s%s, judged inside the %s\n",
                "Transform",
                nameOf(quality.type).c_str(),
                quality.masked ? "mask" : "foreground");
    printNumber("Overlap", quality.overlapShare);
    printNumber("Correlation before", quality.correlationBefore);
    printNumber("Correlation rigid", quality.correlationRigid);
    printNumber("Correlation after", quality.correlationAfter);
    if (quality.jacobian) {
        printNumber("Least Jacobian", quality.jacobian->least);
        printNumber("Folded share", quality.jacobian->foldedShare);
        printNumber("There and back", quality.inverseMeanMm, " mm on average");
    }
}

ExitCode registerImages(const RegisterOptions& options)
{
    checkOutputs(options);
    const auto begin = std::chrono::steady_clock::now();
    const RegistrationPair pair = readPair(options);
    const Progress progress = terminalProgress();
    const Registration result = registerVolumes(pair, options.spec, progress.part(0.0, 0.95));
    const TransformRecord record{{options.fixed.filename().string(), fileDigest(options.fixed)},
                                 {options.moving.filename().string(), fileDigest(options.moving)},
                                 options.spec};
    progress.report(0.95, "writing");
    writeVolume(options.output, warpVolume(pair.moving, pair.fixed.geometry(), result.transform));
    saveTransform(options.prefix, result, record, Composites::With);
    progress.report(1.0);

    nlohmann::ordered_json quality = toJson(result.quality);
    quality["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!options.quality.empty()) {
        writeTextAtomically(options.quality, quality.dump(2) + "\n");
    }
    if (options.json.textWanted()) {
        printTable(result.quality);
    }
    options.json.write(quality);
    for (const RegistrationWarning warning : result.quality.warnings) {
        std::fprintf(stderr, "Warning: %s\n", describe(warning).c_str());
    }
    return ExitCode::Ok;
}

void addFiles(CLI::App& command, RegisterOptions& options)
{
    command.add_option("--fixed", options.fixed, "Image that stays, the earlier visit")
        ->required()
        ->type_name("IMG");
    command.add_option("--moving", options.moving, "Image that is laid on it")
        ->required()
        ->type_name("IMG");
    command.add_option("--output", options.output, "The moving image on the fixed one's grid")
        ->required()
        ->type_name("IMG");
    command
        .add_option(
            "--transform",
            options.prefix,
            "Start of the transform files' names: PREFIX0GenericAffine.txt, "
            "PREFIX1Warp.nii.gz, PREFIX1InverseWarp.nii.gz, PREFIXTransform.json, and in one "
            "file each PREFIXComposite.h5 and PREFIXInverseComposite.h5")
        ->required()
        ->type_name("PREFIX");
    command
        .add_option("--fixed-mask",
                    options.fixedMask,
                    "Compare inside this mask of the fixed image only, such as its brain")
        ->type_name("MASK");
    command
        .add_option("--lesion-mask",
                    options.lesionMask,
                    "Leave this part of the fixed image out of the comparison")
        ->type_name("MASK");
    command.add_option("--quality", options.quality, "Write the quality as JSON")
        ->check(jsonName())
        ->type_name("FILE");
}

void addFieldOptions(CLI::App& command, FieldSpec& field)
{
    static const std::map<std::string, FieldMetric> metrics{
        {"correlation", FieldMetric::Correlation},
        {"mutual-information", FieldMetric::MutualInformation}};
    command
        .add_option(
            "--metric",
            field.metric,
            "What syn makes equal: correlation for one contrast, mutual-information for two")
        ->transform(CLI::CheckedTransformer(metrics).description(""))
        ->type_name("correlation|mutual-information")
        ->default_str("correlation");
    command
        .add_option("--stiffness",
                    field.totalVariance,
                    "How stiff syn's field is: Gaussian variance on it in each round, in voxels "
                    "squared; 0: fluid, which explains new lesions away")
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
}

} // namespace

void addRegister(CLI::App& program, Action& action)
{
    static const std::map<std::string, RegistrationType> types{{"rigid", RegistrationType::Rigid},
                                                               {"affine", RegistrationType::Affine},
                                                               {"syn", RegistrationType::Syn}};
    auto options = std::make_shared<RegisterOptions>();
    CLI::App* command = program.add_subcommand("register", "Lay one image of a patient on another");
    addFiles(*command, *options);
    command->add_option("--type", options->spec.type, "How freely the moving image is fitted")
        ->transform(CLI::CheckedTransformer(types).description(""))
        ->type_name("rigid|affine|syn")
        ->default_str("rigid");
    addFieldOptions(*command, options->spec.field);
    options->json.addTo(*command);
    command->callback(
        [options, &action] { action = [options] { return registerImages(*options); }; });
}

} // namespace dawson
