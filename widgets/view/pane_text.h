#pragma once

#include "core/study/study.h"
#include "widgets/view/pane_overlay.h"
#include "widgets/view/slice_picture.h"

namespace dawson
{

/// "S 18.0 mm": a position along a patient axis with the letter of its side.
QString positionText(Orientation orientation, const PatientPoint& point);

/// "Prior", "After gadolinium": what an image is in its task; empty for Other.
QString roleText(Task task, ImageRole role);
/// A sentence for the pane of an image that is not there.
QString missingText(Task task, ImageRole role);

/// In a pair what is shown and its date, large; case and date; sequence and author; slice,
/// position, obliquity and window.
CornerTexts cornerTexts(const PaneImages& shown,
                        Task task,
                        const SliceFrame& frame,
                        const CaseCaption& caption);

} // namespace dawson
