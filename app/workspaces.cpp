#include "app/workspaces.h"

#include "app/actions.h"
#include "app/brain_flow.h"
#include "app/demo_project.h"
#include "app/read_workspace.h"
#include "app/registration_flow.h"
#include "app/start_view.h"
#include "core/job/job_queue.h"
#include "widgets/panel/brain_panel.h"
#include "widgets/panel/evaluate_page.h"
#include "widgets/panel/lesion_thumbnails.h"
#include "widgets/panel/model_list.h"
#include "widgets/panel/train_page.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>

namespace dawson
{

Workspaces::Workspaces(ProjectDocument& project,
                       JobQueue& jobs,
                       const Actions& actions,
                       QWidget* parent)
    : QStackedWidget(parent)
    , m_project(project)
    , m_jobs(jobs)
    , m_actions(actions)
    , m_start(new StartView(this))
    , m_read(new ReadWorkspace(project, actions, this))
    , m_train(new TrainPage(jobs, workerProgram(), this))
    , m_evaluate(new EvaluatePage(this))
{
    setObjectName(QStringLiteral("workspaces"));
    for (QWidget* page : std::initializer_list<QWidget*>{m_start, m_read, m_train, m_evaluate}) {
        addWidget(page);
    }
    auto* group = new QActionGroup(this);
    for (const char* name : {"workspace.read", "workspace.train", "workspace.evaluate"}) {
        group->addAction(&actions.get(name));
    }
    actions.on("workspace.read", this, [this](bool) { showKind(Kind::Read); });
    actions.on("workspace.train", this, [this](bool) { showKind(Kind::Train); });
    actions.on("workspace.evaluate", this, [this](bool) { showKind(Kind::Evaluate); });
    connectModelActions();
    connectJobs();
    auto* brain = new BrainFlow({project, jobs, actions, *m_read}, this);
    const auto offer = [this] { m_read->brain().setModels(m_train->models().brainModels()); };
    connect(&m_train->models(), &ModelList::listed, this, offer);
    offer();
    connect(brain, &BrainFlow::problem, this, &Workspaces::problem);
    connect(brain, &BrainFlow::readingOffered, this, &Workspaces::readingOffered);
    connect(this, &Workspaces::kindChanged, brain, &BrainFlow::refresh);
    ViewGrid& views = m_read->views();
    const RegistrationFlow::Parts parts{
        project, jobs, m_read->registration(), views.slicePanes(), [&views] {
            views.setLayoutKind(ViewGrid::Layout::CompareTwo);
        }};
    connect(
        new RegistrationFlow(parts, this), &RegistrationFlow::problem, this, &Workspaces::problem);
    connect(m_train, &TrainPage::canPredictChanged, this, &Workspaces::refreshEnabled);
    connect(m_evaluate, &EvaluatePage::compared, this, &Workspaces::refreshEnabled);
    connect(m_train, &TrainPage::problem, this, &Workspaces::problem);
    connect(m_evaluate, &EvaluatePage::problem, this, &Workspaces::problem);
    connect(m_evaluate, &EvaluatePage::caseRequested, this, &Workspaces::comparisonWanted);
    connect(&project, &ProjectDocument::projectOpened, this, &Workspaces::takeStudy);
    connect(&project, &ProjectDocument::studyChanged, this, &Workspaces::takeStudy);
    connect(&project, &ProjectDocument::taskChanged, this, [this] {
        m_train->setTask(m_project.task());
        m_evaluate->setTask(m_project.task());
    });
    connect(&project, &ProjectDocument::caseOpened, this, [this] {
        const CaseName open = m_project.currentCase();
        m_train->setOpenCase(open.subject, open.session);
    });
}

void Workspaces::connectModelActions()
{
    m_actions.on("model.load", this, [this](bool) {
        showKind(Kind::Train);
        m_train->askForModel();
    });
    m_actions.on("model.predict", this, [this](bool) { m_train->predictOpenCase(); });
    m_actions.on("model.fineTune", this, [this](bool) {
        showKind(Kind::Train);
        m_train->planFineTuning();
    });
    m_actions.on("model.newDefault", this, [this](bool) {
        showKind(Kind::Train);
        m_train->planNewDefault();
    });
    connect(&m_actions.get("view.neurological"),
            &QAction::toggled,
            &m_evaluate->thumbnails(),
            &LesionThumbnails::setNeurological);
    m_actions.on("evaluate.compare", this, [this](bool) {
        showKind(Kind::Evaluate);
        m_evaluate->refresh();
    });
    m_actions.on("evaluate.export", this, [this](bool) {
        showKind(Kind::Evaluate);
        m_evaluate->askForExport();
    });
}

void Workspaces::connectJobs()
{
    connect(&m_project, &ProjectDocument::projectOpened, this, [this] {
        m_jobs.open(m_project.study()->root);
        if (const QString waiting = heldJobs(); !waiting.isEmpty()) {
            Q_EMIT problem(waiting);
        }
    });
    connect(&m_project, &ProjectDocument::projectClosed, this, [this] { m_jobs.close(); });
    connect(&m_jobs, &JobQueue::jobFinished, this, [this] {
        m_project.reload();
        m_train->refreshModels();
    });
}

void Workspaces::showJob(const std::filesystem::path& folder)
{
    m_train->showJob(folder);
}

QString Workspaces::heldJobs() const
{
    return std::ranges::any_of(m_jobs.jobs(), &Job::held)
               ? tr("This project holds jobs that were queued elsewhere. They wait until you "
                    "start them on the Train page.")
               : QString();
}

void Workspaces::takeStudy()
{
    m_train->setStudy(m_project.study());
    m_evaluate->setStudy(m_project.study());
}

/// Actions that need more than an open project.
void Workspaces::refreshEnabled()
{
    const bool open = m_kind != Kind::Start;
    m_actions.get("model.predict").setEnabled(open && m_train->canPredict());
    m_actions.get("evaluate.export").setEnabled(open && m_evaluate->hasComparison());
}

void Workspaces::showKind(Kind kind)
{
    m_kind = kind;
    setCurrentIndex(static_cast<int>(kind));
    const bool open = kind != Kind::Start;
    for (const char* area : {"layout", "view"}) {
        m_actions.setAreaEnabled(area, kind == Kind::Read);
    }
    m_project.document().layers().setPeeking(false); // a page that is left is not peeked at
    m_read->enableMask();
    m_read->enablePair(kind == Kind::Read);
    for (const char* area : {"workspace", "model", "evaluate"}) {
        m_actions.setAreaEnabled(area, open);
    }
    refreshEnabled();
    m_actions.get("view.lightTheme").setEnabled(true);
    const char* name = kind == Kind::Train      ? "workspace.train"
                       : kind == Kind::Evaluate ? "workspace.evaluate"
                                                : "workspace.read";
    m_actions.get(name).setChecked(true);
    currentWidget()->setFocus();
    Q_EMIT kindChanged(kind);
}

} // namespace dawson
