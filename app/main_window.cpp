#include "app/main_window.h"

#include "app/error_dialog.h"
#include "app/grader_dialog.h"
#include "app/job_strip.h"
#include "app/notice_bar.h"
#include "app/read_workspace.h"
#include "app/save_question.h"
#include "app/start_view.h"
#include "app/status_line.h"
#include "app/top_bar.h"
#include "app/window_dialogs.h"
#include "app/workspaces.h"
#include "core/study/grading_file.h"
#include "widgets/panel/worklist.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

#include <utility>

namespace dawson
{

MainWindow::MainWindow()
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/dawson/dawson.svg")));
    setWindowTitle(QStringLiteral("Dawson"));
    compose();
    fillMenus();
    connectProject();
    connectActions();
    connectEditing();
    m_spaces->read().restore(m_settings);
    m_actions.get("view.lightTheme").setChecked(m_settings.themeName() == ThemeName::Light);
    if (!restoreGeometry(m_settings.geometry)) {
        resize(1600, 1000);
    }
    takeGrader();
    m_spaces->showKind(Workspaces::Kind::Start);
}

MainWindow::~MainWindow() = default;

void MainWindow::compose()
{
    m_topBar = new TopBar(m_actions, this);
    m_notice = new NoticeBar(this);
    m_spaces = new Workspaces(m_project, m_jobs, m_actions, this);
    auto* strip = new JobStrip(m_jobs, this);
    m_status = new StatusLine(m_project, this);
    auto* center = new QWidget(this);
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_spaces, 1);
    column->addWidget(strip);
    column->addWidget(m_status);
    setMenuWidget(m_topBar);
    setCentralWidget(center);
    connect(&m_spaces->read(), &ReadWorkspace::hovered, m_status, &StatusLine::showPoint);
    connect(strip, &JobStrip::opened, &m_actions.get("workspace.train"), &QAction::trigger);
    connect(m_spaces, &Workspaces::problem, m_notice, &NoticeBar::showNotice);
    connect(m_spaces, &Workspaces::kindChanged, m_topBar, [this](Workspaces::Kind kind) {
        m_topBar->setWorkspacesEnabled(kind != Workspaces::Kind::Start);
    });
}

void MainWindow::fillMenus()
{
    for (const MenuName name : {MenuName::File,
                                MenuName::Edit,
                                MenuName::View,
                                MenuName::Mask,
                                MenuName::Model,
                                MenuName::Evaluate,
                                MenuName::Help}) {
        QMenu* menu = m_topBar->menuBar().addMenu(Actions::menuTitle(name));
        menu->setObjectName(QStringLiteral("menu.%1").arg(static_cast<int>(name)));
        menu->setToolTipsVisible(true);
        m_actions.fill(*menu, name);
    }
    // Actions work from the keyboard when the menu bar is hidden behind a dialog, too.
    for (const ActionRow& row : Actions::table()) {
        addAction(&m_actions.get(row.name));
    }
}

void MainWindow::connectProject()
{
    StartView* start = &m_spaces->start();
    connect(&m_project, &ProjectDocument::busy, start, &StartView::wait);
    connect(&m_project, &ProjectDocument::projectOpened, this, &MainWindow::showProject);
    connect(&m_project, &ProjectDocument::caseOpened, this, &MainWindow::showCase);
    connect(&m_project, &ProjectDocument::projectClosed, this, [this, start] {
        start->invite();
        m_spaces->showKind(Workspaces::Kind::Start);
        showPlace();
    });
    connect(&m_project,
            &ProjectDocument::failed,
            this,
            [this, start](const QString& what, const Error& error) {
                start->invite();
                showError(this, what, error);
                Q_EMIT settled();
            });
    connect(&m_demo, &DemoProject::progressed, this, [start](double fraction) {
        start->wait(tr("Making the demo project of synthetic brains"), fraction);
    });
    connect(&m_demo, &DemoProject::made, this, &MainWindow::openProject);
    connect(&m_demo, &DemoProject::failed, this, [this, start](const QString& why) {
        start->invite();
        start->showProblem(why);
        Q_EMIT settled();
    });
    const auto trigger = [this](const char* name) {
        return [action = &m_actions.get(name)] { action->trigger(); };
    };
    connect(start, &StartView::openWanted, this, trigger("project.open"));
    connect(start, &StartView::importWanted, this, trigger("project.import"));
    connect(start, &StartView::demoWanted, this, trigger("project.demo"));
    connect(start, &StartView::dropped, this, &MainWindow::takeDrop);
    Worklist* worklist = &m_spaces->read().worklist();
    connect(worklist, &Worklist::importRequested, this, trigger("project.import"));
    connect(worklist,
            &Worklist::openRequested,
            this,
            [this](const QString& subject, const QString& session) {
                openCase(CaseName{subject.toStdString(), session.toStdString()});
            });
    connect(m_spaces, &Workspaces::comparisonWanted, this, &MainWindow::compare);
}

