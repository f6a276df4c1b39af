#pragma once

#include <QByteArray>
#include <QStringList>

#include <functional>

namespace dawson
{

/// What a run of the real dawson-worker left behind.
struct WorkerRun {
    int exitCode = -1; ///< -1: did not start or was killed
    QByteArray out;
    QByteArray err;
};

/// Starts the program named by DAWSON_WORKER and waits for its end, four minutes at most unless
/// told.
WorkerRun runWorker(const QStringList& arguments, int timeoutMs = 240'000);

/// A worker that runs, as seen from outside.
struct RunningWorker {
    QByteArray err;                ///< so far
    double processorSeconds = 0.0; ///< used so far, to a hundredth
};

/// Starts it and kills it (SIGKILL) as soon as `now` says so. False where it did not start, ended
/// by itself or was never so within the time.
bool killWorkerWhen(const QStringList& arguments,
                    const std::function<bool(const RunningWorker&)>& now,
                    int timeoutMs = 240'000);

} // namespace dawson
