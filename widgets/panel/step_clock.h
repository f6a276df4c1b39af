#pragma once

#include "core/training/training_spec.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <map>
#include <optional>

class QProcess;

namespace dawson
{

/// Measures how long a training step takes on this machine, by the worker's own benchmark, once for
/// each network and patch. Takes a few seconds in another process.
class StepClock : public QObject
{
    Q_OBJECT

public:
    explicit StepClock(std::filesystem::path worker, QObject* parent = nullptr);
    ~StepClock() override;

    /// Seconds per step when it is known; else starts to measure and sends measured() later.
    std::optional<double> secondsPerStep(const Architecture& architecture,
                                         const TrainingSchedule& schedule);

    bool measuring() const { return m_process != nullptr; }

Q_SIGNALS:
    void measured();

private:
    void finish();

    std::filesystem::path m_worker;
    std::map<QString, std::optional<double>> m_known;
    QString m_measuring;
    QProcess* m_process = nullptr;
};

} // namespace dawson
