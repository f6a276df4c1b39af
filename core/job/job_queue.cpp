#include "core/job/job_queue.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/job/job_origin.h"
#include "core/job/job_trace.h"
#include "core/job/worker_start.h"

#include <QTimer>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

constexpr int kPollMs = 300;
constexpr int kIdlePollMs = 2000; ///< another window may queue something

QString asText(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// Newest first: the names of run folders begin with the time.
std::vector<fs::path> runFolders(const fs::path& project)
{
    std::vector<fs::path> folders;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(project / "runs", failure)) {
        if (fs::exists(entry.path() / "job.json", failure) &&
            !entry.path().filename().string().starts_with('.')) {
            folders.push_back(entry.path());
        }
    }
    std::sort(folders.rbegin(), folders.rend());
    return folders;
}

bool occupies(Job::State state)
{
    return state == Job::State::Running || state == Job::State::Paused;
}

/// Minutes to days. What a reader waits for does not stand behind it.
bool isTraining(const Job& job)
{
    return std::holds_alternative<TrainingSpec>(job.spec.work) ||
           std::holds_alternative<PretrainingJob>(job.spec.work);
}

/// Whether a training leaves the project's pairs and brain masks alone.
bool needsNoPairs(const Job& training)
{
    return training.learning || std::holds_alternative<PretrainingJob>(training.spec.work);
}

/// Whether one that waits may run beside one that has begun.
bool mayRunBeside(const Job& begun, const Job& waiting)
{
    return isTraining(begun) != isTraining(waiting) &&
           needsNoPairs(isTraining(begun) ? begun : waiting);
}

} // namespace

bool hasYetToEnd(const Job& job)
{
    return job.state == Job::State::Queued || occupies(job.state);
}

bool mayGoOn(const Job& job)
{
    return job.canResume || hasYetToEnd(job);
}

const Job* jobThatNeeds(const fs::path& model, const std::vector<Job>& jobs)
{
    const auto reads = [&model](const fs::path& read) {
        std::error_code ignored; // of a path that is not there
        return read == model || fs::equivalent(read, model, ignored);
    };
    const Job* resumable = nullptr;
    for (const Job& job : jobs) {
        if (!mayGoOn(job) || std::ranges::none_of(modelsReadBy(job.spec), reads)) {
            continue;
        }
        if (hasYetToEnd(job)) {
            return &job;
        }
        resumable = resumable == nullptr ? &job : resumable;
    }
    return resumable;
}

struct JobQueue::State {
    fs::path worker;
    fs::path project;
    std::vector<JobTrace> traces; ///< newest first
    std::vector<Job> jobs;        ///< what the traces show, in the same order
    QTimer timer;
    std::set<fs::path> unsignedOnce; ///< seen new without a signature, which may still come

    JobTrace* find(const fs::path& folder)
    {
        const auto found = std::find_if(traces.begin(), traces.end(), [&](const JobTrace& trace) {
            return trace.folder().path() == folder;
        });
        return found == traces.end() ? nullptr : &*found;
    }

    JobTrace& at(const fs::path& folder)
    {
        JobTrace* trace = find(folder);
        if (trace == nullptr) {
            throw Error(Error::Kind::Data, "This job is not in the open project.", folder.string());
        }
        return *trace;
    }

    /// The oldest one that waits and may start.
    JobTrace* next()
    {
        const auto mayStart = [this](const JobTrace& waiting) {
            const Job& job = waiting.job();
            return job.state == Job::State::Queued && !job.held &&
                   std::ranges::all_of(traces, [&job](const JobTrace& other) {
                       return !occupies(other.job().state) || mayRunBeside(other.job(), job);
                   });
        };
        const auto oldest = std::find_if(traces.rbegin(), traces.rend(), mayStart);
        return oldest == traces.rend() ? nullptr : &*oldest;
    }

    void start(JobTrace& trace) const
    {
        if (const auto pid = startWorker(worker, trace.folder())) {
            trace.begun(*pid);
            return;
        }
        logError("The worker cannot be started: " + worker.string());
        trace.failed("The worker " + worker.string() + " cannot be started; install Dawson again.");
    }
};

JobQueue::JobQueue(fs::path worker, QObject* parent)
    : QObject(parent)
    , m_state(std::make_unique<State>())
{
    m_state->worker = std::move(worker);
    connect(&m_state->timer, &QTimer::timeout, this, &JobQueue::follow);
}

JobQueue::~JobQueue() = default;

void JobQueue::open(const fs::path& project)
{
    close();
    m_state->project = project;
    for (const fs::path& folder : runFolders(project)) {
        JobTrace& trace = m_state->traces.emplace_back(folder);
        if (trace.job().state == Job::State::Queued && !JobOrigin::isHere(trace.folder())) {
            trace.hold();
        }
        m_state->jobs.push_back(trace.job());
    }
    Q_EMIT jobsChanged();
    follow();
}

void JobQueue::close()
{
    m_state->timer.stop();
    m_state->project.clear();
    m_state->traces.clear();
    m_state->unsignedOnce.clear();
    if (!std::exchange(m_state->jobs, {}).empty()) {
        Q_EMIT jobsChanged();
    }
}

fs::path JobQueue::submit(const JobSpec& spec)
{
    if (m_state->project.empty()) {
        throw Error(Error::Kind::Data, "Open a project first; a job runs inside one.");
    }
    const RunFolder created = RunFolder::create(m_state->project, spec);
    JobOrigin::sign(created);
    const fs::path folder = created.path();
    m_state->traces.emplace(m_state->traces.begin(), folder);
    m_state->jobs.insert(m_state->jobs.begin(), m_state->traces.front().job());
    Q_EMIT jobsChanged();
    follow();
    return folder;
}

