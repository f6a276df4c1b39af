#include "core/job/worker_environment.h"

#include <QString>
#include <QThread>

#include <array>
#include <utility>

namespace dawson
{

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

} // namespace dawson
