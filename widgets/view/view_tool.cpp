#include "widgets/view/view_tool.h"

#include <cmath>

namespace dawson
{

ViewTool::ViewTool(CaseDocument& document)
    : m_document(document)
{
}

bool ViewTool::press(const Touch& touch)
{
    if (touch.button != Qt::LeftButton || active()) {
        return false;
    }
    m_pressed = touch.pixel;
    return true;
}

void ViewTool::move(const Touch& touch)
{
    const QPointF way = touch.pixel - *m_pressed;
    if (!m_drag.active() && std::hypot(way.x(), way.y()) > kDragPixels) {
        m_drag.start(m_document.layers(), touch.image, *m_pressed);
    }
    m_drag.moveTo(m_document.layers(), touch.pixel);
}

void ViewTool::release(const Touch& touch)
{
    if (!m_drag.active()) {
        m_document.cursor().moveTo(touch.point);
    }
    m_pressed.reset();
    m_drag.stop();
}

void ViewTool::cancel()
{
    if (m_pressed) {
        m_drag.moveTo(m_document.layers(), *m_pressed);
    }
    m_pressed.reset();
    m_drag.stop();
}

bool ViewTool::active() const
{
    return m_pressed.has_value();
}

} // namespace dawson
