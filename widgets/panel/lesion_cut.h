#pragma once

#include "core/document/layer_stack.h"

#include <QImage>

#include <vector>

namespace dawson
{

/// A square cut through an image in a plane of the patient's axes, radiological: `fieldMm` wide,
/// centred on a point, nearest voxels, with the outlines of masks; a subtraction in its signed
/// colours. `plane` 0 axial, 1 sagittal, 2 coronal. Pixels outside the image are black.
QImage lesionCut(const ImageLayer& image,
                 const std::vector<MaskLayer>& masks,
                 const PatientPoint& center,
                 int plane,
                 int pixels,
                 double fieldMm);

/// Turns a radiological cut to neurological where that differs, and writes letters at its four
/// borders and a scale of 1 cm. The picture's devicePixelRatio counts.
QImage labelledCut(QImage cut, int plane, bool neurological, double fieldMm);

} // namespace dawson
