#pragma once

#include "core/document/layer_stack.h"
#include "widgets/view/mask_contour.h"
#include "widgets/view/pane_settings.h"
#include "widgets/view/slice_frame.h"

#include <QImage>

#include <array>
#include <map>

namespace dawson
{

/// What a pane shows: an image and, where both are compared within the pane, the one before it.
struct PaneImages {
    const ImageLayer* image = nullptr;
    const ImageLayer* prior = nullptr; ///< null: `look` does not matter
    PairLook look;

    const ImageLayer& onTop() const { return prior && look.priorShown ? *prior : *image; }

    const ImageLayer& beneath() const { return prior && look.priorShown ? *image : *prior; }

    bool blended() const { return prior != nullptr && look.blend != Blend::Single; }
};

/// Image and masks of a pane as one picture, remade only where something changed: a stroke
/// repaints masks over the kept image, a flicker swaps two kept ones, a moved crosshair remakes
/// nothing.
class SlicePicture
{
public:
    /// The picture for this frame. REQUIRES: shown.image is of `layers`.
    const QImage& update(const LayerStack& layers,
                         const PaneImages& shown,
                         const SliceFrame& frame,
                         double devicePixelRatio);

    void dropAll();                   ///< another case, slice or grid
    void dropImage();                 ///< window, zoom or shown image changed
    void dropMask(const QString& id); ///< its voxels changed
    void dropMasks();                 ///< how masks are shown changed

private:
    /// One of the images as it was last cut.
    struct Cut {
        const ImageLayer* of = nullptr;
        QImage image;
    };

    const QImage& cut(const ImageLayer& layer, const SliceFrame& frame, double devicePixelRatio);
    void compose(const PaneImages& shown, const SliceFrame& frame, double devicePixelRatio);
    void paintMasks(const LayerStack& layers, const SliceFrame& frame);

    std::array<Cut, 2> m_cuts; ///< without masks
    QImage m_picture;          ///< with masks
    PaneImages m_shown;        ///< what it was made of
    bool m_pictureValid = false;
    std::map<QString, std::vector<MaskContour>> m_contours;
};

} // namespace dawson
