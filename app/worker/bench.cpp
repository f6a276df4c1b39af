#include "app/worker/bench.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/terminal_progress.h"
#include "app/worker/view_bench.h"
#include "core/nn/benchmark.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

namespace dawson
{

namespace
{

struct BenchOptions {
    BenchmarkSpec spec;
    std::vector<int> size{182, 218, 182};
    JsonOutput json;
};

void write(const BenchOptions& options, const char* key, const BenchmarkResult& result)
{
    const BenchmarkSpec& spec = options.spec;
    if (options.json.textWanted()) {
        std::printf("%s %.3f (%lld parameters, patch %d, %d thread(s), %s%s)\n",
                    key,
                    result.seconds,
                    static_cast<long long>(result.parameters),
                    spec.patch,
                    result.threads,
                    result.device.c_str(),
                    result.bf16 ? ", bf16" : "");
    }
    options.json.write({{key, result.seconds},
                        {"parameters", result.parameters},
                        {"width", spec.architecture.width},
                        {"levels", spec.architecture.levels},
                        {"family", spec.architecture.family},
                        {"patch", spec.patch},
                        {"batch", spec.batch},
                        {"threads", result.threads},
                        {"device", result.device},
                        {"bf16", result.bf16},
                        {"ownKernels", result.ownKernels}});
}

ExitCode benchTrain(const BenchOptions& options)
{
    write(options, "secondsPerStep", benchmarkTraining(options.spec, terminalProgress()));
    return ExitCode::Ok;
}

ExitCode benchPredict(const BenchOptions& options)
{
    BenchmarkSpec spec = options.spec;
    spec.size = {options.size[0], options.size[1], options.size[2]};
    write(options, "secondsPerVolume", benchmarkPrediction(spec, terminalProgress()));
    return ExitCode::Ok;
}

void addNetworkOptions(CLI::App& command, BenchOptions& options)
{
    BenchmarkSpec& spec = options.spec;
    command.add_option("--width", spec.architecture.width, "Width of the network")
        ->check(finiteNumber())
        ->check(CLI::Range(0.05, 4.0))
        ->capture_default_str();
    command.add_option("--levels", spec.architecture.levels, "3, 4 or 5")
        ->check(CLI::Range(3, 5))
        ->capture_default_str();
    command.add_option("--head", spec.architecture.head, "plain or lab")
        ->check(CLI::IsMember({"plain", "lab"}))
        ->capture_default_str();
    command.add_option("--family", spec.architecture.family, "residual or plain (head plain)")
        ->check(CLI::IsMember({"residual", "plain"}))
        ->capture_default_str();
    command.add_option("--norm", spec.architecture.normalisation, "batch or instance")
        ->check(CLI::IsMember({"batch", "instance"}))
        ->capture_default_str();
    command.add_option("--patch", spec.patch, "Edge of a patch or window in voxels")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option("--threads", spec.threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
    command
        .add_option("--precision", spec.precision, "auto (bf16 where the processor has it), fp32")
        ->check(CLI::IsMember({"auto", "fp32"}))
        ->capture_default_str();
    options.json.addTo(command);
}

} // namespace

void addBench(CLI::App& program, Action& action)
{
    CLI::App* group = program.add_subcommand("bench", "Measure speed on this machine");
    group->require_subcommand(1);

    auto train = std::make_shared<BenchOptions>();
    CLI::App* step = group->add_subcommand("train", "Seconds per training step");
    addNetworkOptions(*step, *train);
    step->add_option("--batch", train->spec.batch, "Patches per step")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    step->add_option("--steps", train->spec.steps, "Steps measured, after one that is not")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    step->callback([train, &action] { action = [train] { return benchTrain(*train); }; });

    auto predict = std::make_shared<BenchOptions>();
    CLI::App* volume = group->add_subcommand("predict", "Seconds per predicted volume");
    addNetworkOptions(*volume, *predict);
    volume->add_option("--size", predict->size, "Voxels of the volume along i, j, k")
        ->expected(3)
        ->check(CLI::PositiveNumber)
        ->type_name("X Y Z");
    volume->callback([predict, &action] { action = [predict] { return benchPredict(*predict); }; });

    CLI::App* view = group->add_subcommand(
        "view",
        "Milliseconds from event to pixel in the panes; --help after \"view --\" has the rest");
    view->prefix_command();
    view->callback([view, &action] {
        action = [options = view->remaining()]() -> ExitCode { becomeViewBench(options); };
    });
}

} // namespace dawson
