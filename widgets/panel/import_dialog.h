#pragma once

#include "core/document/background_task.h"
#include "core/study/import.h"

#include <QDialog>

#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

class QFrame;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace dawson
{

class ImportTable;
class ImportTableModel;

/// Loose images become a project, or part of the open one: drop or choose them, correct what was
/// guessed, import. Says in words what is still in the way while one types.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `openProject` is the project that images may be added to; empty when none is open.
    explicit ImportDialog(const std::filesystem::path& openProject, QWidget* parent = nullptr);

    /// Adds files, and the images in folders, as if they were dropped. Searches in the background.
    void addPaths(const std::vector<std::filesystem::path>& paths);

    /// Where the import goes.
    std::filesystem::path project() const;

public Q_SLOTS:
    /// Stops a running import first; what was imported stays.
    void reject() override;

Q_SIGNALS:
    /// All of it is in the project, which may be new: open or refresh it. The dialog then closes.
    void imported(const QString& project);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildDestination();
    QWidget* buildImages();
    QWidget* buildInvitation();
    QWidget* buildFooter();
    void connectAll();
    void retranslate();
    void chooseFiles();
    void chooseImageFolder();
    void chooseProjectFolder();
    void follow();
    void showDestination();
    void showState();
    QString obstacle() const;
    void startImport();
    void finishImport();
    void dropImported();

    struct Import;

    std::filesystem::path m_openProject;
    ImportTableModel* m_model = nullptr;
    ImportTable* m_table = nullptr;
    QRadioButton* m_addToOpen = nullptr;
    QRadioButton* m_makeNew = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_folder = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLabel* m_folderLabel = nullptr;
    QPushButton* m_browseProject = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_invitation = nullptr;
    QLabel* m_invitationDetail = nullptr;
    std::vector<QPushButton*> m_addFiles;
    std::vector<QPushButton*> m_addFolder;
    QPushButton* m_remove = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_cancel = nullptr;
    BackgroundTask m_search;
    BackgroundTask m_copy;
    std::shared_ptr<Import> m_running; ///< the import under way or the last that stopped
    QString m_failure;                 ///< why the last one stopped
};

} // namespace dawson
