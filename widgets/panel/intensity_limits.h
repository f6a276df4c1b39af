#pragma once

#include "core/image/intensity_window.h"
#include "core/image/volume.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace dawson
{

/// A histogram of an image's intensities with two handles: what lies between them may be painted.
class IntensityLimits : public QWidget
{
    Q_OBJECT

public:
    explicit IntensityLimits(QWidget* parent = nullptr);

    /// Counts the image's foreground from black to a little over white of `window`; the rest is
    /// counted at the ends. Null: nothing is drawn.
    void setImage(const std::shared_ptr<const Volume>& image, const IntensityWindow& window);
    void setLimits(const IntensityWindow& limits); ///< sends nothing

    const IntensityWindow& limits() const { return m_limits; }

    /// From the smallest to the largest value of the image.
    const IntensityWindow& extent() const { return m_extent; }

    /// Where a value stands, in the widget's own pixels.
    double positionOf(double value) const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void limitsChanged(const dawson::IntensityWindow& limits); ///< a handle was dragged

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    enum class Handle { Low, High };
    double valueAt(double x) const;
    void dragTo(double x);

    std::vector<float> m_counts; ///< share of the largest, square root for small groups to show
    IntensityWindow m_shown;
    IntensityWindow m_extent;
    IntensityWindow m_limits;
    std::optional<Handle> m_dragged;
};

} // namespace dawson
