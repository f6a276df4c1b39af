#pragma once

#include "app/project_document.h"
#include "widgets/view/view_grid.h"

#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace dawson
{

class Actions;
class BrainPanel;
class JobQueue;
class ReadWorkspace;
struct Job;

/// The way of the open case's brain mask: starts and follows the job that finds it, begins and ends
/// its repair, and opens the case again where what rests on the mask has changed.
class BrainFlow : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        ProjectDocument& project;
        JobQueue& jobs;
        const Actions& actions;
        ReadWorkspace& read;
    };

    BrainFlow(const Parts& parts, QObject* parent = nullptr);

    void refresh(); ///< actions and panel, after another workspace has come to the front

Q_SIGNALS:
    void problem(const QString& sentence);
    /// The open case should be read again, but somebody is at work on it.
    void readingOffered(const QString& why);

private:
    void connectDocument();
    void find();
    void askToReplace(const std::function<void()>& then);
    void begin();
    void end(bool keep);
    void followRepair(bool sameCase);
    void readAnew();
    const Job* running() const; ///< the job that finds the open case's brain, or nullptr
    bool concerns(const Job& job) const;
    void finish(const QString& folder);
    /// An Error of it is told in `failed`, a sentence with a place for it.
    void guarded(const QString& failed, const std::function<void()>& work);

    Parts m_parts;
    BrainPanel& m_panel;

    /// The repair that was begun here: what it began with.
    struct Repair {
        ViewGrid::Mode mode;
        std::string digest; ///< of the brain mask
    };

    std::optional<Repair> m_repair;
    bool m_show = false;     ///< a brain was asked for, and is to be seen once it is read
    bool m_outdated = false; ///< a brain was found that the subtraction of the open pair lacks
};

} // namespace dawson
