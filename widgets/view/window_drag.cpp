#include "widgets/view/window_drag.h"

#include <cmath>

namespace dawson
{

namespace
{

constexpr double kPixelsPerDoubling = 150.0; ///< of the width
constexpr double kPixelsPerWidth = 400.0;    ///< of the level

} // namespace

IntensityWindow draggedWindow(const IntensityWindow& start, const QPointF& pixels)
{
    const double width = start.width() * std::exp2(pixels.x() / kPixelsPerDoubling);
    const double level = start.level() + start.width() * pixels.y() / kPixelsPerWidth;
    return {level - width / 2.0, level + width / 2.0};
}

void WindowDrag::start(const LayerStack& layers, int image, const QPointF& pixel)
{
    m_image = image >= 0 ? image : layers.shownImage();
    m_start = pixel;
    if (active()) {
        const ImageLayer& dragged = layers.images()[static_cast<std::size_t>(m_image)];
        m_window = dragged.window;
        m_volume = dragged.volume;
    }
}

void WindowDrag::moveTo(LayerStack& layers, const QPointF& pixel) const
{
    if (!active() || m_image >= static_cast<int>(layers.images().size())) {
        return;
    }
    const auto& now = layers.images()[static_cast<std::size_t>(m_image)].volume;
    if (now != nullptr && now == m_volume.lock()) {
        layers.setWindow(m_image, draggedWindow(m_window, pixel - m_start));
    }
}

} // namespace dawson
