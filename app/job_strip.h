#pragma once

#include <QWidget>

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
    void opened(); ///< the user wants to see the job

protected:
    void changeEvent(QEvent* event) override;

private:
    void showJobs();

    JobQueue& m_queue;
    QToolButton* m_title;
    QLabel* m_phase;
    QProgressBar* m_progress;
    QLabel* m_left;
};

} // namespace dawson
