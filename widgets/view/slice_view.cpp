#include "widgets/view/slice_view.h"

#include "widgets/theme/theme.h"
#include "widgets/view/content_region.h"
#include "widgets/view/paint_tool.h"
#include "widgets/view/pane_overlay.h"
#include "widgets/view/pane_text.h"
#include "widgets/view/slice_view_state.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace dawson
{

namespace
{

constexpr int kIdleRepaintMs = 30;
constexpr double kHeadlineHeight = 22.0;

QString nameOf(Orientation orientation)
{
    switch (orientation) {
    case Orientation::Axial:
        return SliceView::tr("Axial");
    case Orientation::Sagittal:
        return SliceView::tr("Sagittal");
    case Orientation::Coronal:
        break;
    }
    return SliceView::tr("Coronal");
}

QString objectNameOf(Orientation orientation)
{
    switch (orientation) {
    case Orientation::Axial:
        return QStringLiteral("view.axial");
    case Orientation::Sagittal:
        return QStringLiteral("view.sagittal");
    case Orientation::Coronal:
        break;
    }
    return QStringLiteral("view.coronal");
}

bool holdsSlice(const Region& region, const SliceFrame& frame)
{
    const int axis = frame.normal().axis;
    const int lower = axis == 0 ? region.lower.i : axis == 1 ? region.lower.j : region.lower.k;
    const int size = region.size[static_cast<std::size_t>(axis)];
    return frame.slice() >= lower && frame.slice() < lower + size;
}

} // namespace

SliceView::SliceView(CaseDocument& document, Orientation orientation, QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>(document, orientation))
{
    setObjectName(objectNameOf(orientation));
    setAccessibleName(nameOf(orientation));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 100);
    setContextMenuPolicy(Qt::PreventContextMenu); // the right button erases or zooms
    updateCursorShape();

    m_state->idleRepaint.setSingleShot(true);
    m_state->idleRepaint.setInterval(kIdleRepaintMs);
    connect(&m_state->idleRepaint, &QTimer::timeout, this, qOverload<>(&QWidget::update));

    LayerStack& layers = document.layers();
    connect(&document, &CaseDocument::caseChanged, this, &SliceView::followCase);
    connect(&layers, &LayerStack::layersChanged, this, &SliceView::followLayers);
    connect(&layers, &LayerStack::appearanceChanged, this, [this] {
        m_state->picture.dropImage();
        update();
    });
    connect(&layers, &LayerStack::maskChanged, this, &SliceView::followMask);
    connect(&document.cursor(), &Cursor::moved, this, &SliceView::followCursor);
    followCase();
}

SliceView::~SliceView() = default;

const SliceFrame& SliceView::frame() const
{
    return m_state->frame;
}

void SliceView::followCase()
{
    State& s = *m_state;
    const Geometry geometry = s.document.isOpen() ? s.document.geometry() : Geometry();
    s.content = Region::whole(geometry);
    if (s.document.isOpen() && s.hasImage()) {
        // A pair lies on the grid of the prior, which fills it; the other one may not.
        const auto& images = s.document.layers().images();
        const int prior = s.document.layers().imageOf(ImageRole::Prior);
        const ImageLayer& primary = images[static_cast<std::size_t>(std::max(prior, 0))];
        s.content = contentRegion(*primary.volume, primary.window);
    }
    s.frame = s.newFrame(geometry);
    s.frame.setPaneSize(size());
    if (s.hasImage() && s.restored) {
        setZoom(s.restored->zoom, s.restored->panMm);
        s.restored.reset();
    }
    s.frame.setSliceAt(s.document.cursor().position());
    s.gesture = PaneGesture::None;
    followLayers();
}

void SliceView::followLayers()
{
    m_state->picture.dropAll();
    updateCursorShape();
    update();
}

void SliceView::followMask(const QString& id, const Region& region)
{
    State& s = *m_state;
    if (!holdsSlice(region, s.frame)) {
        return;
    }
    s.picture.dropMask(id);
    const bool strokeElsewhere =
        s.tool != nullptr && s.tool->active() && s.gesture != PaneGesture::Tool;
    if (!strokeElsewhere) {
        update();
    } else if (!s.idleRepaint.isActive()) {
        s.idleRepaint.start();
    }
}

void SliceView::followCursor(const PatientPoint& position)
{
    State& s = *m_state;
    const int before = s.frame.slice();
    s.frame.setSliceAt(position);
    if (s.frame.slice() != before) {
        s.picture.dropAll();
    }
    if (s.hasImage() && !rect().contains(s.frame.toPixel(position).toPoint())) {
        s.frame.centerOn(position);
        s.picture.dropImage();
        Q_EMIT reframed();
    }
    update();
}

void SliceView::setRole(std::optional<ImageRole> role)
{
    m_state->role = role;
    followCase();
}

std::optional<ImageRole> SliceView::role() const
{
    return m_state->role;
}

