#pragma once

#include "core/training/epoch_metrics.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace dawson
{

/// Live curves of one training: loss of the steps and of the validation on the left, lesion-wise
/// sensitivity, PPV and F1 and voxel-wise Dice of the validation per epoch on the right, with the
/// rule they follow below.
class TrainingChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingChart(QWidget* parent = nullptr);
    ~TrainingChart() override;

    /// `losses`: of the steps in order, evenly thinned; they span `epochsSeen` epochs, of which the
    /// last may still run.
    void setCurves(const std::vector<double>& losses,
                   const std::vector<EpochMetrics>& epochs,
                   double epochsSeen);

    const std::vector<double>& losses() const;
    const std::vector<EpochMetrics>& epochs() const;

    void clear() { setCurves({}, {}, 1.0); }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Plot;
    void redraw();

    std::unique_ptr<Plot> m_plot;
};

} // namespace dawson
