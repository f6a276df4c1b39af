#include "app/worker/predict.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/model_task.h"
#include "app/worker/output_check.h"
#include "app/worker/pair_options.h"
#include "app/worker/predict_project.h"
#include "app/worker/prediction_job.h"
#include "app/worker/terminal_progress.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/nn/predictor.h"
#include "core/training/input_channels.h"
#include "core/training/model_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace dawson
{

namespace
{

struct PredictOptions {
    PredictionSpec spec;
    PairOptions pair; ///< instead of spec.images
    std::filesystem::path t1Before;
    std::filesystem::path t1After;
    std::filesystem::path subtraction; ///< kept there; empty: not kept
    ProjectPrediction project;         ///< instead of images
    std::string task = "flair";        ///< of the project
    JsonOutput json;
};

void checkOutputs(const PredictOptions& options)
{
    std::vector<std::filesystem::path> inputs = options.spec.images;
    for (const auto& more :
         {options.spec.brain, options.pair.input.baseline, options.pair.input.followup}) {
        inputs.push_back(more);
    }
    std::vector<std::filesystem::path> outputs;
    for (const auto& output : {options.spec.mask, options.spec.probability, options.subtraction}) {
        if (output.empty()) {
            continue;
        }
        checkImageOutput(output, inputs);
        outputs.push_back(std::filesystem::weakly_canonical(output));
        if (std::ranges::count(outputs, outputs.back()) > 1) {
            throw Error(Error::Kind::Data,
                        "Two results would be written to this file; give each its own.",
                        output.string());
        }
    }
}

/// A folder that is gone afterwards.
class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "dawson-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw Error(Error::Kind::Io, "No temporary folder can be made.", name);
        }
        m_path = name;
    }

    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

nlohmann::ordered_json pathOrNull(const std::filesystem::path& path)
{
    return path.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(path.string());
}

/// Registers and subtracts into `folder`; the prediction goes on with the result.
PredictionSpec withDifference(const PredictOptions& options,
                              const std::filesystem::path& folder,
                              const Progress& progress)
{
    PairInput input = options.pair.pair();
    input.brain = options.spec.brain;
    input.threads = options.spec.threads;
    const PairDifference made = subtractPair(input, progress);
    PredictionSpec spec = options.spec;
    spec.images = {options.subtraction.empty() ? folder / "subtraction.nii.gz"
                                               : options.subtraction};
    writeVolume(spec.images.front(), made.difference);
    if (looksAtCurrent(readModelHeader(spec.model))) {
        spec.images.push_back(folder / "current.nii.gz");
        writeVolume(spec.images.back(), currentOf(input, made));
    }
    if (made.brain) {
        spec.brain = folder / "brain.nii.gz";
        writeMask(spec.brain, *made.brain);
    }
    options.pair.printWarnings(made);
    return spec;
}

ExitCode predict(const PredictOptions& given)
{
    PredictOptions options = given;
    const bool contrast = !options.t1Before.empty();
    if (contrast) {
        options.pair.input.baseline = options.t1Before;
        options.pair.input.followup = options.t1After;
        options.pair.contrast = true;
    }
    checkOutputs(options);
    const bool pair = options.spec.images.empty();
    if (!pair && readModelHeader(options.spec.model).card.task == "brain") {
        throw Error(Error::Kind::Model,
                    "The model finds brains, not lesions; use: dawson-worker brain --model.",
                    options.spec.model.string());
    }
    const Progress progress = terminalProgress();
    std::optional<TemporaryFolder> folder;
    if (pair) {
        requireTask(readModelHeader(options.spec.model).card.task,
                    contrast ? "enhancing" : "new",
                    options.spec.model);
        folder.emplace();
        options.spec = withDifference(options, folder->path(), progress.part(0.0, 0.5));
    }
    const auto written = predictFiles(options.spec, progress.part(pair ? 0.5 : 0.0, 1.0));
    if (options.json.textWanted()) {
        for (const auto& path : written) {
            std::printf("%s\n", path.string().c_str());
        }
    }
    options.json.write({{"model", options.spec.model.string()},
                        {"mask", pathOrNull(options.spec.mask)},
                        {"probability", pathOrNull(options.spec.probability)},
                        {"subtraction", pathOrNull(options.subtraction)}});
    return ExitCode::Ok;
}

ExitCode predictAll(const PredictOptions& options)
{
    ProjectPrediction wanted = options.project;
    wanted.task = taskFromName(options.task).value();
    const auto warn = [](const std::string& sentence) {
        std::fprintf(stderr, "Warning: %s\n", sentence.c_str());
    };
    const PredictionJob job = planPrediction(wanted, options.spec, warn);
    const auto outcome = predictJob(job, job.project / ".dawson", warn, terminalProgress());
    if (options.json.textWanted()) {
        for (const auto& path : outcome.written) {
            std::printf("%s\n", path.c_str());
        }
    }
    auto failures = nlohmann::ordered_json::array();
    for (const auto& [subject, session, sentence] : outcome.failures) {
        failures.push_back({{"subject", subject}, {"session", session}, {"failure", sentence}});
    }
    options.json.write({{"model", options.spec.model.string()},
                        {"project", job.project.string()},
                        {"author", job.authorFolder},
                        {"files", outcome.written},
                        {"failed", failures}});
    return outcome.failures.empty() ? ExitCode::Ok : ExitCode::Failed;
}

