#include "widgets/panel/job_words.h"

#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <variant>

namespace dawson
{

QString jobStateText(Job::State state)
{
    switch (state) {
    case Job::State::Queued:
        return QCoreApplication::translate("JobWords", "waiting");
    case Job::State::Running:
        return QCoreApplication::translate("JobWords", "running");
    case Job::State::Paused:
        return QCoreApplication::translate("JobWords", "paused");
    case Job::State::Done:
        return QCoreApplication::translate("JobWords", "finished");
    case Job::State::Failed:
        return QCoreApplication::translate("JobWords", "failed");
    case Job::State::Cancelled:
        return QCoreApplication::translate("JobWords", "cancelled");
    case Job::State::Lost:
        return QCoreApplication::translate("JobWords", "lost");
    }
    return {};
}

QIcon jobStateIcon(Job::State state)
{
    switch (state) {
    case Job::State::Queued:
        return icon(QStringLiteral("list"));
    case Job::State::Running:
        return icon(QStringLiteral("train"));
    case Job::State::Paused:
        return icon(QStringLiteral("pause"));
    case Job::State::Done:
        return icon(QStringLiteral("done"));
    case Job::State::Cancelled:
        return icon(QStringLiteral("cancel"));
    case Job::State::Failed:
    case Job::State::Lost:
        return icon(QStringLiteral("warning"));
    }
    return {};
}

QString durationText(double seconds)
{
    const auto whole = static_cast<int>(std::lround(seconds));
    if (whole < 60) {
        return QCoreApplication::translate("JobWords", "%1 s").arg(whole);
    }
    const int minutes = (whole + 30) / 60;
    if (minutes < 60) {
        return QCoreApplication::translate("JobWords", "%1 min").arg(minutes);
    }
    return QCoreApplication::translate("JobWords", "%1 h %2 min")
        .arg(minutes / 60)
        .arg(minutes % 60);
}

QString remainingText(double secondsLeft)
{
    if (secondsLeft < 0.0) {
        return {};
    }
    if (secondsLeft < 60.0) {
        return QCoreApplication::translate("JobWords", "under a minute left");
    }
    return QCoreApplication::translate("JobWords", "about %1 left").arg(durationText(secondsLeft));
}

QString sizeText(std::uint64_t bytes)
{
    const double megabytes = static_cast<double>(bytes) / 1e6;
    if (megabytes >= 1000.0) {
        return QCoreApplication::translate("JobWords", "%1 GB")
            .arg(QLocale().toString(megabytes / 1000.0, 'f', 1));
    }
    return QCoreApplication::translate("JobWords", "%1 MB")
        .arg(QLocale().toString(megabytes, 'f', 0));
}

QString jobTaskText(const JobSpec& spec)
{
    std::string name;
    if (const TrainingSpec* training = trainingOf(spec)) {
        name = training->task;
    } else if (const auto* prediction = std::get_if<PredictionJob>(&spec.work)) {
        name = prediction->task;
    } else if (const auto* pairs = std::get_if<RegistrationJob>(&spec.work)) {
        name = pairs->task;
    }
    const auto task = taskFromName(name);
    return task ? taskText(*task) : QString();
}

QString jobTitle(const QString& what, Task task)
{
    return QStringLiteral("%1 \u00b7 %2").arg(what, taskText(task));
}

bool isActive(Job::State state)
{
    return state == Job::State::Queued || state == Job::State::Running ||
           state == Job::State::Paused;
}

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace dawson
