#pragma once

#include "core/document/background_task.h"
#include "core/run/job_spec.h"
#include "core/training/preflight.h"
#include "widgets/panel/step_clock.h"

#include <QDialog>
#include <QTimer>

#include <filesystem>
#include <string>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace dawson
{

/// Model > New default...: what a default model is made from and how, for experts. Checks every
/// choice in plain words and sends startRequested; the job runs in the background.
class NewDefaultDialog : public QDialog
{
    Q_OBJECT

public:
    /// `project`: whose runs/ the job goes to. `taken`: names that a new model must not have.
    NewDefaultDialog(const std::filesystem::path& worker,
                     std::filesystem::path project,
                     std::vector<std::string> taken,
                     QWidget* parent = nullptr);

    /// Sentences of the last check, as shown.
    QString checkText() const;
    void chooseTask(const std::string& task); ///< a word of pretrainingTasks()

Q_SIGNALS:
    void startRequested(const dawson::JobSpec& spec);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    static QFormLayout* makeForm();
    QFormLayout* buildMaterial();
    QFormLayout* buildTraining();
    void addRow(QFormLayout& form, QWidget* field, const char* name, QWidget* beside = nullptr);
    QLineEdit* addFolder(QFormLayout& form, const char* name);
    QSpinBox* addNumber(QFormLayout& form, const char* name, int most);
    void retranslate();
    void nameRows();
    void takePreset(); ///< fills in what the preset decides
    void choicesChanged();
    void check();
    void showCheck(const Preflight& result);
    void start();
    PretrainingJob job() const;
    std::string task() const;
    QString nameProblem() const;

    std::filesystem::path m_project;
    std::vector<std::string> m_taken;
    StepClock m_clock;
    BackgroundTask m_checking{this};
    QTimer m_delay{this};
    QLabel* m_head = nullptr;
    QLabel* m_text = nullptr;
    QComboBox* m_task = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_gliomas = nullptr;
    QLineEdit* m_labelMaps = nullptr;
    QSpinBox* m_synthetic = nullptr;
    QSpinBox* m_planted = nullptr;
    QComboBox* m_preset = nullptr;
    QComboBox* m_family = nullptr;
    QSpinBox* m_levels = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QSpinBox* m_epochs = nullptr;
    QSpinBox* m_steps = nullptr;
    QSpinBox* m_patch = nullptr;
    QSpinBox* m_threads = nullptr;
    QSpinBox* m_seed = nullptr;
    QLabel* m_check = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_cancel = nullptr;
    std::vector<QLabel*> m_labels;
    std::vector<QPushButton*> m_browse;
};

} // namespace dawson
