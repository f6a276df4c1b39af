#include "widgets/view/surface_view.h"

#include "widgets/theme/theme.h"
#include "widgets/view/content_region.h"
#include "widgets/view/orientation_cube.h"
#include "widgets/view/pane_overlay.h"
#include "widgets/view/surface_view_state.h"

#include <QEvent>
#include <QPainter>

#include <vtkCamera.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kDebounceMs = 400;

std::array<Geometry::Vector, 3> axesSeenBy(vtkCamera& camera)
{
    const double* up = camera.GetViewUp();
    const double* forward = camera.GetDirectionOfProjection();
    const Geometry::Vector right{forward[1] * up[2] - forward[2] * up[1],
                                 forward[2] * up[0] - forward[0] * up[2],
                                 forward[0] * up[1] - forward[1] * up[0]};
    std::array<Geometry::Vector, 3> axes{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        axes[axis] = {right[axis], up[axis], -forward[axis]};
    }
    return axes;
}

Region contentOf(CaseDocument& document)
{
    const auto& images = document.layers().images();
    return images.empty() ? Region::whole(document.geometry())
                          : contentRegion(*images.front().volume, images.front().window);
}

/// Least and largest x, y and z of a region's corners.
std::array<double, 6> boundsOf(const Geometry& geometry, const Region& region)
{
    constexpr double huge = std::numeric_limits<double>::max();
    std::array<double, 6> bounds{huge, -huge, huge, -huge, huge, -huge};
    for (int corner = 0; corner < 8; ++corner) {
        const PatientPoint p =
            geometry.toPatient(VoxelIndex{region.lower.i + (corner & 1) * (region.size[0] - 1),
                                          region.lower.j + (corner >> 1 & 1) * (region.size[1] - 1),
                                          region.lower.k + (corner >> 2) * (region.size[2] - 1)});
        const std::array<double, 3> at{p.x, p.y, p.z};
        for (std::size_t a = 0; a < 3; ++a) {
            bounds[2 * a] = std::min(bounds[2 * a], at[a]);
            bounds[2 * a + 1] = std::max(bounds[2 * a + 1], at[a]);
        }
    }
    return bounds;
}

} // namespace

SurfaceView::SurfaceView(CaseDocument& document, QWidget* parent)
    : VtkWidget(parent)
    , m_state(std::make_unique<State>(document))
{
    setObjectName(QStringLiteral("view.surface"));
    setAccessibleName(tr("Lesions in 3D"));
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setMinimumSize(120, 100);
    if (!canRender()) {
        return;
    }
    m_state->scene = std::make_unique<LesionScene>(*renderer());
    const QColor ground = paneTokens().ground;
    renderer()->SetBackground(ground.redF(), ground.greenF(), ground.blueF());
    m_state->debounce.setSingleShot(true);
    m_state->debounce.setInterval(kDebounceMs);
    connect(&m_state->debounce, &QTimer::timeout, this, &SurfaceView::rebuildLesions);
    LayerStack& layers = document.layers();
    connect(&document, &CaseDocument::caseChanged, this, &SurfaceView::followCase);
    connect(&layers, &LayerStack::layersChanged, this, &SurfaceView::followLayers);
    connect(&layers, &LayerStack::appearanceChanged, this, &SurfaceView::applyAppearance);
    connect(&layers, &LayerStack::maskChanged, this, [this](const QString& id) {
        m_state->stale.insert(id);
        m_state->debounce.start();
    });
    connect(&document.cursor(), &Cursor::moved, this, qOverload<>(&QWidget::update));
    followCase();
}

SurfaceView::~SurfaceView() = default;

void SurfaceView::followCase()
{
    State& s = *m_state;
    s.lesionTask.cancel();
    s.headTask.cancel();
    s.scene->clear();
    s.stale.clear();
    s.known.clear();
    s.headStale = !s.document.layers().images().empty();
    if (s.document.isOpen()) {
        rebuildHead();
        followLayers();
        resetCamera();
    }
    requestRender();
}

void SurfaceView::showEvent(QShowEvent* event)
{
    VtkWidget::showEvent(event);
    if (canRender() && m_state->document.isOpen()) {
        rebuildHead();
        applyAppearance();
    }
}

void SurfaceView::followLayers()
{
    State& s = *m_state;
    if (!s.document.isOpen()) {
        return;
    }
    s.scene->keepOnly(s.document.layers());
    std::map<QString, const Mask*> present;
    for (const MaskLayer& layer : s.document.layers().masks()) {
        const auto before = s.known.find(layer.id);
        if (before == s.known.end() || before->second != layer.mask.get()) {
            s.stale.insert(layer.id);
        }
        present[layer.id] = layer.mask.get();
    }
    s.known = std::move(present);
    applyAppearance();
    requestRender();
}

