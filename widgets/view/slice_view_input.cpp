#include "widgets/view/pane_overlay.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/slice_view_state.h"

#include <QEnterEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace dawson
{

namespace
{

constexpr int kWheelStep = 120;
constexpr int kPageSlices = 5;
constexpr double kZoomPerWheelStep = 1.15;
constexpr double kPixelsPerDoubling = 120.0; ///< of the zoom, by right drag

} // namespace

double steppedBrushDiameter(double diameterMm, int steps)
{
    double diameter = diameterMm;
    for (int n = 0; n < std::abs(steps); ++n) {
        const double step = std::max(0.5, std::round(diameter / 3.5) / 2.0);
        diameter += steps > 0 ? step : -step;
    }
    return std::clamp(diameter, 0.5, 60.0);
}

/// Panning, zooming and windowing, which every mode has; the rest is the tool's.
bool SliceView::startOwnGesture(const QMouseEvent& event)
{
    State& s = *m_state;
    const bool left = event.button() == Qt::LeftButton;
    const bool right = event.button() == Qt::RightButton;
    if (left && s.wiping() && onDivider(rect(), s.settings.pair.wipe, event.position())) {
        s.gesture = PaneGesture::Wipe;
        return true;
    }
    if (event.button() == Qt::MiddleButton ||
        (left && event.modifiers().testFlag(Qt::ShiftModifier))) {
        s.gesture = PaneGesture::Pan;
    } else if (right && event.modifiers().testFlag(Qt::AltModifier)) {
        s.gesture = PaneGesture::Window;
        s.windowDrag.start(s.document.layers(), s.image(), event.position());
    } else if (right && s.settings.mode != PaneMode::Paint) {
        s.gesture = PaneGesture::Zoom;
        s.gestureZoom = s.frame.zoom();
    }
    return s.gesture != PaneGesture::None;
}

void SliceView::mousePressEvent(QMouseEvent* event)
{
    State& s = *m_state;
    if (s.gesture != PaneGesture::None || !s.hasImage()) {
        return;
    }
    s.keys = event->modifiers();
    s.gestureButton = event->button();
    s.gestureStart = event->position();
    s.gestureLast = event->position();
    if (startOwnGesture(*event) || s.tool == nullptr) {
        return;
    }
    // Set first: the tool's first touch already changes the mask, and this pane repaints at once.
    s.gesture = PaneGesture::Tool;
    if (!s.tool->press(s.touchAt(event->position(), event->button(), event->modifiers()))) {
        s.gesture = PaneGesture::None;
        return;
    }
    hoverAt(event->position());
    Q_EMIT gestureChanged(true);
}

void SliceView::mouseMoveEvent(QMouseEvent* event)
{
    State& s = *m_state;
    if (!s.hasImage()) {
        return;
    }
    s.keys = event->modifiers();
    const QPointF pixel = event->position();
    if (s.gesture != PaneGesture::None && !event->buttons().testFlag(s.gestureButton)) {
        finishGesture(s.gestureLast, event->modifiers()); // a dialog got the release
    }
    switch (s.gesture) {
    case PaneGesture::Tool:
        if (s.tool->active()) {
            s.tool->move(s.touchAt(pixel, s.gestureButton, event->modifiers()));
        }
        break;
    case PaneGesture::Pan:
        s.frame.pan(pixel - s.gestureLast);
        s.picture.dropImage();
        update();
        Q_EMIT reframed();
        break;
    case PaneGesture::Wipe:
        Q_EMIT wipeMoved(std::clamp(pixel.x() / width(), 0.02, 0.98));
        break;
    case PaneGesture::Zoom:
        zoomTo(s.gestureZoom * std::exp2((s.gestureStart.y() - pixel.y()) / kPixelsPerDoubling),
               s.gestureStart);
        break;
    case PaneGesture::Window:
        s.windowDrag.moveTo(s.document.layers(), pixel);
        break;
    case PaneGesture::None:
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            s.document.cursor().moveTo(s.frame.toPatient(pixel));
        }
        break;
    }
    s.gestureLast = pixel;
    hoverAt(pixel);
}

void SliceView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_state->gesture != PaneGesture::None && event->button() == m_state->gestureButton) {
        finishGesture(event->position(), event->modifiers());
    }
}

void SliceView::finishGesture(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    State& s = *m_state;
    const bool toolGesture = s.gesture == PaneGesture::Tool;
    s.gesture = PaneGesture::None;
    s.windowDrag.stop();
    if (toolGesture) {
        if (s.tool->active()) {
            s.tool->release(s.touchAt(pixel, s.gestureButton, modifiers));
        }
        Q_EMIT gestureChanged(false);
        update();
    }
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event)
{
    // While painting, the second of two quick dabs is a dab.
    if (event->button() == Qt::LeftButton && m_state->settings.mode == PaneMode::View) {
        Q_EMIT maximizeRequested();
        return;
    }
    mousePressEvent(event);
}

