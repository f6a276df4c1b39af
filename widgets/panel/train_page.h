#pragma once

#include "core/job/job_queue.h"
#include "core/study/study.h"
#include "widgets/panel/training_plan.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

class QPushButton;

namespace dawson
{

class FineTuneForm;
class JobPanel;
class ModelList;

/// The Train workspace: models on the left, the job in the centre, plan and check on the right.
class TrainPage : public QWidget
{
    Q_OBJECT

public:
    TrainPage(JobQueue& queue, const std::filesystem::path& worker, QWidget* parent = nullptr);

    /// Models, plan and predictions are of this task.
    void setTask(Task task);
    void setStudy(const std::shared_ptr<const Study>& study);
    void setGrader(const Author& grader);
    /// The case that "Predict this case" means.
    void setOpenCase(const std::string& subject, const std::string& session);

    /// Model > Load...: asks for a file. Model > Predict. Model > Fine-tune...: to the plan.
    void askForModel();
    void showModelPage();
    void compareModels(); ///< the chosen one with others
    /// Copies a model file into the open project and chooses it. Throws as ModelList::load().
    void loadModel(const std::filesystem::path& path);
    void predictOpenCase();
    void predictAllCases();
    void planFineTuning();
    void planNewDefault(); ///< Model > New default...: opens its dialog
    void showJob(const std::filesystem::path& folder);
    /// Reads the list of models again: after a job has ended.
    void refreshModels();

    ModelList& models() { return *m_models; }

    bool canPredict() const; ///< a case is open, and a model of its task is chosen

Q_SIGNALS:
    void jobSubmitted(const QString& folder);
    void canPredictChanged(bool can);
    /// One sentence for the message area of the window.
    void problem(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildModels();
    void retranslate();
    void refreshActions();
    void refreshNames();
    std::vector<std::string> takenNames() const;
    void submit(const JobSpec& spec);
    void predict(const std::vector<CaseKey>& cases, const QString& what);

    JobQueue& m_queue;
    std::filesystem::path m_worker;
    std::shared_ptr<const Study> m_study;
    Task m_task = Task::Flair;
    CaseKey m_open;
    ModelList* m_models = nullptr;
    JobPanel* m_jobs = nullptr;
    FineTuneForm* m_form = nullptr;
    QPushButton* m_load = nullptr;
    QPushButton* m_predict = nullptr;
    QPushButton* m_predictAll = nullptr;
};

} // namespace dawson
