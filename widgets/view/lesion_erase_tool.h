#pragma once

#include "core/document/case_document.h"
#include "widgets/view/tool.h"

#include <optional>

namespace dawson
{

/// A left click erases the whole lesion under it, as one undo step. The button may be dragged away
/// from the lesion to change one's mind: only what press and release share is erased.
class LesionEraseTool : public Tool
{
public:
    explicit LesionEraseTool(CaseDocument& document);

    bool press(const Touch& touch) override;
    void move(const Touch& touch) override;
    void release(const Touch& touch) override;
    void cancel() override;
    bool active() const override;

private:
    bool onLesion(const PatientPoint& point) const;

    CaseDocument& m_document;
    std::optional<PatientPoint> m_pressed;
};

} // namespace dawson