void SliceView::setOrientation(Orientation orientation)
{
    State& s = *m_state;
    if (orientation == s.frame.orientation()) {
        return;
    }
    s.frame = SliceFrame(s.frame.geometry(), orientation, s.settings.convention);
    followCase();
}

void SliceView::followFrame(const SliceFrame& frame)
{
    setZoom(m_state->frame.fitMmPerPixel() / frame.mmPerPixel(), frame.panMm());
}

void SliceView::setSettings(const PaneSettings& settings)
{
    State& s = *m_state;
    const bool turned = settings.convention != s.settings.convention;
    s.settings = settings;
    if (turned) {
        const SliceFrame before = s.frame;
        s.frame = s.newFrame(before.geometry());
        s.frame.setPaneSize(before.paneSize());
        s.frame.setSlice(before.slice());
        setZoom(before.zoom(), before.panMm());
    }
    updateCursorShape();
    update();
}

void SliceView::setTool(Tool* tool)
{
    m_state->tool = tool;
    m_state->gesture = PaneGesture::None;
}

void SliceView::setZoom(double zoom, const QPointF& panMm)
{
    State& s = *m_state;
    if (!s.hasImage()) {
        s.restored = {zoom, panMm};
        return;
    }
    s.frame.zoomAt(zoom, rect().toRectF().center());
    s.frame.setPanMm(panMm);
    s.picture.dropImage();
    update();
}

void SliceView::setMmPerPixel(double mmPerPixel)
{
    const State& s = *m_state;
    if (s.hasImage()) {
        setZoom(s.frame.fitMmPerPixel() / mmPerPixel, s.frame.panMm());
    }
}

void SliceView::resetView()
{
    m_state->frame.reset();
    m_state->picture.dropImage();
    update();
}

void SliceView::centerOnCursor()
{
    m_state->frame.centerOn(m_state->document.cursor().position());
    m_state->picture.dropImage();
    update();
}

void SliceView::resizeEvent(QResizeEvent* /*event*/)
{
    m_state->frame.setPaneSize(size());
    m_state->picture.dropImage();
}

void SliceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(nameOf(m_state->frame.orientation()));
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        update();
    }
    QWidget::changeEvent(event);
}

void SliceView::paintEvent(QPaintEvent* /*event*/)
{
    State& s = *m_state;
    QElapsedTimer clock;
    clock.start();
    QPainter painter(this);
    if (s.hasImage()) {
        paintImage(painter);
        paintOverlays(painter);
    } else {
        painter.fillRect(rect(), paneTokens().pane);
        const bool missing = s.role && s.document.isOpen();
        painter.setPen(missing ? paneTokens().muted : paneTokens().disabled);
        painter.drawText(rect().adjusted(kSectionGap, 0, -kSectionGap, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         missing ? missingText(s.document.task(), *s.role)
                                 : nameOf(s.frame.orientation()));
    }
    Q_EMIT painted(clock.nsecsElapsed());
}

void SliceView::paintImage(QPainter& painter)
{
    State& s = *m_state;
    const PaneImages shown = s.shown();
    painter.drawImage(QPointF(),
                      s.picture.update(s.document.layers(), shown, s.frame, devicePixelRatioF()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (s.wiping()) {
        paintDivider(painter, size(), s.settings.pair.wipe);
    }
    if (shown.image->role == ImageRole::Subtraction) {
        paintSignedLegend(painter, size(), shown.image->window);
    }
}

void SliceView::paintOverlays(QPainter& painter)
{
    State& s = *m_state;
    if (s.settings.crosshairVisible) {
        paintCrosshair(painter, s.frame, s.document.cursor().position());
    }
    const double band = s.settings.convention == PaneConvention::Neurological
                            ? paintNeurologicalBand(painter, size())
                            : 0.0;
    const CornerTexts texts =
        cornerTexts(s.shown(), s.document.task(), s.frame, s.settings.caption);
    paintCorners(painter, size(), texts, band);
    // A headline may reach the middle, where the upper letter is.
    paintLetters(painter, s.frame, texts.headline.isEmpty() ? band : band + kHeadlineHeight);
    paintScaleBar(painter, s.frame);
    paintModeFrame(painter, size(), s.settings.mode);
    if (s.hover && s.settings.mode == PaneMode::Paint) {
        const Qt::MouseButton button =
            s.gesture == PaneGesture::Tool ? s.gestureButton : Qt::LeftButton;
        paintBrushRing(painter,
                       *s.hover,
                       s.settings.brush.diameterMm / s.frame.mmPerPixel(),
                       PaintTool::erases(button, s.keys));
    }
}

void SliceView::updateCursorShape()
{
    const bool painting = m_state->settings.mode == PaneMode::Paint;
    setCursor(!m_state->hasImage()                              ? Qt::ArrowCursor
              : painting                                        ? Qt::BlankCursor
              : m_state->settings.mode == PaneMode::EraseLesion ? Qt::PointingHandCursor
                                                                : Qt::CrossCursor);
}

} // namespace dawson
