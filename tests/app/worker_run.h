#pragma once

#include <QByteArray>
#include <QStringList>

namespace dawson
{

/// What a run of the real dawson-worker left behind.
struct WorkerRun {
    int exitCode = -1; ///< -1: did not start or was killed
    QByteArray out;
    QByteArray err;
};

/// Starts the program named by DAWSON_WORKER and waits for its end, a minute at most unless told.
WorkerRun runWorker(const QStringList& arguments, int timeoutMs = 60'000);

} // namespace dawson
