#pragma once

#include "core/job/job_queue.h"
#include "core/study/study.h"

#include <QIcon>
#include <QString>

namespace dawson
{

/// "running", "waiting", "finished", ...; translated.
QString jobStateText(Job::State state);
QIcon jobStateIcon(Job::State state);
/// What a running job is doing, translated; one that is not known here as its worker wrote it.
QString jobPhaseText(const QString& phase);

/// "about 4 min left", "under a minute left"; empty below 0.
QString remainingText(double secondsLeft);
/// "4 min", "1 h 20 min", "12 s".
QString durationText(double seconds);
/// "1.3 GB", "640 MB".
QString sizeText(std::uint64_t bytes);

/// "New lesions": the task a job is of; empty for words that are no task.
QString jobTaskText(const JobSpec& spec);

/// A job's title: what is done, then the task, so that jobs of several tasks can be told apart.
QString jobTitle(const QString& what, Task task);

/// Whether anything can still be asked of a job.
bool isActive(Job::State state);

QString pathText(const std::filesystem::path& path);

} // namespace dawson
