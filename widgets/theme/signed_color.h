#pragma once

#include <QColor>

namespace dawson
{

/// Colour of a subtraction, from -1 (became darker) over 0 (unchanged, grey) to 1 (became
/// brighter).
QColor signedColor(double share);

/// Colour of the `band`th band of a model's probability, from pale yellow at 0 to red.
QColor bandColor(int band);

} // namespace dawson
