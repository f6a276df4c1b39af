#pragma once

#include "core/document/layer_stack.h"

#include <QPointF>

namespace dawson
{

/// Window and level by dragging: to the right widens the window, downwards raises the level
/// (darker), both in proportion to the window at the start.
class WindowDrag
{
public:
    /// Takes an image of the layers, below 0 the shown one; without one the drag stays inactive.
    void start(const LayerStack& layers, int image, const QPointF& pixel);
    void moveTo(LayerStack& layers, const QPointF& pixel) const;

    void stop() { m_image = -1; }

    bool active() const { return m_image >= 0; }

private:
    int m_image = -1;
    IntensityWindow m_window;
    QPointF m_start;
};

/// The window after dragging from where it was `start` by some pixels.
IntensityWindow draggedWindow(const IntensityWindow& start, const QPointF& pixels);

} // namespace dawson
