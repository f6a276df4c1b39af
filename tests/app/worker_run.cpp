#include "tests/app/worker_run.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <csignal>
#include <unistd.h>

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

namespace
{

/// User and system time: the 14th and 15th field of its line; the 2nd, in brackets, may hold
/// spaces.
double processorSecondsOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0.0;
    }
    const QByteArray line = file.readAll();
    const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return fields.size() < 13 ? 0.0
                              : (fields[11].toDouble() + fields[12].toDouble()) /
                                    static_cast<double>(sysconf(_SC_CLK_TCK));
}

} // namespace

bool killWorkerWhen(const QStringList& arguments,
                    const std::function<bool(const RunningWorker&)>& now,
                    int timeoutMs)
{
    QProcess worker;
    worker.setReadChannel(QProcess::StandardError);
    worker.start(qEnvironmentVariable("DAWSON_WORKER"), arguments);
    if (!worker.waitForStarted(timeoutMs)) {
        return false;
    }
    QElapsedTimer clock;
    clock.start();
    RunningWorker seen;
    while (!now(seen)) {
        worker.waitForReadyRead(5);
        seen.err += worker.readAllStandardError();
        seen.processorSeconds = processorSecondsOf(worker.processId());
        if (worker.state() == QProcess::NotRunning || clock.hasExpired(timeoutMs)) {
            return false;
        }
    }
    ::kill(static_cast<pid_t>(worker.processId()), SIGKILL);
    return worker.waitForFinished(timeoutMs) && worker.exitStatus() == QProcess::CrashExit;
}

} // namespace dawson
