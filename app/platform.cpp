#include "app/platform.h"

#include <QCoreApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QSurfaceFormat>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dawson
{

namespace
{

constexpr int kLargeBlock = 4 << 20; ///< bytes

} // namespace

void preparePlatform()
{
#ifdef Q_OS_LINUX
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "xcb");
    }
#endif
#ifdef __GLIBC__
    // Volumes of closed cases go back to the system; by default the limit grows with their size
    // and they stay in the heap.
    mallopt(M_MMAP_THRESHOLD, kLargeBlock);
#endif
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);
}

QString renderingProblem()
{
    QOffscreenSurface surface;
    surface.create();
    QOpenGLContext context;
    if (surface.isValid() && context.create() && context.makeCurrent(&surface)) {
        context.doneCurrent();
        return {};
    }
    return QCoreApplication::translate(
        "Platform",
        "The images cannot be drawn: this display offers no OpenGL 3.2. Install a graphics driver "
        "(on Debian libgl1-mesa-dri) or start Dawson under an X display.");
}

} // namespace dawson
