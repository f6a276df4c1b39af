#include "widgets/view/pane_overlay.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainterPath>
#include <QPen>

#include <algorithm>
#include <array>
#include <cmath>

namespace dawson
{

namespace
{

constexpr int kLetterPx = 14;
constexpr double kEdge = 6.0;         ///< of texts from the pane's edge
constexpr double kCrosshairGap = 9.0; ///< half of it
constexpr double kBandHeight = 20.0;

QColor haloColor()
{
    QColor halo = paneTokens().pane;
    halo.setAlpha(200);
    return halo;
}

QFont captionFont(const QPainter& painter)
{
    QFont font = painter.font();
    font.setPixelSize(kCaptionPx);
    font.setWeight(QFont::Normal);
    return font;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("dawson::PaneOverlay", text);
}

void paintLines(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, QStringList lines)
{
    lines.removeAll(QString());
    paintHaloText(painter, rect, alignment, lines.join(QLatin1Char('\n')));
}

/// Large, but not so large that the two headlines of a wipe run into each other.
QFont headlineFont(QFont font, const CornerTexts& texts, double width)
{
    font.setWeight(QFont::DemiBold);
    for (const int pixels : {kHeadPx, kBodyPx, kCaptionPx}) {
        font.setPixelSize(pixels);
        const QFontMetricsF metrics(font);
        if (metrics.horizontalAdvance(texts.headline) +
                metrics.horizontalAdvance(texts.rightHeadline) + kSectionGap <
            width) {
            break;
        }
    }
    return font;
}

} // namespace

void paintHaloText(QPainter& painter,
                   const QRectF& rect,
                   Qt::Alignment alignment,
                   const QString& text)
{
    // Eight dark copies around the text: cheaper than stroking glyph outlines on every repaint.
    static constexpr std::array<std::array<double, 2>, 8> kAround{
        {{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}};
    painter.setPen(haloColor());
    for (const auto& [dx, dy] : kAround) {
        painter.drawText(rect.translated(dx, dy), static_cast<int>(alignment), text);
    }
    painter.setPen(paneTokens().text);
    painter.drawText(rect, static_cast<int>(alignment), text);
}

void paintLetters(QPainter& painter, const SliceFrame& frame, double top)
{
    QFont font = painter.font();
    font.setPixelSize(kLetterPx);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QRectF pane =
        QRectF(QPointF(), frame.paneSize()).adjusted(kEdge, top + 3.0, -kEdge, -3.0);
    paintHaloText(painter, pane, Qt::AlignLeft | Qt::AlignVCenter, frame.letter(PaneEdge::Left));
    paintHaloText(painter, pane, Qt::AlignRight | Qt::AlignVCenter, frame.letter(PaneEdge::Right));
    paintHaloText(painter, pane, Qt::AlignHCenter | Qt::AlignTop, frame.letter(PaneEdge::Top));
    paintHaloText(
        painter, pane, Qt::AlignHCenter | Qt::AlignBottom, frame.letter(PaneEdge::Bottom));
}

double paintNeurologicalBand(QPainter& painter, const QSizeF& pane)
{
    const QRectF band(0.0, 0.0, pane.width(), kBandHeight);
    painter.fillRect(band, paneTokens().warning);
    QFont font = captionFont(painter);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(paneTokens().pane);
    painter.drawText(
        band,
        Qt::AlignCenter,
        QFontMetricsF(font).elidedText(
            translated(QT_TRANSLATE_NOOP("dawson::PaneOverlay", "Neurological: left on the left")),
            Qt::ElideRight,
            band.width() - 2.0 * kEdge));
    return kBandHeight;
}

void paintCorners(QPainter& painter, const QSizeF& pane, const CornerTexts& texts, double top)
{
    const QRectF area =
        QRectF(QPointF(), pane).adjusted(kEdge + 2.0, top + kEdge, -kEdge - 2.0, -kEdge);
    QRectF below = area;
    bool wide = false; // the headline takes the right corner too
    if (!texts.headline.isEmpty()) {
        const QFont font = headlineFont(painter.font(), texts, area.width());
        painter.setFont(font);
        paintHaloText(painter, area, Qt::AlignLeft | Qt::AlignTop, texts.headline);
        paintHaloText(painter, area, Qt::AlignRight | Qt::AlignTop, texts.rightHeadline);
        below.setTop(below.top() + QFontMetricsF(font).lineSpacing());
        wide = !texts.rightHeadline.isEmpty() ||
               QFontMetricsF(font).horizontalAdvance(texts.headline) > 0.6 * area.width();
    }
    painter.setFont(captionFont(painter));
    const QRectF& right = wide ? below : area;
    paintLines(painter, below, Qt::AlignLeft | Qt::AlignTop, texts.topLeft);
    paintLines(painter, right, Qt::AlignRight | Qt::AlignTop, texts.topRight);
    paintLines(painter, area, Qt::AlignLeft | Qt::AlignBottom, texts.bottomLeft);
}

void paintScaleBar(QPainter& painter, const SliceFrame& frame)
{
    static constexpr std::array<double, 9> kLengths{100, 50, 20, 10, 5, 2, 1, 0.5, 0.2};
    const double longest = frame.mmPerPixel() * std::min(160.0, frame.paneSize().width() / 4.0);
    const auto fits =
        std::find_if(kLengths.begin(), kLengths.end(), [&](double mm) { return mm <= longest; });
    if (fits == kLengths.end()) {
        return;
    }
    const double length = *fits / frame.mmPerPixel();
    const QPointF end(frame.paneSize().width() - kEdge - 3.0,
                      frame.paneSize().height() - kEdge - 4.0);
    const QPointF start = end - QPointF(length, 0.0);
    QPainterPath bar;
    bar.moveTo(start - QPointF(0.0, 4.0));
    bar.lineTo(start);
    bar.lineTo(end);
    bar.lineTo(end - QPointF(0.0, 4.0));
    painter.strokePath(bar, QPen(haloColor(), 3.5, Qt::SolidLine, Qt::SquareCap));
    painter.strokePath(bar, QPen(paneTokens().text, 1.5, Qt::SolidLine, Qt::SquareCap));
    painter.setFont(captionFont(painter));
    const QString text = *fits >= 10.0
                             ? QStringLiteral("%1 cm").arg(QLocale().toString(*fits / 10.0))
                             : QStringLiteral("%1 mm").arg(QLocale().toString(*fits));
    paintHaloText(painter,
                  QRectF(end.x() - 100.0, end.y() - 24.0, 100.0, 18.0),
                  Qt::AlignRight | Qt::AlignBottom,
                  text);
}

void paintCrosshair(QPainter& painter, const SliceFrame& frame, const PatientPoint& position)
{
    const QPointF c = frame.toPixel(position);
    const QSizeF pane = frame.paneSize();
    QColor color = paneTokens().accent;
    color.setAlpha(200);
    painter.setPen(QPen(color, 1.0));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawLine(QPointF(0.0, c.y()), QPointF(c.x() - kCrosshairGap, c.y()));
    painter.drawLine(QPointF(c.x() + kCrosshairGap, c.y()), QPointF(pane.width(), c.y()));
    painter.drawLine(QPointF(c.x(), 0.0), QPointF(c.x(), c.y() - kCrosshairGap));
    painter.drawLine(QPointF(c.x(), c.y() + kCrosshairGap), QPointF(c.x(), pane.height()));
    painter.setRenderHint(QPainter::Antialiasing, true);
}

void paintBrushRing(QPainter& painter, const QPointF& center, double diameterPixels, bool erases)
{
    const double radius = std::max(1.0, diameterPixels / 2.0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(haloColor(), 3.0));
    painter.drawEllipse(center, radius, radius);
    QPen pen(paneTokens().text, 1.25);
    if (erases) {
        pen.setDashPattern({4.0, 3.0});
    }
    painter.setPen(pen);
    painter.drawEllipse(center, radius, radius);
    if (radius > 4.0) {
        painter.drawPoint(center);
    }
}

void paintModeFrame(QPainter& painter, const QSizeF& pane, PaneMode mode)
{
    const QColor color = mode == PaneMode::View    ? paneTokens().line
                         : mode == PaneMode::Paint ? paneTokens().accent
                                                   : paneTokens().warning;
    const double width = mode == PaneMode::View ? 1.0 : 2.0;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(
        QRectF(QPointF(), pane)
            .adjusted(width / 2.0, width / 2.0, -width / 2.0 - 0.5, -width / 2.0 - 0.5));
    painter.setRenderHint(QPainter::Antialiasing, true);
}

} // namespace dawson
