#pragma once

#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace dawson
{

/// What was open when the window closed, so that the next start goes on from there.
struct WindowSession {
    QString project; ///< empty: none, or the demo
    QString subject;
    QString visit; ///< BIDS session, may be empty
    QStringList recent;
    QVariantMap tasks; ///< what is masked, by project folder: "flair", "new", "enhancing"

    static WindowSession load();
    void save() const;

    /// Puts a project at the front of `recent` (at most eight, no doubles).
    void noteProject(const QString& path);
    /// Remembers the task of a project; those of projects no longer in `recent` are forgotten.
    void noteTask(const QString& path, const QString& task);
};

} // namespace dawson
