#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/pane_overlay.h"

namespace dawson
{

/// "S 18.0 mm": a position along a patient axis with the letter of its side.
QString positionText(Orientation orientation, const PatientPoint& point);

/// Case and date; sequence and author; slice, position, obliquity and window.
CornerTexts
cornerTexts(const LayerStack& layers, const SliceFrame& frame, const CaseCaption& caption);

} // namespace dawson
