#include "widgets/view/slice_picture.h"

#include "widgets/view/mask_paint.h"
#include "widgets/view/slice_image.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

constexpr double kSquarePixels = 56.0; ///< of the checkerboard

} // namespace

void SlicePicture::dropAll()
{
    m_contours.clear();
    dropImage();
}

void SlicePicture::dropImage()
{
    m_cuts = {};
    m_pictureValid = false;
}

void SlicePicture::dropMask(const QString& id)
{
    m_contours.erase(id);
    m_pictureValid = false;
}

void SlicePicture::dropMasks()
{
    m_pictureValid = false;
}

const QImage& SlicePicture::update(const LayerStack& layers,
                                   const PaneImages& shown,
                                   const SliceFrame& frame,
                                   double devicePixelRatio)
{
    const bool same = m_picture.devicePixelRatioF() == devicePixelRatio &&
                      m_shown.image == shown.image && m_shown.prior == shown.prior &&
                      m_shown.look == shown.look;
    if (!m_pictureValid || !same) {
        m_shown = shown;
        compose(shown, frame, devicePixelRatio);
        paintMasks(layers, frame);
        m_pictureValid = true;
    }
    return m_picture;
}

const QImage&
SlicePicture::cut(const ImageLayer& layer, const SliceFrame& frame, double devicePixelRatio)
{
    auto kept = std::ranges::find(m_cuts, &layer, &Cut::of);
    if (kept == m_cuts.end() || kept->image.devicePixelRatioF() != devicePixelRatio) {
        std::swap(m_cuts[0], m_cuts[1]); // the one used longer ago goes
        kept = m_cuts.begin();
        *kept = {&layer, sliceImage(layer, frame, devicePixelRatio)};
    }
    return kept->image;
}

void SlicePicture::compose(const PaneImages& shown,
                           const SliceFrame& frame,
                           double devicePixelRatio)
{
    m_picture = cut(shown.onTop(), frame, devicePixelRatio);
    if (!shown.blended()) {
        return;
    }
    const QImage other = cut(shown.beneath(), frame, devicePixelRatio);
    QPainter painter(&m_picture);
    const QSizeF pane = frame.paneSize();
    if (shown.look.blend == Blend::Wipe) {
        painter.setClipRect(QRectF(0.0, 0.0, shown.look.wipe * pane.width(), pane.height()));
        painter.drawImage(QPointF(), other);
        return;
    }
    QPainterPath squares;
    for (int row = 0; row * kSquarePixels < pane.height(); ++row) {
        for (int column = row % 2; column * kSquarePixels < pane.width(); column += 2) {
            squares.addRect(
                column * kSquarePixels, row * kSquarePixels, kSquarePixels, kSquarePixels);
        }
    }
    painter.setClipPath(squares);
    painter.drawImage(QPointF(), other);
}

void SlicePicture::paintMasks(const LayerStack& layers, const SliceFrame& frame)
{
    if (layers.peeking()) {
        return;
    }
    QPainter painter(&m_picture);
    const QTransform toPixel = frame.sliceToPixel();
    for (const MaskLayer& layer : layers.masks()) {
        if (!layer.visible) {
            continue;
        }
        auto kept = m_contours.find(layer.id);
        if (kept == m_contours.end()) {
            kept = m_contours.emplace(layer.id, maskContours(*layer.mask, frame)).first;
        }
        paintMask(painter, layer, kept->second, toPixel);
    }
}

} // namespace dawson
