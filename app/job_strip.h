#pragma once

#include <QWidget>

#include <filesystem>

class QLabel;
class QProgressBar;
class QToolButton;

namespace dawson
{

class JobQueue;

/// One line under every workspace: what runs, how far it is, a click away from its page.
class JobStrip : public QWidget
{
    Q_OBJECT

public:
    explicit JobStrip(JobQueue& queue, QWidget* parent = nullptr);

Q_SIGNALS:
    void opened(const std::filesystem::path& folder); ///< the user wants to see this job

protected:
    void changeEvent(QEvent* event) override;

private:
    void showJobs();

    JobQueue& m_queue;
    std::filesystem::path m_shown; ///< folder of the job that the line is about
    QToolButton* m_title;
    QLabel* m_phase;
    QProgressBar* m_progress;
    QLabel* m_left;
};

} // namespace dawson