void SliceView::wheelEvent(QWheelEvent* event)
{
    State& s = *m_state;
    event->accept();
    if (!s.hasImage()) {
        return;
    }
    // Some platforms turn the wheel sideways while Shift or Alt is held.
    const QPoint delta = event->angleDelta();
    s.wheelRest += delta.y() != 0 ? delta.y() : delta.x();
    const int steps = s.wheelRest / kWheelStep;
    s.wheelRest -= steps * kWheelStep;
    if (steps == 0) {
        return;
    }
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomTo(s.frame.zoom() * std::pow(kZoomPerWheelStep, steps), event->position());
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) &&
               s.settings.mode == PaneMode::Paint) {
        resizeBrush(steps);
    } else {
        const int stride = event->modifiers().testFlag(Qt::ShiftModifier) ? kPageSlices : 1;
        showSlice(s.frame.slice() + s.frame.normal().sign * steps * stride);
    }
    hoverAt(event->position());
}

void SliceView::keyPressEvent(QKeyEvent* event)
{
    State& s = *m_state;
    const int forward = s.frame.normal().sign;
    const int last = s.frame.sliceCount() - 1;
    s.keys = event->modifiers();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Right:
        showSlice(s.frame.slice() + forward);
        break;
    case Qt::Key_Down:
    case Qt::Key_Left:
        showSlice(s.frame.slice() - forward);
        break;
    case Qt::Key_PageUp:
        showSlice(s.frame.slice() + forward * kPageSlices);
        break;
    case Qt::Key_PageDown:
        showSlice(s.frame.slice() - forward * kPageSlices);
        break;
    case Qt::Key_Home:
        showSlice(forward > 0 ? 0 : last);
        break;
    case Qt::Key_End:
        showSlice(forward > 0 ? last : 0);
        break;
    case Qt::Key_BracketRight:
    case Qt::Key_Plus:
        resizeBrush(1);
        break;
    case Qt::Key_BracketLeft:
    case Qt::Key_Minus:
        resizeBrush(-1);
        break;
    case Qt::Key_Escape:
        if (s.gesture == PaneGesture::Tool && s.tool->active()) {
            s.tool->cancel();
            break;
        }
        [[fallthrough]];
    default:
        update(); // Ctrl turns the ring
        QWidget::keyPressEvent(event);
    }
}

void SliceView::keyReleaseEvent(QKeyEvent* event)
{
    m_state->keys = event->modifiers();
    update();
    QWidget::keyReleaseEvent(event);
}

void SliceView::enterEvent(QEnterEvent* event)
{
    // Keys go to the pane under the mouse, unless the user types elsewhere.
    const QWidget* focused = window()->focusWidget();
    if (focused != this && qobject_cast<const SliceView*>(focused) != nullptr) {
        setFocus(Qt::MouseFocusReason);
    }
    hoverAt(event->position());
}

void SliceView::leaveEvent(QEvent* /*event*/)
{
    m_state->hover.reset();
    update();
    Q_EMIT hovered(std::nullopt);
}

void SliceView::hoverAt(const QPointF& pixel)
{
    m_state->hover = pixel;
    if (m_state->settings.mode == PaneMode::Paint) {
        update();
    }
    if (m_state->hasImage()) {
        Q_EMIT hovered(m_state->frame.toPatient(pixel));
    }
}

void SliceView::showSlice(int slice)
{
    State& s = *m_state;
    if (!s.hasImage()) {
        return;
    }
    // The cursor moves along the slice's normal, so the other panes follow.
    const Geometry& geometry = s.frame.geometry();
    VoxelPoint voxel = geometry.toVoxel(s.document.cursor().position());
    const int axis = s.frame.normal().axis;
    (axis == 0   ? voxel.i
     : axis == 1 ? voxel.j
                 : voxel.k) = std::clamp(slice, 0, s.frame.sliceCount() - 1);
    s.document.cursor().moveTo(geometry.toPatient(voxel));
}

void SliceView::zoomTo(double zoom, const QPointF& anchor)
{
    m_state->frame.zoomAt(zoom, anchor);
    m_state->picture.dropImage();
    update();
    Q_EMIT zoomed(m_state->frame.mmPerPixel());
    Q_EMIT reframed();
}

void SliceView::resizeBrush(int steps)
{
    const double before = m_state->settings.brush.diameterMm;
    const double after = steppedBrushDiameter(before, steps);
    if (after != before) {
        Q_EMIT brushResized(after);
    }
}

} // namespace dawson
