#include "widgets/view/slice_picture.h"

#include "widgets/view/mask_paint.h"
#include "widgets/view/slice_image.h"

namespace dawson
{

void SlicePicture::dropAll()
{
    m_contours.clear();
    dropImage();
}

void SlicePicture::dropImage()
{
    m_imageValid = false;
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

const QImage&
SlicePicture::update(const LayerStack& layers, const SliceFrame& frame, double devicePixelRatio)
{
    const bool sameScale = m_image.devicePixelRatioF() == devicePixelRatio;
    if (!m_imageValid || !sameScale) {
        const auto shown = static_cast<std::size_t>(layers.shownImage());
        const ImageLayer& layer = layers.images()[shown];
        m_image = sliceImage(*layer.volume, layer.window, frame, devicePixelRatio);
        m_imageValid = true;
        m_pictureValid = false;
    }
    if (!m_pictureValid) {
        m_picture = m_image;
        paintMasks(layers, frame);
        m_pictureValid = true;
    }
    return m_picture;
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
