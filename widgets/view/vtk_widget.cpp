#include "widgets/view/vtk_widget.h"

#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>
#include <QPainter>
#include <QSurfaceFormat>

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <cstring>
#include <vector>

namespace dawson
{

namespace
{

QSurfaceFormat vtkFormat()
{
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setSamples(0);
    return format;
}

constexpr double kSlowRenderMs = 40.0;

} // namespace

struct VtkWidget::State {
    QOffscreenSurface surface;
    QOpenGLContext context;
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    vtkNew<vtkCallbackCommand> makeCurrent;
    vtkNew<vtkCallbackCommand> isCurrent;
    QImage picture;
    std::vector<unsigned char> pixels;
    bool usable = false;
    bool dirty = true;
    bool draft = false; ///< at half the resolution
    double fullRenderMs = 0.0;
    int renders = 0;

    bool createContext();
    void prepareWindow();
    void readBack();
};

bool VtkWidget::State::createContext()
{
    surface.setFormat(vtkFormat());
    surface.create();
    context.setFormat(vtkFormat());
    return context.create() && surface.isValid() && context.makeCurrent(&surface);
}

void VtkWidget::State::prepareWindow()
{
    window->SetOwnContext(0);
    window->SetFrameBlitModeToNoBlit();
    window->SetMultiSamples(0);
    window->SetReadyForRendering(false);
    // VTK asks for its context by events; binding it only when needed keeps VTK's state cache true.
    makeCurrent->SetClientData(this);
    makeCurrent->SetCallback([](vtkObject*, unsigned long, void* self, void*) {
        auto* state = static_cast<State*>(self);
        if (QOpenGLContext::currentContext() != &state->context) {
            state->context.makeCurrent(&state->surface);
        }
    });
    isCurrent->SetClientData(this);
    isCurrent->SetCallback([](vtkObject*, unsigned long, void* self, void* answer) {
        *static_cast<bool*>(answer) =
            QOpenGLContext::currentContext() == &static_cast<State*>(self)->context;
    });
    window->AddObserver(vtkCommand::WindowMakeCurrentEvent, makeCurrent);
    window->AddObserver(vtkCommand::WindowIsCurrentEvent, isCurrent);
    window->AddRenderer(renderer);
    window->SetReadyForRendering(true);
    window->InitializeFromCurrentContext();
}

void VtkWidget::State::readBack()
{
    const QSize size = picture.size();
    auto* gl = context.extraFunctions();
    window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
    window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
    gl->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    gl->glReadPixels(0, 0, size.width(), size.height(), GL_BGRA, GL_UNSIGNED_BYTE, pixels.data());
    const auto stride = static_cast<std::size_t>(size.width()) * 4;
    for (int y = 0; y < size.height(); ++y) { // OpenGL's first row is the lowest
        std::memcpy(picture.scanLine(size.height() - 1 - y),
                    pixels.data() + static_cast<std::size_t>(y) * stride,
                    stride);
    }
}

VtkWidget::VtkWidget(QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    // GLEW crashes without a context, so VTK is only touched once one was current.
    m_state->usable = m_state->createContext();
    if (m_state->usable) {
        m_state->prepareWindow();
    }
}

VtkWidget::~VtkWidget()
{
    if (m_state->usable) {
        m_state->context.makeCurrent(&m_state->surface);
        m_state->window->Finalize();
        m_state->context.doneCurrent();
    }
}

bool VtkWidget::canRender() const
{
    return m_state->usable;
}

vtkRenderer* VtkWidget::renderer() const
{
    return m_state->renderer;
}

void VtkWidget::requestRender()
{
    m_state->dirty = true;
    update();
}

int VtkWidget::renderCount() const
{
    return m_state->renders;
}

void VtkWidget::makeCurrent()
{
    m_state->context.makeCurrent(&m_state->surface);
}

void VtkWidget::setMoving(bool moving)
{
    State& s = *m_state;
    const bool draft = moving && s.fullRenderMs > kSlowRenderMs;
    if (draft != s.draft) {
        s.draft = draft;
        requestRender();
    }
}

double VtkWidget::renderScale() const
{
    return m_state->draft ? devicePixelRatioF() / 2.0 : devicePixelRatioF();
}

QSize VtkWidget::deviceSize() const
{
    return QSize(qRound(width() * renderScale()), qRound(height() * renderScale()))
        .expandedTo({1, 1});
}

QPointF VtkWidget::toDisplay(const QPointF& pixel) const
{
    return {pixel.x() * renderScale(), deviceSize().height() - pixel.y() * renderScale()};
}

QPointF VtkWidget::fromDisplay(double x, double y) const
{
    return QPointF(x, deviceSize().height() - y) / renderScale();
}

void VtkWidget::resizeEvent(QResizeEvent* /*event*/)
{
    m_state->dirty = true;
}

void VtkWidget::render()
{
    State& s = *m_state;
    const QSize size = deviceSize();
    if (s.picture.size() != size) {
        s.picture = QImage(size, QImage::Format_RGB32);
        s.pixels.resize(static_cast<std::size_t>(size.width()) *
                        static_cast<std::size_t>(size.height()) * 4);
        s.window->SetSize(size.width(), size.height());
    }
    QElapsedTimer clock;
    clock.start();
    s.context.makeCurrent(&s.surface);
    s.window->GetState()->Reset();
    s.window->GetState()->vtkglDepthFunc(GL_LEQUAL); // coplanar actors would vanish with GL_LESS
    s.window->Render();
    s.readBack();
    if (!s.draft) {
        s.fullRenderMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }
    s.dirty = false;
    ++s.renders;
}

void VtkWidget::paintEvent(QPaintEvent* /*event*/)
{
    State& s = *m_state;
    QPainter painter(this);
    if (!s.usable) {
        painter.fillRect(rect(), paneTokens().pane);
        painter.setPen(paneTokens().muted);
        painter.drawText(rect().adjusted(kSectionGap, kSectionGap, -kSectionGap, -kSectionGap),
                         static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                         tr("3D needs OpenGL 3.2, which this display does not offer. "
                            "The other views work without it."));
        return;
    }
    if (s.dirty || s.picture.size() != deviceSize()) {
        render();
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, s.draft);
    painter.drawImage(QRectF(QPointF(), QSizeF(s.picture.size()) / renderScale()), s.picture);
    paintOverlay(painter);
}

void VtkWidget::paintOverlay(QPainter& /*painter*/) {}

} // namespace dawson
