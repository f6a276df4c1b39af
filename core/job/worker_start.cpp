#include "core/job/worker_start.h"

#include "core/job/worker_environment.h"

#include <QProcess>
#include <QString>

#include <string>
#include <sys/resource.h>

namespace dawson
{

namespace
{

constexpr int kNiceness = 10;

} // namespace

std::optional<std::int64_t> startWorker(const std::filesystem::path& worker,
                                        const RunFolder& folder)
{
    const QString log = QString::fromStdString(folder.logFile().string());
    QProcess process;
    process.setProgram(QString::fromStdString(worker.string()));
    process.setArguments({QStringLiteral("run"), QString::fromStdString(folder.path().string())});
    process.setProcessEnvironment(workerEnvironment());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(log, QIODevice::Append);
    process.setStandardErrorFile(log, QIODevice::Append);
    qint64 pid = 0;
    if (!process.startDetached(&pid)) {
        return std::nullopt;
    }
    // The worker's threads inherit it from the main thread, which has hardly begun to load.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(pid), kNiceness);
    return pid;
}

bool processLives(std::int64_t pid)
{
    // A process that was not collected yet still has its folder, but no program any more.
    std::error_code failure;
    [[maybe_unused]] const auto program =
        std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", failure);
    return !failure || failure == std::errc::permission_denied;
}

} // namespace dawson
