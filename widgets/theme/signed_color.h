#pragma once

#include <QColor>

namespace dawson
{

/// Colour of a subtraction, from -1 (became darker) over 0 (unchanged, grey) to 1 (became
/// brighter).
QColor signedColor(double share);

} // namespace dawson
