#pragma once

#include "core/document/background_task.h"
#include "core/document/case_document.h"
#include "core/lesion/probability.h"
#include "core/study/threshold_sweep.h"
#include "widgets/panel/threshold_cut.h"

#include <QTimer>
#include <QVariant>
#include <QWidget>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace dawson
{

class ThresholdChart;

/// A model's probability map of the open case: shown as colours, cut at a threshold that follows
/// the slider, with the lesions it would give and their sensitivity and PPV against a reference,
/// here and over all cases. Nothing is written until the threshold is kept.
class ThresholdPanel : public QWidget
{
    Q_OBJECT

public:
    /// Id of the layer that shows the map cut at the slider's threshold.
    static constexpr const char* kCutLayer = "threshold";
    static constexpr int kThresholdSteps = 100; ///< of the slider
    /// Id of the layer that shows the map in bands.
    static constexpr const char* kBandLayer = "probability";

    /// `document` outlives the panel.
    explicit ThresholdPanel(CaseDocument& document, QWidget* parent = nullptr);
    ~ThresholdPanel() override;

    /// Where models and references of the open case are looked for. Keeps what is being tried when
    /// the case stays.
    void setStudy(const std::shared_ptr<const Study>& study);

Q_SIGNALS:
    void problem(const QString& sentence);
    void maskKept(); ///< a model's mask on disk was replaced

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectControls();
    void connectTasks();
    void retranslate();
    void listModels();
    void listReferences();
    void setTrying(bool trying);
    void load();
    void startWith(const ThresholdTrial& trial);
    void dropMap();
    void refreshButtons();
    void putSweepAway();
    void cut();
    void showCut(const MapCut& made);
    void count();
    void sweep();
    void startSweep(const SweepRequest& request);
    void showSweepProgress(double fraction);
    void showSweep(const ThresholdSweep& found);
    void labelSweep();
    void keep();
    void forget();
    const Grading* grading() const;
    const Author* author() const;
    double threshold() const;
    bool
    isModels(double threshold) const; ///< the model's own, as far as the field tells them apart

    /// That of its mask with the threshold that is tried.
    OperatingPoint point() const
    {
        return {threshold(), m_own.minimumVolumeMm3, m_own.coreProbability};
    }

    void setThreshold(double threshold);

    CaseDocument& m_document;
    std::shared_ptr<const Study> m_study;
    std::shared_ptr<const Volume> m_map; ///< null until it is loaded
    FileState m_read;                    ///< of the file it was read from
    std::shared_ptr<Mask> m_cut;         ///< null until the map was cut
    OperatingPoint m_cutAt;
    bool m_cutAgain = false; ///< the threshold has moved since m_cutting began
    Author m_author;         ///< of the map
    OperatingPoint m_own;    ///< of its mask: minimum size and core hold at any threshold
    std::optional<OperatingPoint> m_models; ///< the model's, for other cases
    bool m_sweepWanted = false;             ///< counting, and not put away since
    BackgroundTask m_loading{this};
    BackgroundTask m_cutting{this};
    BackgroundTask m_counting{this};
    BackgroundTask m_sweeping{this};
    BackgroundTask m_keeping{this};
    QTimer m_delay;
    QLabel* m_empty = nullptr;
    QWidget* m_controls = nullptr;
    QComboBox* m_model = nullptr;
    QCheckBox* m_try = nullptr;
    QCheckBox* m_bands = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_value = nullptr;
    QToolButton* m_back = nullptr; ///< to the model's own threshold
    QComboBox* m_reference = nullptr;
    std::optional<QVariant> m_chosenReference; ///< by hand; may be none at all
    QLabel* m_result = nullptr;
    QPushButton* m_sweep = nullptr;
    ThresholdChart* m_chart = nullptr;
    QLabel* m_sweepNote = nullptr;
    QPushButton* m_keep = nullptr;
};

} // namespace dawson
