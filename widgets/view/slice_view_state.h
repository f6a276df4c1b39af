#pragma once

#include "widgets/view/slice_picture.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/tool.h"
#include "widgets/view/window_drag.h"

#include <QTimer>

namespace dawson
{

/// What a mouse button held down is doing.
enum class PaneGesture { None, Tool, Pan, Zoom, Window, Wipe };

struct SliceView::State {
    State(CaseDocument& openCase, Orientation orientation)
        : document(openCase)
        , frame(Geometry(), orientation, PaneConvention::Radiological)
    {
    }

    /// Index of the pane's image, -1 when there is none.
    int image() const
    {
        return role ? document.layers().imageOf(*role) : document.layers().shownImage();
    }

    bool hasImage() const { return image() >= 0; }

    /// REQUIRES: hasImage().
    PaneImages shown() const
    {
        const auto& images = document.layers().images();
        PaneImages both{&images[static_cast<std::size_t>(image())], nullptr, settings.pair};
        const int prior = document.layers().imageOf(ImageRole::Prior);
        if (both.image->role == ImageRole::Current && prior >= 0) {
            both.prior = &images[static_cast<std::size_t>(prior)];
        }
        return both;
    }

    bool wiping() const
    {
        return hasImage() && shown().blended() && settings.pair.blend == Blend::Wipe;
    }

    Touch touchAt(const QPointF& pixel, Qt::MouseButton button, Qt::KeyboardModifiers held) const
    {
        return {frame.toPatient(pixel), frame.plane(), pixel, button, held, image()};
    }

    SliceFrame newFrame(const Geometry& geometry) const
    {
        SliceFrame made(geometry, frame.orientation(), settings.convention);
        made.setContent(content);
        return made;
    }

    /// Zoom and pan to take up with the first case.
    struct Restored {
        double zoom;
        QPointF panMm;
    };

    CaseDocument& document;
    std::optional<ImageRole> role; ///< the image the pane keeps to; none: the shown one
    SliceFrame frame;
    Region content; ///< of the primary image
    std::optional<Restored> restored;
    PaneSettings settings;
    Tool* tool = nullptr;
    SlicePicture picture;
    QTimer idleRepaint; ///< while a stroke goes on in another pane

    PaneGesture gesture = PaneGesture::None;
    Qt::MouseButton gestureButton = Qt::NoButton;
    QPointF gestureStart;
    QPointF gestureLast;
    double gestureZoom = 1.0;
    WindowDrag windowDrag;
    std::optional<QPointF> hover;
    Qt::KeyboardModifiers keys;
    int wheelRest = 0; ///< of fine wheels and touchpads, in eighths of a degree
};

} // namespace dawson
