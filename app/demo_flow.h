#pragma once

#include "app/demo_project.h"

#include <QObject>

namespace dawson
{

class NoticeBar;
class ProjectDocument;
class Workspaces;

/// The way to the demo project: has it made where there is none, and opened once it is made.
/// Whoever opens another project meanwhile keeps that, and is told.
class DemoFlow : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        ProjectDocument& project;
        Workspaces& spaces;
        NoticeBar& notice;
    };

    explicit DemoFlow(const Parts& parts, QObject* parent = nullptr);

    /// To the demo: openWanted() at once, or after it was made; until then no project is open.
    /// REQUIRES: nothing unsaved.
    void open();

    bool isMaking() const { return m_demo.isMaking(); }

Q_SIGNALS:
    void openWanted(const QString& folder);
    void settled(); ///< it cannot be made, and the invitation says why

private:
    bool isAwaited() const;
    void mention(const QString& sentence);

    Parts m_parts;
    DemoProject m_demo;
};

} // namespace dawson
