#pragma once

#include "core/document/background_task.h"
#include "core/study/import.h"

#include <QDialog>

#include <filesystem>
#include <memory>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace dawson
{

class DropArea;
class ImportDestination;
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
    ~ImportDialog() override;

    /// Adds files, and the images in folders, as if they were dropped. Searches in the background.
    void addPaths(const std::vector<std::filesystem::path>& paths);

public Q_SLOTS:
    /// Stops a running import, and closes the dialog when none runs. What was imported stays.
    void reject() override;

Q_SIGNALS:
    /// Images are in the project, which may be new: open or refresh it. Sent once, as the dialog
    /// closes, also when only some of them got there.
    void imported(const QString& project);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildInvitation();
    QWidget* buildTable();
    QWidget* buildFooter();
    QPushButton* addButton(const char* name, void (ImportDialog::*choose)());
    void connectAll();
    void retranslate();
    void chooseFiles();
    void chooseFolder();
    void showState();
    QString stateText() const;
    void startImport();
    void finishImport();

    struct Import;

    ImportTableModel* m_model = nullptr;
    ImportDestination* m_destination = nullptr;
    QStackedWidget* m_pages = nullptr;
    DropArea* m_drop = nullptr;
    ImportTable* m_table = nullptr;
    QLabel* m_invitation = nullptr;
    QLabel* m_detail = nullptr;
    std::vector<QPushButton*> m_addFiles;  ///< in the invitation and below the table
    std::vector<QPushButton*> m_addFolder; ///< the same
    QPushButton* m_remove = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_cancel = nullptr;
    std::vector<std::filesystem::path> m_searched; ///< what the search under way was given
    std::shared_ptr<Import> m_job;                 ///< the import under way or the last one
    QString m_failure;                             ///< why that one stopped
    std::filesystem::path m_filled;                ///< project that got images
    BackgroundTask m_search;
    BackgroundTask m_copy;
};

} // namespace dawson