void MainWindow::connectActions()
{
    m_actions.on("project.open", this, [this](bool) {
        askForProject(this, m_session.project, [this](const QString& path) { openProject(path); });
    });
    m_actions.on("project.new", this, [this](bool) {
        askForNewProject(
            this, m_session.project, [this](const QString& path) { openProject(path); });
    });
    m_actions.on("project.import", this, [this](bool) { importImages({}); });
    m_actions.on("project.demo", this, [this](bool) {
        afterSaving(this, m_project.document(), [this] { openDemo(); });
    });
    m_actions.on("project.close", this, [this](bool) {
        afterSaving(this, m_project.document(), [this] {
            m_project.close();
            m_session.project.clear();
        });
    });
    m_actions.on("app.quit", this, [this](bool) { close(); });
    m_actions.on("grader.choose", this, [this](bool) { chooseGrader([] {}); });
    m_actions.on("view.lightTheme", this, [this](bool light) { setTheme(light); });
    m_actions.on("help.keys", this, [this](bool) { showKeys(this, m_actions); });
    m_actions.on("help.about", this, [this](bool) { showAbout(this); });
}

void MainWindow::importImages(const QStringList& paths)
{
    const auto study = m_project.study();
    const std::filesystem::path open = study ? study->root : std::filesystem::path();
    askForImages(this, open, paths, [this, open](const QString& project) {
        if (m_project.study() && open == project.toStdString() && m_project.document().isOpen()) {
            m_project.reload();
        } else {
            openProject(project);
        }
    });
}

void MainWindow::connectEditing()
{
    CaseDocument& document = m_project.document();
    QUndoStack& undo = document.undoStack();
    m_actions.on("case.save", this, [&document](bool) {
        if (document.isEditable()) {
            document.save();
        }
    });
    m_actions.on("edit.undo", this, [&undo](bool) { undo.undo(); });
    m_actions.on("edit.redo", this, [&undo](bool) { undo.redo(); });
    m_actions.on("case.previous", this, [this](bool) { openCase(m_project.previous()); });
    connect(&undo, &QUndoStack::canUndoChanged, &m_actions.get("edit.undo"), &QAction::setEnabled);
    connect(&undo, &QUndoStack::canRedoChanged, &m_actions.get("edit.redo"), &QAction::setEnabled);
    connect(&document, &CaseDocument::modifiedChanged, this, [this](bool modified) {
        setWindowModified(modified);
        m_actions.get("case.save").setEnabled(modified);
    });
    connect(&document, &CaseDocument::saved, &m_project, &ProjectDocument::reload);
    m_actions.get("edit.undo").setEnabled(false);
    m_actions.get("edit.redo").setEnabled(false);
    m_actions.get("case.save").setEnabled(false);
}

void MainWindow::start(const std::filesystem::path& project)
{
    if (!project.empty()) {
        openProject(QString::fromStdString(std::filesystem::absolute(project).string()));
    } else if (!m_session.project.isEmpty() && QFileInfo(m_session.project).isDir()) {
        openProject(m_session.project);
    } else {
        openDemo();
    }
}

void MainWindow::openProject(const QString& path)
{
    afterSaving(this, m_project.document(), [this, path] {
        m_project.open(path.toStdString());
        m_spaces->showKind(Workspaces::Kind::Start);
    });
}

void MainWindow::openDemo()
{
    m_spaces->showKind(Workspaces::Kind::Start);
    if (DemoProject::exists()) {
        openProject(DemoProject::folder());
    } else if (!m_demo.isMaking()) {
        m_demo.make();
    }
}

void MainWindow::showProject()
{
    const auto root = QString::fromStdString(m_project.study()->root.string());
    const bool sameAsBefore = root == m_session.project;
    if (!sameAsBefore) {
        m_session.subject.clear();
        m_session.visit.clear();
    }
    if (root != DemoProject::folder()) {
        m_session.noteProject(root);
    }
    showPlace();
    if (m_project.study()->subjects.empty()) {
        m_spaces->start().inviteToImport(QString::fromStdString(m_project.study()->name));
        Q_EMIT settled();
        return;
    }
    chooseGrader([this] {
        if (!m_project.document().isOpen()) {
            openCase(m_project.firstCase(
                {m_session.subject.toStdString(), m_session.visit.toStdString()}));
        }
    });
}

