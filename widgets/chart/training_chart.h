#pragma once

#include "core/training/epoch_metrics.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace dawson
{

/// Live curves of one training: loss of the steps and of the validation on the left, lesion-wise
/// validation sensitivity and PPV per epoch on the right.
class TrainingChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingChart(QWidget* parent = nullptr);
    ~TrainingChart() override;

    /// `losses`: of the steps in order, evenly thinned; they span all epochs seen so far.
    void setCurves(const std::vector<double>& losses, const std::vector<EpochMetrics>& epochs);

    void clear() { setCurves({}, {}); }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Plot;
    void redraw();

    std::unique_ptr<Plot> m_plot;
};

} // namespace dawson
