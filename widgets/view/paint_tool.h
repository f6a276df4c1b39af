#pragma once

#include "core/document/case_document.h"
#include "core/document/mask_stroke.h"
#include "widgets/view/tool.h"

#include <memory>

namespace dawson
{

/// The brush: left paints, right erases, Ctrl inverts. One gesture is one undo step.
class PaintTool : public Tool
{
public:
    explicit PaintTool(CaseDocument& document);

    void setBrush(const Brush& brush) { m_brush = brush; } ///< from the next gesture on

    const Brush& brush() const { return m_brush; }

    static bool erases(Qt::MouseButton button, Qt::KeyboardModifiers modifiers);

    bool press(const Touch& touch) override;
    void move(const Touch& touch) override;
    void release(const Touch& touch) override;
    void cancel() override;
    bool active() const override;

private:
    CaseDocument& m_document;
    Brush m_brush;
    std::unique_ptr<MaskStroke> m_stroke;
};

} // namespace dawson
