#include "widgets/panel/job_words.h"

#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <variant>

namespace dawson
{

namespace
{

/// What workers say they are doing, as `core` and the worker write it.
constexpr std::array kPhases{
    QT_TRANSLATE_NOOP("JobWords", "Training"),
    QT_TRANSLATE_NOOP("JobWords", "Validating"),
    QT_TRANSLATE_NOOP("JobWords", "Paused"),
    QT_TRANSLATE_NOOP("JobWords", "Choosing the threshold"),
    QT_TRANSLATE_NOOP("JobWords", "Choosing the threshold, inner fold %1 of %2"),
    QT_TRANSLATE_NOOP("JobWords", "Predicting"),
    QT_TRANSLATE_NOOP("JobWords", "Predicting sub-%1"),
    QT_TRANSLATE_NOOP("JobWords", "Memory was not enough; windows of %1 voxels"),
    QT_TRANSLATE_NOOP("JobWords", "Done"),
    QT_TRANSLATE_NOOP("JobWords", "Finding the brain"),
    QT_TRANSLATE_NOOP("JobWords", "Finding the brain of %1"),
    QT_TRANSLATE_NOOP("JobWords", "Registering"),
    QT_TRANSLATE_NOOP("JobWords", "Registering %1"),
    QT_TRANSLATE_NOOP("JobWords", "Subtracting"),
    QT_TRANSLATE_NOOP("JobWords", "Subtracting %1"),
    QT_TRANSLATE_NOOP("JobWords", "Planting lesions beside tumours"),
    QT_TRANSLATE_NOOP("JobWords", "Making synthetic brains"),
    QT_TRANSLATE_NOOP("JobWords", "preparing cases"),
    QT_TRANSLATE_NOOP("JobWords", "preparing"),
    QT_TRANSLATE_NOOP("JobWords", "rigid"),
    QT_TRANSLATE_NOOP("JobWords", "affine"),
    QT_TRANSLATE_NOOP("JobWords", "syn"),
    QT_TRANSLATE_NOOP("JobWords", "judging"),
    QT_TRANSLATE_NOOP("JobWords", "inverting"),
    QT_TRANSLATE_NOOP("JobWords", "resampling"),
    QT_TRANSLATE_NOOP("JobWords", "foreground"),
    QT_TRANSLATE_NOOP("JobWords", "normalising"),
    QT_TRANSLATE_NOOP("JobWords", "bias correction"),
    QT_TRANSLATE_NOOP("JobWords", "reading"),
    QT_TRANSLATE_NOOP("JobWords", "writing")};

} // namespace

QString jobPhaseText(const QString& phase)
{
    static const QRegularExpression place(QStringLiteral("\\\\%[12]")); // as escape() writes it
    for (const char* known : kPhases) {
        QString pattern = QRegularExpression::escape(QLatin1StringView(known));
        pattern.replace(place, QStringLiteral("(.+)"));
        const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern));
        if (const auto found = whole.match(phase); found.hasMatch()) {
            QString text = QCoreApplication::translate("JobWords", known);
            for (int n = 1; n <= found.lastCapturedIndex(); ++n) {
                text = text.arg(found.captured(n));
            }
            return text;
        }
    }
    return phase;
}

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
