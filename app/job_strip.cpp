#include "app/job_strip.h"

#include "core/job/job_queue.h"
#include "widgets/panel/job_words.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <vector>

namespace dawson
{

namespace
{

const Job* newestFinished(const JobQueue& queue)
{
    return queue.jobs().empty() ? nullptr : &queue.jobs().front();
}

/// How many others run or wait, to stand behind what is said of one.
QString othersIn(const std::vector<Job>& jobs, const Job& shown)
{
    int running = 0;
    int waiting = 0;
    for (const Job& job : jobs) {
        const bool other = job.folder != shown.folder;
        waiting += other && job.state == Job::State::Queued ? 1 : 0;
        running += other && job.state == Job::State::Running ? 1 : 0;
    }
    QString said;
    if (running > 0) {
        said += QStringLiteral("  ·  ") + JobStrip::tr("%n more running", nullptr, running);
    }
    if (waiting > 0) {
        said += QStringLiteral("  ·  ") + JobStrip::tr("%n more waiting", nullptr, waiting);
    }
    return said;
}

QString outcomeOf(const Job& job)
{
    switch (job.state) {
    case Job::State::Done:
        return JobStrip::tr("finished");
    case Job::State::Failed:
        return JobStrip::tr("failed: %1").arg(job.failure);
    case Job::State::Cancelled:
        return JobStrip::tr("cancelled");
    case Job::State::Lost:
        return job.canResume ? JobStrip::tr("lost; it can be resumed") : JobStrip::tr("lost");
    case Job::State::Queued:
        return JobStrip::tr("waiting");
    case Job::State::Paused:
        return JobStrip::tr("paused");
    case Job::State::Running:
        return jobPhaseText(job.phase);
    }
    return {};
}

} // namespace

JobStrip::JobStrip(JobQueue& queue, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_title(new QToolButton(this))
    , m_phase(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_left(new QLabel(this))
{
    setObjectName(QStringLiteral("jobStrip"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setObjectName(QStringLiteral("jobStrip.title"));
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setIcon(icon(QStringLiteral("train")));
    m_title->setIconSize(QSize(kSectionGap, kSectionGap));
    m_phase->setObjectName(QStringLiteral("jobStrip.phase"));
    m_phase->setProperty("role", QStringLiteral("muted"));
    m_phase->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setObjectName(QStringLiteral("jobStrip.progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(240);
    m_progress->setRange(0, 1000);
    m_left->setObjectName(QStringLiteral("jobStrip.left"));
    m_left->setProperty("role", QStringLiteral("muted"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kControlGap, 0, kControlGap, 0);
    row->setSpacing(kControlGap);
    row->addWidget(m_title);
    row->addWidget(m_phase, 1);
    row->addWidget(m_progress);
    row->addWidget(m_left);
    connect(m_title, &QToolButton::clicked, this, [this] { Q_EMIT opened(m_shown); });
    connect(&queue, &JobQueue::jobsChanged, this, &JobStrip::showJobs);
    connect(&queue, &JobQueue::jobChanged, this, &JobStrip::showJobs);
    showJobs();
}

void JobStrip::showJobs()
{
    const Job* running = m_queue.running();
    const Job* shown = running != nullptr ? running : newestFinished(m_queue);
    setVisible(shown != nullptr);
    if (shown == nullptr) {
        return;
    }
    m_shown = shown->folder;
    m_title->setText(QString::fromStdString(shown->spec.title));
    m_title->setToolTip(tr("Show the job (F3)"));
    m_phase->setText(outcomeOf(*shown) + othersIn(m_queue.jobs(), *shown));
    m_progress->setVisible(running != nullptr);
    m_progress->setValue(static_cast<int>(shown->fraction * 1000.0));
    m_progress->setAccessibleName(m_title->text());
    m_left->setText(running != nullptr ? remainingText(running->secondsLeft) : QString());
}

void JobStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        showJobs();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
