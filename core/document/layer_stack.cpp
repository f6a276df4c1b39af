#include "core/document/layer_stack.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

/// The window of `to` that shows as much of it as `window` shows of `from`.
IntensityWindow
likewise(const ImageLayer& from, const IntensityWindow& window, const ImageLayer& to)
{
    const auto carried = [&](double value) {
        const double share = (value - from.first.low) / std::max(from.first.width(), 1e-12);
        return to.first.low + share * to.first.width();
    };
    return {carried(window.low), carried(window.high)};
}

} // namespace

void LayerStack::clear()
{
    if (m_images.empty() && m_masks.empty()) {
        return;
    }
    m_images.clear();
    m_masks.clear();
    m_shownImage = -1;
    m_peeking = false;
    Q_EMIT layersChanged();
}

void LayerStack::addImage(ImageLayer layer)
{
    layer.first = layer.window;
    m_images.push_back(std::move(layer));
    if (m_shownImage < 0) {
        m_shownImage = 0;
    }
    Q_EMIT layersChanged();
}

void LayerStack::showImage(int index)
{
    if (index == m_shownImage || index < 0 || index >= static_cast<int>(m_images.size())) {
        return;
    }
    m_shownImage = index;
    Q_EMIT appearanceChanged();
}

void LayerStack::setWindow(int image, const IntensityWindow& window)
{
    if (image < 0 || image >= static_cast<int>(m_images.size())) {
        return;
    }
    ImageLayer& layer = m_images[static_cast<std::size_t>(image)];
    const double half = window.width() / 2.0;
    const bool signedValues = layer.role == ImageRole::Subtraction;
    const IntensityWindow wanted = signedValues ? IntensityWindow{-half, half} : window;
    if (layer.window == wanted) {
        return;
    }
    layer.window = wanted;
    const ImageRole partner = layer.role == ImageRole::Current ? ImageRole::Prior
                              : layer.role == ImageRole::Prior ? ImageRole::Current
                                                               : ImageRole::Other;
    for (ImageLayer& other : m_images) {
        if (partner != ImageRole::Other && other.role == partner) {
            other.window = likewise(layer, wanted, other);
        }
    }
    Q_EMIT appearanceChanged();
}

void LayerStack::setPlacement(int image, const std::optional<Geometry>& placement)
{
    if (image >= 0 && image < static_cast<int>(m_images.size())) {
        m_images[static_cast<std::size_t>(image)].placement = placement;
        Q_EMIT appearanceChanged();
    }
}

void LayerStack::setLive(int image, std::shared_ptr<const LiveDifference> live)
{
    if (image >= 0 && image < static_cast<int>(m_images.size())) {
        m_images[static_cast<std::size_t>(image)].live = std::move(live);
        Q_EMIT appearanceChanged();
    }
}

int LayerStack::imageOf(ImageRole role) const
{
    const auto it = std::ranges::find(m_images, role, &ImageLayer::role);
    return it == m_images.end() ? -1 : static_cast<int>(it - m_images.begin());
}

void LayerStack::addMask(MaskLayer layer)
{
    if (MaskLayer* old = find(layer.id)) {
        layer.visible = old->visible;
        layer.outline = old->outline;
        layer.opacity = old->opacity;
        *old = std::move(layer);
    } else {
        m_masks.push_back(std::move(layer));
    }
    Q_EMIT layersChanged();
}

void LayerStack::removeMask(const QString& id)
{
    if (std::erase_if(m_masks, [&](const MaskLayer& layer) { return layer.id == id; }) > 0) {
        Q_EMIT layersChanged();
    }
}

const MaskLayer* LayerStack::mask(const QString& id) const
{
    const auto it = std::ranges::find(m_masks, id, &MaskLayer::id);
    return it == m_masks.end() ? nullptr : &*it;
}

MaskLayer* LayerStack::find(const QString& id)
{
    const auto it = std::ranges::find(m_masks, id, &MaskLayer::id);
    return it == m_masks.end() ? nullptr : &*it;
}

void LayerStack::setMaskVisible(const QString& id, bool visible)
{
    MaskLayer* layer = find(id);
    if (layer != nullptr && layer->visible != visible) {
        layer->visible = visible;
        Q_EMIT appearanceChanged();
    }
}

void LayerStack::setMaskOutline(const QString& id, bool outline)
{
    MaskLayer* layer = find(id);
    if (layer != nullptr && layer->outline != outline) {
        layer->outline = outline;
        Q_EMIT appearanceChanged();
    }
}

void LayerStack::setMaskOpacity(const QString& id, double opacity)
{
    MaskLayer* layer = find(id);
    const double bounded = std::clamp(opacity, 0.0, 1.0);
    if (layer != nullptr && layer->opacity != bounded) {
        layer->opacity = bounded;
        Q_EMIT appearanceChanged();
    }
}

void LayerStack::setPeeking(bool peeking)
{
    if (m_peeking != peeking) {
        m_peeking = peeking;
        Q_EMIT appearanceChanged();
    }
}

void LayerStack::noteMaskChange(const QString& id, const Region& region)
{
    if (!region.empty()) {
        Q_EMIT maskChanged(id, region);
    }
}

} // namespace dawson
