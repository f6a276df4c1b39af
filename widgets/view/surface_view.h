#pragma once

#include "core/document/case_document.h"
#include "widgets/view/vtk_widget.h"

#include <memory>

namespace dawson
{

/// Lesions of the open case as surfaces in their author's colour, inside a translucent brain.
///
/// Surfaces are made in a thread from a copy, a moment after the last change; none while the view
/// is hidden, those that are missing when it is shown. Left drag turns,
/// wheel or right drag zooms, middle or Shift+left drag pans; a click on a lesion moves the cursor
/// into its middle.
class SurfaceView : public VtkWidget
{
    Q_OBJECT

public:
    explicit SurfaceView(CaseDocument& document, QWidget* parent = nullptr);
    ~SurfaceView() override;

    /// Shows this mask layer's lesions only; empty: those of all visible layers.
    void setLayer(const QString& id);
    void resetCamera(); ///< from the front, slightly from above

    /// Whether surfaces show the masks as they are now.
    bool upToDate() const;

Q_SIGNALS:
    void lesionActivated(const dawson::PatientPoint& point);
    void maximizeRequested();
    void surfacesChanged(); ///< new surfaces are in the scene

protected:
    void paintOverlay(QPainter& painter) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct State;

    void followCase();
    void followLayers();
    void applyAppearance();
    void rebuildLesions();
    void rebuildHead();
    void turn(const QPointF& pixels);
    void pan(const QPointF& pixels);
    void zoom(double factor);
    void activateAt(const QPointF& pixel);

    std::unique_ptr<State> m_state;
};

} // namespace dawson
