#include "widgets/view/view_grid.h"

#include "widgets/theme/theme.h"
#include "widgets/view/lesion_erase_tool.h"
#include "widgets/view/paint_tool.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/surface_view.h"
#include "widgets/view/view_tool.h"

#include <QDataStream>
#include <QGridLayout>
#include <QIODevice>

#include <array>
#include <cmath>
#include <map>

namespace dawson
{

namespace
{

constexpr quint32 kStateMagic = 0x44564731; ///< "DVG1"
constexpr int kPaneGap = 2;
constexpr std::array<Orientation, 3> kOrientations{
    Orientation::Axial, Orientation::Sagittal, Orientation::Coronal};

} // namespace

struct ViewGrid::State {
    explicit State(CaseDocument& openCase)
        : document(openCase)
        , viewTool(openCase)
        , paintTool(openCase)
        , eraseTool(openCase)
    {
    }

    Tool* toolOf(Mode mode)
    {
        return mode == Mode::View    ? static_cast<Tool*>(&viewTool)
               : mode == Mode::Paint ? static_cast<Tool*>(&paintTool)
                                     : static_cast<Tool*>(&eraseTool);
    }

    CaseDocument& document;
    ViewTool viewTool;
    PaintTool paintTool;
    LesionEraseTool eraseTool;
    PaneSettings settings;
    std::array<SliceView*, 3> slices{};
    SurfaceView* surface = nullptr;
    QGridLayout* layout = nullptr;
    Layout kind = Layout::Grid;
    Layout beforeMaximized = Layout::Grid;
    bool zoomShared = false;
    /// Windows as the case came, for resetViews().
    std::map<const Volume*, IntensityWindow> firstWindows;

    void noteWindows()
    {
        std::map<const Volume*, IntensityWindow> windows;
        for (const ImageLayer& image : document.layers().images()) {
            const auto known = firstWindows.find(image.volume.get());
            windows[image.volume.get()] =
                known != firstWindows.end() ? known->second : image.window;
        }
        firstWindows = std::move(windows);
    }
};

ViewGrid::ViewGrid(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>(document))
{
    setObjectName(QStringLiteral("view.grid"));
    setAccessibleName(tr("Views"));
    State& s = *m_state;
    s.layout = new QGridLayout(this);
    s.layout->setContentsMargins(0, 0, 0, 0);
    s.layout->setSpacing(kPaneGap);
    for (const Orientation orientation : kOrientations) {
        auto* view = new SliceView(document, orientation, this);
        s.slices[static_cast<std::size_t>(orientation)] = view;
        connectSlice(*view);
    }
    s.surface = new SurfaceView(document, this);
    connect(s.surface, &SurfaceView::lesionActivated, this, &ViewGrid::lesionActivated);
    connect(s.surface, &SurfaceView::lesionActivated, this, &ViewGrid::centerOnCursor);
    connect(s.surface, &SurfaceView::maximizeRequested, this, [this] {
        toggleMaximized(Layout::SurfaceOnly);
    });
    connect(
        &document.layers(), &LayerStack::layersChanged, this, [this] { m_state->noteWindows(); });
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        // The document has ended a stroke of the case before; the tool lets go of it as well.
        Tool* tool = m_state->toolOf(m_state->settings.mode);
        if (tool->active()) {
            tool->cancel();
        }
    });
    s.noteWindows();
    shareSettings();
    arrange();
}

ViewGrid::~ViewGrid()
{
    // The panes hold pointers to the tools, which go with the state.
    for (SliceView* view : m_state->slices) {
        view->setTool(nullptr);
    }
}

