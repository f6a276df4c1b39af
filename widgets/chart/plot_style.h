#pragma once

#include "widgets/theme/theme.h"

#include <qcustomplot.h>
#include <QFont>

namespace dawson
{

/// Colours of a plot: the theme's on screen, dark on white in exports.
struct PlotColors {
    QColor ground;
    QColor text;
    QColor muted;
    QColor line;

    static PlotColors ofTheme();
    static PlotColors onWhite();
};

/// Flat axes: two lines, quiet horizontal grid, no box.
void styleAxes(QCPAxisRect& rect, const PlotColors& colors, const QFont& font);

/// The application's font at a size in pixels.
QFont plotFont(int pixels, bool semibold = false);

} // namespace dawson
