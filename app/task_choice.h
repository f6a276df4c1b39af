#pragma once

#include <QObject>

namespace dawson
{

class Actions;
class ProjectDocument;

/// Keeps the actions of the three tasks in step with the project: the task in force is checked,
/// one without a case is disabled and its tooltip says why.
class TaskChoice : public QObject
{
    Q_OBJECT

public:
    /// All outlive this.
    TaskChoice(ProjectDocument& project, const Actions& actions, QObject* parent);

    /// Also after the actions were translated anew.
    void refresh();

private:
    ProjectDocument& m_project;
    const Actions& m_actions;
};

} // namespace dawson