void SurfaceView::applyAppearance()
{
    if (!m_state->wanted().empty() && !m_state->debounce.isActive()) {
        m_state->debounce.start();
    }
    if (m_state->scene->apply(m_state->document.layers(), m_state->layer)) {
        requestRender();
    }
}

void SurfaceView::setLayer(const QString& id)
{
    m_state->layer = id;
    if (canRender()) {
        applyAppearance();
    }
}

bool SurfaceView::upToDate() const
{
    return m_state->wanted().empty() && !m_state->headStale && !m_state->lesionTask.running() &&
           !m_state->headTask.running();
}

void SurfaceView::rebuildLesions()
{
    State& s = *m_state;
    if (!isVisible()) {
        return; // showing it asks again
    }
    if (s.lesionTask.running()) {
        s.debounce.start(); // its result is still wanted; the newer state follows
        return;
    }
    std::vector<std::pair<QString, Mask>> copies;
    for (const QString& id : s.wanted()) {
        copies.emplace_back(id, *s.document.layers().mask(id)->mask);
        s.stale.erase(id);
    }
    if (copies.empty()) {
        return;
    }
    s.lesionTask.start<std::vector<LayerMeshes>>(
        [copies = std::move(copies)](const Progress& progress) {
            std::vector<LayerMeshes> layers;
            for (const auto& [id, mask] : copies) {
                layers.push_back({id, lesionMeshes(mask, progress)});
            }
            return layers;
        },
        [this](const std::vector<LayerMeshes>& layers) {
            for (const LayerMeshes& layer : layers) {
                m_state->scene->setLayer(layer);
            }
            m_state->scene->keepOnly(m_state->document.layers());
            m_state->scene->apply(m_state->document.layers(), m_state->layer);
            renderer()->ResetCameraClippingRange();
            requestRender();
            Q_EMIT surfacesChanged();
        });
}

void SurfaceView::rebuildHead()
{
    State& s = *m_state;
    const LayerStack& layers = s.document.layers();
    if (!isVisible() || !std::exchange(s.headStale, false)) {
        return;
    }
    s.headTask.start<vtkSmartPointer<vtkPolyData>>(
        [volume = layers.images().front().volume](const Progress& progress) {
            return headMesh(*volume, progress);
        },
        [this](const vtkSmartPointer<vtkPolyData>& mesh) {
            m_state->scene->setHead(mesh, paneTokens().text);
            renderer()->ResetCameraClippingRange();
            requestRender();
            Q_EMIT surfacesChanged();
        });
}

void SurfaceView::resetCamera()
{
    if (!canRender() || !m_state->document.isOpen()) {
        return;
    }
    // What the image holds decides, so that the view does not jump when surfaces arrive.
    std::array<double, 6> bounds =
        boundsOf(m_state->document.geometry(), contentOf(m_state->document));
    vtkCamera* camera = renderer()->GetActiveCamera();
    camera->SetFocalPoint(0.0, 0.0, 0.0);
    camera->SetPosition(0.45, -1.0, 0.4); // from the front, the left and above
    camera->SetViewUp(0.0, 0.0, 1.0);
    camera->OrthogonalizeViewUp();
    camera->SetViewAngle(24.0);
    renderer()->ResetCamera(bounds.data());
    camera->Dolly(1.35); // a head is much smaller than the sphere around its box
    renderer()->ResetCameraClippingRange();
    requestRender();
}

void SurfaceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Lesions in 3D"));
    }
    VtkWidget::changeEvent(event);
}

void SurfaceView::paintOverlay(QPainter& painter)
{
    State& s = *m_state;
    if (s.document.isOpen()) {
        const PatientPoint& p = s.document.cursor().position();
        renderer()->SetWorldPoint(p.x, p.y, p.z, 1.0);
        renderer()->WorldToDisplay();
        const double* display = renderer()->GetDisplayPoint();
        const QPointF at = fromDisplay(display[0], display[1]);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(paneTokens().accent, 1.25));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, 5.0, 5.0);
        paintOrientationCube(painter,
                             QPointF(width() - 34.0, height() - 36.0),
                             30.0,
                             axesSeenBy(*renderer()->GetActiveCamera()));
    }
    paintModeFrame(painter, size(), PaneMode::View);
}

} // namespace dawson
