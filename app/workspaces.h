#pragma once

#include "app/project_document.h"
#include "core/image/geometry.h"

#include <QStackedWidget>

#include <filesystem>
#include <optional>

namespace dawson
{

class Actions;
class EvaluatePage;
class JobQueue;
class ReadWorkspace;
class StartView;
class TrainPage;

/// The start view and the three workspaces, one shown at a time, with the actions that lead to
/// them. What the pages need of project and jobs is connected here.
class Workspaces : public QStackedWidget
{
    Q_OBJECT

public:
    enum class Kind { Start, Read, Train, Evaluate };

    Workspaces(ProjectDocument& project,
               JobQueue& jobs,
               const Actions& actions,
               QWidget* parent = nullptr);

    void showKind(Kind kind);

    Kind kind() const { return m_kind; }

    StartView& start() { return *m_start; }

    ReadWorkspace& read() { return *m_read; }

    EvaluatePage& evaluate() { return *m_evaluate; }

    TrainPage& train() { return *m_train; }

    /// Chooses a job on the page that shows them.
    void showJob(const std::filesystem::path& folder);

    /// What to know of jobs that wait for a word; empty when there are none.
    QString heldJobs() const;

Q_SIGNALS:
    void kindChanged(dawson::Workspaces::Kind kind);
    void problem(const QString& sentence);
    void readingOffered(const QString& why); ///< of the open case, again
    /// A case is wanted in Read with two authors compared.
    void comparisonWanted(const QString& subject,
                          const QString& session,
                          const QString& author,
                          const QString& reference,
                          const std::optional<dawson::PatientPoint>& point);

private:
    void connectModelActions();
    void connectJobs();
    void takeStudy();
    void refreshEnabled();

    ProjectDocument& m_project;
    JobQueue& m_jobs;
    const Actions& m_actions;
    StartView* m_start;
    ReadWorkspace* m_read;
    TrainPage* m_train;
    EvaluatePage* m_evaluate;
    Kind m_kind = Kind::Start;
};

} // namespace dawson
