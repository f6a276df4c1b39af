#include "widgets/view/view_grid.h"

#include "widgets/view/view_grid_state.h"

#include <QApplication>
#include <QKeyEvent>

namespace dawson
{

namespace
{

constexpr int kPaneGap = 2;
constexpr std::array<Orientation, 3> kOrientations{
    Orientation::Axial, Orientation::Sagittal, Orientation::Coronal};

} // namespace

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
        connect(view, &SliceView::maximizeRequested, this, [this, orientation] {
            toggleMaximized(orientation == Orientation::Axial      ? Layout::AxialOnly
                            : orientation == Orientation::Sagittal ? Layout::SagittalOnly
                                                                   : Layout::CoronalOnly);
        });
        s.panes.push_back(view);
    }
    s.comparison = new ComparePanes(document, this);
    s.panes.insert(s.panes.end(), s.comparison->panes().begin(), s.comparison->panes().end());
    for (SliceView* view : s.panes) {
        connectSlice(*view);
    }
    connect(&s.pair, &PairDisplay::changed, this, [this] {
        m_state->settings.pair = m_state->pair.look();
        shareSettings();
    });
    s.surface = new SurfaceView(document, this);
    connect(s.surface, &SurfaceView::lesionActivated, this, &ViewGrid::lesionActivated);
    connect(s.surface, &SurfaceView::lesionActivated, this, &ViewGrid::centerOnCursor);
    connect(s.surface, &SurfaceView::maximizeRequested, this, [this] {
        toggleMaximized(Layout::SurfaceOnly);
    });
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        // The document has ended a stroke of the case before; the tool lets go of it as well.
        Tool* tool = m_state->toolOf(m_state->settings.mode);
        if (tool->active()) {
            tool->cancel();
        }
        hang();
    });
    shareSettings();
    arrange();
}

ViewGrid::~ViewGrid()
{
    // The panes hold pointers to the tools, which go with the state.
    for (SliceView* view : m_state->panes) {
        view->setTool(nullptr);
    }
}

void ViewGrid::connectSlice(SliceView& view)
{
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
    connect(&view, &SliceView::wipeMoved, &m_state->pair, &PairDisplay::setWipe);
    connect(&view, &SliceView::gestureChanged, this, [this](bool active) {
        for (SliceView* other : m_state->panes) {
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

const std::vector<SliceView*>& ViewGrid::slicePanes() const
{
    return m_state->panes;
}

SurfaceView& ViewGrid::surface()
{
    return *m_state->surface;
}

ComparePanes& ViewGrid::comparison()
{
    return *m_state->comparison;
}

PairDisplay& ViewGrid::pairDisplay()
{
    return m_state->pair;
}

/// A pair opens side by side, a single image as before; within either the user's choice stays.
void ViewGrid::hang()
{
    State& s = *m_state;
    const bool pair = s.document.isOpen() && s.document.task() != Task::Flair;
    if (!s.document.isOpen() || pair == s.pairOpen) {
        return;
    }
    s.pairOpen = pair;
    s.pair.setFlickering(false);
    if (pair) {
        s.beforeOneImage = s.beforeMaximized;
    }
    setLayoutKind(pair ? s.ofPair : s.ofOneImage);
    if (!pair) {
        s.beforeMaximized = s.beforeOneImage; // a single image has no side by side
    }
}

void ViewGrid::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_state->pair.releaseSwap();
    }
    QWidget::keyReleaseEvent(event);
}

void ViewGrid::arrange()
{
    State& s = *m_state;
    const std::array<QWidget*, 5> panes{
        s.slices[0], s.slices[1], s.slices[2], s.surface, s.comparison};
    for (QWidget* pane : panes) {
        s.layout->removeWidget(pane);
    }
    for (int n = 0; n < 3; ++n) {
        s.layout->setRowStretch(n, 0);
        s.layout->setColumnStretch(n, 0);
    }
    std::array<bool, 5> shown{true, true, true, true, false};
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
        const std::size_t only =
            State::isComparison(s.kind)
                ? 4
                : static_cast<std::size_t>(s.kind) - static_cast<std::size_t>(Layout::AxialOnly);
        for (std::size_t n = 0; n < shown.size(); ++n) {
            shown[n] = n == only;
        }
        s.layout->addWidget(panes[only], 0, 0);
        s.layout->setRowStretch(0, 1);
        s.layout->setColumnStretch(0, 1);
    }
    for (std::size_t n = 0; n < shown.size(); ++n) {
        panes[n]->setVisible(shown[n]);
    }
}

void ViewGrid::setLayoutKind(Layout layout)
{
    State& s = *m_state;
    if (layout == s.kind) {
        return;
    }
    if (s.kind == Layout::Grid || s.kind == Layout::AxialLarge || State::isComparison(s.kind)) {
        s.beforeMaximized = s.kind;
    }
    s.kind = layout;
    if (State::isComparison(layout)) {
        s.ofPair = layout;
        s.comparison->setTwoPlanes(layout == Layout::CompareTwo);
    } else if (!s.pairOpen) {
        s.ofOneImage = layout;
    }
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
    for (SliceView* view : m_state->panes) {
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
    for (SliceView* view : s.panes) {
        view->setTool(s.toolOf(mode));
    }
    shareSettings();
    Q_EMIT modeChanged(mode);
}

ViewGrid::Mode ViewGrid::mode() const
{
    return m_state->settings.mode;
}

bool ViewGrid::inGesture() const
{
    return m_state->toolOf(m_state->settings.mode)->active();
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

void ViewGrid::focusPane()
{
    if (isAncestorOf(QApplication::focusWidget())) {
        return;
    }
    QWidget* chosen = m_state->surface;
    for (SliceView* view : m_state->panes) {
        const bool better = chosen == m_state->surface || view->role() == ImageRole::Current;
        if (view->isVisible() && better) {
            chosen = view;
        }
    }
    chosen->setFocus(Qt::OtherFocusReason);
}

void ViewGrid::setSurfaceLayer(const QString& id)
{
    m_state->surface->setLayer(id);
}

void ViewGrid::resetViews()
{
    State& s = *m_state;
    for (SliceView* view : s.panes) {
        view->resetView();
    }
    s.surface->resetCamera();
    LayerStack& layers = s.document.layers();
    for (std::size_t n = 0; n < layers.images().size(); ++n) {
        layers.setWindow(static_cast<int>(n), layers.images()[n].first);
    }
}

void ViewGrid::centerOnCursor()
{
    for (SliceView* view : m_state->panes) {
        view->centerOnCursor();
    }
}

} // namespace dawson
