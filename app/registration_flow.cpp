#include "app/registration_flow.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "core/job/job_queue.h"
#include "widgets/panel/job_words.h"
#include "widgets/panel/registration_bar.h"
#include "widgets/view/slice_view.h"

#include <algorithm>
#include <variant>

namespace dawson
{

RegistrationFlow::RegistrationFlow(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_keys(parts.project.document(), parts.panes)
{
    RegistrationBar& bar = parts.bar;
    connect(&bar, &RegistrationBar::acceptWanted, this, &RegistrationFlow::accept);
    connect(&bar, &RegistrationBar::nudgeWanted, this, &RegistrationFlow::startCorrection);
    connect(&bar, &RegistrationBar::keepWanted, &m_keys, &NudgeKeys::keep);
    connect(&bar, &RegistrationBar::dropWanted, &m_keys, &NudgeKeys::drop);
    connect(&bar, &RegistrationBar::registrationWanted, this, [this](const QString& type) {
        RegistrationJob job = jobOfCase();
        job.type = type.toStdString();
        job.force = true;
        submit(job);
    });
    connect(&bar, &RegistrationBar::cancelWanted, this, [this] {
        guarded(tr("The job was not cancelled: %1"), [this] {
            if (const Job* job = running()) {
                m_parts.jobs.cancel(job->folder);
            }
        });
    });
    connect(&m_keys, &NudgeKeys::moved, this, [this] { m_parts.bar.setNudge(m_keys.nudge()); });
    connect(&m_keys, &NudgeKeys::ended, this, [this](bool kept) {
        m_parts.bar.setNudge(std::nullopt);
        if (kept) {
            RegistrationJob job = jobOfCase();
            job.items.front().nudge = m_keys.total();
            submit(job);
        }
    });
    connect(&parts.jobs, &JobQueue::jobsChanged, this, &RegistrationFlow::follow);
    connect(&parts.jobs, &JobQueue::jobChanged, this, &RegistrationFlow::follow);
    connect(&parts.jobs, &JobQueue::jobFinished, this, &RegistrationFlow::finish);
    connect(&parts.project, &ProjectDocument::caseOpened, this, &RegistrationFlow::follow);
}

void RegistrationFlow::guarded(const QString& failed, const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        Q_EMIT problem(failed.arg(QString::fromStdString(error.describe())));
    }
}

void RegistrationFlow::accept()
{
    CaseDocument& document = m_parts.project.document();
    const auto& pair = document.pair();
    if (!pair || !pair->images || !pair->record) {
        return;
    }
    guarded(tr("The registration was not accepted: %1"), [&] {
        PairRecord record = *pair->record;
        record.acceptedBy = document.grader().name;
        record.acceptedAt = utcNow();
        writePairRecord(m_parts.project.study()->root, *pair->images, record);
        document.setPairRecord(record);
    });
}

void RegistrationFlow::startCorrection()
{
    m_keys.start();
    const auto shown = [this] {
        return std::ranges::find_if(m_parts.panes,
                                    [](const SliceView* v) { return v->isVisible(); });
    };
    if (shown() == m_parts.panes.end() && m_parts.showPanes) {
        m_parts.showPanes();
    }
    if (const auto pane = shown(); pane != m_parts.panes.end()) {
        (*pane)->setFocus();
    }
}

RegistrationJob RegistrationFlow::jobOfCase() const
{
    const CaseDocument& document = m_parts.project.document();
    RegistrationJob job;
    job.project = m_parts.project.study()->root;
    job.task = taskName(document.task());
    if (document.pair() && document.pair()->record) {
        job.type = document.pair()->record->type;
        job.matching = document.pair()->record->matching;
    }
    job.items.push_back({document.subject(), document.session(), std::nullopt});
    return job;
}

void RegistrationFlow::submit(const RegistrationJob& job)
{
    if (running() != nullptr) { // one at a time, also when the whole project is being registered
        if (job.items.front().nudge) {
            Q_EMIT problem(tr("This pair is being registered, so the correction was not kept. "
                              "Correct it again when that has ended."));
        }
        return;
    }
    guarded(tr("The registration was not started: %1"), [&] {
        JobSpec spec;
        const RegistrationJob::Item& item = job.items.front();
        QString name = QString::fromStdString(item.subject);
        if (!item.session.empty()) {
            name += QStringLiteral(" · ") + QString::fromStdString(item.session);
        }
        spec.title =
            jobTitle(tr("Register %1").arg(name), m_parts.project.document().task()).toStdString();
        spec.work = job;
        m_parts.jobs.submit(spec);
    });
    follow();
}

bool RegistrationFlow::concerns(const Job& job) const
{
    const CaseDocument& document = m_parts.project.document();
    const auto* work = std::get_if<RegistrationJob>(&job.spec.work);
    return work != nullptr && document.isOpen() && work->task == taskName(document.task()) &&
           std::ranges::any_of(work->items, [&](const RegistrationJob::Item& item) {
               return item.subject == document.subject() && item.session == document.session();
           });
}

const Job* RegistrationFlow::running() const
{
    const auto& jobs = m_parts.jobs.jobs();
    const auto found = std::ranges::find_if(jobs, [this](const Job& job) {
        const bool alive = job.state == Job::State::Queued || job.state == Job::State::Running;
        return alive && !job.held && concerns(job);
    });
    return found == jobs.end() ? nullptr : &*found;
}

void RegistrationFlow::follow()
{
    const Job* job = running();
    m_parts.project.document().setLocked(EditLock::Registration, job != nullptr);
    m_parts.bar.setRunning(job == nullptr ? std::nullopt : std::optional(job->fraction));
}

void RegistrationFlow::finish(const QString& folder)
{
    const Job* job = m_parts.jobs.job(folder.toStdString());
    if (job == nullptr || !concerns(*job)) {
        return;
    }
    if (job->state == Job::State::Failed || job->state == Job::State::Lost) {
        Q_EMIT problem(tr("The registration failed: %1").arg(job->failure));
    }
    if (job->state != Job::State::Done) {
        return; // the case is what it was
    }
    guarded(tr("The case was not opened again: %1"), [this] {
        CaseDocument& document = m_parts.project.document();
        if (document.isModified()) {
            document.save(); // the case is read anew, on the same grid
        }
        m_parts.project.openCase(m_parts.project.currentCase());
    });
}

} // namespace dawson
