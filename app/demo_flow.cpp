#include "app/demo_flow.h"

#include "app/notice_bar.h"
#include "app/project_document.h"
#include "app/start_view.h"
#include "app/workspaces.h"

namespace dawson
{

DemoFlow::DemoFlow(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    StartView* start = &m_parts.spaces.start();
    connect(&m_demo, &DemoProject::progressed, this, [this, start](double fraction) {
        if (isAwaited()) {
            start->wait(tr("Making the demo project of synthetic brains"), fraction);
        }
    });
    connect(&m_demo, &DemoProject::made, this, [this](const QString& folder) {
        if (isAwaited()) {
            Q_EMIT openWanted(folder);
        } else {
            mention(tr("The demo project is ready. It opens from the File menu."));
        }
    });
    connect(&m_demo, &DemoProject::failed, this, [this, start](const QString& why) {
        if (isAwaited()) {
            start->invite();
            start->showProblem(why);
            Q_EMIT settled();
        } else {
            mention(why);
        }
    });
}

void DemoFlow::open()
{
    if (DemoProject::exists()) {
        Q_EMIT openWanted(DemoProject::folder());
        return;
    }
    m_parts.project.close();
    m_parts.spaces.showKind(Workspaces::Kind::Start);
    if (!m_demo.isMaking()) {
        m_demo.make();
    }
}

/// Not when a project was opened, or is being opened, since.
bool DemoFlow::isAwaited() const
{
    return m_parts.spaces.kind() == Workspaces::Kind::Start && !m_parts.project.study() &&
           !m_parts.project.isOpening();
}

/// Never in the place of a notice that concerns the open case.
void DemoFlow::mention(const QString& sentence)
{
    if (m_parts.notice.text().isEmpty()) {
        m_parts.notice.showNotice(sentence);
    }
}

} // namespace dawson