void ViewGrid::connectSlice(SliceView& view)
{
    const Orientation orientation = view.frame().orientation();
    view.setTool(m_state->toolOf(Mode::View));
    connect(&view, &SliceView::hovered, this, &ViewGrid::hovered);
    connect(&view, &SliceView::brushResized, this, [this](double diameterMm) {
        Brush resized = m_state->settings.brush;
        resized.diameterMm = diameterMm;
        setBrush(resized);
        Q_EMIT brushChanged(resized);
    });
    connect(&view, &SliceView::zoomed, this, [this, &view](double mmPerPixel) {
        shareZoom(view, mmPerPixel);
    });
    connect(&view, &SliceView::maximizeRequested, this, [this, orientation] {
        toggleMaximized(orientation == Orientation::Axial      ? Layout::AxialOnly
                        : orientation == Orientation::Sagittal ? Layout::SagittalOnly
                                                               : Layout::CoronalOnly);
    });
    connect(&view, &SliceView::gestureChanged, this, [this](bool active) {
        for (SliceView* other : m_state->slices) {
            if (!active) {
                other->update(); // what was put off during the stroke
            }
        }
    });
}

SliceView& ViewGrid::slice(Orientation orientation)
{
    return *m_state->slices[static_cast<std::size_t>(orientation)];
}

SurfaceView& ViewGrid::surface()
{
    return *m_state->surface;
}

void ViewGrid::arrange()
{
    State& s = *m_state;
    const std::array<QWidget*, 4> panes{s.slices[0], s.slices[1], s.slices[2], s.surface};
    for (QWidget* pane : panes) {
        s.layout->removeWidget(pane);
    }
    for (int n = 0; n < 3; ++n) {
        s.layout->setRowStretch(n, 0);
        s.layout->setColumnStretch(n, 0);
    }
    std::array<bool, 4> shown{true, true, true, true};
    if (s.kind == Layout::Grid) {
        for (int n = 0; n < 4; ++n) {
            s.layout->addWidget(panes[static_cast<std::size_t>(n)], n / 2, n % 2);
            s.layout->setRowStretch(n / 2, 1);
            s.layout->setColumnStretch(n % 2, 1);
        }
    } else if (s.kind == Layout::AxialLarge) {
        s.layout->addWidget(panes[0], 0, 0, 3, 1);
        s.layout->setColumnStretch(0, 3);
        s.layout->setColumnStretch(1, 2);
        for (int n = 1; n < 4; ++n) {
            s.layout->addWidget(panes[static_cast<std::size_t>(n)], n - 1, 1);
            s.layout->setRowStretch(n - 1, 1);
        }
    } else {
        const auto only =
            static_cast<std::size_t>(s.kind) - static_cast<std::size_t>(Layout::AxialOnly);
        for (std::size_t n = 0; n < 4; ++n) {
            shown[n] = n == only;
        }
        s.layout->addWidget(panes[only], 0, 0);
        s.layout->setRowStretch(0, 1);
        s.layout->setColumnStretch(0, 1);
    }
    for (std::size_t n = 0; n < 4; ++n) {
        panes[n]->setVisible(shown[n]);
    }
}

void ViewGrid::setLayoutKind(Layout layout)
{
    State& s = *m_state;
    if (layout == s.kind) {
        return;
    }
    if (s.kind == Layout::Grid || s.kind == Layout::AxialLarge) {
        s.beforeMaximized = s.kind;
    }
    s.kind = layout;
    arrange();
    Q_EMIT layoutChanged();
}

ViewGrid::Layout ViewGrid::layoutKind() const
{
    return m_state->kind;
}

void ViewGrid::toggleMaximized(Layout only)
{
    setLayoutKind(m_state->kind == only ? m_state->beforeMaximized : only);
}

void ViewGrid::shareSettings()
{
    m_state->paintTool.setBrush(m_state->settings.brush);
    for (SliceView* view : m_state->slices) {
        view->setSettings(m_state->settings);
    }
}

void ViewGrid::setConvention(Convention convention)
{
    m_state->settings.convention = convention;
    shareSettings();
}

