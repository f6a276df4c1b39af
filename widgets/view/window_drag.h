#pragma once

#include "core/document/layer_stack.h"

#include <QPointF>

#include <memory>

namespace dawson
{

/// Window and level by dragging: to the right widens the window, downwards raises the level
/// (darker), both in proportion to the window at the start.
class WindowDrag
{
public:
    /// Takes an image of the layers, below 0 the shown one; without one the drag stays inactive.
    void start(const LayerStack& layers, int image, const QPointF& pixel);
    /// Does nothing once another image has come to that place, with its case.
    void moveTo(LayerStack& layers, const QPointF& pixel) const;

    void stop() { m_image = -1; }

    bool active() const { return m_image >= 0; }

private:
    int m_image = -1;
    std::weak_ptr<const Volume> m_volume; ///< of that image
    IntensityWindow m_window;
    QPointF m_start;
};

/// The window after dragging from where it was `start` by some pixels.
IntensityWindow draggedWindow(const IntensityWindow& start, const QPointF& pixels);

} // namespace dawson
