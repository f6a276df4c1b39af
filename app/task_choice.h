#pragma once

#include <QObject>

namespace dawson
{

class Actions;
class JobQueue;
class PairBatch;
class ProjectDocument;

/// The menu Task. Keeps the actions of the three tasks in step with the project: the task in force
/// is checked, one without a case is disabled and its tooltip says why.
class TaskChoice : public QObject
{
    Q_OBJECT

public:
    /// All outlive this.
    TaskChoice(ProjectDocument& project, JobQueue& jobs, const Actions& actions, QObject* parent);

    /// Also after the actions were translated anew.
    void refresh();

Q_SIGNALS:
    void problem(const QString& sentence);

private:
    ProjectDocument& m_project;
    const Actions& m_actions;
    PairBatch* m_pairs;
};

} // namespace dawson
