#pragma once

#include "core/document/background_task.h"
#include "core/study/image_pair.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

class Actions;
class JobQueue;
class ProjectDocument;

/// Task > Register all pairs: counts in the background which pairs of the project are not
/// registered, or were before an image changed, and queues them, a job a task.
class PairBatch : public QObject
{
    Q_OBJECT

public:
    /// All outlive this.
    PairBatch(ProjectDocument& project, JobQueue& jobs, const Actions& actions, QObject* parent);

    /// Counts again: the files may have changed.
    void count();
    /// Text and tooltip of the action: also after it was translated anew.
    void showCount();

Q_SIGNALS:
    void counted();
    void problem(const QString& sentence);

private:
    void submit();

    class KnownDigests;
    ProjectDocument& m_project;
    JobQueue& m_jobs;
    const Actions& m_actions;
    std::shared_ptr<KnownDigests> m_digests;
    BackgroundTask m_counting;
    std::optional<std::vector<ImagePair>> m_missing; ///< nothing while counting
};

} // namespace dawson
