#pragma once

#include "core/image/intensity_window.h"
#include "widgets/view/pane_settings.h"
#include "widgets/view/slice_frame.h"

#include <QPainter>
#include <QStringList>

#include <optional>

namespace dawson
{

/// Text with a dark halo, readable on any image. `alignment` places it in `rect`.
void paintHaloText(QPainter& painter,
                   const QRectF& rect,
                   Qt::Alignment alignment,
                   const QString& text);

/// Orientation letters at the four edges; `top` leaves room for the band.
void paintLetters(QPainter& painter, const SliceFrame& frame, double top);

/// The band that stays while the display is neurological. Returns its height.
double paintNeurologicalBand(QPainter& painter, const QSizeF& pane);

struct CornerTexts {
    QString headline;      ///< what is shown, large; in the left corner
    QString rightHeadline; ///< of the image right of the divider
    QStringList topLeft;
    QStringList topRight;
    QStringList bottomLeft;
};

/// The corners; `top` leaves room for the band.
void paintCorners(QPainter& painter, const QSizeF& pane, const CornerTexts& texts, double top);

/// A bar of a round length, at most a quarter of the pane, with its length in words.
void paintScaleBar(QPainter& painter, const SliceFrame& frame);

/// The divider of a wipe, at a share of the width, with its grip.
void paintDivider(QPainter& painter, const QSizeF& pane, double share);
/// Whether a pixel takes hold of the divider: only its grip, so that one can paint beside it.
bool onDivider(const QRectF& pane, double share, const QPointF& pixel);

/// What the colours of a subtraction mean, in standard deviations of the brain.
void paintSignedLegend(QPainter& painter, const QSizeF& pane, const IntensityWindow& window);

/// Hairlines with a gap at the centre.
void paintCrosshair(QPainter& painter, const SliceFrame& frame, const PatientPoint& position);

/// The brush at its true size, dashed when it erases.
void paintBrushRing(QPainter& painter, const QPointF& center, double diameterPixels, bool erases);

/// The frame whose colour says the mode.
void paintModeFrame(QPainter& painter, const QSizeF& pane, PaneMode mode);

} // namespace dawson
