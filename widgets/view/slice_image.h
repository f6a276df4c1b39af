#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/slice_frame.h"

#include <QImage>

namespace dawson
{

/// The plane of a frame through an image, interpolated linearly, black outside the image. The
/// image need not share the frame's grid: its own geometry counts, or where it is placed. In grey
/// over its window; a subtraction in signedColor(), black where it is exactly 0: outside.
///
/// The result has the pane's size in device pixels and its devicePixelRatio set. 1 to 2 ms for a
/// pane of 800 x 500 where the axes agree, some 10 ms for a grid turned against the frame's.
QImage sliceImage(const ImageLayer& layer, const SliceFrame& frame, double devicePixelRatio);

} // namespace dawson
