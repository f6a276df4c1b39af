#include "widgets/view/paint_tool.h"

namespace dawson
{

PaintTool::PaintTool(CaseDocument& document)
    : m_document(document)
{
}

bool PaintTool::erases(Qt::MouseButton button, Qt::KeyboardModifiers modifiers)
{
    return (button == Qt::RightButton) != modifiers.testFlag(Qt::ControlModifier);
}

bool PaintTool::press(const Touch& touch)
{
    const bool brushButton = touch.button == Qt::LeftButton || touch.button == Qt::RightButton;
    if (!brushButton || active() || !m_document.acceptsStrokes()) {
        return false;
    }
    const std::uint8_t label = erases(touch.button, touch.modifiers) ? 0 : 1;
    m_stroke = std::make_unique<MaskStroke>(m_document, m_brush, touch.plane, label);
    m_stroke->moveTo(touch.point);
    return true;
}

void PaintTool::move(const Touch& touch)
{
    m_stroke->moveTo(touch.point);
}

void PaintTool::release(const Touch& /*touch*/)
{
    m_stroke->commit();
    m_stroke.reset();
}

void PaintTool::cancel()
{
    m_stroke.reset();
}

bool PaintTool::active() const
{
    return m_stroke != nullptr;
}

} // namespace dawson
