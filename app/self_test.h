#pragma once

class QWidget;

namespace dawson
{

/// Checks an installation without a user: resources, icons, the worker beside the program, and that
/// the window paints something. Says on stderr what is wrong. The exit code.
int selfTest(QWidget& window);

} // namespace dawson
