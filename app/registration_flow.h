#pragma once

#include "app/project_document.h"
#include "core/run/job_spec.h"
#include "widgets/view/nudge_keys.h"

#include <QObject>

#include <filesystem>
#include <functional>

namespace dawson
{

class JobQueue;
class RegistrationBar;
struct Job;

/// The way of a pair from two scans to an accepted registration: starts the jobs that the bar asks
/// for, follows them while painting waits, opens the case again when one ends, and writes who
/// accepted.
class RegistrationFlow : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        ProjectDocument& project;
        JobQueue& jobs;
        RegistrationBar& bar;
        const std::vector<SliceView*>& panes; ///< that take the keys of a correction by hand
        std::function<void()> showPanes{};    ///< where none of them is in sight
    };

    RegistrationFlow(const Parts& parts, QObject* parent = nullptr);

Q_SIGNALS:
    void problem(const QString& sentence);

private:
    void accept();
    void startCorrection();
    void submit(const RegistrationJob& job);
    RegistrationJob jobOfCase() const; ///< for the open case, as it was done before
    bool concerns(const Job& job) const;
    const Job* running() const; ///< the job that registers the open case, or nullptr
    void follow();
    void finish(const QString& folder);
    /// An Error of it is told in `failed`, a sentence with a place for it.
    void guarded(const QString& failed, const std::function<void()>& work);

    Parts m_parts;
    NudgeKeys m_keys;
};

} // namespace dawson
