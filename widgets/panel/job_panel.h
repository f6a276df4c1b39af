#pragma once

#include "core/job/job_queue.h"

#include <QWidget>

#include <filesystem>
#include <memory>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace dawson
{

class TrainingChart;

/// All jobs of the project and, live, the chosen one: phase, progress, time left, curves, log and
/// at most three actions.
class JobPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobPanel(JobQueue& queue, QWidget* parent = nullptr);

    void showJob(const std::filesystem::path& folder);

    const std::filesystem::path& shownJob() const { return m_shown; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildActions();
    void retranslate();
    void refreshList();
    void refreshJob();
    void refreshActions(const Job* job);
    void refreshLog(const Job& job);
    void act(void (JobQueue::*action)(const std::filesystem::path&));

    JobQueue& m_queue;
    std::filesystem::path m_shown;
    QListWidget* m_list = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_phase = nullptr;
    QProgressBar* m_progress = nullptr;
    TrainingChart* m_chart = nullptr;
    QPlainTextEdit* m_log = nullptr;
    QPushButton* m_pause = nullptr; ///< pause, continue or resume, whichever makes sense
    QPushButton* m_stop = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace dawson
