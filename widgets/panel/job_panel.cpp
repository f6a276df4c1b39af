#include "widgets/panel/job_panel.h"

#include "core/base/error.h"
#include "widgets/chart/training_chart.h"
#include "widgets/panel/job_words.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kProgressSteps = 1000;
constexpr int kLogBytes = 16384;
constexpr int kLogHeight = 96;
constexpr int kListHeight = 112;
constexpr std::size_t kMostWarnings = 3;
constexpr int kFolderRole = Qt::UserRole;

bool isTraining(const Job& job)
{
    return trainingOf(job.spec) != nullptr;
}

/// From elsewhere, and not let go yet.
bool isHeld(const Job& job)
{
    return job.held && job.state == Job::State::Queued;
}

/// The first warnings, a line each.
QString warningLines(const Job& job)
{
    QString lines;
    for (std::size_t n = 0; n < std::min(job.warnings.size(), kMostWarnings); ++n) {
        lines += QStringLiteral("\n\u26a0 ") + job.warnings[n];
    }
    const auto more = static_cast<int>(job.warnings.size()) - static_cast<int>(kMostWarnings);
    return more > 0
               ? lines + QLatin1Char('\n') + JobPanel::tr("%n more in the log below", nullptr, more)
               : lines;
}

} // namespace

JobPanel::JobPanel(JobQueue& queue, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
{
    setObjectName(QStringLiteral("jobPanel"));
    build();
    retranslate();
    connect(&queue, &JobQueue::jobsChanged, this, &JobPanel::refreshList);
    connect(&queue, &JobQueue::jobChanged, this, [this](const QString& folder) {
        if (folder == pathText(m_shown)) {
            refreshJob();
        }
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item != nullptr) {
            m_shown = item->data(kFolderRole).toString().toStdString();
            refreshJob();
        }
    });
    refreshList();
}

void JobPanel::build()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("jobPanel.list"));
    m_list->setMaximumHeight(kListHeight);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("jobPanel.title"));
    m_title->setProperty("heading", true);
    m_title->setWordWrap(true);
    m_phase = new QLabel(this);
    m_phase->setObjectName(QStringLiteral("jobPanel.phase"));
    m_phase->setWordWrap(true);
    for (QLabel* line : {m_title, m_phase}) {
        line->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    }
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("jobPanel.progress"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setFormat(QStringLiteral("%p %"));
    m_chart = new TrainingChart(this);
    m_log = new QPlainTextEdit(this);
    m_log->setObjectName(QStringLiteral("jobPanel.log"));
    m_log->setReadOnly(true);
    m_log->setMaximumHeight(kLogHeight);

    auto* column = new QVBoxLayout(this);
    column->setSpacing(kControlGap);
    column->addWidget(m_list);
    column->addWidget(m_title);
    column->addWidget(m_phase);
    column->addWidget(m_progress);
    buildActions();
    column->addWidget(m_chart, 1);
    column->addWidget(m_log);
    column->addStretch(); // takes the room of the chart where there is none
}

