#include "app/main_window.h"

#include "app/job_strip.h"
#include "app/notice_bar.h"
#include "app/project_flow.h"
#include "app/read_workspace.h"
#include "app/recent_menu.h"
#include "app/save_question.h"
#include "app/status_line.h"
#include "app/task_choice.h"
#include "app/top_bar.h"
#include "app/window_dialogs.h"
#include "app/workspaces.h"
#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/train_page.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace dawson
{

MainWindow::MainWindow()
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/dawson/dawson.svg")));
    setWindowTitle(QStringLiteral("Dawson"));
    compose();
    fillMenus();
    connectEditing();
    connectFlow();
    m_spaces->read().restore(m_settings);
    m_actions.get("view.lightTheme").setChecked(m_settings.themeName() == ThemeName::Light);
    if (!restoreGeometry(m_settings.geometry)) {
        resize(1600, 1000);
    }
    m_flow->takeGrader();
    m_spaces->showKind(Workspaces::Kind::Start);
}

MainWindow::~MainWindow() = default;

void MainWindow::compose()
{
    m_tasks = new TaskChoice(m_project, m_jobs, m_actions, this);
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
    connect(strip, &JobStrip::opened, this, [this](const std::filesystem::path& folder) {
        m_actions.get("workspace.train").trigger();
        m_spaces->showJob(folder);
    });
    connect(&m_spaces->read(), &ReadWorkspace::problem, m_notice, &NoticeBar::showNotice);
    connect(m_tasks, &TaskChoice::problem, m_notice, &NoticeBar::showNotice);
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
                                MenuName::Task,
                                MenuName::Mask,
                                MenuName::Model,
                                MenuName::Evaluate,
                                MenuName::Help}) {
        QMenu* menu = m_topBar->menuBar().addMenu(QString());
        menu->setObjectName(QStringLiteral("menu.%1").arg(static_cast<int>(name)));
        menu->setToolTipsVisible(true);
        m_actions.fill(*menu, name);
        if (name == MenuName::File) {
            m_recent = new RecentMenu(m_session, menu);
            menu->insertMenu(&m_actions.get("project.new"), m_recent);
        }
        if (name == MenuName::View) {
            addLanguages(*menu->addMenu(icon(QStringLiteral("language")), QString()));
        }
    }
    retitleMenus();
    // Actions work from the keyboard when the menu bar is hidden behind a dialog, too. Those of the
    // panes alone (Tab, Space) stay with them: everywhere else the key has its usual meaning.
    for (const ActionRow& row : Actions::table()) {
        QAction& action = m_actions.get(row.name);
        if (action.shortcutContext() == Qt::WindowShortcut) {
            addAction(&action);
        }
    }
}

void MainWindow::retitleMenus()
{
    int number = 0;
    for (QAction* title : m_topBar->menuBar().actions()) {
        title->setText(Actions::menuTitle(static_cast<MenuName>(number)));
        ++number;
    }
    for (QMenu* menu : m_topBar->menuBar().findChildren<QMenu*>(QStringLiteral("menu.language"))) {
        menu->setTitle(tr("Lan&guage"));
    }
    m_recent->retranslate();
}

void MainWindow::addLanguages(QMenu& menu)
{
    menu.setObjectName(QStringLiteral("menu.language"));
    auto* choices = new QActionGroup(this);
    for (const QString& code : languages()) {
        QAction* choice = menu.addAction(languageName(code));
        choice->setObjectName(QStringLiteral("view.language.") + code);
        choice->setCheckable(true);
        choice->setChecked(code == currentLanguage());
        choices->addAction(choice);
        connect(choice, &QAction::triggered, this, [this, code] {
            m_settings.language = code;
            applyLanguage(code);
        });
    }
}

void MainWindow::connectFlow()
{
    m_flow = new ProjectFlow(*this, {m_settings, m_session, m_project, *m_spaces, *m_notice});
    m_flow->setParent(this);
    m_flow->connectActions(m_actions);
    connect(m_recent, &RecentMenu::projectChosen, m_flow, &ProjectFlow::openProject);
    connect(m_flow, &ProjectFlow::placeChanged, this, &MainWindow::showPlace);
    // Not only on a clean close: after a crash the case with unsaved strokes is found again.
    connect(m_flow, &ProjectFlow::settled, this, [this] {
        m_settings.save();
        m_session.save();
    });
    connect(&m_project, &ProjectDocument::taskChanged, this, &MainWindow::showPlace);
    connect(m_flow, &ProjectFlow::graderChanged, m_topBar, &TopBar::showGrader);
    connect(m_flow, &ProjectFlow::graderChanged, m_spaces, [this](const Author& grader) {
        m_spaces->evaluate().setGrader(grader);
        m_spaces->train().setGrader(grader);
    });
    m_actions.on("app.quit", this, [this](bool) { close(); });
    m_actions.on("view.lightTheme", this, [this](bool light) { setTheme(light); });
    m_actions.on("help.keys", this, [this](bool) { showKeys(this, m_actions); });
    m_actions.on("help.about", this, [this](bool) { showAbout(this); });
}

void MainWindow::start(const std::filesystem::path& project)
{
    m_flow->start(project);
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
    m_actions.on("case.submit", this, [&document](bool) { document.submit(); });
    m_actions.get("case.submit").setEnabled(false);
    const auto refresh = [this, &document, &undo] {
        // What cannot be seen is not changed: the keys mean nothing to the other pages.
        const bool free = !document.isLocked() && m_spaces->kind() == Workspaces::Kind::Read;
        m_actions.get("case.submit")
            .setEnabled(free && document.isOpen() && document.isEditable() &&
                        !document.isRepairingBrain());
        m_actions.get("edit.undo").setEnabled(free && undo.canUndo());
        m_actions.get("edit.redo").setEnabled(free && undo.canRedo());
    };
    for (const auto signal :
         {&CaseDocument::caseChanged, &CaseDocument::brainChanged, &CaseDocument::lockedChanged}) {
        connect(&document, signal, this, refresh);
    }
    for (const auto signal : {&QUndoStack::canUndoChanged, &QUndoStack::canRedoChanged}) {
        connect(&undo, signal, this, refresh);
    }
    connect(m_spaces, &Workspaces::kindChanged, this, refresh);
    m_actions.on("edit.undo", this, [&undo](bool) { undo.undo(); });
    m_actions.on("edit.redo", this, [&undo](bool) { undo.redo(); });
    connect(&document, &CaseDocument::modifiedChanged, this, [this](bool modified) {
        setWindowModified(modified);
        m_actions.get("case.save").setEnabled(modified);
    });
    connect(&document, &CaseDocument::saved, &m_project, &ProjectDocument::reload);
    m_actions.get("edit.undo").setEnabled(false);
    m_actions.get("edit.redo").setEnabled(false);
    m_actions.get("case.save").setEnabled(false);
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
    m_topBar->showTask(m_project.task());
    setWindowTitle(project.isEmpty() ? QStringLiteral("Dawson")
                                     : tr("%1[*] – %2 – Dawson").arg(name, project));
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
        Q_EMIT closed();
    });
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_actions.retranslate();
        m_tasks->refresh();
        retitleMenus();
        showPlace();
    }
    QMainWindow::changeEvent(event);
}

} // namespace dawson
