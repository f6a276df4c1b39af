#pragma once

#include "app/demo_flow.h"
#include "app/project_document.h"

#include <QObject>
#include <QStringList>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <optional>

namespace dawson
{

class Actions;
class NoticeBar;
class Workspaces;
struct Settings;
struct WindowSession;

/// What the way from one project or case to the next touches.
struct FlowParts {
    Settings& settings;
    WindowSession& session;
    ProjectDocument& project;
    Workspaces& spaces;
    NoticeBar& notice;
};

/// The ways through the window: start, open, import, demo, who grades, next case, comparison.
/// Each asks before anything unsaved would be lost.
class ProjectFlow : public QObject
{
    Q_OBJECT

public:
    /// Dialogs belong to `window`, which outlives this.
    ProjectFlow(QWidget& window, const FlowParts& parts);

    void connectActions(const Actions& actions);

    /// Opens `project`; when empty, what was open last, or the demo (made when absent).
    void start(const std::filesystem::path& project);
    /// Opens this folder, after asking about what is unsaved.
    void openProject(const QString& path);
    /// The remembered grader becomes the one whose mask is edited.
    void takeGrader();

Q_SIGNALS:
    void settled();      ///< a case is on screen, or the invitation is: nothing more is being read
    void placeChanged(); ///< another project or case
    void graderChanged(const dawson::Author& grader);

private:
    void connectProject();
    void connectStart();
    void renewDemo();
    void importImages(const QStringList& paths);
    void takeDrop(const QStringList& paths);
    void showProject();
    bool isDemo() const;
    CaseName place() const;
    void takeTask();
    void chooseTask(Task task);
    void openCase(const std::optional<CaseName>& name);
    void enterProject();
    void showCase();
    void showWarnings();
    void chooseGrader(const std::function<void()>& then);
    bool mayCompare(const CaseName& name, const QString& author, const QString& reference);
    void compare(const QString& subject,
                 const QString& session,
                 const QString& author,
                 const QString& reference,
                 const std::optional<PatientPoint>& point);
    void showCompared(const QString& author,
                      const QString& reference,
                      const std::optional<PatientPoint>& point);

    QWidget& m_window;
    FlowParts m_parts;
    DemoFlow m_demo;

    /// What a case is opened for: to compare two masks of it. Forgotten when another opens.
    struct Opening {
        CaseName name;
        std::function<void()> then;
    };

    std::optional<Opening> m_opening;
    QString m_heldJobs; ///< to be told with the project's first case
};

} // namespace dawson
