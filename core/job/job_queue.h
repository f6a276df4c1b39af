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
    bool learning = false; ///< has taken a step since it started: its cases are packed
    QString failure;       ///< why it failed, or the log's tail when lost
    std::vector<EpochMetrics> epochs;
    std::vector<double> losses;    ///< of the steps, thinned to at most 2,000
    double epochsSeen = 1.0;       ///< that the losses span
    std::vector<QString> warnings; ///< English, as the worker gave them
    std::vector<std::string> results;
    bool canResume = false; ///< lost, cancelled or failed training with a checkpoint, or
                            ///< pre-training
    bool held = false;      ///< queued, but elsewhere: starts only when resumed
};

bool hasYetToEnd(const Job& job);
/// Whether a job has yet to end or, lost or cancelled, can be resumed.
bool mayGoOn(const Job& job);

/// The job that may go on and reads this model file: the newest that has yet to end, else the
/// newest that can be resumed; nullptr when none does.
const Job* jobThatNeeds(const std::filesystem::path& model, const std::vector<Job>& jobs);

/// Starts jobs as detached processes at low priority, in two rows: trainings (and pre-trainings)
/// one after another, and beside them, one after another, predictions, registrations and brain
/// masks, which a reader waits for. No training reads pairs and brain masks while others make them:
/// it begins when nothing of the other row runs, and that row goes on once it learns
/// (Job::learning); pre-trainings read nothing of the project. A paused job keeps its place in its
/// row. Follows the run folders, three times a second while one lives, else every two seconds, for
/// jobs that another window has queued: they are followed like own ones, and stand in the same
/// rows. Closing the window leaves a job running; the next open() finds it, and the folder's lock
/// tells a running one from a lost one. GUI thread only.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    /// `worker`: path of dawson-worker.
    explicit JobQueue(std::filesystem::path worker, QObject* parent = nullptr);
    ~JobQueue() override;

    /// Finds the project's runs and follows those that live. Jobs that waited are queued again;
    /// those that were queued by somebody else or elsewhere are held.
    void open(const std::filesystem::path& project);
    void close();

    /// Writes the run folder and queues it. Throws Error, also when no project is open.
    std::filesystem::path submit(const JobSpec& spec);
    /// The following do nothing in states where they make no sense, and throw Error(Data) for a
    /// folder that is not in the list, Error(Io) when the folder cannot be written.
    void pause(const std::filesystem::path& folder);
    /// A paused one goes on; a held one waits its turn; a lost or cancelled training waits its turn
    /// and goes on from its checkpoint. Throws Error(Data) when it cannot (Job::canResume).
    void resume(const std::filesystem::path& folder);
    void stopAndKeepBest(const std::filesystem::path& folder);
    void cancel(const std::filesystem::path& folder);

    const std::vector<Job>& jobs() const; ///< newest first
    const Job* job(const std::filesystem::path& folder) const;
    /// The running one, the newest of two, else a paused one, or nullptr.
    const Job* running() const;

Q_SIGNALS:
    void jobsChanged();                     ///< list or a state changed
    void jobChanged(const QString& folder); ///< progress, epochs, losses
    /// Entered Done, Failed, Cancelled or Lost while followed.
    void jobFinished(const QString& folder);

private:
    void follow();
    bool findNew();
    void announce(const std::vector<std::filesystem::path>& changed, bool listChanged);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
