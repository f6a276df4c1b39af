#include "app/window_session.h"

#include <QSettings>

namespace dawson
{

namespace
{

constexpr qsizetype kRecentProjects = 8;

template <typename Value, typename Visitor>
void eachKey(Value& session, Visitor&& each)
{
    each("session/project", session.project);
    each("session/subject", session.subject);
    each("session/visit", session.visit);
    each("session/recent", session.recent);
    each("session/tasks", session.tasks);
}

} // namespace

WindowSession WindowSession::load()
{
    WindowSession session;
    const QSettings store;
    eachKey(session, [&store](const char* key, auto& value) {
        value = store.value(QLatin1StringView(key))
                    .template value<std::remove_reference_t<decltype(value)>>();
    });
    return session;
}

void WindowSession::save() const
{
    QSettings store;
    eachKey(*this, [&store](const char* key, const auto& value) {
        store.setValue(QLatin1StringView(key), QVariant::fromValue(value));
    });
}

void WindowSession::noteProject(const QString& path)
{
    project = path;
    recent.removeAll(path);
    recent.prepend(path);
    recent = recent.mid(0, kRecentProjects);
}

void WindowSession::noteTask(const QString& path, const QString& task)
{
    for (const QString& known : tasks.keys()) {
        if (!recent.contains(known)) {
            tasks.remove(known);
        }
    }
    tasks.insert(path, task);
}

} // namespace dawson
