#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/mask_contour.h"

#include <QPainter>
#include <QTransform>

#include <vector>

namespace dawson
{

constexpr double kOutlinePixels = 1.5;

/// How one label of a layer is drawn.
QColor labelColor(const MaskLayer& layer, std::uint8_t label);
MaskPattern labelPattern(const MaskLayer& layer, std::uint8_t label);

/// Paints one mask layer. Solid labels are filled with the layer's opacity, or outlined when the
/// layer says so; dashed labels are always a dashed outline; hatched ones are hatched (as an
/// outline: dotted), so that outcomes differ without their colours.
void paintMask(QPainter& painter,
               const MaskLayer& layer,
               const std::vector<MaskContour>& contours,
               const QTransform& sliceToPixel);

} // namespace dawson
