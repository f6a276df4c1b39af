#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/mask_contour.h"
#include "widgets/view/slice_frame.h"

#include <QImage>

#include <map>

namespace dawson
{

/// Image and masks of a pane as one picture, remade only where something changed: a stroke
/// repaints masks over the kept image, a moved crosshair remakes nothing.
class SlicePicture
{
public:
    /// The picture for this frame. REQUIRES: layers has a shown image.
    const QImage&
    update(const LayerStack& layers, const SliceFrame& frame, double devicePixelRatio);

    void dropAll();                   ///< another case, slice or grid
    void dropImage();                 ///< window, zoom or shown image changed
    void dropMask(const QString& id); ///< its voxels changed
    void dropMasks();                 ///< how masks are shown changed

private:
    void paintMasks(const LayerStack& layers, const SliceFrame& frame);

    QImage m_image;   ///< the image alone
    QImage m_picture; ///< with masks
    bool m_imageValid = false;
    bool m_pictureValid = false;
    std::map<QString, std::vector<MaskContour>> m_contours;
};

} // namespace dawson
