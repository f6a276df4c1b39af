#include "app/project_flow.h"

#include "app/actions.h"
#include "app/case_sentences.h"
#include "app/error_dialog.h"
#include "app/grader_dialog.h"
#include "app/notice_bar.h"
#include "app/read_workspace.h"
#include "app/save_question.h"
#include "app/settings.h"
#include "app/start_view.h"
#include "app/window_dialogs.h"
#include "app/window_session.h"
#include "app/workspaces.h"
#include "core/study/grading_file.h"
#include "widgets/panel/task_words.h"
#include "widgets/panel/worklist.h"

#include <QAction>
#include <QFileInfo>

#include <utility>

namespace dawson
{

ProjectFlow::ProjectFlow(QWidget& window, const FlowParts& parts)
    : m_window(window)
    , m_parts(parts)
    , m_demo({parts.project, parts.spaces, parts.notice})
{
    connectProject();
    connectStart();
}

void ProjectFlow::connectProject()
{
    StartView* start = &m_parts.spaces.start();
    connect(&m_parts.project, &ProjectDocument::busy, start, &StartView::wait);
    connect(&m_parts.project, &ProjectDocument::projectOpened, this, &ProjectFlow::showProject);
    connect(&m_parts.project, &ProjectDocument::caseOpened, this, &ProjectFlow::showCase);
    connect(&m_parts.project, &ProjectDocument::projectClosed, this, [this, start] {
        m_opening.reset();
        m_parts.notice.clear(); // what it offers was about that project
        start->invite();
        m_parts.spaces.showKind(Workspaces::Kind::Start);
        Q_EMIT placeChanged();
    });
    connect(&m_parts.project,
            &ProjectDocument::failed,
            this,
            [this, start](const QString& what, const Error& error) {
                m_opening.reset();
                start->invite();
                if (!m_parts.project.document().isOpen()) { // as after discarding strokes
                    m_parts.spaces.read().worklist().setCurrentCase({}, {});
                    m_parts.spaces.read().enableMask();
                    Q_EMIT placeChanged();
                }
                enterProject();
                showError(&m_window, what, error);
                Q_EMIT settled();
            });
    connect(&m_demo, &DemoFlow::openWanted, this, &ProjectFlow::openProject);
    connect(&m_demo, &DemoFlow::settled, this, &ProjectFlow::settled);
    // What a case brings along when it is opened, showWarnings() tells.
    connect(&m_parts.project.document(),
            &CaseDocument::warningAdded,
            &m_parts.notice,
            &NoticeBar::showNotice);
}

void ProjectFlow::connectStart()
{
    connect(&m_parts.spaces.start(), &StartView::dropped, this, &ProjectFlow::takeDrop);
    connect(&m_parts.spaces.read().worklist(),
            &Worklist::openRequested,
            this,
            [this](const QString& subject, const QString& session) {
                openCase(CaseName{subject.toStdString(), session.toStdString()});
            });
    connect(&m_parts.spaces, &Workspaces::comparisonWanted, this, &ProjectFlow::compare);
    connect(&m_parts.spaces, &Workspaces::readingOffered, this, [this](const QString& why) {
        m_parts.notice.showQuestion(why, tr("Open again"), [this] {
            if (m_parts.project.document().isOpen()) {
                openCase(m_parts.project.currentCase());
            }
        });
    });
}

void ProjectFlow::connectActions(const Actions& actions)
{
    actions.on("project.open", this, [this](bool) {
        askForProject(
            &m_window, m_parts.session.project, [this](const QString& path) { openProject(path); });
    });
    actions.on("project.new", this, [this](bool) {
        askForNewProject(
            &m_window, m_parts.session.project, [this](const QString& path) { openProject(path); });
    });
    actions.on("project.import", this, [this](bool) { importImages({}); });
    actions.on("project.demo", this, [this](bool) {
        afterSaving(&m_window, m_parts.project.document(), [this] { m_demo.open(); });
    });
    actions.on("project.close", this, [this](bool) {
        afterSaving(&m_window, m_parts.project.document(), [this] {
            m_parts.project.close();
            m_parts.session.project.clear();
        });
    });
    actions.on("grader.choose", this, [this](bool) { chooseGrader([] {}); });
    for (const Task task : kTasks) {
        actions.on(taskActionName(task).c_str(), this, [this, task](bool) { chooseTask(task); });
    }
    actions.on("case.previous", this, [this](bool) { openCase(m_parts.project.previous()); });
    const auto trigger = [&actions](const char* name) {
        return [action = &actions.get(name)] { action->trigger(); };
    };
    StartView* start = &m_parts.spaces.start();
    connect(start, &StartView::openWanted, this, trigger("project.open"));
    connect(start, &StartView::importWanted, this, trigger("project.import"));
    connect(start, &StartView::demoWanted, this, trigger("project.demo"));
    connect(&m_parts.spaces.read().worklist(),
            &Worklist::importRequested,
            this,
            trigger("project.import"));
}

void ProjectFlow::importImages(const QStringList& paths)
{
    const auto study = m_parts.project.study();
    const std::filesystem::path open = study ? study->root : std::filesystem::path();
    askForImages(&m_window, open, paths, [this, open](const QString& project) {
        if (m_parts.project.study() && open == project.toStdString() &&
            m_parts.project.document().isOpen()) {
            m_parts.project.reload();
        } else {
            openProject(project);
        }
    });
}

void ProjectFlow::start(const std::filesystem::path& project)
{
    if (!project.empty()) {
        openProject(QString::fromStdString(std::filesystem::absolute(project).string()));
    } else if (!m_parts.session.project.isEmpty() && QFileInfo(m_parts.session.project).isDir()) {
        openProject(m_parts.session.project);
    } else {
        m_demo.open();
    }
}

void ProjectFlow::openProject(const QString& path)
{
    afterSaving(&m_window, m_parts.project.document(), [this, path] {
        m_parts.project.open(path.toStdString());
        m_parts.spaces.showKind(Workspaces::Kind::Start);
    });
}

void ProjectFlow::renewDemo()
{
    afterSaving(&m_window, m_parts.project.document(), [this] {
        m_parts.project.close();
        try {
            m_parts.session.noteProject(DemoProject::setAside());
            m_demo.open();
        } catch (const Error& error) {
            showError(&m_window, tr("Making the demo project of synthetic brains"), error);
        }
    });
}

void ProjectFlow::showProject()
{
    const auto root = QString::fromStdString(m_parts.project.study()->root.string());
    if (!isDemo()) { // where one was in a project is not lost by a look at the demo
        if (root != m_parts.session.project) {
            m_parts.session.subject.clear();
            m_parts.session.visit.clear();
        }
        m_parts.session.noteProject(root);
    }
    m_heldJobs = m_parts.spaces.heldJobs();
    Q_EMIT placeChanged();
    if (m_parts.project.study()->subjects.empty()) {
        m_parts.spaces.start().inviteToImport(
            QString::fromStdString(m_parts.project.study()->name));
        Q_EMIT settled();
        return;
    }
    m_parts.spaces.start().rest();
    chooseGrader([this, root] {
        const auto study = m_parts.project.study();
        const bool same = study && QString::fromStdString(study->root.string()) == root;
        if (!same || m_parts.project.document().isOpen()) {
            return; // it was closed meanwhile, or a case of it is open already
        }
        takeTask();
        if (const auto first = m_parts.project.firstCase(place())) {
            openCase(first);
            return;
        }
        StartView& start = m_parts.spaces.start();
        start.inviteToImport(QString::fromStdString(study->name));
        start.showProblem(noCaseText(Task::Flair));
        Q_EMIT settled();
    });
}

/// What was masked last in this project, else the first task that has a case.
void ProjectFlow::takeTask()
{
    const Study& study = *m_parts.project.study();
    const auto root = QString::fromStdString(study.root.string());
    const auto last = taskFromName(m_parts.session.tasks.value(root).toString().toStdString());
    std::vector<Task> wanted(kTasks.begin(), kTasks.end());
    wanted.insert(wanted.begin(), last.value_or(Task::Flair));
    const auto some = std::ranges::find_if(
        wanted, [&study](Task task) { return !readableCases(study, task).empty(); });
    m_parts.project.setTask(some != wanted.end() ? *some : Task::Flair);
}

void ProjectFlow::chooseTask(Task task)
{
    if (task == m_parts.project.task()) {
        return;
    }
    afterSaving(&m_window, m_parts.project.document(), [this, task, here = place()] {
        m_parts.project.setTask(task);
        m_parts.session.noteTask(QString::fromStdString(m_parts.project.study()->root.string()),
                                 QString::fromStdString(taskName(task)));
        openCase(m_parts.project.firstCase(here));
    });
}

bool ProjectFlow::isDemo() const
{
    const auto study = m_parts.project.study();
    return study && QString::fromStdString(study->root.string()) == DemoProject::folder();
}

/// The open case, else the one that was left last.
CaseName ProjectFlow::place() const
{
    return m_parts.project.document().isOpen() ? m_parts.project.currentCase()
                                               : CaseName{m_parts.session.subject.toStdString(),
                                                          m_parts.session.visit.toStdString()};
}

void ProjectFlow::openCase(const std::optional<CaseName>& name)
{
    if (name) {
        afterSaving(&m_window, m_parts.project.document(), [this, wanted = *name] {
            m_opening.reset();
            m_parts.project.openCase(wanted);
        });
    }
}

void ProjectFlow::takeDrop(const QStringList& paths)
{
    const QFileInfo first(paths.front());
    const bool dataset =
        QFileInfo::exists(first.filePath() + QStringLiteral("/dataset_description.json"));
    if (paths.size() == 1 && first.isDir() && dataset) {
        openProject(first.filePath());
    } else {
        importImages(paths);
    }
}

/// A case that cannot be read must not keep the others from being reached.
void ProjectFlow::enterProject()
{
    const auto study = m_parts.project.study();
    if (study && !study->subjects.empty() && m_parts.spaces.kind() == Workspaces::Kind::Start) {
        m_parts.spaces.read().worklist().setGrader(m_parts.project.grader());
        m_parts.spaces.showKind(Workspaces::Kind::Read);
    }
}

void ProjectFlow::showCase()
{
    const CaseName open = m_parts.project.currentCase();
    if (!isDemo()) {
        m_parts.session.subject = QString::fromStdString(open.subject);
        m_parts.session.visit = QString::fromStdString(open.session);
    }
    Q_EMIT placeChanged();
    showWarnings();
    if (m_parts.spaces.kind() == Workspaces::Kind::Start) {
        m_parts.spaces.showKind(Workspaces::Kind::Read);
    }
    const auto opening = std::exchange(m_opening, {});
    if (opening && opening->name == open) {
        opening->then();
    }
    Q_EMIT settled();
}

void ProjectFlow::showWarnings()
{
    QStringList sentences = caseSentences(m_parts.project.document());
    if (const QString held = std::exchange(m_heldJobs, {}); !held.isEmpty()) {
        sentences << held; // told when the project was opened, where the case's take its place
    }
    QStringList refused;
    for (const std::string& reason : m_parts.project.refused()) {
        refused << QString::fromStdString(reason);
    }
    if (!refused.isEmpty()) {
        sentences << tr("Left out: %1").arg(refused.join(QLatin1Char(' ')));
        m_parts.notice.showQuestion(sentences.join(QLatin1Char(' ')), tr("Show resampled"), [this] {
            afterSaving(&m_window,
                        m_parts.project.document(),
                        [this, open = m_parts.project.currentCase()] {
                            m_parts.project.openCase(open, OtherGrid::Resample);
                        });
        });
    } else if (!sentences.isEmpty()) {
        m_parts.notice.showNotice(sentences.join(QLatin1Char(' ')));
    } else if (DemoProject::isOlder(*m_parts.project.study()) && !m_demo.isMaking()) {
        m_parts.notice.showQuestion(tr("This demo is an earlier version's and has FLAIR lesions "
                                       "only. A new one also has new "
                                       "and enhancing lesions; this one is kept beside it."),
                                    tr("Make a new demo"),
                                    [this] { renewDemo(); });
    } else {
        m_parts.notice.clear();
    }
}

void ProjectFlow::chooseGrader(const std::function<void()>& then)
{
    const CaseName before = m_parts.project.currentCase();
    afterSaving(&m_window, m_parts.project.document(), [this, then, before] {
        auto* dialog = new GraderDialog(m_parts.settings, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] {
            dialog->storeInto(m_parts.settings);
            takeGrader();
        });
        connect(dialog, &QDialog::finished, this, [this, then, before] {
            // Discarding closed the case; it comes back as it was saved.
            if (!before.subject.empty() && !m_parts.project.document().isOpen()) {
                openCase(before);
            }
            then();
        });
        dialog->open();
    });
}

void ProjectFlow::takeGrader()
{
    const QString name = m_parts.settings.nameOf(m_parts.settings.grader);
    const Author grader = graderAuthor(m_parts.settings.grader.toStdString(), name.toStdString());
    m_parts.project.setGrader(grader);
    Q_EMIT graderChanged(grader);
}

} // namespace dawson
