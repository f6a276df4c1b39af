#include "core/job/job_trace.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/job/worker_start.h"

#include <algorithm>
#include <fstream>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

/// The last lines of the log, at most 2 KB.
QString logTail(const fs::path& log)
{
    constexpr std::streamoff tailBytes = 2048;
    std::ifstream in(log, std::ios::binary | std::ios::ate);
    if (!in) {
        return {};
    }
    const std::streamoff size = in.tellg();
    const std::streamoff length = std::min(size, tailBytes);
    in.seekg(size - length);
    std::string text(static_cast<std::size_t>(length), '\0');
    in.read(text.data(), length);
    if (size > length) {
        text.erase(0, text.find('\n') + 1);
    }
    return QString::fromStdString(text).trimmed();
}

} // namespace

JobTrace::JobTrace(const fs::path& folder)
    : m_folder(folder)
{
    m_job.folder = folder;
    try {
        m_job.spec = readJobSpec(m_folder.jobFile());
    } catch (const Error& failure) {
        m_broken = true;
        m_job.spec.title = folder.filename().string();
        m_job.failure = QString::fromStdString(failure.describe());
    }
    poll();
}

bool JobTrace::ended() const
{
    return m_job.state == Job::State::Done || m_job.state == Job::State::Failed ||
           m_job.state == Job::State::Cancelled || m_job.state == Job::State::Lost;
}

void JobTrace::begun(std::int64_t pid)
{
    m_begun = true;
    m_waits = false;
    m_job.held = false;
    m_pid = pid;
    m_job.learning = false;
    m_end.reset();
    m_job.failure.clear();
    poll();
}

void JobTrace::queueAgain()
{
    JobEvent event; // so that the next window knows, too
    event.kind = JobEvent::Kind::Queued;
    m_folder.append(event);
    poll();
}

void JobTrace::failed(const std::string& reason)
{
    m_waits = false;
    m_end = Job::State::Failed;
    m_job.failure = QString::fromStdString(reason);
    JobEvent event;
    event.kind = JobEvent::Kind::Failed;
    event.message = reason;
    try {
        m_folder.append(event);
    } catch (const Error& failure) {
        logWarning(failure.describe());
    }
    poll();
}

bool JobTrace::poll()
{
    if (m_broken) {
        m_job.state = Job::State::Failed;
        return false;
    }
    const bool news = readNewEvents();
    const Job::State before = m_job.state;
    m_job.state = stateNow();
    m_job.held = m_job.held && m_job.state == Job::State::Queued;
    if (m_job.state == Job::State::Lost && before != Job::State::Lost) {
        const QString tail = logTail(m_folder.logFile());
        m_job.failure =
            tail.isEmpty() ? QStringLiteral("The worker ended without a message.") : tail;
    }
    std::error_code ignored;
    const bool ended = m_job.state == Job::State::Lost || m_job.state == Job::State::Cancelled ||
                       m_job.state == Job::State::Failed;
    const bool begun = fs::exists(m_folder.latestCheckpoint(), ignored);
    // A pre-training keeps the images it has made before there is a checkpoint; one that failed
    // without has nothing that is worth its name being taken.
    const bool pretrains = std::holds_alternative<PretrainingJob>(m_job.spec.work);
    const bool keeps = (pretrains && (begun || m_job.state != Job::State::Failed)) ||
                       (trainingOf(m_job.spec) != nullptr && begun);
    m_job.canResume = ended && keeps;
    return news || m_job.state != before;
}

bool JobTrace::readNewEvents()
{
    const auto events = m_folder.readEvents(m_offset);
    for (const JobEvent& event : events) {
        apply(event);
    }
    if (!events.empty()) {
        m_job.losses = m_curves.losses();
        m_job.epochs = m_curves.epochs();
        m_job.epochsSeen = m_curves.epochsSeen();
    }
    return !events.empty();
}

Job::State JobTrace::stateNow()
{
    const bool locked = m_folder.locked();
    if (!locked) {
        // The worker writes its last event, then lets go of the lock: look again, in this order.
        readNewEvents();
    }
    if (m_end) {
        return *m_end;
    }
    if (locked) {
        m_pid = 0;
        return m_folder.asked(RunFolder::Request::Pause) ? Job::State::Paused : Job::State::Running;
    }
    if (m_waits || !m_begun) {
        return Job::State::Queued;
    }
    return workerLives() ? Job::State::Running : Job::State::Lost;
}

bool JobTrace::workerLives() const
{
    return m_pid != 0 && processLives(m_pid);
}

void JobTrace::apply(const JobEvent& event)
{
    using Kind = JobEvent::Kind;
    m_begun = true;
    applyProgress(event);
    m_curves.add(event);
    switch (event.kind) {
    case Kind::Queued:
        m_waits = true;
        m_end.reset();
        m_job.failure.clear();
        m_job.secondsLeft = -1.0;
        break;
    case Kind::Started: // a resumed run starts again behind its end
        m_waits = false;
        m_end.reset();
        m_job.failure.clear();
        m_job.phase.clear();
        m_job.learning = false;
        m_job.fraction = event.fraction;
        break;
    case Kind::Phase:
        m_job.phase = QString::fromStdString(event.message);
        break;
    case Kind::Step:
        m_job.learning = true;
        break;
    case Kind::Epoch: // of the curves
    case Kind::Checkpoint:
        break;
    case Kind::Warning:
        m_job.warnings.push_back(QString::fromStdString(event.message));
        break;
    case Kind::Finished:
        m_end = Job::State::Done;
        m_job.secondsLeft = 0.0;
        m_job.fraction = 1.0;
        m_job.results = event.results;
        break;
    case Kind::Failed:
        m_end = Job::State::Failed;
        m_job.failure = QString::fromStdString(event.message);
        break;
    case Kind::Cancelled:
        m_end = Job::State::Cancelled;
        break;
    }
}

/// Warnings and checkpoints need not say how far the job is.
void JobTrace::applyProgress(const JobEvent& event)
{
    using Kind = JobEvent::Kind;
    m_job.fraction = std::max(m_job.fraction, event.fraction);
    const bool tells =
        event.kind == Kind::Step || event.kind == Kind::Phase || event.kind == Kind::Epoch;
    if (tells) {
        m_job.secondsLeft = event.secondsLeft;
    }
}

} // namespace dawson
