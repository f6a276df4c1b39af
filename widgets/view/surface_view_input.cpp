#include "core/document/brush.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/surface_view_state.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <vtkCamera.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace dawson
{

namespace
{

constexpr double kDegreesPerPixel = 0.45;
constexpr double kKeyTurnPixels = 22.0; ///< an arrow key turns by about 10 degrees
constexpr double kDragPixels = 4.0;
constexpr int kSearchVoxels = 3; ///< smoothing moves a surface by less than that

/// The foreground voxel nearest to a point of a smoothed surface.
std::optional<VoxelIndex> lesionVoxelNear(const Mask& mask, const PatientPoint& point)
{
    const Geometry& geometry = mask.geometry();
    const Region around =
        Region{geometry.nearestVoxel(point), {1, 1, 1}}.grown(kSearchVoxels, geometry);
    std::optional<VoxelIndex> nearest;
    double best = std::numeric_limits<double>::max();
    for (std::size_t n = 0; n < around.voxelCount(); ++n) {
        const int step = static_cast<int>(n);
        const VoxelIndex v{around.lower.i + step % around.size[0],
                           around.lower.j + step / around.size[0] % around.size[1],
                           around.lower.k + step / around.size[0] / around.size[1]};
        const PatientPoint p = geometry.toPatient(v);
        const double distance = std::hypot(p.x - point.x, p.y - point.y, p.z - point.z);
        if (mask.at(v) != 0 && distance < best) {
            best = distance;
            nearest = v;
        }
    }
    return nearest;
}

/// Centre of the lesion's own voxel nearest to its centre of mass.
PatientPoint middleOfLesion(const Mask& mask, const VoxelIndex& seed)
{
    const Geometry& geometry = mask.geometry();
    const auto voxels = connectedVoxels(mask, seed);
    PatientPoint mean;
    for (const std::uint32_t offset : voxels) {
        const PatientPoint p = geometry.toPatient(geometry.voxelAt(offset));
        const auto share = 1.0 / static_cast<double>(voxels.size());
        mean = {mean.x + share * p.x, mean.y + share * p.y, mean.z + share * p.z};
    }
    PatientPoint middle = geometry.toPatient(seed);
    double best = std::numeric_limits<double>::max();
    for (const std::uint32_t offset : voxels) {
        const PatientPoint p = geometry.toPatient(geometry.voxelAt(offset));
        const double distance = std::hypot(p.x - mean.x, p.y - mean.y, p.z - mean.z);
        if (distance < best) {
            best = distance;
            middle = p;
        }
    }
    return middle;
}

} // namespace

void SurfaceView::mousePressEvent(QMouseEvent* event)
{
    State& s = *m_state;
    // A dialog may have got the release of the button before; this pane sees no move without one.
    const bool held = s.button != Qt::NoButton && s.button != event->button() &&
                      event->buttons().testFlag(s.button);
    if (held || !canRender()) {
        return;
    }
    s.button = event->button();
    s.panning =
        event->button() == Qt::MiddleButton ||
        (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    s.dragged = false;
    s.last = event->position();
    s.pressed = event->position();
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event)
{
    State& s = *m_state;
    if (s.button == Qt::NoButton) {
        return;
    }
    if (!event->buttons().testFlag(s.button)) {
        s.button = Qt::NoButton;
        setMoving(false);
        return;
    }
    const QPointF way = event->position() - s.pressed;
    s.dragged = s.dragged || std::hypot(way.x(), way.y()) > kDragPixels;
    if (!s.dragged) {
        return;
    }
    setMoving(true);
    const QPointF step = event->position() - s.last;
    s.last = event->position();
    if (s.panning) {
        pan(step);
    } else if (s.button == Qt::LeftButton) {
        turn(step);
    } else {
        zoom(std::exp2(-step.y() / 120.0));
    }
}

void SurfaceView::mouseReleaseEvent(QMouseEvent* event)
{
    State& s = *m_state;
    if (event->button() != s.button) {
        return;
    }
    s.button = Qt::NoButton;
    setMoving(false);
    if (event->button() == Qt::LeftButton && !s.dragged && !s.panning) {
        activateAt(event->position());
    }
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        Q_EMIT maximizeRequested();
    }
}

void SurfaceView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    zoom(std::pow(1.15, event->angleDelta().y() / 120.0));
}

void SurfaceView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        turn({-kKeyTurnPixels, 0.0});
        break;
    case Qt::Key_Right:
        turn({kKeyTurnPixels, 0.0});
        break;
    case Qt::Key_Up:
        turn({0.0, -kKeyTurnPixels});
        break;
    case Qt::Key_Down:
        turn({0.0, kKeyTurnPixels});
        break;
    default:
        VtkWidget::keyPressEvent(event);
    }
}

void SurfaceView::turn(const QPointF& pixels)
{
    if (!canRender()) {
        return;
    }
    vtkCamera* camera = renderer()->GetActiveCamera();
    camera->Azimuth(-pixels.x() * kDegreesPerPixel);
    camera->Elevation(pixels.y() * kDegreesPerPixel);
    camera->OrthogonalizeViewUp();
    renderer()->ResetCameraClippingRange();
    requestRender();
}

void SurfaceView::pan(const QPointF& pixels)
{
    vtkCamera* camera = renderer()->GetActiveCamera();
    const double angle = camera->GetViewAngle() * std::numbers::pi / 180.0;
    const double mm = 2.0 * camera->GetDistance() * std::tan(angle / 2.0) / std::max(1, height());
    const double* up = camera->GetViewUp();
    const double* forward = camera->GetDirectionOfProjection();
    const double right[3] = {forward[1] * up[2] - forward[2] * up[1],
                             forward[2] * up[0] - forward[0] * up[2],
                             forward[0] * up[1] - forward[1] * up[0]};
    double focus[3];
    double position[3];
    camera->GetFocalPoint(focus);
    camera->GetPosition(position);
    for (int a = 0; a < 3; ++a) {
        const double shift = mm * (pixels.y() * up[a] - pixels.x() * right[a]);
        focus[a] += shift;
        position[a] += shift;
    }
    camera->SetFocalPoint(focus);
    camera->SetPosition(position);
    renderer()->ResetCameraClippingRange();
    requestRender();
}

void SurfaceView::zoom(double factor)
{
    if (!canRender()) {
        return;
    }
    renderer()->GetActiveCamera()->Dolly(std::clamp(factor, 0.2, 5.0));
    renderer()->ResetCameraClippingRange();
    requestRender();
}

void SurfaceView::activateAt(const QPointF& pixel)
{
    makeCurrent();
    const QPointF display = toDisplay(pixel);
    const auto hit = m_state->scene->hitAt(display.x(), display.y());
    const MaskLayer* layer = hit ? m_state->document.layers().mask(hit->layer) : nullptr;
    if (layer == nullptr) {
        return;
    }
    // The mask may have changed since the surface was made.
    const auto voxel = lesionVoxelNear(*layer->mask, hit->point);
    const PatientPoint target = voxel ? middleOfLesion(*layer->mask, *voxel) : hit->point;
    m_state->document.cursor().moveTo(target);
    Q_EMIT lesionActivated(target);
}

} // namespace dawson
