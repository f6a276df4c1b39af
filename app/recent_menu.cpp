#include "app/recent_menu.h"

#include "app/window_session.h"

#include <QDir>
#include <QFileInfo>

namespace dawson
{

RecentMenu::RecentMenu(const WindowSession& session, QWidget* parent)
    : QMenu(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("menu.recent"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RecentMenu::fill);
    retranslate();
}

void RecentMenu::retranslate()
{
    setTitle(tr("Open &recent"));
    fill();
}

void RecentMenu::fill()
{
    clear();
    int number = 0;
    for (const QString& path : m_session.recent) {
        const QFileInfo folder(path);
        if (!folder.isDir()) {
            continue;
        }
        QString name = folder.fileName();
        name.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* line = addAction(QStringLiteral("&%1  %2").arg(++number).arg(name));
        line->setToolTip(QDir::toNativeSeparators(path));
        connect(line, &QAction::triggered, this, [this, path] { Q_EMIT projectChosen(path); });
    }
    if (number == 0) {
        addAction(tr("No project was opened yet"))->setEnabled(false);
    }
}

} // namespace dawson
