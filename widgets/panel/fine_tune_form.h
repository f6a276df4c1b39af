#pragma once

#include "core/document/background_task.h"
#include "core/training/preflight.h"
#include "widgets/panel/step_clock.h"
#include "widgets/panel/training_plan.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace dawson
{

class CaseChecklist;
class ChannelChoice;
class ModelNameField;
class TrainingDetails;

/// The plan of a training: what is trained on what, with a check in plain words that runs by itself
/// whenever a choice changes. Sends startRequested with everything decided. What was chosen stays
/// when the project or the list of models is read again.
class FineTuneForm : public QWidget
{
    Q_OBJECT

public:
    explicit FineTuneForm(std::filesystem::path worker, QWidget* parent = nullptr);

    void setStudy(std::shared_ptr<const Study> study);
    void setTask(Task task);
    /// Whose masks are offered first, and who is told where another grader's are hidden from them.
    void setGrader(const Author& grader);
    /// The models to start from, of which those of the task are offered. `chosen` is preselected
    /// whenever it is another than the last time, else what is chosen here stays.
    void setModels(const std::vector<AvailableModel>& models, const std::filesystem::path& chosen);
    /// Names of models and of trainings that are not over: a new model must have another.
    void setTakenNames(std::vector<std::string> names);

    /// Sentences of the last check, as shown.
    QString checkText() const;

    bool ready() const { return m_ready; }

Q_SIGNALS:
    void startRequested(const dawson::JobSpec& spec);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void fillAuthors();
    void fillCases();
    void fillStarts(const std::filesystem::path& wanted);
    void suggestName();
    void refreshStart();
    void say(const QString& lines); ///< what the check found
    void choicesChanged();
    void check();
    void showCheck(const Preflight& result);
    void start();
    int cases() const;
    QString fineTuneTitle() const;
    QString fromScratchTitle() const;
    void startTwin();
    TrainingChoice choice() const;

    std::shared_ptr<const Study> m_study;
    Task m_masked = Task::Flair;
    Author m_grader;
    bool m_referenceChosen = false; ///< by hand
    std::vector<AvailableModel> m_models;
    std::filesystem::path m_listed; ///< the model chosen in the list, when it was last told
    StepClock m_clock;
    BackgroundTask m_task{this};
    QTimer m_delay{this};
    TrainingSpec m_spec;
    bool m_ready = false;
    QComboBox* m_start = nullptr;
    QLabel* m_taskShown = nullptr;
    QComboBox* m_reference = nullptr;
    QComboBox* m_preset = nullptr;
    CaseChecklist* m_cases = nullptr;
    ChannelChoice* m_channels = nullptr;
    ModelNameField* m_name = nullptr;
    TrainingDetails* m_details = nullptr;
    QCheckBox* m_twin = nullptr;
    QLabel* m_check = nullptr;
    QPushButton* m_startButton = nullptr;
    std::vector<QLabel*> m_labels;
};

} // namespace dawson
