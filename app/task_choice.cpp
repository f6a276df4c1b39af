#include "app/task_choice.h"

#include "app/actions.h"
#include "app/pair_batch.h"
#include "app/project_document.h"
#include "widgets/panel/task_words.h"

#include <QAction>
#include <QActionGroup>

namespace dawson
{

TaskChoice::TaskChoice(ProjectDocument& project,
                       JobQueue& jobs,
                       const Actions& actions,
                       QObject* parent)
    : QObject(parent)
    , m_project(project)
    , m_actions(actions)
    , m_pairs(new PairBatch(project, jobs, actions, this))
{
    connect(m_pairs, &PairBatch::problem, this, &TaskChoice::problem);
    auto* group = new QActionGroup(this);
    for (const Task task : kTasks) {
        QAction& action = actions.get(taskActionName(task).c_str());
        group->addAction(&action);
        // Nothing has changed yet where unsaved work is asked about first.
        connect(&action, &QAction::triggered, this, &TaskChoice::refresh);
    }
    for (const auto signal : {&ProjectDocument::projectOpened,
                              &ProjectDocument::projectClosed,
                              &ProjectDocument::studyChanged,
                              &ProjectDocument::taskChanged}) {
        connect(&project, signal, this, &TaskChoice::refresh);
    }
    refresh();
}

void TaskChoice::refresh()
{
    m_pairs->showCount();
    const auto study = m_project.study();
    for (const Task task : kTasks) {
        QAction& action = m_actions.get(taskActionName(task).c_str());
        const bool some = study != nullptr && !readableCases(*study, task).empty();
        action.setEnabled(some);
        action.setChecked(task == m_project.task());
        action.setToolTip(some || study == nullptr ? m_actions.tip(action) : noCaseText(task));
    }
}

} // namespace dawson
