#include "widgets/view/lesion_erase_tool.h"

#include <algorithm>

namespace dawson
{

LesionEraseTool::LesionEraseTool(CaseDocument& document)
    : m_document(document)
{
}

bool LesionEraseTool::onLesion(const PatientPoint& point) const
{
    const auto mask = m_document.editedMask();
    if (mask == nullptr) {
        return false;
    }
    const VoxelIndex voxel = mask->geometry().nearestVoxel(point);
    return mask->geometry().contains(voxel) && mask->at(voxel) != 0;
}

bool LesionEraseTool::press(const Touch& touch)
{
    if (touch.button != Qt::LeftButton || active() || !m_document.acceptsStrokes()) {
        return false;
    }
    m_pressed = touch.point;
    return true;
}

void LesionEraseTool::move(const Touch& /*touch*/)
{
    // Nothing happens before the release.
}

void LesionEraseTool::release(const Touch& touch)
{
    const PatientPoint pressed = *m_pressed;
    m_pressed.reset();
    if (!onLesion(pressed) || !onLesion(touch.point)) {
        return;
    }
    const auto mask = m_document.editedMask();
    const Geometry& geometry = mask->geometry();
    const auto lesion = connectedVoxels(*mask, geometry.nearestVoxel(pressed));
    const auto released =
        static_cast<std::uint32_t>(geometry.offset(geometry.nearestVoxel(touch.point)));
    if (std::ranges::find(lesion, released) != lesion.end()) {
        m_document.eraseLesionAt(pressed);
    }
}

void LesionEraseTool::cancel()
{
    m_pressed.reset();
}

bool LesionEraseTool::active() const
{
    return m_pressed.has_value();
}

} // namespace dawson