void ViewGrid::setMode(Mode mode)
{
    State& s = *m_state;
    if (mode == s.settings.mode) {
        return;
    }
    Tool* before = s.toolOf(s.settings.mode);
    if (before->active()) {
        before->cancel();
    }
    s.settings.mode = mode;
    for (SliceView* view : s.slices) {
        view->setTool(s.toolOf(mode));
    }
    shareSettings();
    Q_EMIT modeChanged(mode);
}

ViewGrid::Mode ViewGrid::mode() const
{
    return m_state->settings.mode;
}

void ViewGrid::setBrush(const Brush& brush)
{
    m_state->settings.brush = brush;
    shareSettings();
}

const Brush& ViewGrid::brush() const
{
    return m_state->settings.brush;
}

void ViewGrid::setCrosshairVisible(bool visible)
{
    m_state->settings.crosshairVisible = visible;
    shareSettings();
}

void ViewGrid::setCaption(const CaseCaption& caption)
{
    m_state->settings.caption = caption;
    shareSettings();
}

void ViewGrid::setZoomShared(bool shared)
{
    m_state->zoomShared = shared;
    const SliceView& axial = slice(Orientation::Axial);
    shareZoom(axial, axial.frame().mmPerPixel());
}

void ViewGrid::shareZoom(const SliceView& from, double mmPerPixel)
{
    if (!m_state->zoomShared) {
        return;
    }
    for (SliceView* view : m_state->slices) {
        if (view != &from) {
            view->setMmPerPixel(mmPerPixel);
        }
    }
}

void ViewGrid::setSurfaceLayer(const QString& id)
{
    m_state->surface->setLayer(id);
}

void ViewGrid::resetViews()
{
    State& s = *m_state;
    for (SliceView* view : s.slices) {
        view->resetView();
    }
    s.surface->resetCamera();
    LayerStack& layers = s.document.layers();
    for (std::size_t n = 0; n < layers.images().size(); ++n) {
        const auto first = s.firstWindows.find(layers.images()[n].volume.get());
        if (first != s.firstWindows.end()) {
            layers.setWindow(static_cast<int>(n), first->second);
        }
    }
}

void ViewGrid::centerOnCursor()
{
    for (SliceView* view : m_state->slices) {
        view->centerOnCursor();
    }
}

QByteArray ViewGrid::saveState() const
{
    const State& s = *m_state;
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << kStateMagic << static_cast<qint32>(s.kind) << static_cast<qint32>(s.settings.convention)
        << s.zoomShared << s.settings.crosshairVisible;
    for (const SliceView* view : s.slices) {
        out << view->frame().zoom() << view->frame().panMm();
    }
    return bytes;
}

void ViewGrid::restoreState(const QByteArray& state)
{
    State& s = *m_state;
    QDataStream in(state);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 magic = 0;
    qint32 kind = 0;
    qint32 convention = 0;
    bool zoomShared = false;
    bool crosshair = true;
    in >> magic >> kind >> convention >> zoomShared >> crosshair;
    std::array<double, 3> zooms{};
    std::array<QPointF, 3> pans;
    for (std::size_t n = 0; n < 3; ++n) {
        in >> zooms[n] >> pans[n];
    }
    const bool known = magic == kStateMagic && kind >= 0 &&
                       kind <= static_cast<qint32>(Layout::SurfaceOnly) &&
                       (convention == 0 || convention == 1);
    if (in.status() != QDataStream::Ok || !known) {
        return;
    }
    s.zoomShared = zoomShared;
    s.settings.convention = static_cast<Convention>(convention);
    s.settings.crosshairVisible = crosshair;
    shareSettings();
    for (std::size_t n = 0; n < 3; ++n) {
        if (std::isfinite(zooms[n]) && std::isfinite(pans[n].x()) && std::isfinite(pans[n].y())) {
            s.slices[n]->setZoom(zooms[n], pans[n]);
        }
    }
    setLayoutKind(static_cast<Layout>(kind));
}

} // namespace dawson
