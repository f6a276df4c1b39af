#include "tests/app/worker_run.h"

#include <QProcess>

namespace dawson
{

WorkerRun runWorker(const QStringList& arguments, int timeoutMs)
{
    QProcess worker;
    worker.start(qEnvironmentVariable("DAWSON_WORKER"), arguments);
    if (!worker.waitForFinished(timeoutMs)) {
        worker.kill();
        worker.waitForFinished();
        return {-1, worker.readAllStandardOutput(), worker.readAllStandardError()};
    }
    const bool ended = worker.exitStatus() == QProcess::NormalExit;
    return {ended ? worker.exitCode() : -1,
            worker.readAllStandardOutput(),
            worker.readAllStandardError()};
}

} // namespace dawson
