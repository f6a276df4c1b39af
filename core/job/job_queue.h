#pragma once

#include "core/run/job_event.h"
#include "core/run/run_folder.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace dawson
{

/// What the window knows of one run folder. A value: a snapshot.
struct Job {
    enum class State { Queued, Running, Paused, Done, Failed, Cancelled, Lost };
    std::filesystem::path folder;
    JobSpec spec;
    State state = State::Queued;
    double fraction = 0.0;
    double secondsLeft = -1.0;
    QString phase;
    QString failure; ///< why it failed, or the log's tail when lost
    std::vector<EpochMetrics> epochs;
    std::vector<double> losses; ///< of the steps, thinned to at most 2,000
    std::vector<std::string> results;
    bool canResume = false; ///< lost or cancelled training with a checkpoint
};

/// Starts jobs one after another as detached processes and follows their run folders.
/// Closing the window leaves them running; the next open() finds them. GUI thread only.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    /// `worker`: path of dawson-worker.
    explicit JobQueue(std::filesystem::path worker, QObject* parent = nullptr);
    ~JobQueue() override;

    /// Finds the project's runs and follows those that live. Jobs that waited are queued again.
    void open(const std::filesystem::path& project);
    void close();

    /// Writes the run folder and queues it. Throws Error.
    std::filesystem::path submit(const JobSpec& spec);
    void pause(const std::filesystem::path& folder);
    void resume(const std::filesystem::path&
                    folder); ///< a paused one goes on; a lost one from its checkpoint
    void stopAndKeepBest(const std::filesystem::path& folder);
    void cancel(const std::filesystem::path& folder);

    const std::vector<Job>& jobs() const; ///< newest first
    const Job* job(const std::filesystem::path& folder) const;
    /// The running one, or nullptr.
    const Job* running() const;

Q_SIGNALS:
    void jobsChanged();                     ///< list or a state changed
    void jobChanged(const QString& folder); ///< progress, epochs, losses
    void
    jobFinished(const QString& folder); ///< entered Done, Failed, Cancelled or Lost while followed

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
