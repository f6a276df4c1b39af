#pragma once

#include "core/study/study.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenuBar;
class QToolButton;

namespace dawson
{

class Actions;

/// The one slim bar on top: menus, the three workspaces, project and case, what is masked, who
/// grades.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(Actions& actions, QWidget* parent = nullptr);

    QMenuBar& menuBar() { return *m_menuBar; }

    /// Empty texts hide their part.
    void showCase(const QString& project, const QString& currentCase);
    void showTask(Task task);
    void showGrader(const Author& grader);
    void setWorkspacesEnabled(bool enabled);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elidePlace();
    void addTasks(const Actions& actions);
    QToolButton* addWorkspace(QAction& action);

    QMenuBar* m_menuBar;
    QWidget* m_workspaces;
    QLabel* m_place;
    QString m_placeText; ///< in full: menus and workspaces come first
    QToolButton* m_task;
    QToolButton* m_grader;
};

} // namespace dawson
