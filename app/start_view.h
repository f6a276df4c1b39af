#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace dawson
{

/// What the window shows without a case: an invitation with one button, or what it is waiting for.
class StartView : public QWidget
{
    Q_OBJECT

public:
    explicit StartView(QWidget* parent = nullptr);

    /// Nothing is open.
    void invite();
    /// Nothing to press or to wait for: behind a dialog.
    void rest();
    /// A project is open but holds no images.
    void inviteToImport(const QString& project);
    /// Something is being read or made; a fraction below 0 means: no telling how long.
    void wait(const QString& what, double fraction);
    /// Why nothing is shown, above the invitation.
    void showProblem(const QString& problem);

Q_SIGNALS:
    void openWanted();
    void importWanted();
    void demoWanted();
    /// Folders or images were dropped.
    void dropped(const QStringList& paths);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showTexts();

    enum class Mode { Invite, Import, Wait };

    Mode m_mode = Mode::Invite;
    QString m_project;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_problem;
    QLabel* m_notice;
    QProgressBar* m_progress;
    QPushButton* m_primary;
    QPushButton* m_import;
    QPushButton* m_demo;
};

} // namespace dawson