void MainWindow::openCase(const std::optional<CaseName>& name)
{
    if (name) {
        afterSaving(
            this, m_project.document(), [this, wanted = *name] { m_project.openCase(wanted); });
    }
}

void MainWindow::takeDrop(const QStringList& paths)
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

void MainWindow::compare(const QString& subject,
                         const QString& session,
                         const QString& author,
                         const QString& reference,
                         const std::optional<PatientPoint>& point)
{
    m_afterOpening = [this, author, reference, point] {
        ReadWorkspace& read = m_spaces->read();
        read.compare(author, reference, point);
        m_spaces->showKind(Workspaces::Kind::Read);
        m_notice->showQuestion(tr("Comparing: the masks of all graders can be seen."),
                               tr("Back to reading"),
                               [&read] { read.endComparison(); });
    };
    const CaseName wanted{subject.toStdString(), session.toStdString()};
    if (m_project.currentCase() == wanted) {
        std::exchange(m_afterOpening, {})();
    } else {
        openCase(wanted);
    }
}

void MainWindow::showCase()
{
    const CaseName open = m_project.currentCase();
    m_session.subject = QString::fromStdString(open.subject);
    m_session.visit = QString::fromStdString(open.session);
    showPlace();
    showWarnings();
    if (m_spaces->kind() == Workspaces::Kind::Start) {
        m_spaces->showKind(Workspaces::Kind::Read);
    }
    if (m_afterOpening) {
        std::exchange(m_afterOpening, {})();
    }
    Q_EMIT settled();
}

void MainWindow::showWarnings()
{
    const CaseDocument& document = m_project.document();
    QStringList sentences;
    if (document.restoredStrokes() > 0) {
        sentences << tr("%n unsaved step(s) of the last time were restored.",
                        nullptr,
                        document.restoredStrokes());
    }
    for (const std::string& warning : document.warnings()) {
        sentences << QString::fromStdString(warning);
    }
    if (!sentences.isEmpty()) {
        m_notice->showNotice(sentences.join(QLatin1Char(' ')));
        return;
    }
    m_notice->hide();
    QStringList refused;
    for (const std::string& reason : m_project.refused()) {
        refused << QString::fromStdString(reason);
    }
    if (!refused.isEmpty()) {
        m_notice->showQuestion(
            tr("Left out: %1").arg(refused.join(QLatin1Char(' '))), tr("Show resampled"), [this] {
                m_project.openCase(m_project.currentCase(), OtherGrid::Resample);
            });
    }
}

void MainWindow::showPlace()
{
    const auto study = m_project.study();
    const QString project = study ? QString::fromStdString(study->name) : QString();
    const CaseName open = m_project.currentCase();
    QString name = QString::fromStdString(open.subject);
    if (!open.session.empty()) {
        name += QLatin1Char(' ') + QString::fromStdString(open.session);
    }
    m_topBar->showCase(project, name);
    setWindowTitle(project.isEmpty() ? QStringLiteral("Dawson")
                                     : tr("%1[*] – %2 – Dawson").arg(name, project));
}

void MainWindow::chooseGrader(const std::function<void()>& then)
{
    afterSaving(this, m_project.document(), [this, then] {
        auto* dialog = new GraderDialog(m_settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] {
            dialog->storeInto(m_settings);
            takeGrader();
        });
        connect(dialog, &QDialog::finished, this, [then] { then(); });
        dialog->open();
    });
}

void MainWindow::takeGrader()
{
    const QString name = m_settings.nameOf(m_settings.grader);
    const Author grader = graderAuthor(m_settings.grader.toStdString(), name.toStdString());
    m_topBar->showGrader(name, authorColor(grader));
    m_project.setGrader(grader);
}

void MainWindow::setTheme(bool light)
{
    m_settings.theme = light ? QStringLiteral("light") : QStringLiteral("dark");
    applyTheme(m_settings.themeName());
}

void MainWindow::remember()
{
    m_settings.geometry = saveGeometry();
    m_spaces->read().storeInto(m_settings);
    m_settings.save();
    m_session.save();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    afterSaving(this, m_project.document(), [this] {
        remember();
        m_closing = true;
        close();
    });
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_actions.retranslate();
        showPlace();
        takeGrader();
    }
    QMainWindow::changeEvent(event);
}

} // namespace dawson