void JobQueue::pause(const fs::path& folder)
{
    const JobTrace& trace = m_state->at(folder);
    if (trace.job().state == Job::State::Running) {
        trace.folder().ask(RunFolder::Request::Pause);
        follow();
    }
}

void JobQueue::resume(const fs::path& folder)
{
    JobTrace& trace = m_state->at(folder);
    const Job::State state = trace.job().state;
    if (state == Job::State::Paused) {
        trace.folder().withdraw(RunFolder::Request::Pause);
    } else if (trace.job().held) {
        JobOrigin::sign(trace.folder());
        trace.release();
    } else if (trace.job().canResume) {
        for (const auto request :
             {RunFolder::Request::Cancel, RunFolder::Request::Pause, RunFolder::Request::Stop}) {
            trace.folder().withdraw(request);
        }
        JobOrigin::sign(trace.folder()); // whoever queued it first: it is wanted here
        trace.queueAgain();
    } else if (trace.ended()) {
        throw Error(Error::Kind::Data,
                    "There is no checkpoint to go on from; start the job anew.",
                    folder.string());
    }
    follow();
}

void JobQueue::stopAndKeepBest(const fs::path& folder)
{
    const JobTrace& trace = m_state->at(folder);
    if (occupies(trace.job().state)) {
        trace.folder().ask(RunFolder::Request::Stop);
        trace.folder().withdraw(RunFolder::Request::Pause);
        follow();
    }
}

void JobQueue::cancel(const fs::path& folder)
{
    const JobTrace& trace = m_state->at(folder);
    if (occupies(trace.job().state)) {
        trace.folder().ask(RunFolder::Request::Cancel);
        trace.folder().withdraw(RunFolder::Request::Pause);
    } else if (trace.job().state == Job::State::Queued) {
        // No worker will ever look at it, so the queue says it itself.
        JobEvent event;
        event.kind = JobEvent::Kind::Cancelled;
        trace.folder().append(event);
    }
    follow();
}

const std::vector<Job>& JobQueue::jobs() const
{
    return m_state->jobs;
}

const Job* JobQueue::job(const fs::path& folder) const
{
    const auto& jobs = m_state->jobs;
    const auto found = std::find_if(
        jobs.begin(), jobs.end(), [&](const Job& job) { return job.folder == folder; });
    return found == jobs.end() ? nullptr : &*found;
}

const Job* JobQueue::running() const
{
    const auto& jobs = m_state->jobs;
    const auto found = std::ranges::find(jobs, Job::State::Running, &Job::state);
    const auto paused = std::ranges::find(jobs, Job::State::Paused, &Job::state);
    const auto shown = found != jobs.end() ? found : paused;
    return shown == jobs.end() ? nullptr : &*shown;
}

/// Takes in what another window has queued since. Returns whether there was any.
bool JobQueue::findNew()
{
    bool found = false;
    for (const fs::path& folder : runFolders(m_state->project)) {
        if (m_state->find(folder) != nullptr) {
            continue;
        }
        const bool here = JobOrigin::isHere(RunFolder(folder));
        if (!here && m_state->unsignedOnce.insert(folder).second) {
            continue; // made a moment ago, perhaps: it is signed after it was written
        }
        const auto place = std::ranges::find_if(m_state->traces, [&](const JobTrace& trace) {
            return trace.folder().path() < folder; // newest first
        });
        const auto row = place - m_state->traces.begin();
        JobTrace& trace = *m_state->traces.emplace(place, folder);
        if (trace.job().state == Job::State::Queued && !here) {
            trace.hold();
        }
        // As queued, so that its start and its end are told like others'.
        Job shown = trace.job();
        shown.state = Job::State::Queued;
        m_state->jobs.insert(m_state->jobs.begin() + row, std::move(shown));
        found = true;
    }
    return found;
}

void JobQueue::follow()
{
    const bool listChanged = findNew();
    std::vector<fs::path> changed;
    for (JobTrace& trace : m_state->traces) {
        if (!trace.ended() && trace.poll()) {
            changed.push_back(trace.folder().path());
        }
    }
    while (JobTrace* trace = m_state->next()) {
        m_state->start(*trace);
        changed.push_back(trace->folder().path());
    }
    const bool live = std::any_of(m_state->traces.begin(),
                                  m_state->traces.end(),
                                  [](const JobTrace& trace) { return !trace.ended(); });
    m_state->timer.start(live ? kPollMs : kIdlePollMs);
    announce(changed, listChanged);
}

/// All jobs are brought up to date before anyone hears of it: a listener may submit or cancel.
void JobQueue::announce(const std::vector<fs::path>& changed, bool listChanged)
{
    std::vector<QString> finished;
    bool stateChanged = listChanged;
    for (std::size_t n = 0; n < m_state->traces.size(); ++n) {
        const JobTrace& trace = m_state->traces[n];
        Job& shown = m_state->jobs[n];
        const Job before = std::exchange(shown, trace.job());
        stateChanged = stateChanged || before.held != shown.held;
        if (before.state != shown.state) {
            stateChanged = true;
            if (trace.ended()) {
                finished.push_back(asText(shown.folder));
            }
        }
    }
    if (stateChanged) {
        Q_EMIT jobsChanged();
    }
    for (const fs::path& folder : changed) {
        Q_EMIT jobChanged(asText(folder));
    }
    for (const QString& folder : finished) {
        Q_EMIT jobFinished(folder);
    }
}

} // namespace dawson