void JobPanel::buildActions()
{
    m_pause = new QPushButton(this);
    m_pause->setObjectName(QStringLiteral("jobPanel.pause"));
    m_stop = new QPushButton(icon(QStringLiteral("stop")), QString(), this);
    m_stop->setObjectName(QStringLiteral("jobPanel.stop"));
    m_cancel = new QPushButton(icon(QStringLiteral("cancel")), QString(), this);
    m_cancel->setObjectName(QStringLiteral("jobPanel.cancel"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kControlGap);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    row->addWidget(m_cancel);
    row->addStretch();
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        const Job* job = m_queue.job(m_shown);
        act(job != nullptr && job->state == Job::State::Running ? &JobQueue::pause
                                                                : &JobQueue::resume);
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { act(&JobQueue::stopAndKeepBest); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { act(&JobQueue::cancel); });
}

void JobPanel::act(void (JobQueue::*action)(const std::filesystem::path&))
{
    try {
        (m_queue.*action)(m_shown);
        refreshJob();
    } catch (const Error& error) {
        m_phase->setText(tr("That did not work: %1").arg(QString::fromStdString(error.describe())));
    }
}

void JobPanel::showJob(const std::filesystem::path& folder)
{
    m_shown = folder;
    refreshList();
}

void JobPanel::refreshList()
{
    const QSignalBlocker quiet(m_list);
    const auto& jobs = m_queue.jobs();
    if (m_queue.job(m_shown) == nullptr) {
        m_shown = jobs.empty() ? std::filesystem::path() : jobs.front().folder;
    }
    m_list->clear();
    for (const Job& job : jobs) {
        auto* item = new QListWidgetItem(
            jobStateIcon(job.state),
            tr("%1 (%2)").arg(QString::fromStdString(job.spec.title), jobStateText(job.state)),
            m_list);
        item->setData(kFolderRole, pathText(job.folder));
        if (job.folder == m_shown) {
            m_list->setCurrentItem(item);
        }
    }
    m_list->setVisible(!jobs.empty());
    refreshJob();
}

void JobPanel::refreshJob()
{
    const Job* job = m_queue.job(m_shown);
    for (QWidget* part : {static_cast<QWidget*>(m_phase),
                          static_cast<QWidget*>(m_progress),
                          static_cast<QWidget*>(m_log)}) {
        part->setVisible(job != nullptr);
    }
    refreshActions(job);
    m_chart->setVisible(job != nullptr && isTraining(*job));
    if (job == nullptr) {
        m_title->setText(tr("No job yet. Choose a model on the left, then predict with it or plan "
                            "a fine-tuning on the right."));
        return;
    }
    m_title->setText(QString::fromStdString(job->spec.title));
    // Jobs of earlier versions have no task in their title.
    const QString task = jobTaskText(job->spec);
    QStringList words{m_title->text().contains(task) ? QString() : task,
                      isHeld(*job) ? tr("queued elsewhere: starts only when you say so")
                                   : jobStateText(job->state)};
    if (isActive(job->state)) {
        words << jobPhaseText(job->phase) << remainingText(job->secondsLeft);
    }
    if (!job->failure.isEmpty()) {
        words << job->failure;
    }
    words.removeAll(QString());
    m_phase->setText(words.join(QStringLiteral(" \u00b7 ")) + warningLines(*job));
    m_progress->setValue(static_cast<int>(job->fraction * kProgressSteps));
    m_chart->setCurves(job->losses, job->epochs, job->epochsSeen);
    refreshLog(*job);
}

void JobPanel::refreshActions(const Job* job)
{
    const bool active = job != nullptr && isActive(job->state);
    const bool training = job != nullptr && isTraining(*job);
    const bool running = job != nullptr && job->state == Job::State::Running;
    m_pause->setVisible(job != nullptr && (active || job->canResume) && (training || !running));
    const bool held = job != nullptr && isHeld(*job);
    m_pause->setText(running ? tr("Pause") : held ? tr("Start") : tr("Continue"));
    m_pause->setIcon(icon(running ? QStringLiteral("pause") : QStringLiteral("resume")));
    m_pause->setEnabled(job != nullptr && (held || job->state != Job::State::Queued));
    m_stop->setVisible(active && training && job->state != Job::State::Queued);
    m_stop->setEnabled(job != nullptr && !job->epochs.empty());
    m_cancel->setVisible(active);
}

void JobPanel::refreshLog(const Job& job)
{
    QFile file(pathText(RunFolder(job.folder).logFile()));
    if (!file.open(QIODevice::ReadOnly)) {
        m_log->setPlainText(QString());
        return;
    }
    file.seek(std::max<qint64>(0, file.size() - kLogBytes));
    const QString tail = QString::fromUtf8(file.readAll());
    if (tail != m_log->toPlainText()) {
        m_log->setPlainText(tail);
        m_log->moveCursor(QTextCursor::End);
    }
}

void JobPanel::retranslate()
{
    m_list->setAccessibleName(tr("Jobs of this project"));
    m_progress->setAccessibleName(tr("Progress of the job"));
    m_log->setAccessibleName(tr("Log of the job"));
    m_pause->setToolTip(tr("Pause after the current batch, or go on from there"));
    m_stop->setText(tr("Stop and keep best"));
    m_stop->setToolTip(tr("End the training now; the model of the best epoch becomes the result"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop after the current batch; no model is made"));
}

void JobPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refreshList();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
