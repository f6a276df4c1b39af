#pragma once

#include "core/study/threshold_sweep.h"

#include <QWidget>

#include <memory>

namespace dawson
{

/// Lesion sensitivity and PPV against the threshold, with a line at the one in use; a click chooses
/// another.
class ThresholdChart : public QWidget
{
    Q_OBJECT

public:
    explicit ThresholdChart(QWidget* parent = nullptr);
    ~ThresholdChart() override;

    void setSweep(const ThresholdSweep& sweep);
    void setThreshold(double threshold);

Q_SIGNALS:
    void thresholdChosen(double threshold);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Plot;
    void redraw();

    std::unique_ptr<Plot> m_plot;
};

} // namespace dawson
