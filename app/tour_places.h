#pragma once

#include "app/tour.h"
#include "core/image/geometry.h"

#include <QPoint>

#include <filesystem>
#include <vector>

namespace dawson
{

/// The project a tour writes into.
std::filesystem::path projectOf(const TourRequest& request);

/// Opens the cases of the worklist whose name begins with this, as a double click does.
void openCaseOf(const char* subject);

/// Places inside lesions of the first FLAIR case by the project's reference (consensus or known
/// truth), largest first; those that the grader's saved mask has got come last. Throws Error.
std::vector<PatientPoint> lesionsLeft(const std::filesystem::path& project, const char* grader);

/// Where the crosshair is, as the status line says it.
PatientPoint positionOn();

/// Looks at a place as a reader does: a click in the sagittal pane brings the axial pane to its
/// slice. Where it lies in the axial pane.
QPoint lookedUp(const PatientPoint& place);

/// Where a place lies in a pane that shows its slice.
QPoint placeIn(QWidget& pane, const PatientPoint& place);

/// A few short strokes across a place, as a hand fills a lesion.
std::vector<QPoint> scribble(const QPoint& place);

} // namespace dawson
