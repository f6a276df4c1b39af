#pragma once

#include <QImage>
#include <QWidget>

#include <memory>

class vtkRenderer;

namespace dawson
{

/// A VTK scene painted by Qt; knows no medicine.
///
/// VTK renders into its own framebuffer on an offscreen surface, the pixels are read back and
/// painted by QPainter, so nothing of the window is composed by OpenGL. Renders only when the
/// scene was changed; an expose repaints the last picture. Without a usable OpenGL the widget
/// shows a message and VTK is never touched. GUI thread only.
class VtkWidget : public QWidget
{
    Q_OBJECT

public:
    explicit VtkWidget(QWidget* parent = nullptr);
    ~VtkWidget() override;

    /// Whether there is an OpenGL context to render with.
    bool canRender() const;

    /// The one renderer of the scene. REQUIRES: canRender().
    vtkRenderer* renderer() const;

    /// The scene changed: renders at the next paint.
    void requestRender();

    /// While a scene is turned by hand: where a render takes over 40 ms it is made at half the
    /// resolution, and again at the full one when this ends.
    void setMoving(bool moving);

    /// Number of renders so far.
    int renderCount() const;

    /// Makes the context current, for picking between paints. REQUIRES: canRender().
    void makeCurrent();

    /// A widget position in VTK's display coordinates (rendered pixels from the lower left).
    QPointF toDisplay(const QPointF& pixel) const;
    QPointF fromDisplay(double x, double y) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    /// Drawn over the scene; the painter is in logical pixels.
    virtual void paintOverlay(QPainter& painter);

private:
    struct State;

    QSize deviceSize() const;
    double renderScale() const; ///< rendered pixels per logical one
    void render();

    std::unique_ptr<State> m_state;
};

} // namespace dawson
