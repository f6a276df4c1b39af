#pragma once

#include "app/actions.h"
#include "app/demo_project.h"
#include "app/project_document.h"
#include "app/settings.h"
#include "app/window_session.h"
#include "core/base/error.h"
#include "core/job/job_queue.h"

#include <QMainWindow>

#include <filesystem>
#include <functional>
#include <optional>

namespace dawson
{

class NoticeBar;
class StatusLine;
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

Q_SIGNALS:
    void settled(); ///< a case is on screen, or the invitation is: nothing more is being read

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void compose();
    void fillMenus();
    void connectProject();
    void connectActions();
    void connectEditing();
    void openProject(const QString& path);
    void openDemo();
    void importImages(const QStringList& paths);
    void takeDrop(const QStringList& paths);
    void compare(const QString& subject,
                 const QString& session,
                 const QString& author,
                 const QString& reference,
                 const std::optional<PatientPoint>& point);
    void showProject();
    void showCase();
    void showPlace();
    void showWarnings();
    void openCase(const std::optional<CaseName>& name);
    void chooseGrader(const std::function<void()>& then);
    void takeGrader();
    void setTheme(bool light);
    void remember();

    Settings m_settings = Settings::load();
    WindowSession m_session = WindowSession::load();
    Actions m_actions{*this};
    ProjectDocument m_project;
    DemoProject m_demo;
    JobQueue m_jobs{workerProgram()};
    TopBar* m_topBar = nullptr;
    NoticeBar* m_notice = nullptr;
    Workspaces* m_spaces = nullptr;
    StatusLine* m_status = nullptr;
    std::function<void()> m_afterOpening; ///< what the next case is opened for
    bool m_closing = false;
};

} // namespace dawson
