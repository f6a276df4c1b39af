#pragma once

#include "core/image/mask.h"
#include "widgets/view/slice_frame.h"

#include <QPainterPath>

#include <cstdint>
#include <vector>

namespace dawson
{

/// The border of one label in one slice: closed polygons along voxel edges, holes included
/// (odd-even fill). In in-slice indices, so a voxel spans -0.5 to +0.5 around its index.
struct MaskContour {
    std::uint8_t label = 0;
    QPainterPath path;
};

/// Borders of all labels in the slice a frame shows, by rising label; empty when the mask has
/// another number of voxels than the frame. 0.1 to 0.5 ms on 256^3.
std::vector<MaskContour> maskContours(const Mask& mask, const SliceFrame& frame);

} // namespace dawson
