#include "widgets/panel/task_words.h"

#include <QCoreApplication>

namespace dawson
{

namespace
{

QString visitText(const std::string& date, const std::string& session)
{
    return QString::fromStdString(date.empty() ? session : date);
}

} // namespace

QString taskText(Task task)
{
    switch (task) {
    case Task::Flair:
        return QCoreApplication::translate("TaskWords", "FLAIR lesions");
    case Task::New:
        return QCoreApplication::translate("TaskWords", "New lesions");
    case Task::Enhancing:
        break;
    }
    return QCoreApplication::translate("TaskWords", "Enhancing lesions");
}

QString noCaseText(Task task)
{
    switch (task) {
    case Task::Flair:
        return QCoreApplication::translate("TaskWords", "No subject has a FLAIR.");
    case Task::New:
        return QCoreApplication::translate("TaskWords", "No subject has two visits with a FLAIR.");
    case Task::Enhancing:
        break;
    }
    return QCoreApplication::translate("TaskWords", "No visit has a T1w after gadolinium.");
}

QString comparedText(const TaskCase& one, Task task)
{
    if (task == Task::New && one.pair) {
        // As both are dated or both are not, so that like stands beside like.
        const bool dated = !one.date.empty() && !one.baselineDate.empty();
        return QStringLiteral("%1 \u2192 %2")
            .arg(visitText(dated ? one.baselineDate : std::string(), one.baselineSession),
                 visitText(dated ? one.date : std::string(), one.session));
    }
    if (task == Task::Enhancing && one.readable() && !one.pair) {
        return QCoreApplication::translate("TaskWords", "no T1w before Gd");
    }
    return {};
}

} // namespace dawson
