#pragma once

#include <QString>
#include <QStringList>

namespace dawson
{

/// What was open when the window closed, so that the next start goes on from there.
struct WindowSession {
    QString project; ///< empty: none, or the demo
    QString subject;
    QString visit; ///< BIDS session, may be empty
    QStringList recent;

    static WindowSession load();
    void save() const;

    /// Puts a project at the front of `recent` (at most eight, no doubles).
    void noteProject(const QString& path);
};

} // namespace dawson
