#pragma once

#include <QString>

namespace dawson
{

/// What must be set before the QApplication exists: the X11 platform (the rendering library only
/// knows GLX), the surface format.
void preparePlatform();

/// Why nothing can be rendered here, in words for the user; empty when it can. Rendering without
/// OpenGL would end the program, so this is asked before the first view is made.
/// REQUIRES: a QApplication.
QString renderingProblem();

} // namespace dawson
