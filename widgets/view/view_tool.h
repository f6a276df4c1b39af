#pragma once

#include "core/document/case_document.h"
#include "widgets/view/tool.h"
#include "widgets/view/window_drag.h"

#include <optional>

namespace dawson
{

/// Looking: a left click moves the crosshair, a left drag sets window and level.
class ViewTool : public Tool
{
public:
    /// A press counts as a drag beyond this many pixels.
    static constexpr double kDragPixels = 4.0;

    explicit ViewTool(CaseDocument& document);

    bool press(const Touch& touch) override;
    void move(const Touch& touch) override;
    void release(const Touch& touch) override;
    void cancel() override;
    bool active() const override;

private:
    CaseDocument& m_document;
    std::optional<QPointF> m_pressed;
    WindowDrag m_drag;
};

} // namespace dawson
