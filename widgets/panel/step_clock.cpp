#include "widgets/panel/step_clock.h"

#include "core/job/worker_environment.h"
#include "core/training/memory_ceiling.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <utility>

namespace dawson
{

namespace
{

QStringList benchmarkArguments(const Architecture& architecture, const TrainingSchedule& schedule)
{
    return {QStringLiteral("bench"),       QStringLiteral("train"),
            QStringLiteral("--width"),     QString::number(architecture.width),
            QStringLiteral("--levels"),    QString::number(architecture.levels),
            QStringLiteral("--head"),      QString::fromStdString(architecture.head),
            QStringLiteral("--family"),    QString::fromStdString(architecture.family),
            QStringLiteral("--norm"),      QString::fromStdString(architecture.normalisation),
            QStringLiteral("--patch"),     QString::number(schedule.patchSize),
            QStringLiteral("--batch"),     QString::number(schedule.batch),
            QStringLiteral("--threads"),   QString::number(schedule.threads),
            QStringLiteral("--precision"), QString::fromStdString(schedule.precision),
            QStringLiteral("--steps"),     QStringLiteral("2"),
            QStringLiteral("--json")};
}

} // namespace

StepClock::StepClock(std::filesystem::path worker, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(worker))
{
}

StepClock::~StepClock()
{
    if (m_process != nullptr) {
        m_process->disconnect(this);
        m_process->kill();
        m_process->waitForFinished();
    }
}

std::optional<double> StepClock::secondsPerStep(const Architecture& architecture,
                                                const TrainingSchedule& schedule)
{
    // As the training will be done: what does not fit is not tried.
    const FittedSchedule fitted =
        fittedTo(memoryCeilingBytes(schedule), schedule, architecture, false);
    if (!fitted.fits) {
        return std::nullopt;
    }
    const QStringList arguments = benchmarkArguments(architecture, fitted.schedule);
    const QString key = arguments.join(QLatin1Char(' '));
    const auto known = m_known.find(key);
    if (known != m_known.end()) {
        return known->second;
    }
    if (m_process == nullptr) {
        m_measuring = key;
        m_process = new QProcess(this);
        connect(m_process, &QProcess::finished, this, &StepClock::finish);
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                finish();
            }
        });
        m_process->setProcessEnvironment(workerEnvironment());
        m_process->start(QString::fromStdString(m_worker.string()), arguments);
    }
    return std::nullopt;
}

void StepClock::finish()
{
    const auto answer = QJsonDocument::fromJson(m_process->readAllStandardOutput());
    const auto seconds = answer.object().value(QStringLiteral("secondsPerStep"));
    m_known[m_measuring] = seconds.isDouble() ? std::optional(seconds.toDouble()) : std::nullopt;
    std::exchange(m_process, nullptr)->deleteLater();
    Q_EMIT measured();
}

} // namespace dawson
