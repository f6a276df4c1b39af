#pragma once

#include "core/job/job_queue.h"
#include "core/run/training_curves.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dawson
{

/// Private to core/job: follows one run folder and folds what is new there into its Job.
class JobTrace
{
public:
    /// Reads job.json; a job that cannot be understood is Failed and says why.
    explicit JobTrace(const std::filesystem::path& folder);

    const Job& job() const { return m_job; }

    const RunFolder& folder() const { return m_folder; }

    /// Whether nothing more is to come: done, failed, cancelled or lost.
    bool ended() const;

    /// A worker was started just now with this process id.
    void begun(std::int64_t pid);
    /// Waits for its turn again (a lost or cancelled one that is to go on), in later windows, too.
    /// Throws Error(Io).
    void queueAgain();

    /// Not to be started until released.
    void hold() { m_job.held = true; }

    void release() { m_job.held = false; }

    /// The worker could not be started.
    void failed(const std::string& reason);

    /// Reads what is new. Returns whether anything that shows has changed.
    bool poll();

private:
    void apply(const JobEvent& event);
    void applyProgress(const JobEvent& event);
    bool readNewEvents();
    Job::State stateNow();
    bool workerLives() const;

    RunFolder m_folder;
    Job m_job;
    TrainingCurves m_curves;
    std::uint64_t m_offset = 0;      ///< bytes of events.jsonl read
    bool m_begun = false;            ///< by an event, or by this queue
    bool m_waits = false;            ///< queued again
    bool m_broken = false;           ///< job.json is
    std::optional<Job::State> m_end; ///< what the last event said
    std::int64_t m_pid = 0;          ///< of a worker that has not shown a lock yet
};

} // namespace dawson
