#include "app/worker/run.h"

#include "app/worker/brain_masks.h"
#include "app/worker/prediction_job.h"
#include "app/worker/pretraining_job.h"
#include "app/worker/registration_job.h"
#include "app/worker/run_watcher.h"
#include "app/worker/training_job.h"
#include "core/base/error.h"
#include "core/base/log.h"

#include <cstdio>
#include <memory>
#include <sys/resource.h>
#include <variant>

namespace dawson
{

namespace
{

constexpr int kNiceness = 10;

void stepBack()
{
    // The window stays responsive; a priority that is lower already stays.
    if (getpriority(PRIO_PROCESS, 0) < kNiceness) {
        setpriority(PRIO_PROCESS, 0, kNiceness);
    }
}

/// What only the training needed; it can be made again.
void removeCases(const RunFolder& folder)
{
    std::error_code ignored;
    for (const auto& packed :
         {trainingFiles(folder.path()).cases, trainingFiles(folder.path()).validationCases}) {
        std::filesystem::remove(packed, ignored);
    }
    std::filesystem::remove_all(folder.path() / "images", ignored);
    std::filesystem::remove_all(trainingFiles(folder.path()).inner, ignored);
    std::filesystem::remove(folder.path() / "trained.h5", ignored);
}

std::vector<std::string> train(const TrainingSpec& spec, const RunFolder& folder)
{
    RunWatcher watcher(folder);
    trainToFile(spec, folder.path(), folder.modelFile(), watcher);
    removeCases(folder);
    return {folder.modelFile().filename().string()};
}

std::vector<std::string> pretrain(const PretrainingJob& job, const RunFolder& folder)
{
    RunWatcher watcher(folder);
    makeDefaultModel(job, folder.path(), folder.modelFile(), watcher.progress(), watcher);
    removeCases(folder);
    return {folder.modelFile().filename().string()};
}

std::vector<std::string> work(const JobSpec& job, const RunFolder& folder)
{
    if (const auto* training = std::get_if<TrainingSpec>(&job.work)) {
        return train(*training, folder);
    }
    if (const auto* pretraining = std::get_if<PretrainingJob>(&job.work)) {
        return pretrain(*pretraining, folder);
    }
    RunWatcher watcher(folder);
    const auto warn = [&watcher](const std::string& text) { watcher.warning(text); };
    if (const auto* brains = std::get_if<BrainJob>(&job.work)) {
        return findBrains(*brains, warn, watcher.progress());
    }
    if (const auto* pairs = std::get_if<RegistrationJob>(&job.work)) {
        return filesMade(readStudy(pairs->project).root,
                         registerPairs(*pairs, folder.path(), warn, watcher.progress()));
    }
    const auto& prediction = std::get<PredictionJob>(job.work);
    return predictJob(prediction, folder.path(), warn, watcher.progress()).written;
}

void end(const RunFolder& folder, JobEvent::Kind kind, const std::string& message)
{
    JobEvent event;
    event.kind = kind;
    event.message = message;
    folder.append(event);
}

/// Whether it was done to its end and not queued again.
bool finished(const RunFolder& folder)
{
    std::uint64_t begin = 0;
    const auto events = folder.readEvents(begin);
    return !events.empty() && events.back().kind == JobEvent::Kind::Finished;
}

/// The job, or nothing when it cannot be understood: then the last event says why.
std::optional<JobSpec> readJob(const RunFolder& folder)
{
    try {
        return readJobSpec(folder.jobFile());
    } catch (const Error& error) {
        logError(error.describe());
        end(folder, JobEvent::Kind::Failed, error.describe());
        return std::nullopt;
    }
}

ExitCode failed(const RunFolder& folder, const std::string& message)
{
    logError(message);
    end(folder, JobEvent::Kind::Failed, message);
    return ExitCode::Failed;
}

ExitCode run(const std::filesystem::path& path)
{
    if (!std::filesystem::is_directory(path)) {
        std::fprintf(stderr, "dawson-worker: %s is not a run folder.\n", path.string().c_str());
        return ExitCode::NotUnderstood;
    }
    const RunFolder folder(std::filesystem::absolute(path));
    if (!std::filesystem::exists(folder.jobFile())) {
        std::fprintf(stderr, "dawson-worker: %s holds no job.json.\n", path.string().c_str());
        return ExitCode::NotUnderstood;
    }
    const RunLock lock(folder);
    if (finished(folder)) { // two windows started a worker each, and the other was faster
        logInfo("It is finished already: " + folder.path().string());
        return ExitCode::Ok;
    }
    stepBack();
    const auto job = readJob(folder);
    if (!job) {
        return ExitCode::NotUnderstood;
    }
    try {
        logInfo("Started: " + job->title);
        end(folder, JobEvent::Kind::Started, job->title);
        JobEvent event;
        event.kind = JobEvent::Kind::Finished;
        event.results = work(*job, folder);
        event.fraction = 1.0;
        folder.append(event);
        logInfo("Finished: " + job->title);
        return ExitCode::Ok;
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Cancelled) {
            return failed(folder, error.describe());
        }
        logInfo("Cancelled: " + job->title);
        end(folder, JobEvent::Kind::Cancelled, {});
        return ExitCode::Cancelled;
    } catch (const std::bad_alloc&) {
        return failed(folder, "The memory of this machine is not enough; use smaller patches.");
    } catch (const std::exception& error) {
        return failed(folder, error.what());
    }
}

} // namespace

void addRun(CLI::App& program, Action& action)
{
    auto folder = std::make_shared<std::filesystem::path>();
    CLI::App* command =
        program.add_subcommand("run", "Do the job of a run folder, or go on with it");
    command->add_option("folder", *folder, "Run folder with its job.json")
        ->required()
        ->type_name("FOLDER");
    command->callback([folder, &action] { action = [folder] { return run(*folder); }; });
}

} // namespace dawson
