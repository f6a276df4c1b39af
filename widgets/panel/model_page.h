#pragma once

#include "core/document/background_task.h"
#include "core/study/study.h"
#include "core/training/epoch_metrics.h"
#include "core/training/model_library.h"

#include <QDialog>

#include <memory>
#include <vector>

class QHBoxLayout;
class QLabel;
class QTabWidget;

namespace dawson
{

/// All there is to know of one model: its card, the scores of its validation, the curves of its
/// training where its run is in the project or the file holds them, and masks it made, with the
/// largest lesion of each in the middle. Deletes itself when closed.
class ModelPage : public QDialog
{
    Q_OBJECT

public:
    /// `study` may be nullptr: then there are no examples. Throws Error when the file is gone or
    /// its curves are damaged.
    ModelPage(const AvailableModel& model,
              const std::shared_ptr<const Study>& study,
              QWidget* parent = nullptr);

    /// Whether examples are still being read.
    bool loading() const { return m_loading.running(); }

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildCard();
    QWidget* buildScores();
    QWidget* buildCurves();
    QWidget* buildExamples();
    void rebuild();
    void loadExamples();

    AvailableModel m_model;
    std::vector<double> m_losses; ///< of the training, from first to last
    double m_epochsSeen = 1.0;    ///< that they span
    std::vector<EpochMetrics> m_epochs;
    std::shared_ptr<const Study> m_study;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_note = nullptr; ///< of the examples; replaced with each build
    QHBoxLayout* m_row = nullptr;
    BackgroundTask m_loading;
};

} // namespace dawson
