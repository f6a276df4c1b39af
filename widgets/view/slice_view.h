#pragma once

#include "core/document/case_document.h"
#include "widgets/view/pane_settings.h"
#include "widgets/view/slice_frame.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace dawson
{

class Tool;

/// One plane of the open case: image, mask layers, crosshair, texts; mouse and keys by convention.
///
/// The shown image and the masks are painted from the document's layers by our own reslicing and
/// QPainter, not by VTK: about a quarter of the time per frame under software GL, sharp voxel
/// borders, dashes and hatches at every scale (docs/performance.md has the figures).
class SliceView : public QWidget
{
    Q_OBJECT

public:
    SliceView(CaseDocument& document, Orientation orientation, QWidget* parent = nullptr);
    ~SliceView() override;

    const SliceFrame& frame() const;

    void setSettings(const PaneSettings& settings);
    /// Keeps the pane to the image in this role, or says that it is missing; without one the pane
    /// shows what the layers show.
    void setRole(std::optional<ImageRole> role);
    std::optional<ImageRole> role() const;
    void setOrientation(Orientation orientation); ///< zoom and pan start afresh
    /// Gets the gestures the pane does not use itself; not owned, null for none.
    void setTool(Tool* tool);

    void setZoom(double zoom, const QPointF& panMm);
    void setMmPerPixel(double mmPerPixel); ///< the same scale as another pane, pan kept
    void resetView();                      ///< zoom and pan
    void centerOnCursor();
    void followFrame(const SliceFrame& frame); ///< the scale and pan of another pane

Q_SIGNALS:
    void hovered(const std::optional<dawson::PatientPoint>& point);
    void zoomed(double mmPerPixel);       ///< by the user, in this pane
    void reframed();                      ///< zoomed or panned, by hand or to keep the cursor in
    void wipeMoved(double share);         ///< the divider was dragged there
    void brushResized(double diameterMm); ///< by wheel or key in this pane
    void maximizeRequested();             ///< double click
    void gestureChanged(bool active);     ///< a tool's gesture began or ended here
    void painted(qint64 nanoseconds);     ///< a frame was painted, and how long it took

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct State;

    void followCase();
    void paintImage(QPainter& painter);
    void paintOverlays(QPainter& painter);
    void followLayers();
    void followMask(const QString& id, const Region& region);
    void followCursor(const PatientPoint& position);
    void showSlice(int slice);
    void zoomTo(double zoom, const QPointF& anchor);
    void resizeBrush(int steps);
    void hoverAt(const QPointF& pixel);
    void updateCursorShape();
    bool startOwnGesture(const QMouseEvent& event);
    void finishGesture(const QPointF& pixel, Qt::KeyboardModifiers modifiers);

    std::unique_ptr<State> m_state;
};

/// One step larger or smaller: about a seventh, at least half a millimetre, within 0.5 to 60 mm.
double steppedBrushDiameter(double diameterMm, int steps);

} // namespace dawson
