#pragma once

#include "app/actions.h"
#include "app/demo_project.h"
#include "app/project_document.h"
#include "app/settings.h"
#include "app/window_session.h"
#include "core/job/job_queue.h"

#include <QMainWindow>

#include <filesystem>

namespace dawson
{

class NoticeBar;
class ProjectFlow;
class StatusLine;
class RecentMenu;
class TaskChoice;
class TopBar;
class Workspaces;

/// The window: composes the workspaces, connects them, restores what was open.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow();
    ~MainWindow() override;

    /// Opens `project`; when empty, what was open last, or the demo (made when absent).
    void start(const std::filesystem::path& project);

    ProjectDocument& project() { return m_project; }

    ProjectFlow& flow() { return *m_flow; }

Q_SIGNALS:
    void closed(); ///< nothing unsaved is left, and what was open is remembered

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void compose();
    void fillMenus();
    void retitleMenus();
    void addLanguages(QMenu& menu);
    void connectEditing();
    void connectFlow();
    void showPlace();
    void setTheme(bool light);
    void remember();

    Settings m_settings = Settings::load();
    WindowSession m_session = WindowSession::load();
    Actions m_actions{*this};
    ProjectDocument m_project;
    JobQueue m_jobs{workerProgram()};
    TaskChoice* m_tasks = nullptr;
    TopBar* m_topBar = nullptr;
    RecentMenu* m_recent = nullptr;
    NoticeBar* m_notice = nullptr;
    ProjectFlow* m_flow = nullptr;
    Workspaces* m_spaces = nullptr;
    StatusLine* m_status = nullptr;
    bool m_closing = false;
};

} // namespace dawson
