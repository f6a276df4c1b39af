#include "app/pair_sections.h"

#include "app/project_document.h"
#include "widgets/change/candidate_panel.h"
#include "widgets/change/change_panel.h"
#include "widgets/panel/folding_section.h"
#include "widgets/theme/theme.h"
#include "widgets/view/view_grid.h"

#include <QEvent>
#include <QVBoxLayout>

namespace dawson
{

PairSections::PairSections(ProjectDocument& project, ViewGrid& views, QWidget* parent)
    : QWidget(parent)
    , m_project(project)
    , m_views(views)
    , m_changes(new ChangePanel(project.document(), this))
    , m_candidates(new CandidatePanel(project.document(), this))
{
    setObjectName(QStringLiteral("pairSections"));
    m_sections = {new FoldingSection(QStringLiteral("changes"), m_changes, this),
                  new FoldingSection(QStringLiteral("candidates"), m_candidates, this)};
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace);
    for (FoldingSection* section : m_sections) {
        column->addWidget(section);
    }
    for (const auto signal : {&ProjectDocument::projectOpened,
                              &ProjectDocument::projectClosed,
                              &ProjectDocument::studyChanged}) {
        connect(&project, signal, this, [this] {
            m_changes->setStudy(m_project.study());
            m_candidates->setStudy(m_project.study());
        });
    }
    connect(&project.document(), &CaseDocument::caseChanged, this, &PairSections::showTask);
    connect(m_changes, &ChangePanel::appliesChanged, this, &PairSections::showTask);
    connect(&project.document(), &CaseDocument::brainChanged, this, &PairSections::showTask);
    connect(m_changes, &ChangePanel::jumped, &m_views, &ViewGrid::centerOnCursor);
    connect(m_changes, &ChangePanel::counted, this, &PairSections::retitle);
    connect(m_candidates, &CandidatePanel::jumped, &m_views, &ViewGrid::centerOnCursor);
    connect(m_candidates, &CandidatePanel::counted, this, &PairSections::retitle);
    connect(m_candidates, &CandidatePanel::paintWanted, this, &PairSections::paintHere);
    connect(m_candidates, &CandidatePanel::problem, this, &PairSections::problem);
    showTask();
    retitle();
}

void PairSections::showTask()
{
    const CaseDocument& document = m_project.document();
    const bool repairing = document.isRepairingBrain();
    const bool pair = document.isOpen() && document.task() != Task::Flair && !repairing;
    const bool changes =
        !repairing && (m_changes->applies() || (pair && document.task() == Task::New));
    setVisible(pair || changes);
    m_sections[0]->setVisible(changes);
    m_sections[1]->setVisible(pair);
}

void PairSections::paintHere()
{
    m_views.centerOnCursor();
    if (m_project.document().acceptsStrokes()) {
        m_views.setMode(ViewGrid::Mode::Paint);
    }
}

void PairSections::retitle()
{
    m_sections[0]->setTitle(tr("Changes since the visit before (%1)").arg(m_changes->count()));
    m_sections[1]->setTitle(tr("Candidates (%1 open)").arg(m_candidates->openCount()));
}

void PairSections::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retitle();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