void addProject(CLI::App& command, PredictOptions& options)
{
    CLI::Option* project =
        command
            .add_option("--project",
                        options.project.project,
                        "Project whose cases are all masked, as a derivative of the model")
            ->type_name("DIR");
    command.add_option("--task", options.task, "Of a project: flair, new or enhancing")
        ->check(CLI::IsMember({"flair", "new", "enhancing"}))
        ->capture_default_str()
        ->needs(project);
    command
        .add_option(
            "--subjects", options.project.subjects, "Of a project: A,B,...; all when not given")
        ->delimiter(',')
        ->needs(project);
    command
        .add_option(
            "--author",
            options.project.author,
            "Folder below derivatives/, model-...; model- and the model's name when not given")
        ->needs(project);
    for (const char* file : {"--flair",
                             "--baseline",
                             "--t1-pre",
                             "--subtraction",
                             "--brain",
                             "--type",
                             "--robust",
                             "--output",
                             "--probability"}) {
        command.get_option(file)->excludes(project);
    }
}

/// One image, a pair, or a project: which options belong together.
void checkOptions(const PredictOptions& options)
{
    const bool images = !options.spec.images.empty() || !options.pair.input.baseline.empty() ||
                        !options.t1Before.empty();
    if (options.project.project.empty() && (!images || options.spec.mask.empty())) {
        throw CLI::ValidationError("predict",
                                   "give --output and --flair, or --baseline and --followup, or "
                                   "--t1-pre and --t1-post; or --project");
    }
}

/// What the model looks at: one image, two visits, or T1 before and after gadolinium.
void addImages(CLI::App& command, PredictOptions& options)
{
    CLI::Option* image = command
                             .add_option("--flair,--image",
                                         options.spec.images,
                                         "Image; once for each input channel of the model")
                             ->type_name("IMG");
    CLI::Option* baseline =
        command.add_option("--baseline", options.pair.input.baseline, "FLAIR of the first visit")
            ->type_name("IMG")
            ->excludes(image);
    CLI::Option* followup =
        command.add_option("--followup", options.pair.input.followup, "FLAIR of the second visit")
            ->type_name("IMG")
            ->needs(baseline);
    baseline->needs(followup);
    CLI::Option* before = command.add_option("--t1-pre", options.t1Before, "T1 before gadolinium")
                              ->type_name("IMG")
                              ->excludes(image)
                              ->excludes(baseline);
    CLI::Option* after = command.add_option("--t1-post", options.t1After, "T1 after gadolinium")
                             ->type_name("IMG")
                             ->needs(before);
    before->needs(after);
    command
        .add_option("--subtraction",
                    options.subtraction,
                    "Of a pair: where to keep the subtraction, on the earlier image's grid")
        ->type_name("IMG")
        ->excludes(image);
    options.pair.addWays(command);
}

/// How a probability becomes a mask.
void addPlan(CLI::App& command, PredictionSpec& spec)
{
    command
        .add_option("--threshold",
                    spec.threshold,
                    "Probability from which a voxel is lesion; the model's own when not given")
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 1.0));
    command
        .add_option("--min-volume",
                    spec.minimumVolumeMm3,
                    "Drop smaller lesions (mm3); the model's own minimum when not given")
        ->check(finiteNumber())
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM3");
    command
        .add_option("--core",
                    spec.coreProbability,
                    "Drop lesions that nowhere reach this probability; the model's own when not "
                    "given")
        ->check(finiteNumber())
        ->check(CLI::Range(0.0, 1.0));
    command
        .add_option("--mirror",
                    spec.mirroring,
                    "Average with the mirror image, on or off; as the model says when not given")
        ->check(CLI::IsMember({"model", "on", "off"}))
        ->type_name("on|off");
    command
        .add_option("--windows",
                    spec.windows,
                    "How windows are joined, gaussian or average; as the model says when not given")
        ->check(CLI::IsMember({"model", "gaussian", "average"}))
        ->type_name("gaussian|average");
}

} // namespace

void addPredict(CLI::App& program, Action& action)
{
    auto options = std::make_shared<PredictOptions>();
    PredictionSpec* spec = &options->spec;
    CLI::App* command = program.add_subcommand(
        "predict", "Mask the lesions of an image, of a pair, or of a project");
    command->add_option("--model", spec->model, "Model file")->required()->type_name("MODEL");
    addImages(*command, *options);
    command
        ->add_option("--brain",
                     spec->brain,
                     "Mask of the brain on the (earlier) image's grid; found in a whole head when "
                     "not given")
        ->type_name("MASK");
    command->add_option("--output", spec->mask, "Mask to write, on the image's grid")
        ->type_name("MASK");
    command->add_option("--probability", spec->probability, "Probability map to write")
        ->type_name("IMG");
    addPlan(*command, *spec);
    command->add_option("--threads", spec->threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
    addProject(*command, *options);
    options->json.addTo(*command);
    command->callback([options, &action] {
        checkOptions(*options);
        action = [options] {
            return options->project.project.empty() ? predict(*options) : predictAll(*options);
        };
    });
}

} // namespace dawson
