#include "core/job/worker_start.h"

#include <QProcess>
#include <QString>
#include <QThread>

#include <array>
#include <string>
#include <sys/resource.h>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kNiceness = 10;

/// glibc returns every activation of a network to the system and faults it in again, up to half of
/// a training step; with these it keeps them. The thread pools are told not to multiply, and to
/// sleep soon when they wait: by default a step takes up to 15 times as long while the window or
/// anything else wants the cores (docs/performance.md).
QProcessEnvironment workerEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const QString cores = QString::number(QThread::idealThreadCount());
    const std::array<std::pair<const char*, QString>, 7> settings{
        {{"MALLOC_MMAP_MAX_", QStringLiteral("0")},
         {"MALLOC_TRIM_THRESHOLD_", QStringLiteral("100000000000")},
         {"MALLOC_TOP_PAD_", QStringLiteral("67108864")},
         {"OMP_NUM_THREADS", cores},
         {"GOMP_SPINCOUNT", QStringLiteral("1000")},
         {"ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS", cores},
         {"OPENBLAS_NUM_THREADS", QStringLiteral("1")}}};
    for (const auto& [name, value] : settings) {
        const QString key = QString::fromLatin1(name);
        if (!environment.contains(key)) {
            environment.insert(key, value);
        }
    }
    return environment;
}

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
