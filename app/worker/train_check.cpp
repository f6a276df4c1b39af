#include "app/worker/train_check.h"

#include "app/worker/json_output.h"
#include "app/worker/terminal_progress.h"
#include "core/nn/benchmark.h"
#include "core/training/input_channels.h"
#include "core/training/memory_ceiling.h"
#include "core/training/model_file.h"
#include "core/training/preflight.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

constexpr int kMeasuredSteps = 2;
constexpr double kGb = 1e9;
constexpr double kMinute = 60.0;

double secondsPerStep(const TrainingSpec& spec)
{
    BenchmarkSpec step;
    step.architecture =
        spec.startFrom.empty() ? spec.architecture : readModelHeader(spec.startFrom).architecture;
    const FittedSchedule fitted =
        fittedTo(memoryCeilingBytes(spec.schedule), spec.schedule, step.architecture, false);
    step.patch = fitted.schedule.patchSize;
    step.batch = fitted.schedule.batch;
    step.threads = spec.schedule.threads;
    step.precision = spec.schedule.precision;
    step.steps = kMeasuredSteps;
    return benchmarkTraining(step, terminalProgress()).seconds;
}

/// As it can be checked before its pairs are registered: where a subtraction is missing, the mask,
/// which lies on its grid, stands for it. What is written lies in `folder`.
TrainingSpec checkable(TrainingSpec spec, const std::filesystem::path& folder)
{
    if (comparesTwo(spec.task)) {
        for (auto* cases : {&spec.training, &spec.validation}) {
            for (TrainingCase& one : *cases) {
                if (!std::filesystem::exists(one.images.front())) {
                    one.images.front() = one.reference;
                }
            }
        }
    }
    spec.project = folder;
    return spec;
}

std::string nameOf(const TrainingCase& source)
{
    return source.subject + (source.session.empty() ? "" : " " + source.session);
}

void print(const Preflight& found)
{
    for (const std::string& problem : found.problems) {
        std::printf("Cannot start: %s\n", problem.c_str());
    }
    for (const std::string& warning : found.warnings) {
        std::printf("Note: %s\n", warning.c_str());
    }
    for (const ExcludedCase& out : found.excluded) {
        std::printf("Left out: %s: %s\n", nameOf(out.source).c_str(), out.reason.c_str());
    }
    std::printf("%zu case(s) to learn from, %zu to validate on, %lld steps\n",
                found.trainingCases,
                found.validationCases,
                static_cast<long long>(found.steps));
    std::printf("memory %.1f GB of %.1f free, disk %.1f GB of %.1f free\n",
                static_cast<double>(found.memoryBytes) / kGb,
                static_cast<double>(found.freeMemoryBytes) / kGb,
                static_cast<double>(found.diskBytes) / kGb,
                static_cast<double>(found.freeDiskBytes) / kGb);
    if (found.seconds) {
        std::printf("about %.0f minutes without validation\n", *found.seconds / kMinute);
    }
}

nlohmann::ordered_json jsonOf(const Preflight& found)
{
    auto excluded = nlohmann::ordered_json::array();
    for (const ExcludedCase& out : found.excluded) {
        excluded.push_back({{"subject", out.source.subject},
                            {"session", out.source.session},
                            {"reason", out.reason}});
    }
    return {{"ready", found.ready()},
            {"problems", found.problems},
            {"warnings", found.warnings},
            {"excluded", excluded},
            {"trainingCases", found.trainingCases},
            {"validationCases", found.validationCases},
            {"steps", found.steps},
            {"seconds", numberOrNull(found.seconds)},
            {"memoryBytes", found.memoryBytes},
            {"freeMemoryBytes", found.freeMemoryBytes},
            {"diskBytes", found.diskBytes},
            {"freeDiskBytes", found.freeDiskBytes}};
}

} // namespace

ExitCode
checkTrain(const TrainingSpec& wanted, const std::filesystem::path& output, const JsonOutput& json)
{
    const TrainingSpec spec = checkable(wanted, std::filesystem::absolute(output).parent_path());
    Preflight found = checkTraining(spec, std::nullopt, terminalProgress());
    if (found.ready()) {
        found.seconds = secondsPerStep(spec) * static_cast<double>(found.steps);
    }
    if (json.textWanted()) {
        print(found);
    }
    json.write(jsonOf(found));
    return found.ready() ? ExitCode::Ok : ExitCode::Failed;
}

} // namespace dawson
