#pragma once

#include <QMenu>

namespace dawson
{

struct WindowSession;

/// File > Open recent: the projects opened last, newest first, those that are gone left out.
class RecentMenu : public QMenu
{
    Q_OBJECT

public:
    /// `session` outlives this.
    explicit RecentMenu(const WindowSession& session, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void projectChosen(const QString& path);

private:
    void fill();

    const WindowSession& m_session;
};

} // namespace dawson
