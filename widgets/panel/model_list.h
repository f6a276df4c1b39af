#pragma once

#include "core/study/study.h"
#include "core/training/model_library.h"

#include <QWidget>

#include <filesystem>
#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace dawson
{

class JobQueue;

/// The models of a task that can be used, each below the one it was fine-tuned from, with their
/// validation scores and the card of the chosen one. Exports and deletes them; default models stay,
/// and so do those that a job of `queue` needs.
class ModelList : public QWidget
{
    Q_OBJECT

public:
    explicit ModelList(const JobQueue& queue, QWidget* parent = nullptr);

    /// Reads the headers of the installation's and the project's models (milliseconds each).
    /// Damaged files, whose task nobody knows, are listed for every task; so are models that find
    /// brains, last, since every task needs them.
    void setTask(Task task);
    void setProject(const std::filesystem::path& project);
    void refresh();
    /// Adds a model file from elsewhere: copied into the project's models/, or for this session
    /// where no project is open. Throws Error(Model) when it cannot be used or is of another task
    /// of lesions, Error(Io) when it cannot be copied.
    void load(const std::filesystem::path& path);
    void choose(const std::filesystem::path& path);

    /// nullptr when there is none or it cannot be used.
    const AvailableModel* chosen() const;

    const std::vector<AvailableModel>& models() const { return m_models; }

    std::vector<AvailableModel> brainModels() const;

    /// Of all models there are, of any task.
    const std::vector<std::string>& names() const { return m_names; }

Q_SIGNALS:
    void listed();        ///< the models were read again
    void chosenChanged(); ///< another one, not the list read again
    /// Of the chosen model.
    void pageRequested();
    void comparisonRequested(); ///< of it with others
    void problem(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildButtons();
    void retranslate();
    void fill(const std::filesystem::path& wanted);
    void showCard();
    void askForExport();
    void askToDelete();
    void removeFile(const AvailableModel& model);
    /// Whether a job needs the model's file; says which.
    bool refuseWhereNeeded(const AvailableModel& model);
    int rowOf(std::size_t model) const;

    const JobQueue& m_queue;
    Task m_task = Task::Flair;
    std::filesystem::path m_project;
    std::vector<std::filesystem::path> m_loaded; ///< from elsewhere, without a project
    std::vector<std::string> m_names;
    std::vector<AvailableModel> m_models;
    std::vector<ModelDescent> m_rows; ///< what the list shows, top to bottom
    QListWidget* m_list = nullptr;
    QLabel* m_card = nullptr;
    QPushButton* m_details = nullptr;
    QPushButton* m_compare = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_delete = nullptr;
};

} // namespace dawson
